import { type BoundOperation, type BoundQuery, bindOperation, bindQuery } from '../executor/binding.ts';
import { handOf } from '../holdings/operations.ts';
import { isRefusal, refuse } from '../kernel/refusal.ts';
import { findPerson } from '../people/store.ts';
import { withMarks } from '../printing/marks.ts';
import { previewFor } from '../printing/preview.ts';
import { takeBack } from '../requisitions/operations.ts';
import { findSlip } from '../requisitions/store.ts';
import type { Reader } from '../store/open.ts';
import { askForParts, lastUsed, previewBagTicket, printBagTicket, stopWaiting } from './contract.ts';
import { type BaySettings, bagTicketOf, enqueueBagTicket } from './reactions.ts';
import { decideWaitEnd } from './rules.ts';
import { endWait, findWait, lastUsedFor } from './store.ts';
import { askFor, type Bay } from './waiting.ts';

/** The bay that a station is; undefined: it is none. */
export type FindBay = (reader: Reader, station: string) => Bay | undefined;

export function bayOperations(findBay: FindBay, settings: BaySettings): BoundOperation[] {
  return [
    bindOperation(askForParts, (context, { station, ...ask }) => {
      const bay = findBay(context.tx, station);
      const technician = context.actor.person;
      if (bay === undefined || technician === null) return refuse('bays.no-technician', { station });
      return askFor(context, bay, { ...ask, technician });
    }),
    bindOperation(stopWaiting, (context, { wait: id }) => {
      const wait = findWait(context.tx, id);
      if (wait === undefined) return refuse('bays.no-such-wait');
      const { ended_at: endedAt, person_id: person } = wait;
      const name = findPerson(context.tx, person)?.name ?? '';
      const refusal = decideWaitEnd({ endedAt, person, name }, handOf(context.actor));
      if (refusal !== null) return refusal;
      const slip = findSlip(context.tx, wait.requisition_id);
      if (slip?.approval === 'DRAFT' || slip?.approval === 'SUBMITTED') {
        const cancelled = takeBack(context, slip.id, context.actor.person, 'CANCELLED');
        if (isRefusal(cancelled)) return cancelled;
      }
      endWait(context.tx, id, context.at);
      context.emit('bay.wait-ended', { wait: id, station: wait.station_id });
      return {};
    }),
    bindOperation(printBagTicket, (context, { requisition, printer }) => {
      const slip = findSlip(context.tx, requisition);
      if (slip === undefined) return refuse('requisitions.no-such-slip');
      if (slip.approval !== 'APPROVED') return refuse('requisitions.not-approved', { number: slip.number });
      if (!settings.hasPrinter(context.tx, printer)) return refuse('printing.no-such-printer', { printer });
      return enqueueBagTicket(context, requisition, printer, settings);
    }),
  ];
}

const MOST_SUGGESTED = 24;

export function bayQueries(settings: BaySettings): BoundQuery[] {
  return [
    bindQuery(lastUsed, (reader, { order }) => ({
      parts: lastUsedFor(reader, order, MOST_SUGGESTED).map((part) => ({ ...part, isSameCar: part.isSameCar === 1 })),
    })),
    bindQuery(previewBagTicket, (reader, { requisition, medium }) => {
      const slip = findSlip(reader, requisition);
      if (slip === undefined) return { title: '', sheets: [] };
      const printer =
        settings.labelPrinter(reader, slip.warehouse_id) ?? settings.slipPrinter(reader, null, slip.warehouse_id);
      const content = bagTicketOf(reader, requisition, settings);
      const document = withMarks(content, { copy: 0, demo: settings.demo, language: settings.paperLanguage });
      return { title: document.title, sheets: previewFor(document, medium, printer, settings) };
    }),
  ];
}
