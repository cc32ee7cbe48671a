import type { OperationContext } from '../executor/binding.ts';
import { lineAmount } from '../kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { keeperAt } from '../people/session-store.ts';
import { releaseReservations } from '../stock/store.ts';
import { type RequisitionSettings, submit } from './issue.ts';
import { decideEscrow } from './life-rules.ts';
import { expiredSlips, openEscrowValue, setEscrow } from './life-store.ts';
import { findLines, findSlip, raiseVersion, type SlipRow, setApproval } from './store.ts';

/** 事后补签: submits the slip and says that the parts are gone already; any one keeper decides afterwards, and until then the book stands. */
export function takeInEscrow(context: OperationContext, id: string, settings: RequisitionSettings): SlipRow | Refusal {
  const { tx, actor } = context;
  const row = findSlip(tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const refusal = decideEscrow({
    number: row.number,
    isReceiver: row.receiver_id !== null && row.receiver_id === actor.person,
    keeperThere: keeperAt(tx, row.warehouse_id) ?? null,
    value: findLines(tx, id).reduce((sum, { price, quantity }) => sum + lineAmount(price, quantity), 0),
    open: actor.person === null ? 0 : openEscrowValue(tx, actor.person),
    cap: settings.escrowCap,
  });
  if (refusal !== null) return refusal;
  // What waits for a keeper may be taken once; what was decided, or was taken already, is refused as it is to whoever submits it.
  const isWaiting = row.approval === 'SUBMITTED' && row.escrow === 0;
  const submitted = isWaiting ? row : submit(context, id, actor.person);
  if (isRefusal(submitted)) return submitted;
  setEscrow(tx, id);
  context.emit('requisition.taken', { requisition: id, number: row.number, receiver: row.receiver_id });
  return submitted;
}

/** How many slips expire in one go, so that a morning after holidays does not hold up the counter. */
const EXPIRE_AT_ONCE = 100;

/** 过期: drafts and submitted slips that nobody touched for so long give back what they reserved. Returns how many. */
export function expireOld(context: OperationContext, after_ms: number): number {
  const { tx, at } = context;
  const old = expiredSlips(tx, at - after_ms, EXPIRE_AT_ONCE);
  for (const id of old) {
    const row = findSlip(tx, id);
    releaseReservations(tx, id, at);
    setApproval(tx, id, { approval: 'EXPIRED', by: null, at, reason: null });
    raiseVersion(tx, id, at);
    context.emit('requisition.expired', { requisition: id, number: row?.number ?? '' });
  }
  return old.length;
}
