import { listInHand } from '../bays/store.ts';
import { type Bay, carIn, signAllAtBay, signAtBay, waitFor } from '../bays/waiting.ts';
import type { OperationContext } from '../executor/binding.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPerson, rolesOf } from '../people/store.ts';
import { changeHead, startDraft } from '../requisitions/draft.ts';
import type { RequisitionSettings } from '../requisitions/issue.ts';
import { type CounterScan, scanCommand, scanPart } from '../requisitions/scans.ts';
import { findLines, findSlip, forgetSteps } from '../requisitions/store.ts';
import type { Reader } from '../store/open.ts';
import { accepted, ofSlip, refused, type StationEffect } from './effect.ts';
import type { Match } from './meaning.ts';
import type { Focus, KeptScan, Station } from './store.ts';

export function bayOf({ id, name, warehouse_id }: Station): Bay {
  return { station: id, name, warehouse: warehouse_id };
}

/** Who may open a bay's terminal. */
export function worksAtBays(roles: readonly string[]): boolean {
  return roles.includes('technician') || roles.includes('supervisor');
}

/**
 * What needs nobody to have opened the bay: a bag's code or a badge signs for parts (签收). Null: the code does something else.
 * A badge that signs for nothing asks for the PIN, which opens the bay.
 */
export function signWithScan(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  match: Match,
): StationEffect | 'ask-for-pin' | null {
  const evidence = { kind: 'scan', ref: scan.scan_id } as const;
  if (match.meaning === 'slip') {
    const slip = findSlip(context.tx, match.slip);
    if (slip === undefined) return refused(refuse('requisitions.no-such-slip'), station.focus);
    const signed = signAtBay(context, station.name, slip, evidence);
    if (isRefusal(signed)) return refused(signed, station.focus);
    const person = findPerson(context.tx, slip.receiver_id ?? '')?.name ?? '';
    return accepted('scans.signed', { number: slip.number, person }, station.focus);
  }
  if (match.meaning !== 'badge') return null;
  const until = scan.state === 'missed' ? scan.at_wall : null;
  const numbers = signAllAtBay(context, station.name, match.person, evidence, until);
  const person = findPerson(context.tx, match.person)?.name ?? '';
  if (numbers.length > 0) return accepted('scans.signed-all', { person, slips: numbers.length }, station.focus);
  if (!worksAtBays(rolesOf(context.tx, match.person))) {
    return refused(refuse('people.station-needs-technician', { person }), station.focus);
  }
  return 'ask-for-pin';
}

/** What a code does at a bay that its technician has opened: parts go on his list, the confirm card sends it to the counter. */
export function actAtBay(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  match: Match,
  technician: string,
  settings: RequisitionSettings,
): StationEffect {
  const bay = bayOf(station);
  const slip = ownList(context.tx, station, technician);
  const at = { scan: scan.scan_id, station: bay.station, warehouse: bay.warehouse, keeper: technician, slip };
  if (match.meaning === 'part') {
    const scanned = context.attempt(() => scanOntoList(context, bay, at, match));
    return isRefusal(scanned) ? refused(scanned, focusOn(slip)) : scanned;
  }
  if (match.meaning !== 'command' || match.command === 'kit' || match.command === 'return') {
    return refused(refuse('scans.not-here', { bay: bay.name }), focusOn(slip));
  }
  if (match.command !== 'confirm') return ofSlip(scanCommand(context, at, match.command, settings));
  if (slip === null) return refused(refuse('scans.nothing-in-progress'), null);
  const asked = context.attempt(() => waitFor(context, bay, slip, technician));
  if (isRefusal(asked)) return refused(asked, focusOn(slip));
  return accepted('scans.asked', { number: asked.number }, null);
}

/** A list that the scan put nothing on is not begun. */
function scanOntoList(
  context: OperationContext,
  bay: Bay,
  at: CounterScan,
  match: Extract<Match, { meaning: 'part' }>,
): StationEffect | Refusal {
  const list = at.slip ?? beginList(context, bay, at.keeper);
  if (list === null) return refuse('bays.no-car', { bay: bay.name });
  const said = ofSlip(scanPart(context, { ...at, slip: list }, match));
  const isEmpty = at.slip === null && findLines(context.tx, list).length === 0;
  return isEmpty ? refuse(said.code, said.facts) : said;
}

function focusOn(slip: string | null): Focus | null {
  return slip === null ? null : { kind: 'requisition', id: slip };
}

/** Each technician has a list of his own for the car that stands there, whoever had the bay open in between; null: none yet. */
export function ownList(reader: Reader, { id, name }: Station, technician: string): string | null {
  const car = carIn(reader, name);
  return car === null ? null : listInHand(reader, { station: id, technician, order: car.id });
}

/** A list of parts for the car in the bay; null: no car stands there. */
export function beginList(context: OperationContext, bay: Bay, technician: string): string | null {
  const car = carIn(context.tx, bay.name);
  if (car === null) return null;
  const row = startDraft(context, {
    ...{ warehouse: bay.warehouse, purpose: 'order', creator: technician, station: bay.station },
  });
  changeHead(context, row, 'created', { receiver_id: technician, order_id: car.id });
  // Whose list it is, and for which car, is no step of it.
  forgetSteps(context.tx, row.id);
  return row.id;
}
