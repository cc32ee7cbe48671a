import { waitFor } from '../bays/waiting.ts';
import { type BoundOperation, bindOperation, type OperationContext } from '../executor/binding.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { addPart, openDraft } from '../requisitions/draft.ts';
import { scanTicket, startFor } from '../returns/scans.ts';
import { bayOf, beginList, ownList } from './at-bay.ts';
import { slipScanned } from './at-counter.ts';
import { addToList, openDocument, putAside, sendList, startReturnAt } from './contract.ts';
import { ofReturn, type StationEffect } from './effect.ts';
import { findStation, type Station, setFocus } from './store.ts';

/** By touch what a scan of the document's number does. */
function take(context: OperationContext, station: Station, effect: StationEffect): Record<string, never> | Refusal {
  if (effect.outcome === 'refused') return refuse(effect.code, effect.facts);
  setFocus(context.tx, station.id, effect);
  context.emit('station.document-opened', { station: station.id, document: effect.focus?.id ?? null });
  return {};
}

export const documentOperations: readonly BoundOperation[] = [
  bindOperation(openDocument, (context, { station: id, kind, document }) => {
    const station = findStation(context.tx, id);
    if (station === undefined) return refuse('stations.no-such-station', { station: id });
    const at = { scan: context.operationId, station: id, warehouse: station.warehouse_id };
    const keeper = context.actor.person ?? '';
    const effect =
      kind === 'return'
        ? ofReturn(scanTicket(context, { ...at, keeper }, document))
        : slipScanned(context, station, document);
    return take(context, station, effect);
  }),

  bindOperation(startReturnAt, (context, { station: id, person }) => {
    const station = findStation(context.tx, id);
    if (station === undefined) return refuse('stations.no-such-station', { station: id });
    const at = { scan: context.operationId, station: id, warehouse: station.warehouse_id };
    return take(context, station, ofReturn(startFor(context, { ...at, keeper: context.actor.person ?? '' }, person)));
  }),

  bindOperation(addToList, (context, { station: id, part, quantity }) => {
    const station = findStation(context.tx, id);
    const technician = context.actor.person;
    if (station?.kind !== 'bay' || technician === null) return refuse('bays.no-technician', { station: id });
    const bay = bayOf(station);
    const draft = ownList(context.tx, station, technician) ?? beginList(context, bay, technician);
    if (draft === null) return refuse('bays.no-car', { bay: bay.name });
    const row = openDraft(context, draft, technician);
    if (isRefusal(row)) return row;
    const added = addPart(context, row, { part, quantity, evidence: { kind: 'tap', ref: null } });
    if (isRefusal(added)) return added;
    setFocus(context.tx, id, { focus: { kind: 'requisition', id: draft }, finished: null });
    return {};
  }),

  bindOperation(sendList, (context, { station: id }) => {
    const station = findStation(context.tx, id);
    const technician = context.actor.person;
    if (station?.kind !== 'bay' || technician === null) return refuse('bays.no-technician', { station: id });
    const slip = ownList(context.tx, station, technician);
    if (slip === null) return refuse('scans.nothing-in-progress');
    const asked = waitFor(context, bayOf(station), slip, technician);
    if (isRefusal(asked)) return asked;
    setFocus(context.tx, id, { focus: null, finished: null });
    return { number: asked.number };
  }),

  bindOperation(putAside, (context, { station: id }) => {
    const station = findStation(context.tx, id);
    if (station === undefined) return refuse('stations.no-such-station', { station: id });
    setFocus(context.tx, id, { focus: null, finished: null });
    context.emit('station.document-opened', { station: id, document: null });
    return {};
  }),
];
