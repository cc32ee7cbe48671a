import type { Actor } from '../kernel/actor.ts';
import { findOrder } from '../orders/store.ts';
import { fitmentsOf } from '../parts/facts-store.ts';
import { successorOf } from '../parts/relation-store.ts';
import { findPart, type Part } from '../parts/store.ts';
import { findPerson, isKeeperOf } from '../people/store.ts';
import { findWarehouse } from '../places/store.ts';
import { holdingKinds } from '../stock/holding-store.ts';
import { binsOfLine, firstBinCode, issuableNow, lotsOfLine } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import type { Slip } from './contract.ts';
import { namedLots } from './lot-rules.ts';
import type { Editor, LineFacts, SlipFacts } from './rules.ts';
import { findLines, findSlip, type SlipRow } from './store.ts';

/** The slip as screens and paper show it, with what is issuable at this moment on every line. */
export function readSlip(reader: Reader, id: string): Slip | null {
  const row = findSlip(reader, id);
  if (row === undefined) return null;
  const warehouse = findWarehouse(reader, row.warehouse_id);
  return {
    id: row.id,
    number: row.number,
    approval: row.approval,
    signing: row.signing,
    purpose: row.purpose,
    warehouse: { id: row.warehouse_id, name: warehouse?.name ?? '' },
    receiver: readReceiver(reader, row.receiver_id),
    order: readOrder(reader, row.order_id),
    remark: row.remark,
    lines: readLines(reader, row),
    creator: nameOf(reader, row.creator_id),
    approver: nameOf(reader, row.decided_by),
    reason: row.reason,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
    signer: nameOf(reader, row.signed_by),
    signedAt: row.signed_at,
    reversed:
      row.reversed_at === null
        ? null
        : { by: nameOf(reader, row.reversed_by), at: row.reversed_at, reason: row.reversed_reason ?? '' },
    backOrderOf: row.back_order_of === null ? null : (findSlip(reader, row.back_order_of)?.number ?? null),
    escrow: row.escrow === 1,
    version: row.version,
  };
}

export function nameOf(reader: Reader, person: string | null): string | null {
  return person === null ? null : (findPerson(reader, person)?.name ?? null);
}

function readReceiver(reader: Reader, id: string | null): Slip['receiver'] {
  const person = id === null ? undefined : findPerson(reader, id);
  if (person === undefined) return null;
  const { number, name, team } = person;
  return { id: person.id, number, name, team, holdingKinds: holdingKinds(reader, person.id) };
}

function readOrder(reader: Reader, id: string | null): Slip['order'] {
  const order = id === null ? undefined : findOrder(reader, id);
  if (order === undefined) return null;
  const { number, plate, vehicleModel, kind, bay } = order;
  return { id: order.id, number, plate, newEnergy: order.newEnergy === 1, vehicleModel, kind, bay };
}

function readLines(reader: Reader, row: SlipRow): Slip['lines'] {
  const isOpen = row.approval === 'DRAFT' || row.approval === 'SUBMITTED';
  const car = row.order_id === null ? undefined : findOrder(reader, row.order_id)?.vehicleModel;
  return findLines(reader, row.id).flatMap((line) => {
    const part = findPart(reader, line.part_id);
    if (part === undefined) return [];
    const issuable = issuableNow(reader, row.warehouse_id, part.id, row.id);
    return [
      {
        id: line.id,
        part: part.id,
        number: part.number,
        name: part.name,
        model: part.model,
        spec: part.spec,
        unit: part.unit,
        decimals: part.decimals,
        quantity: line.quantity,
        asked: line.asked_quantity,
        shortReason: line.short_reason,
        issuable,
        short: isOpen && line.quantity > issuable,
        bin: isOpen ? firstBinCode(reader, row.warehouse_id, part.id) : binsOfLine(reader, line.id),
        evidence: line.evidence_kind,
        weighed: line.weighed_quantity,
        tracking: trackingOf(part),
        lots: isOpen ? namedLots(line) : lotsOfLine(reader, line.id),
        price: line.price,
        fits: fitsCar(reader, part.id, car),
      },
    ];
  });
}

/** How a part is kept, as the screens want to know it. */
export function trackingOf({ serialTracked, lotTracked }: Part): 'none' | 'lot' | 'serial' {
  return serialTracked ? 'serial' : lotTracked ? 'lot' : 'none';
}

/** A part of which the catalogue knows no car fits whatever somebody says. */
function fitsCar(reader: Reader, part: string, car: string | undefined): boolean | null {
  if (car === undefined) return null;
  const models = fitmentsOf(reader, part);
  return models.length === 0 ? null : models.includes(car);
}

export function slipFacts(reader: Reader, row: SlipRow): SlipFacts {
  return {
    number: row.number,
    approval: row.approval,
    purpose: row.purpose,
    receiver: row.receiver_id,
    order: row.order_id,
    creator: row.creator_id,
    decidedBy: nameOf(reader, row.decided_by),
    signing: row.signing,
    isReversed: row.reversed_at !== null,
    isEscrow: row.escrow === 1,
  };
}

export function lineFacts(reader: Reader, row: SlipRow): LineFacts[] {
  return findLines(reader, row.id).flatMap((line) => {
    const part = findPart(reader, line.part_id);
    if (part === undefined) return [];
    const issuable = issuableNow(reader, row.warehouse_id, line.part_id, row.id);
    const successor = part.retiredAt === null ? null : successorOf(reader, part.id);
    return [{ part, quantity: line.quantity, successor, issuable, weighed: line.weighed_quantity }];
  });
}

/** Who acts, as far as a slip's rules care. */
export function editorOf(reader: Reader, actor: Actor, person: string | null, row: SlipRow): Editor {
  const isKeeper = person !== null && isKeeperOf(reader, person, row.warehouse_id);
  return { person, isKeeper, isHub: actor.system !== null && person === null };
}
