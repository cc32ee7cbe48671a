import type { Printer } from '../devices/printers/printer.ts';
import type { Core, HubDeps } from './core.ts';
import { PrintWorker } from './printing/worker.ts';
import { type AnyDevice, type DevicePlan, isPrinter } from './stations/device-plan.ts';
import type { Detach } from './stations/devices.ts';
import { ScanIntake } from './stations/intake.ts';
import { divisionOf } from './stations/scale-error.ts';
import { WeighIntake } from './stations/weigh-intake.ts';

/** What the hub does with the devices that it holds: scans are taken in, jobs are printed. */
export type Attachments = {
  /** There may be something to print. */
  wakePrinters(): void;
  /** Resolves when every scan that came so far was read. */
  scansRead(): Promise<void>;
  /** Resolves when nothing waits to be printed that can be. */
  jobsSent(): Promise<void>;
};

const nothing: Detach = async () => {};

export function attachToDevices(deps: HubDeps, core: Core): Attachments {
  const intakes = new Set<ScanIntake | WeighIntake>();
  const workers = new Set<PrintWorker>();

  core.deviceSide.devices.onHeld(({ plan, device }) => {
    const { family, station } = plan;
    if (isPrinter(device)) {
      const worker = workerOf(deps, core, device);
      workers.add(worker);
      worker.start();
      return async () => {
        workers.delete(worker);
        await worker.stop();
      };
    }
    // What a scanner or a scale says that stands nowhere is shown and logged, and means nothing.
    if (station === null) return nothing;
    const intake = family === 'scanner' ? intakeOf(deps, core, station, device) : weighIntakeOf(deps, core, plan);
    intakes.add(intake);
    const unlisten = device.listen(intake.take);
    return async () => {
      unlisten();
      await intake.stop();
      intakes.delete(intake);
    };
  });

  return {
    wakePrinters() {
      for (const worker of workers) worker.wake();
    },
    async scansRead() {
      for (const intake of intakes) await intake.idle();
    },
    async jobsSent() {
      for (const worker of workers) await worker.idle();
    },
  };
}

function workerOf(
  { config, clock, newId, demo }: HubDeps,
  { store, executor, printers, onBug }: Core,
  printer: Printer,
): PrintWorker {
  return new PrintWorker({
    printer,
    printers,
    store,
    executor,
    clock,
    newId,
    marks: { demo: demo !== null, language: config.paper.language },
    onBug: (error) => onBug(error, { printer: printer.name }),
  });
}

function intakeOf(
  { clock, newId, log }: HubDeps,
  { executor, storeHealth, topics }: Core,
  station: string,
  device: AnyDevice,
): ScanIntake {
  return new ScanIntake(station, device.name, {
    executor,
    clock,
    newId,
    onLost: (error, { scanId, text }) => {
      storeHealth.lostScans += 1;
      topics.announce(['device.store']);
      log.error({ err: error, station, scan: scanId, text }, 'a scan could not be kept at once');
    },
  });
}

function weighIntakeOf(
  { clock, newId, log }: HubDeps,
  { executor }: Core,
  { name, station, bin, profile, own }: DevicePlan,
): WeighIntake {
  const place = { station: station ?? '', device: name, bin: bin ?? null, division_ug: divisionOf({ profile, own }) };
  return new WeighIntake(place, {
    ...{ executor, clock, newId },
    onLost: (error, { value }) =>
      log.error({ err: error, device: name, value }, 'a weighing could not be kept at once'),
  });
}
