import type { Plugged } from '../../devices/discovery.ts';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { HidPosScannerEmulator } from '../../devices/emulators/hid-pos-scanner.ts';
import { PagePrinterEmulator } from '../../devices/emulators/page-printer.ts';
import { ScaleEmulator } from '../../devices/emulators/scale.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import type { Port } from '../../devices/ports/port.ts';
import type { ScaleProfile } from '../../devices/profile-scale.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ConfiguredDevice, StationPlan } from '../stations/device-plan.ts';
import { DEMO_WAREHOUSE, FORM_PRINTER, LABEL_PRINTER } from './seed.ts';

/** How many slips the bench keeps in sight. */
export const SHEETS_IN_SIGHT = 4;

/** `station` null: a spare one that lies in the drawer. Its line for the hub is `emulator.port`. */
export type DemoScanner = {
  readonly device: string;
  readonly station: string | null;
  readonly emulator: SerialScannerEmulator | HidPosScannerEmulator;
};
/** `station` null: a spare one. Its line for the hub is `emulator.port`, what it can weigh is `emulator.profile.metrology`. */
export type DemoScale = {
  readonly device: string;
  readonly station: string | null;
  /** Name of its file in `firmware-profiles/scale/`. */
  readonly profile: string;
  readonly emulator: ScaleEmulator;
};
/** `station` null: it stands in the back room and takes over when a counter's own cannot print. */
export type DemoPrinter = {
  readonly device: string;
  readonly station: string | null;
  readonly model: string;
  readonly emulator: EscposPrinterEmulator | PagePrinterEmulator;
  plugged: boolean;
};

export type DemoDevices = {
  readonly stations: readonly StationPlan[];
  /** What a configuration file would say of those that stand at a counter. */
  readonly configured: readonly ConfiguredDevice[];
  readonly scanners: readonly DemoScanner[];
  readonly printers: readonly DemoPrinter[];
  readonly scales: readonly DemoScale[];
};

/** A line inside the process, where a path would stand. */
const demoAddress = (device: string): string => `demo:${device}`;

type Metrology = ScaleProfile['metrology'];

const COUNTERS = [
  { id: 'counter-1', name: '配件柜台 1', scanner: 'newland-serial', printer: 'epson-tm-t88' },
  { id: 'counter-2', name: '配件柜台 2', scanner: 'generic-serial', printer: 'xprinter-80' },
] as const;

/** Bays with a scanner each, called as the demo's orders call them. */
const BAYS = [
  { id: 'bay-2', name: '2 号工位', scanner: 'generic-serial' },
  { id: 'bay-3', name: '3 号工位', scanner: 'generic-serial' },
] as const;

/** The indicator's own 60 kg by 10 g would not see a bolt: here it stands on a platform for small parts. */
const SMALL_PARTS: Metrology = { unit: 'kg', capacity: '6', division: '0.001', minimum: '0.02' };

/** What stands in the back room for both counters. */
const PAGE_PRINTERS = [
  { device: FORM_PRINTER, profile: 'epson-lq-630k', label: '针式打印机', own: { paper: { form: 'half' } } },
  { device: LABEL_PRINTER, profile: 'generic-tspl-203', label: '标签打印机', own: {} },
] as const;

/**
 * Two counters and two bays with everything emulated at the wire: a line inside the process for each scanner and scale, TCP for each printer. Beside them a scanner
 * and a scale that belong to no counter and are not plugged in.
 */
export async function startDemoDevices(clock: Clock): Promise<DemoDevices> {
  const scanners: DemoScanner[] = [];
  const printers: DemoPrinter[] = [];
  const scales = [
    demoScale(clock, 'counter-1', 'mettler-mt-sics'),
    demoScale(clock, 'counter-2', 'cas-22', SMALL_PARTS),
    demoScale(clock, null, 'and-standard'),
  ];
  const stations: StationPlan[] = [];
  const configured: ConfiguredDevice[] = [];
  for (const { id, name, scanner, printer } of COUNTERS) {
    const gun = new SerialScannerEmulator({ profile: scanner, address: demoAddress(`${id}-scanner`) });
    const head = new EscposPrinterEmulator({ profile: printer, keep: SHEETS_IN_SIGHT });
    await gun.start();
    const { address } = await head.start();
    if (gun.port === null) throw new Error('The demo scanner has no line.');
    const devices = { scanner: `${id}-scanner`, printer: `${id}-printer` };
    scanners.push({ device: devices.scanner, station: id, emulator: gun });
    printers.push({ device: devices.printer, station: id, model: printer, emulator: head, plugged: true });
    stations.push({ id, kind: 'counter', name, warehouse: DEMO_WAREHOUSE.code });
    const standing = { station: id, label: '', own: {} };
    configured.push(
      { device: devices.scanner, family: 'scanner', profile: scanner, address: gun.port.address, ...standing },
      { device: devices.printer, family: 'printer', profile: printer, address, ...standing },
    );
  }
  for (const { id, name, scanner } of BAYS) {
    const device = `${id}-scanner`;
    const gun = new SerialScannerEmulator({ profile: scanner, address: demoAddress(device) });
    await gun.start();
    scanners.push({ device, station: id, emulator: gun });
    stations.push({ id, kind: 'bay', name, warehouse: DEMO_WAREHOUSE.code });
    const standing = { station: id, label: '', own: {} };
    configured.push({ device, family: 'scanner', profile: scanner, address: demoAddress(device), ...standing });
  }
  for (const { device, station, profile, emulator } of scales) {
    if (station === null) continue;
    const { capacity, division, minimum } = emulator.profile.metrology;
    const size = { capacity, division, ...(minimum === undefined ? {} : { minimum }) };
    configured.push({
      ...{ device, family: 'scale', profile, address: demoAddress(device), station },
      ...{ label: '', own: { metrology: size } },
    });
  }
  for (const { device, profile, label, own } of PAGE_PRINTERS) {
    const emulator = new PagePrinterEmulator({ profile, keep: SHEETS_IN_SIGHT });
    const { address } = await emulator.start();
    printers.push({ device, station: null, model: profile, emulator, plugged: true });
    configured.push({ device, family: 'printer', profile, address, station: null, label, own });
  }
  const device = 'spare-scanner';
  const spare = new HidPosScannerEmulator({ profile: 'honeywell-hid-pos', address: demoAddress(device) });
  spare.unplug();
  scanners.push({ device, station: null, emulator: spare });
  await Promise.all(scales.map(({ emulator }) => emulator.start()));
  return { stations, configured, scanners, printers, scales };
}

function demoScale(clock: Clock, station: string | null, profile: string, metrology?: Metrology): DemoScale {
  const device = `${station ?? 'spare'}-scale`;
  const known = loadProfile('scale', profile);
  const emulator = new ScaleEmulator({
    profile: metrology === undefined ? known : { ...known, metrology },
    clock,
    address: demoAddress(device),
  });
  if (station === null) emulator.unplug();
  return { device, station, profile, emulator };
}

/** The hub's end of a line inside the process. */
export function demoPortAt({ scanners, scales }: DemoDevices, address: string): Port | null {
  return [...scanners, ...scales].find(({ device }) => demoAddress(device) === address)?.emulator.port ?? null;
}

/** A bridge that says nothing of what is behind it, as most scales are plugged in (CH340). */
const BRIDGE = { vendor: 0x1a86, product: 0x7523, serial: null };

/** What the kernel would show of the emulated devices that are plugged in. */
export function pluggedDemoDevices({ scanners, scales }: DemoDevices): Plugged[] {
  const guns = scanners.flatMap(({ device, emulator }): Plugged[] => {
    const isHid = emulator instanceof HidPosScannerEmulator;
    if (!emulator.plugged || !isHid) return [];
    const [id] = emulator.profile.usb ?? [];
    const usb = {
      vendor: Number.parseInt(id?.vendor ?? '0', 16),
      product: Number.parseInt(id?.product ?? '0', 16),
      serial: null,
    };
    return [
      { address: demoAddress(device), aliases: [], kind: 'hid-pos', usb, words: 'Honeywell Scanner', place: '1-4' },
    ];
  });
  const pans = scales.flatMap(({ device, emulator }): Plugged[] =>
    emulator.plugged
      ? [{ address: demoAddress(device), aliases: [], kind: 'serial', usb: BRIDGE, words: 'USB Serial', place: '1-5' }]
      : [],
  );
  return [...guns, ...pans];
}

export async function stopDemoDevices({ scanners, printers, scales }: DemoDevices): Promise<void> {
  await Promise.all([
    ...scales.map(({ emulator }) => emulator.stop()),
    ...scanners.map(({ emulator }) => emulator.stop()),
    ...printers.map(({ emulator }) => emulator.stop()),
  ]);
}
