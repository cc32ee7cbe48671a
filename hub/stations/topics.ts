import { bindTopic } from '../executor/binding.ts';
import { recogniseBadge } from '../people/scans.ts';
import { stationSession } from '../people/session-store.ts';
import { findPerson } from '../people/store.ts';
import { findWarehouse } from '../places/store.ts';
import { jobsToShow } from '../printing/store.ts';
import { readSlip } from '../requisitions/slip.ts';
import { slipsToApprove } from '../requisitions/store.ts';
import type { Reader } from '../store/open.ts';
import { counterTopic, devicesTopic } from './contract.ts';
import { printerAt } from './device-store.ts';
import type { DeviceView } from './devices.ts';
import { findScan, findStation, missedScans, newestResults, type Station } from './store.ts';

const NEWEST_SCANS = 8;

function personRef(reader: Reader, id: string): { id: string; name: string } | null {
  const person = findPerson(reader, id);
  return person === undefined ? null : { id: person.id, name: person.name };
}

function awaitingPin(reader: Reader, station: Station, keeper: string | null) {
  const scan = station.awaiting_pin_scan === null ? undefined : findScan(reader, station.awaiting_pin_scan);
  const badge = scan === undefined ? undefined : recogniseBadge(reader, scan.text)[0];
  if (scan === undefined || badge === undefined || badge.person === keeper) return null;
  const person = personRef(reader, badge.person);
  return person === null ? null : { person, scan: scan.scan_id };
}

export function counterTopicSource(demo: boolean) {
  return bindTopic(counterTopic, (reader, params) => {
    const station = findStation(reader, params.station);
    if (station === undefined) {
      const nothing = { keeper: null, awaitingPin: null, slip: null, lastIssued: null };
      return { demo, station: null, ...nothing, scans: [], missed: [], print: [], toApprove: [] };
    }
    const printer = printerAt(reader, station.id);
    const session = stationSession(reader, station.id);
    const keeper = session === undefined ? null : personRef(reader, session.person_id);
    const slip = station.focus_id === null ? null : readSlip(reader, station.focus_id);
    const last = station.last_document_id === null ? null : readSlip(reader, station.last_document_id);
    const lastIssued = slip?.approval === 'DRAFT' ? null : slip?.approval === 'APPROVED' ? slip : last;
    return {
      demo,
      station: {
        id: station.id,
        name: station.name,
        warehouse: findWarehouse(reader, station.warehouse_id)?.name ?? '',
        printer,
      },
      keeper,
      awaitingPin: awaitingPin(reader, station, keeper?.id ?? null),
      slip: slip?.approval === 'DRAFT' ? slip : null,
      lastIssued,
      scans: newestResults(reader, station.id, NEWEST_SCANS),
      missed: missedScans(reader, station.id),
      print: jobsToShow(reader, printer, lastIssued?.id ?? null),
      toApprove: slipsToApprove(reader, station.warehouse_id).flatMap((id) => readSlip(reader, id) ?? []),
    };
  });
}

/** Whether the store keeps what happens. Lives in memory: when the disk is full it cannot be written down. */
export type StoreHealth = { state: 'ok' | 'full' | 'fault'; lostScans: number };

export function devicesTopicSource(devices: () => readonly DeviceView[], health: StoreHealth) {
  return bindTopic(devicesTopic, (_reader, { station }) => ({
    store: health.state,
    lostScans: health.lostScans,
    devices: devices()
      .filter(({ plan }) => plan.station === station)
      .map(({ plan, state, status }) => ({
        device: plan.name,
        family: plan.family,
        model: plan.profile,
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
