import type { Reaction } from '../executor/binding.ts';
import type { Json } from '../kernel/event.ts';
import { loseFocus, setAwaitingPin, showFinished } from './store.ts';

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
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
    handle({ tx }, { kind, payload }) {
      const slip = textOf(payload.requisition);
      const station = textOf(payload.station);
      if (slip === null) return;
      const isIssued = kind === 'requisition.approved';
      loseFocus(tx, { kind: 'requisition', id: slip }, isIssued);
      if (isIssued && station !== null) showFinished(tx, station, { kind: 'requisition', id: slip });
    },
  },
  {
    /** So it is with a return, and with a slip that waits for its receiver's badge. */
    name: 'stations.follow-return',
    on: ['return.received', 'return.rejected', 'return.cancelled', 'requisition.signed', 'requisition.reversed'],
    handle({ tx }, { kind, payload }) {
      const slip = textOf(payload.return);
      const signed = textOf(payload.requisition);
      if (slip !== null) loseFocus(tx, { kind: 'return', id: slip }, kind === 'return.received');
      if (signed !== null) loseFocus(tx, { kind: 'signing', id: signed }, false);
    },
  },
  {
    /** Whoever opened or closed the counter has answered the question for the PIN. */
    name: 'stations.forget-pin-question',
    on: ['session.opened', 'session.ended'],
    handle({ tx }, { payload }) {
      const station = textOf(payload.station);
      if (station !== null) setAwaitingPin(tx, station, null);
    },
  },
];
