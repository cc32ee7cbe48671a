import type { OperationContext } from '../executor/binding.ts';
import { isRefusal, refuse } from '../kernel/refusal.ts';
import { findPerson } from '../people/store.ts';
import type { RequisitionSettings } from '../requisitions/issue.ts';
import { takeBack } from '../requisitions/operations.ts';
import {
  type CounterScan,
  scanCommand,
  scanForWaiting,
  scanOrder,
  scanPart,
  scanReceiver,
} from '../requisitions/scans.ts';
import { signFor } from '../requisitions/signing.ts';
import { findLines, findSlip } from '../requisitions/store.ts';
import { scanReturnCommand, scanReturned, scanTicket, startFor } from '../returns/scans.ts';
import { accepted, ofReturn, ofSlip, refused, type StationEffect } from './effect.ts';
import type { Match } from './meaning.ts';
import type { KeptScan, Station } from './store.ts';

/**
 * What a code does at a parts counter, as the keeper who opened it. It goes to the work in hand: the slip in progress, the return that is
 * being checked, or the bag that waits for its receiver's badge.
 */
export function actAtCounter(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  match: Match,
  keeper: string,
  settings: RequisitionSettings,
): StationEffect {
  const { focus } = station;
  const at: CounterScan = {
    ...{ scan: scan.scan_id, station: station.id, warehouse: station.warehouse_id, keeper },
    slip: focus?.kind === 'requisition' ? focus.id : null,
  };
  switch (match.meaning) {
    case 'badge':
      return badge(context, at, match.person, settings);
    case 'order':
      return ofSlip(scanOrder(context, at, match.order));
    case 'part':
      return focus?.kind === 'return'
        ? ofReturn(scanReturned(context, at, focus.id, match))
        : ofSlip((focus === null ? scanForWaiting(context, at, match) : null) ?? scanPart(context, at, match));
    case 'slip':
      return slipScanned(context, station, match.slip);
    case 'return':
      return ofReturn(scanTicket(context, at, match.return));
    case 'command':
      if (focus?.kind === 'return') return ofReturn(scanReturnCommand(context, at, focus.id, match.command, settings));
      return match.command === 'return'
        ? beginReturn(context, at)
        : ofSlip(scanCommand(context, at, match.command, settings));
  }
}

function badge(
  context: OperationContext,
  at: CounterScan,
  person: string,
  { keeperMayReceive }: RequisitionSettings,
): StationEffect {
  if (person !== at.keeper || keeperMayReceive) return ofSlip(scanReceiver(context, at, person));
  const own = refuse('requisitions.own-slip', { person: findPerson(context.tx, person)?.name ?? '' });
  return refused(own, at.slip === null ? null : { kind: 'requisition', id: at.slip });
}

/** The number of a slip: a draft is taken up again; what was issued waits for its receiver's badge, who signs with it. */
export function slipScanned(context: OperationContext, station: Station, id: string): StationEffect {
  const slip = findSlip(context.tx, id);
  if (slip === undefined) return refused(refuse('requisitions.no-such-slip'), station.focus);
  const { number, approval, signing, warehouse_id, reversed_at } = slip;
  if (approval === 'DRAFT' && warehouse_id === station.warehouse_id) {
    return accepted('scans.slip-opened', { number }, { kind: 'requisition', id });
  }
  if (approval === 'SUBMITTED') return accepted('scans.slip-waits', { number }, station.focus);
  if (approval !== 'APPROVED') {
    return refused(refuse('requisitions.already-decided', { number, approval, by: '' }), station.focus);
  }
  if (reversed_at !== null) return refused(refuse('requisitions.already-reversed', { number }), station.focus);
  if (signing !== 'UNSIGNED') return refused(refuse('requisitions.already-signed', { number, signing }), station.focus);
  const receiver = slip.receiver_id === null ? '' : (findPerson(context.tx, slip.receiver_id)?.name ?? '');
  return accepted('scans.sign-now', { number, person: receiver }, { kind: 'signing', id });
}

/** The badge of who received it, right after the bag's code: he has it in his hands. */
export function signWithBadge(
  context: OperationContext,
  scan: KeptScan,
  focus: { readonly kind: 'signing'; readonly id: string },
  person: string,
): StationEffect {
  const signed = signFor(context, focus.id, person, { kind: 'scan', ref: scan.scan_id });
  if (isRefusal(signed)) return refused(signed, focus);
  const name = findPerson(context.tx, person)?.name ?? '';
  return accepted('scans.signed', { number: signed.number, person: name }, null);
}

/** 调回: the slip that only said whose badge was scanned makes way for the list of what he has left. */
function beginReturn(context: OperationContext, at: CounterScan): StationEffect {
  const slip = at.slip === null ? undefined : findSlip(context.tx, at.slip);
  if (slip === undefined || slip.receiver_id === null || findLines(context.tx, slip.id).length > 0) {
    return refused(refuse('scans.return-whose'), slip === undefined ? null : { kind: 'requisition', id: slip.id });
  }
  const started = startFor(context, at, slip.receiver_id);
  if (started.outcome === 'refused') return { ...ofReturn(started), focus: { kind: 'requisition', id: slip.id } };
  takeBack(context, slip.id, at.keeper, 'CANCELLED');
  return ofReturn(started);
}
