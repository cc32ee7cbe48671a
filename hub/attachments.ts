import type { Printer } from '../devices/printers/printer.ts';
import type { Core, HubDeps } from './core.ts';
import { PrintWorker } from './printing/worker.ts';
import { type AnyDevice, isPrinter } from './stations/device-plan.ts';
import type { Detach } from './stations/devices.ts';
import { ScanIntake } from './stations/intake.ts';

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
  const intakes = new Set<ScanIntake>();
  const workers = new Set<PrintWorker>();

  core.deviceSide.devices.onHeld(({ plan: { family, station }, device }) => {
    if (isPrinter(device)) {
      const worker = workerOf(deps, core, device);
      workers.add(worker);
      worker.start();
      return async () => {
        workers.delete(worker);
        await worker.stop();
      };
    }
    // What a scanner says that stands nowhere is shown and logged, and means nothing.
    if (family !== 'scanner' || station === null) return nothing;
    const intake = intakeOf(deps, core, station, device);
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
