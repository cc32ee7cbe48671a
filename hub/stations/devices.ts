import type { Device, DeviceClock, DeviceEvent } from '../../devices/device.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import type { Port } from '../../devices/ports/port.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import { type Head, headOf, ordinaryHead } from '../../devices/printers/head.ts';
import type { Printer } from '../../devices/printers/printer.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import { type Supervision, supervise } from '../../devices/supervise.ts';
import type { DeviceView } from './topics.ts';

export type DevicePlan = {
  /** Unique in the hub; the name under which the journal keeps it. */
  readonly name: string;
  readonly profile: string;
  /** A path or URL, or a port that is already made (the demo's lines). */
  readonly address: string | Port;
};

/** A station as it shall be: what the configuration says, with its devices named. */
export type StationPlan = {
  readonly id: string;
  readonly kind: 'counter';
  readonly name: string;
  readonly warehouse: string;
  readonly scanner: DevicePlan | null;
  readonly printer: DevicePlan | null;
};

/** Printable width of ordinary 80 mm paper. */
const ORDINARY_WIDTH_MM = 72;

/** The head of each printer by its name, as its profile has it. */
export function headsOf(plans: readonly StationPlan[]): (printer: string | null) => Head {
  const heads = new Map<string, Head>();
  for (const { printer } of plans) {
    if (printer !== null) heads.set(printer.name, headOf(loadProfile('printer', printer.profile)));
  }
  return (printer) => heads.get(printer ?? '') ?? ordinaryHead(ORDINARY_WIDTH_MM);
}

type Held = {
  readonly station: string;
  readonly model: string;
  readonly device: Device;
  readonly supervision: Supervision;
};

/** A printer that comes back should be seen within the three seconds in which its strip shows and goes. */
const PRINTER_PATIENCE = { cap_ms: 2_000 };

/** A device's address makes no sense; `message` is a sentence for the person who wrote it. */
export class AddressError extends Error {
  constructor(station: string, cause: Error) {
    super(`Station "${station}": ${cause.message}`, { cause });
    this.name = 'AddressError';
  }
}

function at<Made>(station: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError) throw new AddressError(station, error);
    throw error;
  }
}

/** All devices of all stations, each kept open by its supervisor. */
export class StationDevices {
  readonly scanners: { readonly station: string; readonly device: Device }[] = [];
  readonly printers: { readonly station: string; readonly device: Printer }[] = [];
  readonly #held: Held[] = [];

  /** @throws ProfileError, AddressError when a profile or an address makes no sense. */
  constructor(
    plans: readonly StationPlan[],
    clock: DeviceClock,
    newId: () => string,
    /** Printers on which something of an interrupted job may still lie. */
    unfinished: ReadonlySet<string>,
  ) {
    for (const { id: station, scanner, printer } of plans) {
      if (scanner !== null) {
        const device = at(station, () => createScanner({ ...scanner, clock, newId }));
        this.scanners.push({ station, device });
        this.#held.push({ station, model: scanner.profile, device, supervision: supervise(device, { clock }) });
      }
      if (printer !== null) {
        const device = at(station, () =>
          createPrinter({ ...printer, clock, expectLeftovers: unfinished.has(printer.name) }),
        );
        this.printers.push({ station, device });
        this.#held.push({
          station,
          model: printer.profile,
          device,
          supervision: supervise(device, { clock, patience: PRINTER_PATIENCE }),
        });
      }
    }
  }

  listen(listener: (event: DeviceEvent) => void): void {
    for (const { device } of this.#held) device.listen(listener);
  }

  start(): void {
    for (const { supervision } of this.#held) supervision.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#held.map(({ supervision }) => supervision.stop()));
  }

  views(): DeviceView[] {
    return this.#held.map(({ station, model, device }) => ({
      device: device.name,
      station,
      family: device.family,
      model,
      state: device.state,
      status: isPrinter(device) ? device.status : null,
    }));
  }
}

function isPrinter(device: Device): device is Printer {
  return device.family === 'printer';
}
