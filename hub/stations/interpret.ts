import type { OperationContext } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { isIdle } from '../people/rules.ts';
import { endSessionRow, type Session, setLastUsed, stationSession } from '../people/session-store.ts';
import { findPerson, isKeeperOf } from '../people/store.ts';
import type { RequisitionSettings } from '../requisitions/issue.ts';
import { type ScanEffect, scanCommand, scanOrder, scanPart, scanReceiver } from '../requisitions/scans.ts';
import type { ScanResult } from './contract.ts';
import { type Match, matchesOf, type Recognise } from './meaning.ts';
import { isDuplicate } from './rules.ts';
import { findStation, type KeptScan, keepResult, type Station, setAwaitingPin, setFocus } from './store.ts';

export type StationSettings = RequisitionSettings & {
  /** A station that nobody used for so long closes by itself. */
  readonly stationIdle_ms: number;
};

type Verdict = Pick<ScanResult, 'meaning' | 'outcome' | 'code' | 'facts'> & {
  readonly effect: ScanEffect | null;
};

/** Finds out what a kept scan means at its station, does it, and keeps the result beside the scan. */
export function interpret(
  context: OperationContext,
  scan: KeptScan,
  recognisers: readonly Recognise[],
  settings: StationSettings,
): ScanResult {
  const { tx } = context;
  const station = findStation(tx, scan.station_id);
  const verdict =
    station === undefined
      ? plain('unknown', 'unknown', 'scans.unknown', scan)
      : judge(context, station, scan, recognisers, settings);
  if (station !== undefined && verdict.effect !== null) {
    setFocus(tx, station.id, { slip: verdict.effect.slip, finished: verdict.effect.finished });
  }
  const { meaning, outcome, code, facts } = verdict;
  keepResult(tx, scan.scan_id, { meaning, outcome, code, facts });
  context.emit('scan.interpreted', {
    scan: scan.scan_id,
    station: scan.station_id,
    device: scan.device,
    // A badge is identity: its code stays in the journal of this workshop.
    text: meaning === 'badge' ? '' : scan.text,
    meaning,
    outcome,
    code,
    requisition: verdict.effect?.finished ?? verdict.effect?.slip ?? null,
  });
  return {
    scan: scan.scan_id,
    text: scan.text,
    symbology: scan.symbology,
    meaning,
    outcome,
    code,
    facts,
    at: scan.at_wall,
  };
}

function plain(
  meaning: ScanResult['meaning'],
  outcome: ScanResult['outcome'],
  code: string,
  scan: KeptScan,
  facts: ScanResult['facts'] = {},
): Verdict {
  return { meaning, outcome, code, facts: { text: scan.text, ...facts }, effect: null };
}

function judge(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  recognisers: readonly Recognise[],
  settings: StationSettings,
): Verdict {
  if (scan.defect !== null) return plain('unknown', 'unknown', 'scans.unreadable', scan, { defect: scan.defect });
  const matches = matchesOf(context.tx, recognisers, scan.text);
  const match = matches[0];
  const meaning = match?.meaning ?? 'unknown';
  if (isDuplicate(scan.repeats_after_ms)) return plain(meaning, 'duplicate', 'scans.duplicate', scan);
  if (match === undefined) return plain('unknown', 'unknown', 'scans.unknown', scan);
  if (matches.length > 1) return plain('ambiguous', 'refused', 'scans.ambiguous', scan, { matches: matches.length });
  closeWhenIdle(context, station, settings.stationIdle_ms);
  const session = stationSession(context.tx, station.id) ?? null;
  if (match.meaning === 'badge') {
    const handOver = askForPin(context, station, scan, match.person, session);
    if (handOver !== null) return handOver;
  }
  if (session === null) return plain(meaning, 'refused', 'scans.station-closed', scan);
  setLastUsed(context.tx, session.id, context.at);
  setAwaitingPin(context.tx, station.id, null);
  const effect = act(context, station, scan, match, session, settings);
  return { meaning, outcome: effect.outcome, code: effect.code, facts: effect.facts, effect };
}

/** Ends the station's session when nobody has used it for too long. Returns whether it did. */
export function closeWhenIdle(context: OperationContext, station: Station, idle_ms: number): boolean {
  const { tx, at } = context;
  const session = stationSession(tx, station.id);
  if (session === undefined || !isIdle(session, at, idle_ms)) return false;
  endSessionRow(tx, session.id, at);
  context.emit('session.ended', { session: session.id, person: session.person_id, station: station.id });
  return true;
}

/** The badge of a keeper who has not opened this station asks for the PIN: opening it, or taking it over. */
function askForPin(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  person: string,
  session: Session | null,
): Verdict | null {
  const { tx } = context;
  if (session?.person_id === person || !isKeeperOf(tx, person, station.warehouse_id)) return null;
  setAwaitingPin(tx, station.id, scan.scan_id);
  const name = findPerson(tx, person)?.name ?? '';
  return plain('badge', 'accepted', 'scans.pin-needed', scan, { person: name });
}

function act(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  match: Match,
  session: Session,
  settings: StationSettings,
): ScanEffect {
  const at = {
    scan: scan.scan_id,
    warehouse: station.warehouse_id,
    keeper: session.person_id,
    slip: station.focus_id,
  };
  switch (match.meaning) {
    case 'badge': {
      if (match.person !== session.person_id || settings.keeperMayReceive) {
        return scanReceiver(context, at, match.person);
      }
      const own = refuse('requisitions.own-slip', { person: findPerson(context.tx, match.person)?.name ?? '' });
      return { outcome: 'refused', code: own.refused, facts: own.facts, slip: at.slip, finished: null };
    }
    case 'order':
      return scanOrder(context, at, match.order);
    case 'part':
      return scanPart(context, at, match);
    case 'command':
      return scanCommand(context, at, match.command, settings);
  }
}
