import type { Static } from 'typebox';
import type { FrameEvent } from '../../devices/device.ts';
import type { Plugged } from '../../devices/discovery.ts';
import type { WeightReading } from '../../devices/scales/weight.ts';
import { type BoundTopic, bindTopic } from '../executor/binding.ts';
import { allWarehouses } from '../places/store.ts';
import type { Reader } from '../store/open.ts';
import { findBin } from '../weighing/store.ts';
import { type DeskDevice, deskDevicesTopic, type FrameNow, type PluggedDevice } from './device-contract.ts';
import { namesOf } from './device-plan.ts';
import { allDevices, type DeviceRow } from './device-store.ts';
import type { DeviceView } from './devices.ts';
import type { LiveView } from './live.ts';
import { guessFor, unknownOf } from './plugged.ts';
import { allStations } from './store.ts';

/** As much of a frame as a person looks at. */
const SHOWN_BYTES = 64;

export type DeskSources = {
  readonly views: () => readonly DeviceView[];
  readonly liveOf: (device: string) => LiveView;
  readonly plugged: () => readonly Plugged[];
  readonly logTrouble: () => string | null;
};

/** The list is the store's; what they say is as fresh as the devices. */
export function deskDevicesSource(sources: DeskSources): BoundTopic {
  return bindTopic(deskDevicesTopic, (reader) => {
    const rows = allDevices(reader);
    const views = new Map(sources.views().map((view) => [view.plan.name, view]));
    const addresses = new Set(rows.map(({ address }) => address));
    return {
      devices: rows.map((row) => deskDevice(reader, row, views.get(row.name), sources.liveOf(row.name))),
      plugged: unknownOf(sources.plugged(), addresses).map(pluggedDevice),
      stations: allStations(reader).map(({ id, name }) => ({ id, name })),
      bins: allWarehouses(reader).flatMap(({ name, bins }) => bins.map((bin) => ({ ...bin, warehouse: name }))),
      logTrouble: sources.logTrouble(),
    };
  });
}

function deskDevice(
  reader: Reader,
  row: DeviceRow,
  view: DeviceView | undefined,
  live: LiveView,
): Static<typeof DeskDevice> {
  const station = allStations(reader).find(({ id }) => id === row.station_id);
  const bin = row.bin_id === null ? undefined : findBin(reader, row.bin_id);
  const state = view?.state;
  return {
    device: row.name,
    family: row.family,
    label: row.label,
    profile: row.profile,
    ...namesOf(row.family, row.profile),
    address: row.address,
    station: station === undefined ? null : { id: station.id, name: station.name },
    bin: bin === undefined ? null : { id: bin.id, code: bin.code },
    origin: row.origin,
    own: row.own,
    // A device that was just added is opened a moment later.
    state: state?.state ?? 'opening',
    detail: state?.detail ?? '',
    attempts: state?.attempts ?? 0,
    since: state?.since ?? 0,
    frame: live.frame === null ? null : frameNow(live.frame),
    weight: live.weight === null ? null : weightNow(live.weight, live.drift),
    scans: live.scans.map(({ scanId, text, symbology, at }) => ({ scan: scanId, text, symbology, at })),
    paper: view?.status?.known === true ? view.status.paper : null,
    coverOpen: view?.status?.coverOpen ?? false,
  };
}

function frameNow({ direction, chunks, meaning, at }: FrameEvent): Static<typeof FrameNow> {
  const bytes = Buffer.concat(chunks);
  return { direction, hex: bytes.subarray(0, SHOWN_BYTES).toString('hex'), bytes: bytes.length, meaning, at };
}

function weightNow(reading: WeightReading, drift: LiveView['drift']) {
  const { value, unit, stable, source, net, overload, underload, at } = reading;
  return { value, unit, stable, source, net, overload, underload, at, drift };
}

function pluggedDevice(plugged: Plugged): Static<typeof PluggedDevice> {
  const { address, kind, usb, words, place } = plugged;
  const hex4 = (id: number): string => id.toString(16).padStart(4, '0');
  const ids = usb === null ? '' : `${hex4(usb.vendor)}:${hex4(usb.product)}`;
  const { profiles, recognised, likely } = guessFor(plugged);
  return { address, kind, words, usb: ids, place, profiles: [...profiles], recognised, likely };
}
