import type { Quantity } from '../kernel/quantity.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { HandOver, HandOverState, LossKind, LossReport, LossState } from './contract.ts';

export type HandOverRow = {
  readonly id: string;
  readonly number: string;
  readonly state: HandOverState;
  readonly giver_id: string;
  readonly taker_id: string;
  readonly remark: string;
  readonly created_at: number;
  readonly decided_at: number | null;
};
/** Which of them, as far as somebody named them. */
type NamedLots = HandOver['lines'][number]['lots'];
export type HandOverLine = {
  readonly part: string;
  readonly quantity: Quantity;
  readonly lots: NamedLots;
};

export function insertHandOver(tx: Tx, row: Omit<HandOverRow, 'decided_at'>, lines: readonly HandOverLine[]): void {
  tx.run(
    'insert into hand_over (id, number, state, giver_id, taker_id, remark, created_at) values (?, ?, ?, ?, ?, ?, ?)',
    ...[row.id, row.number, row.state, row.giver_id, row.taker_id, row.remark, row.created_at],
  );
  for (const { part, quantity, lots } of lines) {
    tx.run(
      'insert into hand_over_line (hand_over_id, part_id, quantity, lots) values (?, ?, ?, ?)',
      ...[row.id, part, quantity, JSON.stringify(lots)],
    );
  }
}

export function findHandOver(reader: Reader, id: string): HandOverRow | undefined {
  return reader.one<HandOverRow>('select * from hand_over where id = ?', id);
}

export function handOverLines(reader: Reader, id: string): HandOverLine[] {
  return reader
    .all<Kept<HandOverLine>>(
      'select part_id as part, quantity, lots from hand_over_line where hand_over_id = ? order by part_id',
      id,
    )
    .map((line) => withLots<HandOverLine>(line));
}

/** A line as it is kept: its lots as JSON. */
type Kept<Line> = Omit<Line, 'lots'> & { readonly lots: string };

function withLots<Line extends { readonly lots: NamedLots }>(kept: Kept<Line>): Line {
  return { ...kept, lots: JSON.parse(kept.lots) } as unknown as Line;
}

export function setHandOverState(tx: Tx, id: string, state: HandOverState, at: number): void {
  tx.run('update hand_over set state = ?, decided_at = ? where id = ?', state, at, id);
}

/** How a part is kept. */
const TRACKING =
  "case when p.serial_tracked = 1 then 'serial' when p.lot_tracked = 1 then 'lot' else 'none' end as tracking";
const LINE = `p.id as part, p.number, p.name, p.model, p.spec, p.unit, ${TRACKING}, l.quantity, l.lots, p.price`;

/** The newest first, of one person's giving and taking when named; open ones before all others. */
export function handOvers(reader: Reader, person: string | null, limit: number): HandOver[] {
  return reader
    .all<NamedHandOver>(
      `${HAND_OVER} where :person is null or h.giver_id = :person or h.taker_id = :person
       order by h.state = 'OFFERED' desc, h.rowid desc limit :limit`,
      { person, limit },
    )
    .map((row) => handOverOf(reader, row));
}

/** What others offer to a person, the oldest first. */
export function offersTo(reader: Reader, person: string): HandOver[] {
  return reader
    .all<NamedHandOver>(`${HAND_OVER} where h.taker_id = ? and h.state = 'OFFERED' order by h.rowid limit 20`, person)
    .map((row) => handOverOf(reader, row));
}

/** What a person offers to others and nobody has signed for, the oldest first. */
export function offersBy(reader: Reader, person: string): HandOver[] {
  return reader
    .all<NamedHandOver>(
      `${HAND_OVER} where h.id in (select id from hand_over indexed by hand_over_open where state = 'OFFERED' and giver_id = ?)
       order by h.rowid limit 20`,
      person,
    )
    .map((row) => handOverOf(reader, row));
}

type NamedHandOver = HandOverRow & { readonly giver: string; readonly taker: string };
type NamedLine = HandOver['lines'][number];
const HAND_OVER = `select h.*, g.name as giver, t.name as taker from hand_over h join person g on g.id = h.giver_id
  join person t on t.id = h.taker_id`;

function handOverOf(reader: Reader, row: NamedHandOver): HandOver {
  const { id, number, state, giver_id, giver, taker_id, taker, remark, created_at, decided_at } = row;
  return {
    ...{ id, number, state, remark, createdAt: created_at, decidedAt: decided_at },
    ...{ giver: { id: giver_id, name: giver }, taker: { id: taker_id, name: taker } },
    lines: reader
      .all<Kept<NamedLine>>(
        `select ${LINE} from hand_over_line l join part p on p.id = l.part_id where l.hand_over_id = ? order by p.number`,
        id,
      )
      .map((line) => withLots<NamedLine>(line)),
  };
}

export type LossRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: LossKind;
  readonly state: LossState;
  readonly person_id: string;
  readonly part_id: string;
  readonly quantity: Quantity;
  readonly lots: NamedLots;
  readonly remark: string;
  readonly creator_id: string;
  readonly created_at: number;
};

export function insertLoss(tx: Tx, row: LossRow): void {
  tx.run(
    `insert into loss_report (id, number, kind, state, person_id, part_id, quantity, lots, remark, creator_id, created_at)
     values (:id, :number, :kind, :state, :person_id, :part_id, :quantity, :lots, :remark, :creator_id, :created_at)`,
    { ...row, lots: JSON.stringify(row.lots) },
  );
}

export function findLoss(reader: Reader, id: string): LossRow | undefined {
  const row = reader.one<Kept<LossRow>>(
    `select id, number, kind, state, person_id, part_id, quantity, lots, remark, creator_id, created_at from loss_report
     where id = ?`,
    id,
  );
  return row === undefined ? undefined : withLots<LossRow>(row);
}

export function setLossDecision(
  tx: Tx,
  id: string,
  decision: { readonly state: LossState; readonly by: string | null; readonly at: number; readonly reason: string },
): void {
  const { state, by, at, reason } = decision;
  tx.run(
    'update loss_report set state = ?, decided_by = ?, decided_at = ?, reason = ? where id = ?',
    ...[state, by, at, reason, id],
  );
}

/** What waits for a decision first, then the newest. */
export function lossReports(reader: Reader, limit: number): LossReport[] {
  type Row = Omit<LossReport, 'person'> & { readonly person_id: string; readonly holder: string };
  return reader
    .all<Kept<Row>>(
      `select l.id, l.number as report, l.kind, l.state, l.person_id, h.name as holder, p.id as part, p.number, p.name, p.model,
              p.spec, p.unit, ${TRACKING}, l.quantity, l.lots, p.price, l.remark, l.created_at as createdAt, d.name as decidedBy, l.reason
       from loss_report l join part p on p.id = l.part_id join person h on h.id = l.person_id
         left join person d on d.id = l.decided_by
       order by l.state = 'SUBMITTED' desc, l.rowid desc limit ?`,
      limit,
    )
    .map((row) => withLots<Row>(row))
    .map(({ person_id, holder, ...report }) => ({ ...report, person: { id: person_id, name: holder } }));
}

export type Holder = {
  readonly person: string;
  readonly number: string;
  readonly name: string;
  readonly team: string;
  readonly kinds: number;
  readonly quantity: Quantity;
  readonly value: number;
  readonly since: number;
};

/** Everybody who holds something. */
export function holders(reader: Reader): Holder[] {
  return reader.all<Holder>(
    `select h.id as person, h.number, h.name, h.team, count(distinct s.part_id) as kinds, sum(s.remaining) as quantity,
            cast(sum(round(s.remaining * p.price / 1000.0)) as integer) as value, min(m.at_wall) as since
     from holding_source s join person h on h.id = s.person_id join part p on p.id = s.part_id
       join movement m on m.id = s.movement_id
     where s.remaining > 0 group by h.id order by h.number`,
  );
}

export type HeldRow = {
  readonly id: string;
  readonly person: string;
  readonly holder: string;
  readonly team: string;
  readonly part: string;
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly unit: string;
  readonly decimals: number;
  readonly tracking: HandOver['lines'][number]['tracking'];
  readonly quantity: Quantity;
  readonly value: number;
  readonly since: number;
};

/** Who holds what, by employee and part number; of one employee when named. */
export function heldRows(reader: Reader, person: string | null): HeldRow[] {
  return reader.all<HeldRow>(
    `select h.id || ' ' || p.id as id, h.id as person, h.name as holder, h.team, p.id as part, p.number, p.name, p.model, p.spec,
            p.unit, p.decimals, ${TRACKING}, sum(s.remaining) as quantity, cast(round(sum(s.remaining) * p.price / 1000.0) as integer) as value,
            min(m.at_wall) as since
     from holding_source s join person h on h.id = s.person_id join part p on p.id = s.part_id
       join movement m on m.id = s.movement_id
     where s.remaining > 0 ${person === null ? '' : 'and s.person_id = :person'}
     group by s.person_id, s.part_id order by h.number, p.number`,
    ...(person === null ? [] : [{ person }]),
  );
}
