import { isDeepStrictEqual } from 'node:util';
import { type BoundOperation, bindOperation, type OperationContext } from '../executor/binding.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { enqueuePrint } from '../printing/queue.ts';
import { unfinishedJobs } from '../printing/store.ts';
import type { Reader } from '../store/open.ts';
import { findBin } from '../weighing/store.ts';
import { addressKey, pluggedKey } from './device-address.ts';
import { addDevice, changeDevice, configureDevices, printSetUpSheet, removeDevice } from './device-contract.ts';
import type { DevicePlan } from './device-plan.ts';
import {
  allDevices,
  type DeviceRow,
  findDevice,
  freeDeviceName,
  hasPrinter,
  keepDevice,
  markDeviceRemoved,
  printerAt,
} from './device-store.ts';
import { type SetUpFacts, setUpSheet } from './documents.ts';
import { findStation, warehouseAt } from './store.ts';

const SET_UP_SHEET = 'set-up-sheet';

export type DeviceRules = {
  /** What stands against a device before anything is opened: an unknown model, an address that makes no sense for it. */
  readonly hindranceOf: (plan: DevicePlan) => Refusal | null;
  /** Every name (`pluggedKey`) of the device that an address means now. Under two of them it would be held twice, and every scan read twice. */
  readonly namesAt: (address: string) => ReadonlySet<string>;
  /** What the set-up sheet of a model says; null: its maker tells no codes. */
  readonly setUpOf: (profile: string) => SetUpFacts | null;
};

export function deviceOperations(rules: DeviceRules): BoundOperation[] {
  return [
    bindOperation(configureDevices, (context, { devices }) => {
      configure(
        context,
        devices.map(({ device, ...wanted }) => rowOf(device, wanted.family, 'configuration', wanted)),
      );
      return {};
    }),

    bindOperation(addDevice, (context, wanted) => {
      const { tx } = context;
      const row = rowOf(freeDeviceName(tx, wanted.family), wanted.family, 'page', wanted);
      const refusal = refusalOf(tx, row, rules);
      if (refusal !== null) return refusal;
      keepDevice(tx, row);
      context.emit('device.added', factsOf(row));
      return { device: row.name };
    }),

    bindOperation(changeDevice, (context, { device, ...wanted }) => {
      const { tx } = context;
      const before = findDevice(tx, device);
      if (before === undefined) return refuse('devices.no-such-device', { device });
      if (before.origin === 'configuration')
        return refuse('devices.in-configuration', { device: before.label || device });
      const row = rowOf(device, before.family, 'page', wanted);
      const refusal = refusalOf(tx, row, rules);
      if (refusal !== null) return refusal;
      if (isDeepStrictEqual(before, row)) return {};
      keepDevice(tx, row);
      context.emit('device.changed', factsOf(row));
      return {};
    }),

    bindOperation(removeDevice, (context, { device }) => {
      const { tx, at } = context;
      const before = findDevice(tx, device);
      if (before === undefined) return refuse('devices.no-such-device', { device });
      if (before.origin === 'configuration')
        return refuse('devices.in-configuration', { device: before.label || device });
      const jobs = before.family === 'printer' ? unfinishedJobs(tx, device) : 0;
      if (jobs > 0) return refuse('devices.printer-has-jobs', { device: before.label || device, jobs });
      markDeviceRemoved(tx, device, at);
      context.emit('device.removed', { device, address: before.address });
      return {};
    }),

    bindOperation(printSetUpSheet, (context, { profile, printer, language }) => {
      const facts = rules.setUpOf(profile);
      if (facts === null) return refuse('devices.no-set-up', { profile });
      if (!hasPrinter(context.tx, printer)) return refuse('printing.no-such-printer', { printer });
      const { job } = enqueuePrint(context, {
        documentKind: SET_UP_SHEET,
        documentId: context.newId(),
        number: profile,
        printer,
        copyName: '存根',
        content: setUpSheet(facts, { paperLanguage: language }),
      });
      return { job };
    }),
  ];
}

type Wanted = Pick<DeviceRow, 'profile' | 'address' | 'label' | 'own'> & {
  readonly station: string | null;
  readonly bin?: string | null | undefined;
};

function rowOf(
  name: string,
  family: DeviceRow['family'],
  origin: DeviceRow['origin'],
  { profile, address, station, bin = null, label, own }: Wanted,
): DeviceRow {
  const place = { station_id: station, bin_id: bin };
  return { name, family, label: label.trim(), profile, address: address.trim(), ...place, origin, own };
}

export function planOf({ name, family, profile, address, station_id, bin_id, own }: DeviceRow): DevicePlan {
  return { name, family, profile, address, station: station_id, bin: bin_id, own };
}

function factsOf({ name, family, profile, address, station_id, bin_id, label }: DeviceRow) {
  return { device: name, family, profile, address, station: station_id, bin: bin_id, label };
}

function refusalOf(reader: Reader, row: DeviceRow, rules: DeviceRules): Refusal | null {
  const station = row.station_id;
  if (station !== null && findStation(reader, station) === undefined) {
    return refuse('stations.no-such-station', { station });
  }
  const [key, names] = [addressKey(row.address), rules.namesAt(row.address)];
  const other = allDevices(reader).find(
    ({ name, address }) => name !== row.name && (addressKey(address) === key || names.has(pluggedKey(address))),
  );
  if (other !== undefined) {
    return refuse('devices.address-taken', { address: row.address, device: other.label || other.name });
  }
  const printer = row.family !== 'printer' || station === null ? null : printerAt(reader, station);
  if (printer !== null && printer !== row.name) {
    return refuse('devices.station-has-printer', {
      station: findStation(reader, station ?? '')?.name ?? '',
      device: findDevice(reader, printer)?.label || printer,
    });
  }
  return drawerRefusal(reader, row) ?? rules.hindranceOf(planOf(row));
}

/** A drawer stands on one scale, near the counter whose slips say what is taken from it. */
function drawerRefusal(reader: Reader, { name, family, station_id, bin_id }: DeviceRow): Refusal | null {
  if (bin_id === null) return null;
  if (family !== 'scale' || station_id === null) return refuse('devices.drawer-of-scale');
  const bin = findBin(reader, bin_id);
  if (bin === undefined || bin.warehouse_id !== warehouseAt(reader, station_id)) {
    return refuse('places.no-such-bin', { code: bin?.code ?? '' });
  }
  const other = allDevices(reader).find((device) => device.name !== name && device.bin_id === bin_id);
  return other === undefined
    ? null
    : refuse('devices.drawer-taken', { bin: bin.code, device: other.label || other.name });
}

/**
 * The configuration has its way: what it no longer names is removed, and a device of the page that sits at one of its addresses is too; a printer of
 * the page makes room for its printer of that station. All of them leave their addresses before any takes one, so that two can change places.
 */
function configure({ tx, at, emit }: OperationContext, wanted: readonly DeviceRow[]): void {
  const before = new Map(allDevices(tx).map((row) => [row.name, row]));
  const changed = wanted.filter((row) => !isDeepStrictEqual(before.get(row.name), row));
  const names = new Set(wanted.map(({ name }) => name));
  const addresses = new Set(wanted.map(({ address }) => addressKey(address)));
  const gone = [...before.values()].filter(
    ({ name, origin, address }) =>
      !names.has(name) && (origin === 'configuration' || addresses.has(addressKey(address))),
  );
  for (const { name } of [...gone, ...changed]) markDeviceRemoved(tx, name, at);
  for (const { name, address } of gone) emit('device.removed', { device: name, address });
  const displaced = [...before.values()]
    .filter((row) => !names.has(row.name) && !gone.includes(row) && hasPrinterOfItsOwn(wanted, row))
    .map((row) => ({ ...row, station_id: null }));
  for (const row of [...displaced, ...changed]) {
    keepDevice(tx, row);
    emit(before.has(row.name) ? 'device.changed' : 'device.added', factsOf(row));
  }
}

/** The station of this printer has one in the configuration. */
function hasPrinterOfItsOwn(wanted: readonly DeviceRow[], { family, station_id }: DeviceRow): boolean {
  if (family !== 'printer' || station_id === null) return false;
  return wanted.some((row) => row.family === 'printer' && row.station_id === station_id);
}
