import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import type { StationPlan } from '../stations/devices.ts';
import { DEMO_WAREHOUSE } from './seed.ts';

/** How many slips the bench keeps in sight. */
export const SHEETS_IN_SIGHT = 4;

export type DemoScanner = {
  readonly device: string;
  readonly station: string;
  readonly emulator: SerialScannerEmulator;
};
export type DemoPrinter = {
  readonly device: string;
  readonly station: string;
  readonly model: string;
  readonly emulator: EscposPrinterEmulator;
  plugged: boolean;
};

export type DemoDevices = {
  readonly plans: readonly StationPlan[];
  readonly scanners: readonly DemoScanner[];
  readonly printers: readonly DemoPrinter[];
};

const COUNTERS = [
  { id: 'counter-1', name: '配件柜台 1', scanner: 'newland-serial', printer: 'epson-tm-t88' },
  { id: 'counter-2', name: '配件柜台 2', scanner: 'generic-serial', printer: 'xprinter-80' },
] as const;

/** Two counters with everything emulated at the wire: a line inside the process for each scanner, TCP for each printer. */
export async function startDemoDevices(): Promise<DemoDevices> {
  const scanners: DemoScanner[] = [];
  const printers: DemoPrinter[] = [];
  const plans: StationPlan[] = [];
  for (const { id, name, scanner, printer } of COUNTERS) {
    const gun = new SerialScannerEmulator({ profile: scanner, address: `demo:${id}-scanner` });
    const head = new EscposPrinterEmulator({ profile: printer, keep: SHEETS_IN_SIGHT });
    await gun.start();
    const { address } = await head.start();
    if (gun.port === null) throw new Error('The demo scanner has no line.');
    const devices = { scanner: `${id}-scanner`, printer: `${id}-printer` };
    scanners.push({ device: devices.scanner, station: id, emulator: gun });
    printers.push({ device: devices.printer, station: id, model: printer, emulator: head, plugged: true });
    plans.push({
      id,
      kind: 'counter',
      name,
      warehouse: DEMO_WAREHOUSE.code,
      scanner: { name: devices.scanner, profile: scanner, address: gun.port },
      printer: { name: devices.printer, profile: printer, address },
    });
  }
  return { plans, scanners, printers };
}

export async function stopDemoDevices({ scanners, printers }: DemoDevices): Promise<void> {
  await Promise.all([
    ...scanners.map(({ emulator }) => emulator.stop()),
    ...printers.map(({ emulator }) => emulator.stop()),
  ]);
}
