import { bindOperation, bindQuery } from '../executor/binding.ts';
import { NotAllowed } from '../executor/errors.ts';
import type { Evidence } from '../kernel/evidence.ts';
import { ONE_UNIT, type Quantity } from '../kernel/quantity.ts';
import { refuse } from '../kernel/refusal.ts';
import { findPart, partByAnyForm } from '../parts/store.ts';
import { isGuarded } from '../places/rules.ts';
import { DIFFERENCE_LOCATION, locationKind } from '../places/store.ts';
import type { Reader } from '../store/open.ts';
import { listHoldings, listMovements, openBalance, reverseMovement } from './contract.ts';
import { countHistory, movementHistory, movementProof, scanProof, weighingProof } from './history-store.ts';
import { holdingsOf, remainingOf } from './holding-store.ts';
import { move } from './ledger.ts';
import { listHistory, showMovement } from './list-contract.ts';
import { newestMovements } from './movement-list.ts';
import { balanceAt, findMovement, isReversed, type MovementRow, partsWithSerial } from './store.ts';

/** How much of what the movement brought is still where it went: of an employee's, what he has not used or passed on. */
function stillThere(reader: Reader, { id, to_location, part_id, lot }: MovementRow): Quantity {
  return remainingOf(reader, id) ?? balanceAt(reader, to_location, part_id, lot);
}

/** The one piece of a serial number left the house by this movement, and another one with its number is there by now. */
function isSerialElsewhere(reader: Reader, { part_id, lot, to_location }: MovementRow): boolean {
  const kind = locationKind(reader, to_location);
  const isOut = kind !== undefined && !isGuarded(kind);
  return isOut && partsWithSerial(reader, lot).includes(part_id);
}

export const stockOperations = [
  bindOperation(openBalance, ({ tx, at, operationId, newId, emit }, request) => {
    const { part, bin, quantity, remark, lot = '' } = request;
    const known = findPart(tx, part);
    if (known === undefined) return refuse('parts.no-such-part', { part });
    const hasLots = known.lotTracked || known.serialTracked;
    if (hasLots && lot === '') return refuse('stock.lot-needed', { part: known.name, number: known.number });
    if (!hasLots && lot !== '') return refuse('parts.no-lots', { part: known.name, number: known.number });
    if (locationKind(tx, bin) !== 'bin') return refuse('places.no-such-bin', { bin });
    if (known.serialTracked) {
      const about = { part: known.name, number: known.number, lot };
      if (quantity !== ONE_UNIT) return refuse('stock.serial-is-one', about);
      if (partsWithSerial(tx, lot).includes(part)) return refuse('stock.serial-known', about);
      // Its scan would mean two things, and neither piece could be scanned any more.
      if (partByAnyForm(tx, lot) !== undefined) return refuse('parts.code-means-something', { code: lot });
    }
    const movement = newId();
    move(tx, {
      id: movement,
      kind: 'opening',
      part,
      lot,
      from: DIFFERENCE_LOCATION,
      to: bin,
      quantity,
      document: null,
      consumes: null,
      reverses: null,
      evidence: { kind: 'manual', ref: null },
      operationId,
      at,
    });
    emit('stock.opened', { movement, part, bin, quantity, remark, lot });
    return { movement };
  }),

  bindOperation(reverseMovement, ({ tx, at, operationId, newId, emit }, request) => {
    const original = findMovement(tx, request.movement);
    if (original === undefined || original.reverses !== null) {
      return refuse('stock.no-such-movement', { movement: request.movement });
    }
    if (isReversed(tx, original.id)) return refuse('stock.already-reversed', { movement: original.id });
    if (isSerialElsewhere(tx, original)) {
      const { name, number } = findPart(tx, original.part_id) ?? { name: '', number: '' };
      return refuse('stock.serial-known', { part: name, number, lot: original.lot });
    }
    const target = locationKind(tx, original.to_location);
    const guarded = target !== undefined && isGuarded(target);
    const there = stillThere(tx, original);
    if (guarded && there < original.quantity) {
      return refuse('stock.short', { wanted: original.quantity, issuable: there });
    }
    const movement = newId();
    move(tx, {
      id: movement,
      kind: 'reversal',
      part: original.part_id,
      lot: original.lot,
      from: original.to_location,
      to: original.from_location,
      quantity: original.quantity,
      document: null,
      consumes: null,
      reverses: original.id,
      evidence: { kind: 'manual', ref: null },
      operationId,
      at,
    });
    emit('stock.reversed', { movement, reverses: original.id, reason: request.reason });
    return { movement };
  }),
];

export const stockQueries = [
  bindQuery(listHistory, (reader, { search, limit, offset, sort: _sort, descending: _descending, ...narrowed }) => {
    const filter = { ...narrowed, text: search.trim() };
    const rows = movementHistory(reader, filter, { limit, offset });
    return {
      count: countHistory(reader, filter),
      rows: rows.map((row) => ({ ...row, isReversed: row.isReversed === 1 })),
    };
  }),
  bindQuery(showMovement, (reader, { movement: id }) => {
    const found = movementProof(reader, id);
    if (found === undefined) return { movement: null };
    const evidence = JSON.parse(found.evidence) as Evidence;
    const ref = evidence.ref ?? '';
    return {
      movement: {
        ...found,
        evidence,
        scan: scanProof(reader, ref) ?? null,
        weighing: weighingProof(reader, ref) ?? null,
      },
    };
  }),
  bindQuery(listMovements, (reader, { part, limit }) => ({ movements: newestMovements(reader, part ?? null, limit) })),
  bindQuery(listHoldings, (reader, { person }, { person: who, roles }) => {
    const seesAll = roles.some((role) => role !== 'technician' && listHoldings.who.includes(role));
    if (person !== who && !seesAll) throw new NotAllowed('auth.not-allowed');
    return { holdings: holdingsOf(reader, person) };
  }),
];
