import type { Facts } from '../kernel/refusal.ts';
import type { Reader, Tx } from '../store/open.ts';
import type { ScanResult } from './contract.ts';

/** What a station works on: scans go to it. */
export type Focus = { readonly kind: 'requisition' | 'return' | 'signing'; readonly id: string };

export type Station = {
  readonly id: string;
  readonly kind: 'counter' | 'bay';
  /** Of a bay: as repair orders call it. */
  readonly name: string;
  readonly warehouse_id: string;
  readonly focus: Focus | null;
  /** The document that was finished last. */
  readonly last: Focus | null;
  readonly awaiting_pin_scan: string | null;
  /** How far the station's sessions were when it was asked. */
  readonly awaiting_pin_turn: string | null;
  /** The line whose part was scanned or tapped last: what is weighed is of it, if the document in hand still has it. */
  readonly line_id: string | null;
  /** What lies on the pan until then is a sample (取样) and of no line; null: it is not. */
  readonly sampling_until: number | null;
};

type StationRow = Pick<
  Station,
  'id' | 'kind' | 'name' | 'warehouse_id' | 'awaiting_pin_scan' | 'awaiting_pin_turn' | 'line_id' | 'sampling_until'
> & {
  readonly focus_kind: Focus['kind'] | null;
  readonly focus_id: string | null;
  readonly last_document_kind: Focus['kind'] | null;
  readonly last_document_id: string | null;
};

const STATION = `select id, kind, name, warehouse_id, focus_kind, focus_id, last_document_kind, last_document_id, awaiting_pin_scan,
  awaiting_pin_turn, line_id, sampling_until from station`;

function stationOf(row: StationRow): Station {
  const { focus_kind, focus_id, last_document_kind, last_document_id, ...station } = row;
  return { ...station, focus: focusOf(focus_kind, focus_id), last: focusOf(last_document_kind, last_document_id) };
}

function focusOf(kind: Focus['kind'] | null, id: string | null): Focus | null {
  return kind === null || id === null ? null : { kind, id };
}

export function findStation(reader: Reader, id: string): Station | undefined {
  const row = reader.one<StationRow>(`${STATION} where id = ?`, id);
  return row && stationOf(row);
}

export function allStations(reader: Reader): Station[] {
  return reader.all<StationRow>(`${STATION} order by id`).map(stationOf);
}

/** Warehouse of a station; empty when there is no such station. */
export function warehouseAt(reader: Reader, station: string): string {
  return findStation(reader, station)?.warehouse_id ?? '';
}

/** What the people call a station, also one that is gone. */
export function stationName(reader: Reader, station: string): string {
  return findStation(reader, station)?.name ?? station;
}

export function upsertStation(tx: Tx, station: Pick<Station, 'id' | 'kind' | 'name' | 'warehouse_id'>): void {
  tx.run(
    `insert into station (id, kind, name, warehouse_id) values (?, ?, ?, ?)
     on conflict (id) do update set kind = excluded.kind, name = excluded.name, warehouse_id = excluded.warehouse_id`,
    station.id,
    station.kind,
    station.name,
    station.warehouse_id,
  );
}

/** Where scans go from now on; what was finished is shown until something else begins. */
export function setFocus(
  tx: Tx,
  station: string,
  now: { readonly focus: Focus | null; readonly finished: Focus | null },
): void {
  const { focus, finished } = now;
  tx.run(
    `update station set focus_kind = :kind, focus_id = :id,
       last_document_kind = coalesce(:doneKind, case when :id is null then last_document_kind end),
       last_document_id = coalesce(:doneId, case when :id is null then last_document_id end) where id = :station`,
    {
      ...{ kind: focus?.kind ?? null, id: focus?.id ?? null, station },
      ...{ doneKind: finished?.kind ?? null, doneId: finished?.id ?? null },
    },
  );
}

/** What was in progress was finished or given up by other hands than a scan's: the next scan begins anew. Says how many stations had it open. */
export function loseFocus(tx: Tx, document: Focus, finished: boolean): number {
  return tx.run(
    `update station set focus_kind = null, focus_id = null,
       last_document_kind = case when :finished = 1 then :kind else last_document_kind end,
       last_document_id = case when :finished = 1 then :id else last_document_id end
     where focus_id = :id and focus_kind = :kind`,
    { ...document, finished: finished ? 1 : 0 },
  );
}

/** What was finished by touch at a station is shown there, unless it has another open: then 0. */
export function showFinished(tx: Tx, station: string, document: Focus): number {
  return tx.run(
    'update station set last_document_kind = ?, last_document_id = ? where id = ? and focus_id is null',
    ...[document.kind, document.id, station],
  );
}

export function deleteStation(tx: Tx, station: string): void {
  tx.run('delete from station where id = ?', station);
}

/** The scan of a badge that waits for its PIN, and how far the station's sessions are now. */
export function setAwaitingPin(tx: Tx, station: string, scan: string, turn: string): void {
  tx.run('update station set awaiting_pin_scan = ?, awaiting_pin_turn = ? where id = ?', scan, turn, station);
}

export function forgetPinQuestion(tx: Tx, station: string): void {
  tx.run('update station set awaiting_pin_scan = null, awaiting_pin_turn = null where id = ?', station);
}

export function setSampling(tx: Tx, station: string, until: number | null): void {
  tx.run('update station set sampling_until = ? where id = ?', until, station);
}

export function setLineInHand(tx: Tx, station: string, line: string): void {
  tx.run('update station set line_id = ? where id = ?', line, station);
}

export type KeptScan = {
  readonly scan_id: string;
  readonly station_id: string;
  readonly device: string;
  readonly text: string;
  readonly symbology: string | null;
  readonly at_wall: number;
  readonly repeats_after_ms: number | null;
  readonly defect: string | null;
  readonly state: 'kept' | 'interpreted' | 'missed' | 'let-go';
};

type ResultRow = Omit<ScanResult, 'facts'> & { facts: string };

export function findScan(reader: Reader, scan: string): KeptScan | undefined {
  return reader.one<KeptScan>(
    `select scan_id, station_id, device, text, symbology, at_wall, repeats_after_ms, defect, state from scan_journal
     where scan_id = ?`,
    scan,
  );
}

export function keepScan(tx: Tx, scan: KeptScan & { raw: Uint8Array }): void {
  tx.run(
    `insert into scan_journal (scan_id, station_id, device, text, symbology, raw, at_wall, repeats_after_ms, defect, state)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    scan.scan_id,
    scan.station_id,
    scan.device,
    scan.text,
    scan.symbology,
    scan.raw,
    scan.at_wall,
    scan.repeats_after_ms,
    scan.defect,
    scan.state,
  );
}

export function keepResult(
  tx: Tx,
  scan: string,
  result: { meaning: string; outcome: string; code: string; facts: Facts },
): void {
  tx.run(
    `update scan_journal set state = 'interpreted', meaning = :meaning, outcome = :outcome, code = :code, facts = :facts,
       read_n = (select coalesce(max(o.read_n), 0) + 1 from scan_journal o
                 where o.station_id = scan_journal.station_id and o.read_n is not null)
     where scan_id = :scan`,
    { ...result, facts: JSON.stringify(result.facts), scan },
  );
}

/** The newest readings first, in the order in which they were read. */
export function newestResults(reader: Reader, station: string, limit: number): ScanResult[] {
  return reader
    .all<ResultRow>(
      `select scan_id as scan, text, symbology, meaning, outcome, code, facts, at_wall as at from scan_journal
       where station_id = ? and read_n is not null order by read_n desc limit ?`,
      station,
      limit,
    )
    .map((row) => ({ ...row, facts: JSON.parse(row.facts) as Record<string, string | number | boolean | null> }));
}

export function resultOf(reader: Reader, scan: string): ScanResult | undefined {
  const row = reader.one<ResultRow>(
    `select scan_id as scan, text, symbology, meaning, outcome, code, facts, at_wall as at from scan_journal
     where scan_id = ? and state = 'interpreted'`,
    scan,
  );
  return row && { ...row, facts: JSON.parse(row.facts) as Record<string, string | number | boolean | null> };
}

export function missedScans(reader: Reader, station: string): { scan: string; text: string; at: number }[] {
  return reader.all(
    `select scan_id as scan, text, at_wall as at from scan_journal
     where state = 'missed' and station_id = ? order by rowid limit 50`,
    station,
  );
}

/** Everything that was kept but never acted on becomes 'missed'. Returns how many. */
export function markKeptAsMissed(tx: Tx): number {
  return tx.run("update scan_journal set state = 'missed' where state = 'kept'");
}

export function setScanState(tx: Tx, scan: string, state: KeptScan['state']): void {
  tx.run('update scan_journal set state = ? where scan_id = ?', state, scan);
}
