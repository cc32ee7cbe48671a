import type { Reader } from '../store/open.ts';
import type { MovementKind } from './rules.ts';

export type HistoryFilter = {
  readonly part?: string | undefined;
  readonly location?: string | undefined;
  readonly document?: string | undefined;
  readonly kind?: MovementKind | undefined;
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

const FROM = `from movement m join part p on p.id = m.part_id
  join location f on f.id = m.from_location join location t on t.id = m.to_location`;

/** Only what is asked for stands in the statement, so that each question has its index. */
function conditionOf(filter: HistoryFilter): { where: string; values: Record<string, string> } {
  const conditions: string[] = [];
  const values: Record<string, string> = {};
  const narrow = (name: keyof HistoryFilter, sql: string, value: string | undefined): void => {
    if (value === undefined || value === '') return;
    conditions.push(sql);
    values[name] = value;
  };
  narrow('part', 'm.part_id = :part', filter.part);
  narrow('location', '(m.to_location = :location or m.from_location = :location)', filter.location);
  narrow('document', 'm.document_id = :document', filter.document);
  narrow('kind', 'm.kind = :kind', filter.kind);
  const like = filter.text === '' ? undefined : `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
  const anywhere = ['p.number', 'p.name', 'm.document_number', 'f.name', 't.name'];
  narrow('text', `(${anywhere.map((column) => `${column} like :text escape '\\'`).join(' or ')})`, like);
  return { where: conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`, values };
}

/** The newest first. */
export function movementHistory(
  reader: Reader,
  filter: HistoryFilter,
  page: { limit: number; offset: number },
): HistoryRow[] {
  const { where, values } = conditionOf(filter);
  return reader.all<HistoryRow>(
    `select m.id, m.at_wall as at, m.kind, p.id as part, p.number as partNumber, p.name as partName, p.unit, m.lot, f.name as "from",
            t.name as "to", m.quantity, m.document_number as document, m.document_kind as documentKind,
            m.document_id as documentId, json_extract(m.evidence, '$.kind') as evidence,
            exists (select 1 from movement u where u.reverses = m.id) as isReversed
     ${FROM} ${where} order by m.n desc limit :limit offset :offset`,
    { ...values, limit: page.limit, offset: page.offset },
  );
}

export function countHistory(reader: Reader, filter: HistoryFilter): number {
  const { where, values } = conditionOf(filter);
  // Without a word to look for, the ledger's own rows are counted.
  const from = filter.text === '' ? 'from movement m' : FROM;
  return reader.one<{ n: number }>(`select count(*) as n ${from} ${where}`, values)?.n ?? 0;
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
    `select m.id, m.evidence, p.name as by, o.name as operation, json_extract(o.actor, '$.station') as station, m.at_wall as at,
            m.consumes, m.reverses, (select u.id from movement u where u.reverses = m.id) as reversedBy
     from movement m left join operation_log o on o.operation_id = m.operation_id
       left join person p on p.id = json_extract(o.actor, '$.person')
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
