import type { Facts } from '../kernel/refusal.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { WeighingResult } from './contract.ts';
import type { Step } from './rules.ts';

/** The bin that a keeper goes to first for a part, and what it weighs empty. */
export type WeighedBin = { readonly id: string; readonly code: string; readonly tare_ug: number | null };

export function binOfPart(reader: Reader, warehouse: string, part: string): WeighedBin | undefined {
  return reader.one<WeighedBin>(
    `select b.id, b.code, b.tare_ug from balance a join bin b on b.id = a.location_id
     where a.part_id = ? and a.in_bin = 1 and b.warehouse_id = ? and b.kind = 'shelf'
     order by a.quantity > 0 desc, a.quantity desc, b.code limit 1`,
    part,
    warehouse,
  );
}

export function findBin(reader: Reader, id: string): (WeighedBin & { readonly warehouse_id: string }) | undefined {
  return reader.one('select id, code, tare_ug, warehouse_id from bin where id = ?', id);
}

/** Parts that lie in a bin, or last did. */
export function partsInBin(reader: Reader, bin: string): string[] {
  return reader
    .all<{ part: string }>(
      'select part_id as part from balance where location_id = ? group by part_id order by sum(quantity) desc',
      bin,
    )
    .map(({ part }) => part);
}

/** What a scale saw, before anybody decided what it means. */
export type NewWeighing = {
  readonly id: string;
  readonly station_id: string;
  readonly device: string;
  readonly cycle: number;
  readonly step: number;
  readonly value_ug: number;
  readonly change_ug: number | null;
  readonly source: 'flag' | 'derived';
  readonly tared: number;
  readonly bin_id: string | null;
  readonly raw: string;
  readonly at_wall: number;
};

export type WeighingRow = NewWeighing & {
  readonly document_kind: string | null;
  readonly document_id: string | null;
  readonly line_id: string | null;
  readonly part_id: string | null;
  readonly quantity: number | null;
  readonly outcome: WeighingResult['outcome'] | null;
  readonly code: string | null;
  readonly facts: string | null;
};

export function keepWeighing(tx: Tx, row: NewWeighing): void {
  tx.run(
    `insert into weighing (id, station_id, device, cycle, step, value_ug, change_ug, source, tared, bin_id, raw, at_wall)
     values (:id, :station_id, :device, :cycle, :step, :value_ug, :change_ug, :source, :tared, :bin_id, :raw, :at_wall)`,
    row,
  );
}

export function findWeighing(reader: Reader, id: string): WeighingRow | undefined {
  return reader.one<WeighingRow>('select * from weighing where id = ?', id);
}

/** The newest weighing of a scale. */
export function newestOf(reader: Reader, device: string): WeighingRow | undefined {
  return reader.one<WeighingRow>('select * from weighing where device = ? order by rowid desc limit 1', device);
}

const MOST_STEPS = 50;

/** Weighings of the same scale before this one, the newest first. */
export function earlierSteps(reader: Reader, { device, id }: Pick<WeighingRow, 'device' | 'id'>): Step[] {
  return reader.all<Step>(
    `select cycle, step, value_ug, line_id from weighing
     where device = :device and rowid < (select rowid from weighing where id = :id) order by rowid desc limit ${MOST_STEPS}`,
    { device, id },
  );
}

/** What has left a drawer for a line so far, micrograms; negative: more was put in. */
export function takenForLine(reader: Reader, bin: string, line: string): number {
  return (
    reader.one<{ sum: number }>(
      'select -coalesce(sum(change_ug), 0) as sum from weighing where line_id = ? and bin_id = ?',
      line,
      bin,
    )?.sum ?? 0
  );
}

export type WeighingMeaning = {
  readonly outcome: WeighingResult['outcome'];
  readonly code: string;
  readonly facts: Facts;
  readonly document: { readonly kind: string; readonly id: string } | null;
  readonly line: string | null;
  readonly part: string | null;
  readonly quantity: number | null;
};

export function keepMeaning(tx: Tx, id: string, meaning: WeighingMeaning): void {
  const { outcome, code, facts, document, line, part, quantity } = meaning;
  tx.run(
    `update weighing set outcome = :outcome, code = :code, facts = :facts, document_kind = :kind, document_id = :document,
       line_id = :line, part_id = :part, quantity = :quantity where id = :id`,
    {
      ...{ id, outcome, code, facts: JSON.stringify(facts), line, part, quantity },
      ...{ kind: document?.kind ?? null, document: document?.id ?? null },
    },
  );
}

type ResultRow = Omit<WeighingResult, 'facts'> & { readonly facts: string };
const RESULT = 'select id as weighing, outcome, code, facts, at_wall as at from weighing';

/** For something: not only looked at. */
const TAKEN = "outcome in ('accepted', 'refused')";

function resultOf({ facts, ...row }: ResultRow): WeighingResult {
  return { ...row, facts: JSON.parse(facts) as WeighingResult['facts'] };
}

export function weighingResult(reader: Reader, id: string): WeighingResult | undefined {
  const row = reader.one<ResultRow>(`${RESULT} where id = ? and outcome is not null`, id);
  return row && resultOf(row);
}

/** Weighings that were taken for something at a station or, from a drawer of another one, for its document; the newest first. */
export function newestWeighings(
  reader: Reader,
  station: string,
  document: string | null,
  limit: number,
): WeighingResult[] {
  return reader
    .all<ResultRow>(
      `${RESULT} where rowid in (
         select * from (select rowid from weighing where station_id = :station and ${TAKEN} order by rowid desc limit :limit)
         union all
         select * from (select rowid from weighing where document_id = :document and ${TAKEN} order by rowid desc limit :limit))
       order by rowid desc limit :limit`,
      { station, document, limit },
    )
    .map(resultOf);
}

/** What left or came into the drawers of a warehouse with no slip in hand, the newest first. */
export function unexplainedTakes(
  reader: Reader,
  warehouse: string,
  limit: number,
): (WeighingResult & { readonly bin: string })[] {
  return reader
    .all<ResultRow & { bin: string }>(
      `select w.id as weighing, w.outcome, w.code, w.facts, w.at_wall as at, b.code as bin
       from weighing w join bin b on b.id = w.bin_id
       where b.warehouse_id = ? and w.code in ('weighing.taken', 'weighing.put-back') and w.line_id is null
       order by w.rowid desc limit ?`,
      ...[warehouse, limit],
    )
    .map(({ bin, ...row }) => ({ ...resultOf(row), bin }));
}

/** The newest weighing of each line of a document that said something of it. */
export function weighingsOfLines(reader: Reader, document: string): (WeighingResult & { readonly line: string })[] {
  return reader
    .all<ResultRow & { line: string }>(
      `${RESULT.replace('select ', 'select line_id as line, ')} where rowid in (
         select max(rowid) from weighing where document_id = ? and line_id is not null and outcome = 'accepted' group by line_id)`,
      document,
    )
    .map(({ line, ...row }) => ({ ...resultOf(row), line }));
}
