import type { OperationContext, Reaction } from '../executor/binding.ts';
import { isRefusal, refuse } from '../kernel/refusal.ts';
import { findPart } from '../parts/store.ts';
import { submit } from '../requisitions/issue.ts';
import { openBackOrder } from '../requisitions/life-store.ts';
import { takeBack } from '../requisitions/operations.ts';
import { splitWhatIsShort } from '../requisitions/shortage.ts';
import { partsOfDocument, waitingDrafts } from './store.ts';

/** After these more of a part may be issued than before. */
const FREES = [
  'stock.opened',
  'stock.returned',
  'stock.reversed',
  'requisition.refused',
  'requisition.reversed',
  'requisition.rejected',
  'requisition.cancelled',
  'requisition.withdrawn',
  'requisition.expired',
  'requisition.shortened',
];

/** 欠料: what waits for goods is submitted by itself as far as there are some, the longest waiting first; a keeper decides as ever. */
export const backOrderReaction: Reaction = {
  name: 'bays.serve-back-orders',
  on: FREES,
  handle(context, { payload }) {
    const about = payload.movement ?? payload.return ?? payload.requisition;
    // Where the rest of a short issue waits, the keeper has just said that there is no more of it.
    if (typeof about !== 'string' || payload.backOrder === true) return;
    for (const id of waitingDrafts(context.tx, partsOfDocument(context.tx, about))) serve(context, id);
  },
};

/** What became void needs no rest any more: as long as that waits for goods it is cancelled with it. */
export const dropRestReaction: Reaction = {
  name: 'bays.drop-rest',
  on: [
    'requisition.refused',
    'requisition.reversed',
    'requisition.rejected',
    'requisition.cancelled',
    'requisition.expired',
  ],
  handle(context, { payload }) {
    const rest = typeof payload.requisition === 'string' ? openBackOrder(context.tx, payload.requisition) : undefined;
    if (rest !== undefined) takeBack(context, rest, null, 'CANCELLED');
  },
};

/**
 * Submits the draft, or leaves it as it is: its order may be closed by now, its goods still lacking. A part that was retired meanwhile goes on
 * waiting and keeps no other part of the list from being served.
 */
function serve(context: OperationContext, id: string): void {
  const isInUse = (part: string): boolean => findPart(context.tx, part)?.retiredAt === null;
  const row = context.attempt(() => {
    if (!splitWhatIsShort(context, id, isInUse)) return refuse('requisitions.short');
    return submit(context, id, null);
  });
  if (isRefusal(row)) return;
  context.emit('requisition.stock-came', { requisition: id, number: row.number, warehouse: row.warehouse_id });
}
