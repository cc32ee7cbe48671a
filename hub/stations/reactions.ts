import type { OperationContext, Reaction } from '../executor/binding.ts';
import type { Json } from '../kernel/event.ts';
import { findSlip } from '../requisitions/store.ts';
import { loseFocus, showFinished } from './store.ts';

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Whoever watches the station may have looked between the event and this reaction to it: it is told once more. */
function tellStations({ emit }: Pick<OperationContext, 'emit'>, changed: number, document: string | null): void {
  if (changed > 0) emit('station.followed', { document });
}

export const stationReactions: readonly Reaction[] = [
  {
    /** A slip that was submitted, issued or cancelled by touch is no longer the one that scans go to. */
    name: 'stations.follow-slip',
    on: [
      'requisition.submitted',
      'requisition.approved',
      'requisition.rejected',
      'requisition.cancelled',
      'requisition.expired',
    ],
    handle(context, { kind, payload }) {
      const { tx } = context;
      const slip = textOf(payload.requisition);
      const station = textOf(payload.station);
      // What was withdrawn before this had its turn may be in hand again.
      if (slip === null || findSlip(tx, slip)?.approval === 'DRAFT') return;
      const isIssued = kind === 'requisition.approved';
      let changed = loseFocus(tx, { kind: 'requisition', id: slip }, isIssued);
      if (isIssued && station !== null) changed += showFinished(tx, station, { kind: 'requisition', id: slip });
      tellStations(context, changed, slip);
    },
  },
  {
    /** So it is with a return, and with a slip that waits for its receiver's badge. */
    name: 'stations.follow-return',
    on: [
      'return.received',
      'return.rejected',
      'return.cancelled',
      'requisition.signed',
      'requisition.refused',
      'requisition.reversed',
    ],
    handle(context, { kind, payload }) {
      const slip = textOf(payload.return);
      const signed = textOf(payload.requisition);
      if (slip !== null)
        tellStations(context, loseFocus(context.tx, { kind: 'return', id: slip }, kind === 'return.received'), slip);
      if (signed !== null) tellStations(context, loseFocus(context.tx, { kind: 'signing', id: signed }, false), signed);
    },
  },
];
