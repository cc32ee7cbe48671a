import type { Evidence } from '../kernel/evidence.ts';
import { ONE_UNIT, type Quantity } from '../kernel/quantity.ts';
import type { Reader, Tx } from '../store/open.ts';
import { type BinBalance, issuable, type MovementKind, type NamedLot } from './rules.ts';

export type NewMovement = {
  readonly id: string;
  readonly kind: MovementKind;
  readonly part: string;
  readonly lot: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: Quantity;
  readonly document: {
    readonly kind: string;
    readonly id: string;
    readonly number: string;
    readonly line: string;
  } | null;
  readonly consumes: string | null;
  readonly reverses: string | null;
  readonly evidence: Evidence;
  readonly operationId: string;
  readonly at: number;
};

/** One row of the ledger; the trigger keeps the balances. Callers go through `ledger.ts`, which checks the way. */
export function insertMovement(tx: Tx, movement: NewMovement): void {
  tx.run(
    `insert into movement (id, kind, part_id, lot, from_location, to_location, quantity, document_kind, document_id, document_number, line_id,
       consumes, reverses, evidence, operation_id, at_wall)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    movement.id,
    movement.kind,
    movement.part,
    movement.lot,
    movement.from,
    movement.to,
    movement.quantity,
    movement.document?.kind ?? null,
    movement.document?.id ?? null,
    movement.document?.number ?? null,
    movement.document?.line ?? null,
    movement.consumes,
    movement.reverses,
    JSON.stringify(movement.evidence),
    movement.operationId,
    movement.at,
  );
}

/** What lies in quarantine waits for inspection and is promised to nobody. */
const ISSUABLE_BIN = "b.kind <> 'quarantine'";
/** What expires first goes first, opened packs before whole ones, then the fullest bin, then by code, so that one walk serves most lines. */
const EXPIRES = '(select l.expires_on from lot l where l.part_id = a.part_id and l.lot = a.lot)';
const IN_TURN = `${EXPIRES} is null, ${EXPIRES}, b.kind = 'open' desc, a.quantity desc, b.code`;

/** Bins of a warehouse from which the part is issued, in the order in which they are. */
export function binBalances(reader: Reader, warehouse: string, part: string): BinBalance[] {
  return reader.all<BinBalance>(
    `select a.location_id as bin, a.lot as lot, a.quantity as quantity
     from balance a join bin b on b.id = a.location_id
     where a.part_id = ? and a.in_bin = 1 and b.warehouse_id = ? and a.quantity > 0 and ${ISSUABLE_BIN}
     order by ${IN_TURN}`,
    part,
    warehouse,
  );
}

export type LotOnHand = NamedLot & { readonly expiresOn: string | null };

/** Lots of a part that lie in a warehouse and may be issued, what expires first coming first; or those that an employee holds. */
export function lotsAt(reader: Reader, part: string, at: { warehouse: string } | { person: string }): LotOnHand[] {
  const where =
    'person' in at
      ? 'a.location_id = :at'
      : `a.in_bin = 1 and exists (select 1 from bin b where b.id = a.location_id and b.warehouse_id = :at and ${ISSUABLE_BIN})`;
  return reader.all<LotOnHand>(
    `select a.lot as lot, sum(a.quantity) as quantity, ${EXPIRES} as expiresOn from balance a
     where a.part_id = :part and a.lot <> '' and a.quantity > 0 and ${where}
     group by a.lot order by expiresOn is null, expiresOn, a.lot`,
    { part, at: 'person' in at ? at.person : at.warehouse },
  );
}

/** The parts kept by serial numbers of which one lies in a bin or is in somebody's hands under this number. */
export function partsWithSerial(reader: Reader, serial: string): string[] {
  return reader
    .all<{ part: string }>(
      `select distinct a.part_id as part from balance a join part p on p.id = a.part_id
       where a.lot = ? and a.lot <> '' and a.guarded = 1 and a.quantity > 0 and p.serial_tracked = 1`,
      serial,
    )
    .map(({ part }) => part);
}

/** Whether pieces of the part lie in a bin or are in somebody's hands that have no number of their own. */
export function hasUnnumbered(reader: Reader, part: string): boolean {
  return (
    reader.one(
      `select 1 from balance where part_id = ? and guarded = 1 and quantity > 0 and (lot = '' or quantity <> ${ONE_UNIT}) limit 1`,
      part,
    ) !== undefined
  );
}

/** Lots or serial numbers that a document's line gave out. */
export function lotsOfLine(reader: Reader, line: string): NamedLot[] {
  return reader.all<NamedLot>(
    `select lot, sum(quantity) as quantity from movement where line_id = ? and kind <> 'reversal' and lot <> '' group by lot order by lot`,
    line,
  );
}

export function firstBinCode(reader: Reader, warehouse: string, part: string): string {
  return (
    reader.one<{ code: string }>(
      `select b.code from balance a join bin b on b.id = a.location_id
       where a.part_id = ? and a.in_bin = 1 and b.warehouse_id = ? and a.quantity > 0 and ${ISSUABLE_BIN} order by ${IN_TURN} limit 1`,
      part,
      warehouse,
    )?.code ?? ''
  );
}

/** Bins from which a document's line was taken. */
export function binsOfLine(reader: Reader, line: string): string {
  return reader
    .all<{ code: string }>(
      'select distinct b.code from movement m join bin b on b.id = m.from_location where m.line_id = ? order by b.code',
      line,
    )
    .map((row) => row.code)
    .join(' ');
}

function onHand(reader: Reader, warehouse: string, part: string): Quantity {
  return (
    reader.one<{ sum: number }>(
      `select coalesce(sum(a.quantity), 0) as sum from balance a join bin b on b.id = a.location_id
       where a.part_id = ? and a.in_bin = 1 and b.warehouse_id = ? and ${ISSUABLE_BIN}`,
      part,
      warehouse,
    )?.sum ?? 0
  );
}

function reservedByOthers(reader: Reader, warehouse: string, part: string, document: string): Quantity {
  return (
    reader.one<{ sum: number }>(
      `select coalesce(sum(quantity), 0) as sum from reservation
       where part_id = ? and warehouse_id = ? and released_at is null and document_id <> ?`,
      part,
      warehouse,
      document,
    )?.sum ?? 0
  );
}

/** What `document` may take of the part from the warehouse now. */
export function issuableNow(reader: Reader, warehouse: string, part: string, document: string): Quantity {
  return issuable(onHand(reader, warehouse, part), reservedByOthers(reader, warehouse, part, document));
}

export type NewReservation = {
  readonly id: string;
  readonly warehouse: string;
  readonly part: string;
  readonly quantity: Quantity;
  readonly document: { readonly kind: string; readonly id: string; readonly line: string };
  readonly at: number;
};

export function insertReservation(tx: Tx, reservation: NewReservation): void {
  const { id, warehouse, part, quantity, document, at } = reservation;
  tx.run(
    `insert into reservation (id, warehouse_id, part_id, quantity, document_kind, document_id, line_id, made_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    warehouse,
    part,
    quantity,
    document.kind,
    document.id,
    document.line,
    at,
  );
}

export function releaseReservations(tx: Tx, document: string, at: number): void {
  tx.run('update reservation set released_at = ? where document_id = ? and released_at is null', at, document);
}

export type MovementRow = {
  readonly id: string;
  readonly kind: MovementKind;
  readonly part_id: string;
  readonly lot: string;
  readonly from_location: string;
  readonly to_location: string;
  readonly quantity: Quantity;
  readonly reverses: string | null;
  readonly document_kind: string | null;
  readonly document_id: string | null;
};

export function findMovement(reader: Reader, id: string): MovementRow | undefined {
  return reader.one<MovementRow>(
    'select id, kind, part_id, lot, from_location, to_location, quantity, reverses, document_kind, document_id from movement where id = ?',
    id,
  );
}

export function isReversed(reader: Reader, id: string): boolean {
  return reader.one('select 1 from movement where reverses = ?', id) !== undefined;
}

export function balanceAt(reader: Reader, location: string, part: string, lot: string): Quantity {
  return (
    reader.one<{ quantity: number }>(
      'select quantity from balance where location_id = ? and part_id = ? and lot = ?',
      location,
      part,
      lot,
    )?.quantity ?? 0
  );
}
