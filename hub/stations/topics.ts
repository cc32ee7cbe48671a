import type { PartsWait } from '../bays/contract.ts';
import { openWaits } from '../bays/store.ts';
import { bindTopic } from '../executor/binding.ts';
import { recogniseBadge } from '../people/scans.ts';
import { sessionTurn, stationSession } from '../people/session-store.ts';
import { findPerson } from '../people/store.ts';
import { findWarehouse } from '../places/store.ts';
import { jobsToShow } from '../printing/store.ts';
import { slipsAside, unsignedSlips } from '../requisitions/life-store.ts';
import { readSlip } from '../requisitions/slip.ts';
import { slipsToApprove } from '../requisitions/store.ts';
import { readReturn } from '../returns/slip.ts';
import { announcedReturns } from '../returns/store.ts';
import type { Reader } from '../store/open.ts';
import { findBin, newestWeighings, unexplainedTakes, weighingsOfLines } from '../weighing/store.ts';

import { printerAt } from './device-store.ts';
import type { DeviceView } from './devices.ts';
import { lineInHand } from './line-in-hand.ts';
import { findScan, findStation, missedScans, newestResults, type Station, stationName } from './store.ts';
import { counterTopic, devicesTopic } from './topic-contract.ts';

export const NEWEST_SCANS = 8;

export function personRef(reader: Reader, id: string): { id: string; name: string } | null {
  const person = findPerson(reader, id);
  return person === undefined ? null : { id: person.id, name: person.name };
}

/** Whose PIN the station asks for. Whoever has opened or closed it since then has answered. */
export function awaitingPin(reader: Reader, station: Station, keeper: string | null) {
  const { awaiting_pin_scan: asked, awaiting_pin_turn: turn } = station;
  const scan = asked === null || turn !== sessionTurn(reader, station.id) ? undefined : findScan(reader, asked);
  const badge = scan === undefined ? undefined : recogniseBadge(reader, scan.text)[0];
  if (scan === undefined || badge === undefined || badge.person === keeper) return null;
  const person = personRef(reader, badge.person);
  return person === null ? null : { person, scan: scan.scan_id };
}

/** Bays that wait, as counter and bay show them. */
export function waits(reader: Reader, of: { warehouse?: string; station?: string }): PartsWait[] {
  return openWaits(reader, of).map(({ approval, station, escrow, newEnergy, ...wait }) => ({
    ...wait,
    newEnergy: newEnergy === 1,
    isTaken: escrow === 1 && approval === 'SUBMITTED',
    bay: stationName(reader, station),
    isLacking: approval === 'DRAFT',
  }));
}

const NO_COUNTER = {
  ...{ station: null, keeper: null, awaitingPin: null, slip: null, return: null, signing: null, lastIssued: null },
  lastReceived: null,
  line: null,
};
const MOST_TAKES = 3;
/** As many as a person can look through at the counter. */
const MOST_IN_A_QUEUE = 30;

export function counterTopicSource(demo: boolean) {
  return bindTopic(counterTopic, (reader, params) => {
    const station = findStation(reader, params.station);
    if (station?.kind !== 'counter') {
      const queues = {
        scans: [],
        missed: [],
        print: [],
        toApprove: [],
        waiting: [],
        announced: [],
        aside: [],
        unsigned: [],
      };
      const weights = { weighings: [], weighed: [], takes: [] };
      return { demo, ...NO_COUNTER, ...queues, ...weights };
    }
    const printer = printerAt(reader, station.id);
    const session = stationSession(reader, station.id);
    const keeper = session === undefined ? null : personRef(reader, session.person_id);
    const { warehouse_id: warehouse, focus, last } = station;
    const slip = focus?.kind === 'requisition' ? readSlip(reader, focus.id) : null;
    const finished = last?.kind === 'requisition' ? readSlip(reader, last.id) : null;
    const lastIssued = slip?.approval === 'DRAFT' ? null : slip?.approval === 'APPROVED' ? slip : finished;
    return {
      demo,
      station: { id: station.id, name: station.name, warehouse: findWarehouse(reader, warehouse)?.name ?? '', printer },
      keeper,
      awaitingPin: awaitingPin(reader, station, keeper?.id ?? null),
      slip: slip?.approval === 'DRAFT' ? slip : null,
      return: focus?.kind === 'return' ? readReturn(reader, focus.id) : null,
      signing: focus?.kind === 'signing' ? readSlip(reader, focus.id) : null,
      lastIssued,
      lastReceived: focus === null && last?.kind === 'return' ? readReturn(reader, last.id) : null,
      scans: newestResults(reader, station.id, NEWEST_SCANS),
      line: lineInHand(reader, station)?.id ?? null,
      weighings: newestWeighings(reader, station.id, focus?.id ?? null, NEWEST_SCANS),
      weighed: focus === null ? [] : weighingsOfLines(reader, focus.id),
      takes: unexplainedTakes(reader, warehouse, MOST_TAKES),
      missed: missedScans(reader, station.id),
      print: jobsToShow(reader, printer, lastIssued?.id ?? null),
      toApprove: slipsToApprove(reader, warehouse).flatMap((id) => readSlip(reader, id) ?? []),
      waiting: waits(reader, { warehouse }),
      announced: announcedReturns(reader, warehouse, MOST_IN_A_QUEUE),
      aside: slipsAside(reader, { warehouse, station: station.id, inHand: slip?.id ?? null }, MOST_IN_A_QUEUE),
      unsigned: unsignedSlips(reader, { warehouse }, MOST_IN_A_QUEUE),
    };
  });
}

/** Whether the store keeps what happens. Lives in memory: when the disk is full it cannot be written down. */
export type StoreHealth = { state: 'ok' | 'full' | 'fault'; lostScans: number };

export function devicesTopicSource(devices: () => readonly DeviceView[], health: StoreHealth) {
  return bindTopic(devicesTopic, (reader, { station }) => ({
    store: health.state,
    lostScans: health.lostScans,
    devices: devices()
      .filter(({ plan }) => plan.station === station)
      .map(({ plan, state, status }) => ({
        device: plan.name,
        family: plan.family,
        model: plan.profile,
        bin: plan.bin == null ? '' : (findBin(reader, plan.bin)?.code ?? ''),
        state: state.state,
        address: state.address,
        detail: state.detail ?? '',
        since: state.since,
        paper: status?.known ? status.paper : null,
        coverOpen: status?.coverOpen ?? false,
        online: status?.online ?? state.state === 'ready',
        error: status?.error ?? 'none',
      })),
  }));
}
