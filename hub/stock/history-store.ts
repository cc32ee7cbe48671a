import type { Reader } from '../store/open.ts';
import type { MovementKind } from './rules.ts';

export type HistoryFilter = {
  readonly part?: string | undefined;
  readonly location?: string | undefined;
  readonly document?: string | undefined;
  readonly kind?: MovementKind | undefined;
  /** Wall times, the first inclusive, the second not. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly text: string;
};

export type HistoryRow = {
  readonly id: string;
  readonly at: number;
  readonly kind: MovementKind;
  readonly part: string;
  readonly partNumber: string;
  readonly partName: string;
  readonly unit: string;
  readonly lot: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
  readonly document: string | null;
  readonly documentKind: string | null;
  readonly documentId: string | null;
  readonly evidence: string;
  readonly isReversed: number;
};

const WHOLE_LEDGER = 'from movement m';
/** What leaves a place and what reaches it: no movement does both. */
const AT_LOCATION = `select n from movement where to_location = :location
  union all select n from movement where from_location = :location`;
/** A word is looked for among the parts, the places and the papers, which are fewer than their movements by far. */
const WITH_TEXT = `
  with place as materialized (select id from location where name like :text escape '\\')
  select n from movement where part_id in (
    select id from part where number like :text escape '\\' or name like :text escape '\\')
  union select n from movement where to_location in (select id from place)
  union select n from movement where from_location in (select id from place)
  union select n from movement where document_id in (
    select document_id from movement_document where number like :text escape '\\')`;

/**
 * The movements that are asked for, as the rest of a statement that reads `m.n`. Only what is asked for stands in it, so that each question is
 * answered from an index that holds all it needs; what is shown of a movement is looked up for one page only.
 */
function wantedFrom(filter: HistoryFilter): { from: string; values: Record<string, string | number> } {
  const { part, location, document, kind, from: since, until, text } = filter;
  const like = text === '' ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const values: Record<string, string | number> = {};
  const isAsked = (name: keyof HistoryFilter, value: string | number | undefined): boolean => {
    if (value === undefined || value === '') return false;
    values[name] = value;
    return true;
  };
  const isNarrow = [part, document, location, like].some((asked) => asked !== undefined && asked !== '');
  const isTimed = since !== undefined || until !== undefined;
  const columns = [
    ...(isAsked('part', part) ? ['m.part_id = :part'] : []),
    ...(isAsked('document', document) ? ['m.document_id = :document'] : []),
    // Beside something narrower the index of a whole kind, or of a time, is the wrong one: the plus keeps the planner from it.
    ...(isAsked('kind', kind) ? [isNarrow || isTimed ? '+m.kind = :kind' : 'm.kind = :kind'] : []),
    ...(isAsked('from', since) ? [isNarrow ? '+m.at_wall >= :from' : 'm.at_wall >= :from'] : []),
    ...(isAsked('until', until) ? [isNarrow ? '+m.at_wall < :until' : 'm.at_wall < :until'] : []),
  ];
  const sets = [...(isAsked('location', location) ? [AT_LOCATION] : []), ...(isAsked('text', like) ? [WITH_TEXT] : [])];
  const [first, ...others] = columns.length === 0 ? sets : [undefined, ...sets];
  const conditions = [...columns, ...others.map((set) => `m.n in (${set})`)];
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  return { from: `from ${first === undefined ? 'movement' : `(${first})`} m${where}`, values };
}

/**
 * The newest movement of a page of the whole ledger: movements are final and a rollback gives their numbers back, so the number itself says where
 * the page begins. Null for a ledger with a gap: its pages are counted through.
 */
function firstOfPage(reader: Reader, offset: number): number | null {
  const ledger = reader.one<{ newest: number; rows: number }>(
    'select (select coalesce(max(n), 0) from movement) as newest, (select count(*) from movement) as rows',
  );
  return ledger !== undefined && ledger.newest === ledger.rows ? ledger.newest - offset : null;
}

/** The newest first. */
export function movementHistory(
  reader: Reader,
  filter: HistoryFilter,
  page: { limit: number; offset: number },
): HistoryRow[] {
  const { from, values } = wantedFrom(filter);
  // The first page begins at the end, wherever that is.
  const first = from === WHOLE_LEDGER && page.offset > 0 ? firstOfPage(reader, page.offset) : null;
  const start = first === null ? { offset: page.offset } : { offset: 0, first };
  return reader.all<HistoryRow>(
    `select m.id, m.at_wall as at, m.kind, p.id as part, p.number as partNumber, p.name as partName, p.unit, m.lot, f.name as "from",
            t.name as "to", m.quantity, m.document_number as document, m.document_kind as documentKind,
            m.document_id as documentId, json_extract(m.evidence, '$.kind') as evidence,
            exists (select 1 from movement u where u.reverses = m.id) as isReversed
     from (select m.n ${from}${first === null ? '' : ' where m.n <= :first'} order by m.n desc limit :limit offset :offset) page cross join movement m on m.n = page.n
       join part p on p.id = m.part_id join location f on f.id = m.from_location join location t on t.id = m.to_location
     order by m.n desc`,
    { ...values, ...start, limit: page.limit },
  );
}

export function countHistory(reader: Reader, filter: HistoryFilter): number {
  const { from, values } = wantedFrom(filter);
  return reader.one<{ n: number }>(`select count(*) as n ${from}`, values)?.n ?? 0;
}

export type MovementProof = {
  readonly id: string;
  readonly evidence: string;
  readonly by: string | null;
  readonly operation: string | null;
  readonly station: string | null;
  readonly at: number;
  readonly consumes: string | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
};

/** A movement, who did it, and what it hangs together with. */
export function movementProof(reader: Reader, id: string): MovementProof | undefined {
  return reader.one<MovementProof>(
    // A scan acts as the keeper who opened the counter: its operation has no person, but the document that it finished has.
    `select m.id, m.evidence, coalesce(p.name, (select name from person where id = coalesce(
              (select case when m.kind = 'reversal' then r.reversed_by else r.decided_by end from requisition r where r.id = m.document_id),
              (select s.receiver_id from return_slip s where s.id = m.document_id)))) as by, o.name as operation,
            coalesce((select name from station where id = coalesce(json_extract(o.actor, '$.station'), j.station_id)),
              json_extract(o.actor, '$.station')) as station, m.at_wall as at,
            m.consumes, m.reverses, (select u.id from movement u where u.reverses = m.id) as reversedBy
     from movement m left join operation_log o on o.operation_id = m.operation_id
       left join person p on p.id = json_extract(o.actor, '$.person')
       left join scan_journal j on j.scan_id = json_extract(m.evidence, '$.ref')
     where m.id = ?`,
    id,
  );
}

export type ScanProof = {
  readonly text: string;
  readonly symbology: string | null;
  readonly device: string;
  readonly raw: string;
  readonly at: number;
};

/** The scan as it was read, with its bytes in hex. */
export function scanProof(reader: Reader, scan: string): ScanProof | undefined {
  return reader.one<ScanProof>(
    'select text, symbology, device, hex(raw) as raw, at_wall as at from scan_journal where scan_id = ?',
    scan,
  );
}

export type WeighingProof = {
  readonly raw: string;
  readonly value_ug: number;
  readonly device: string;
  readonly source: string;
  readonly at: number;
};

export function weighingProof(reader: Reader, id: string): WeighingProof | undefined {
  return reader.one<WeighingProof>(
    'select raw, value_ug, device, source, at_wall as at from weighing where id = ?',
    id,
  );
}
