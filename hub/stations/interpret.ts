import type { BaySettings } from '../bays/reactions.ts';
import type { OperationContext } from '../executor/binding.ts';
import { isIdle } from '../people/rules.ts';
import {
  deskSessions,
  endSessionRow,
  type Session,
  sessionTurn,
  setLastUsed,
  stationSession,
} from '../people/session-store.ts';
import { findPerson, isKeeperOf } from '../people/store.ts';
import { findSlip } from '../requisitions/store.ts';
import type { Reader } from '../store/open.ts';
import type { WeighingSettings } from '../weighing/operations.ts';
import { actAtBay, signWithScan } from './at-bay.ts';
import { actAtCounter, signWithBadge } from './at-counter.ts';
import type { ScanResult } from './contract.ts';
import type { StationEffect } from './effect.ts';
import { takePartInHand } from './line-in-hand.ts';
import { type Match, matchesOf, type Recognise } from './meaning.ts';
import { isDuplicate } from './rules.ts';
import {
  allStations,
  findStation,
  forgetPinQuestion,
  type KeptScan,
  keepResult,
  type Station,
  setAwaitingPin,
  setFocus,
} from './store.ts';

export type StationSettings = BaySettings &
  WeighingSettings & {
    /** A station that nobody used for so long closes by itself. */
    readonly stationIdle_ms: number;
  };

type Verdict = Pick<ScanResult, 'meaning' | 'outcome' | 'code' | 'facts'> & {
  readonly effect: StationEffect | null;
  /** The part that was scanned. */
  readonly part: string | null;
};

/**
 * Finds out what a kept scan means at its station, does it, and keeps the result beside the scan. It acts as the keeper who
 * opened the station, or as `taker` when a keeper takes up a missed scan.
 */
export function interpret(
  context: OperationContext,
  scan: KeptScan,
  recognisers: readonly Recognise[],
  settings: StationSettings,
  taker: string | null = null,
): ScanResult {
  const { tx } = context;
  const station = findStation(tx, scan.station_id);
  const verdict =
    station === undefined
      ? plain('unknown', 'unknown', 'scans.unknown', scan)
      : judge(context, station, scan, { recognisers, settings, taker });
  if (station !== undefined && verdict.effect !== null) {
    setFocus(tx, station.id, verdict.effect);
    if (verdict.part !== null) takePartInHand(tx, station.id, verdict.part);
  }
  const { meaning, outcome, code, facts } = verdict;
  keepResult(tx, scan.scan_id, { meaning, outcome, code, facts });
  context.emit('scan.interpreted', {
    scan: scan.scan_id,
    station: scan.station_id,
    device: scan.device,
    // A badge is identity: its code, and what may be one, stays in the journal of this workshop.
    text: meaning === 'badge' || meaning === 'ambiguous' ? '' : scan.text,
    meaning,
    outcome,
    code,
    document: (verdict.effect?.finished ?? verdict.effect?.focus)?.id ?? null,
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
  return { meaning, outcome, code, facts: { text: scan.text, ...facts }, effect: null, part: null };
}

type Circumstances = {
  readonly recognisers: readonly Recognise[];
  readonly settings: StationSettings;
  readonly taker: string | null;
};

function judge(context: OperationContext, station: Station, scan: KeptScan, at: Circumstances): Verdict {
  const { tx } = context;
  if (scan.defect !== null) return plain('unknown', 'unknown', 'scans.unreadable', scan, { defect: scan.defect });
  const matches = matchesOf(tx, at.recognisers, scan.text, scan.symbology);
  const match = matches[0];
  const meaning = match?.meaning ?? 'unknown';
  if (isDuplicate(scan.repeats_after_ms)) return plain(meaning, 'duplicate', 'scans.duplicate', scan);
  if (match === undefined) return plain('unknown', 'unknown', 'scans.unknown', scan);
  if (matches.length > 1) return plain('ambiguous', 'refused', 'scans.ambiguous', scan, { matches: matches.length });
  closeWhenIdle(context, station, at.settings.stationIdle_ms);
  return station.kind === 'bay'
    ? judgeAtBay(context, station, scan, match, at)
    : judgeAtCounter(context, station, scan, match, at);
}

function judgeAtCounter(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  match: Match,
  at: Circumstances,
): Verdict {
  const { tx } = context;
  const { meaning } = match;
  const session = stationSession(tx, station.id);
  const keeper = at.taker ?? session?.person_id ?? null;
  const { focus } = station;
  const takesOver =
    match.meaning === 'badge' && match.person !== keeper && isKeeperOf(tx, match.person, station.warehouse_id);
  const isReceiver = match.meaning === 'badge' && isWaitedFor(tx, focus, match.person);
  if (match.meaning === 'badge' && keeper !== null && focus?.kind === 'signing' && (isReceiver || !takesOver)) {
    return verdictOf(meaning, signWithBadge(context, scan, { kind: 'signing', id: focus.id }, match.person));
  }
  if (match.meaning === 'badge' && takesOver) {
    return askForPin(context, station, scan, match.person);
  }
  if (keeper === null) return plain(meaning, 'refused', 'scans.station-closed', scan);
  if (session !== undefined) setLastUsed(tx, session.id, context.at);
  forgetPinQuestion(tx, station.id);
  const part = match.meaning === 'part' ? match.part : null;
  return verdictOf(meaning, actAtCounter(context, station, scan, match, keeper, at.settings), part);
}

/** Whether the bag that was scanned waits for this person's badge. */
function isWaitedFor(reader: Reader, focus: Station['focus'], person: string): boolean {
  return focus?.kind === 'signing' && findSlip(reader, focus.id)?.receiver_id === person;
}

/** At a bay a badge and a bag sign without anybody having opened it; all else is done as the technician who has. */
function judgeAtBay(
  context: OperationContext,
  station: Station,
  scan: KeptScan,
  match: Match,
  at: Circumstances,
): Verdict {
  const { tx } = context;
  const session = stationSession(tx, station.id);
  // A keeper who takes up a missed scan of a bay asks for nothing in his own name.
  const technician = session?.person_id ?? null;
  const signed = signWithScan(context, station, scan, match);
  if (signed === 'ask-for-pin') {
    const person = match.meaning === 'badge' ? match.person : '';
    if (person !== technician) return askForPin(context, station, scan, person);
    return plain('badge', 'accepted', 'scans.bay-open', scan, { person: findPerson(tx, person)?.name ?? '' });
  }
  if (signed !== null) return verdictOf(match.meaning, signed);
  if (technician === null) return plain(match.meaning, 'refused', 'scans.station-closed', scan);
  if (session !== undefined) setLastUsed(tx, session.id, context.at);
  forgetPinQuestion(tx, station.id);
  return verdictOf(match.meaning, actAtBay(context, station, scan, match, technician, at.settings));
}

function verdictOf(meaning: ScanResult['meaning'], effect: StationEffect, part: string | null = null): Verdict {
  return { meaning, outcome: effect.outcome, code: effect.code, facts: effect.facts, effect, part };
}

/** Stations whose session nobody has used for too long, or whose last use a clock that was ahead has put into the future. */
export function idleStations(reader: Reader, now: number, idle_ms: number): Station[] {
  return allStations(reader).filter((station) => {
    const session = stationSession(reader, station.id);
    return session !== undefined && (isIdle(session, now, idle_ms) || session.last_used_at > now);
  });
}

/** Sessions of desks that nobody has used for too long: a name and live data stay on no screen. */
export function idleDesks(reader: Reader, now: number, idle_ms: number): Session[] {
  return deskSessions(reader).filter((session) => isIdle(session, now, idle_ms) || session.last_used_at > now);
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
function askForPin(context: OperationContext, station: Station, scan: KeptScan, person: string): Verdict {
  setAwaitingPin(context.tx, station.id, scan.scan_id, sessionTurn(context.tx, station.id));
  const name = findPerson(context.tx, person)?.name ?? '';
  return plain('badge', 'accepted', 'scans.pin-needed', scan, { person: name });
}
