import type { Reaction } from '../executor/binding.ts';
import type { Json } from '../kernel/event.ts';
import { loseFocus, setAwaitingPin, showIssued } from './store.ts';

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export const stationReactions: readonly Reaction[] = [
  {
    /** A slip that was submitted, issued or cancelled by touch is no longer the one that scans go to. */
    name: 'stations.follow-slip',
    on: ['requisition.submitted', 'requisition.approved', 'requisition.rejected', 'requisition.cancelled'],
    handle({ tx }, { kind, payload }) {
      const slip = textOf(payload.requisition);
      const station = textOf(payload.station);
      if (slip === null) return;
      const isIssued = kind === 'requisition.approved';
      loseFocus(tx, slip, isIssued);
      if (isIssued && station !== null) showIssued(tx, station, slip);
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
