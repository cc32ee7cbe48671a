import { isDeepStrictEqual } from 'node:util';
import type { DeviceEvent, DeviceState, PrinterStatus } from '../../devices/device.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import { type Head, headOf, ordinaryHead } from '../../devices/printers/head.ts';
import { type Supervision, type SupervisionOptions, supervise } from '../../devices/supervise.ts';
import { type AnyDevice, type DevicePlan, isPrinter, type Making, makeDevice, paperOf } from './device-plan.ts';

/** A device that the hub holds open, and where it stands. */
export type HeldDevice = { readonly plan: DevicePlan; readonly device: AnyDevice };

/** What is known of one device at this moment; it lives in memory, as fresh as the device itself. */
export type DeviceView = {
  readonly plan: DevicePlan;
  readonly state: DeviceState;
  readonly status: PrinterStatus | null;
};

/** Ends what was attached to a device; resolves when nothing of it is under way any more. */
export type Detach = () => Promise<void>;

type Held = HeldDevice & { readonly supervision: Supervision; readonly detach: readonly Detach[] };

/** Printable width of ordinary 80 mm paper. */
const ORDINARY_WIDTH_MM = 72;
/** A printer that comes back should be seen within the three seconds in which its strip shows and goes. */
const PRINTER_PATIENCE = { cap_ms: 2_000 };

export type StationDevicesOptions = Making & {
  /** Hears everything that any device says. */
  readonly onEvent: (event: DeviceEvent) => void;
  /** The list itself has changed. */
  readonly onChange: () => void;
};

/**
 * All devices of the hub, each kept open by its supervisor. Which ones they are is said by `apply`, at the start and whenever the list in the
 * store changed: a device that did not change is not touched.
 */
export class StationDevices {
  readonly #options: StationDevicesOptions;
  readonly #held = new Map<string, Held>();
  /** Plans that cannot be opened, with the system's words: a profile that is no more, an address of an older hub. */
  readonly #broken = new Map<string, { readonly plan: DevicePlan; readonly problem: string }>();
  readonly #attachments: ((held: HeldDevice) => Detach)[] = [];
  #running = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: StationDevicesOptions) {
    this.#options = options;
  }

  /** What shall be done with every device from now on; before the first `apply`. */
  onHeld(attach: (held: HeldDevice) => Detach): void {
    this.#attachments.push(attach);
  }

  /** Makes the devices be those of the plans. Devices that go are closed first, so that one that takes over an address finds it free. */
  apply(plans: readonly DevicePlan[]): Promise<void> {
    const turn = this.#turn.then(() => this.#apply(plans));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  start(): void {
    this.#running = true;
    for (const { supervision } of this.#held.values()) supervision.start();
  }

  /** Closes all, and waits for what they gave or took. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#turn;
    await Promise.all([...this.#held.values()].map(letGo));
  }

  /** The report descriptor of a HID scanner that is open; null where there is none. */
  descriptorOf(name: string): Uint8Array | null {
    const device = this.#held.get(name)?.device;
    return device?.family === 'scanner' ? device.reportDescriptor : null;
  }

  /** The head of a printer, as its profile and its paper have it; ordinary paper for one that is not there. */
  readonly headOf = (printer: string | null): Head => {
    const plan = this.#held.get(printer ?? '')?.plan;
    if (plan?.family !== 'printer') return ordinaryHead(ORDINARY_WIDTH_MM);
    return headOf(loadProfile('printer', plan.profile), paperOf(plan));
  };

  views(): DeviceView[] {
    const held = [...this.#held.values()].map(({ plan, device }) => ({
      plan,
      state: device.state,
      status: isPrinter(device) ? device.status : null,
    }));
    const broken = [...this.#broken.values()].map(({ plan, problem }) => ({
      plan,
      state: { state: 'failed', address: plan.address, detail: problem, attempts: 1, since: 0 } as const,
      status: null,
    }));
    return [...held, ...broken];
  }

  async #apply(plans: readonly DevicePlan[]): Promise<void> {
    const wanted = new Map(plans.map((plan) => [plan.name, plan]));
    const gone = [...this.#held.values()].filter(({ plan }) => !isSameDevice(wanted.get(plan.name), plan));
    for (const held of gone) this.#held.delete(held.plan.name);
    this.#broken.clear();
    const ends = await Promise.allSettled(gone.map(letGo));
    for (const plan of plans) if (!this.#held.has(plan.name)) this.#hold(plan);
    this.#options.onChange();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  #hold(plan: DevicePlan): void {
    const { clock, onEvent } = this.#options;
    let device: AnyDevice;
    try {
      device = makeDevice(plan, this.#options);
    } catch (error) {
      this.#broken.set(plan.name, { plan, problem: error instanceof Error ? error.message : String(error) });
      return;
    }
    device.listen(onEvent);
    const supervision = supervise(device, { clock, ...patienceFor(device) });
    const detach = this.#attachments.map((attach) => attach({ plan, device }));
    this.#held.set(plan.name, { plan, device, supervision, detach });
    if (this.#running) supervision.start();
  }
}

/** What lies on a head is asked only when it is opened. */
function isSameDevice(one: DevicePlan | undefined, other: DevicePlan): boolean {
  return (
    one !== undefined && isDeepStrictEqual({ ...one, expectLeftovers: false }, { ...other, expectLeftovers: false })
  );
}

/** A printer gets no more jobs before it is closed; a scanner is closed before what it gave is waited for. */
async function letGo({ plan, supervision, detach }: Held): Promise<void> {
  if (plan.family !== 'printer') await supervision.stop();
  for (const end of detach) await end();
  if (plan.family === 'printer') await supervision.stop();
}

function patienceFor(device: AnyDevice): Omit<SupervisionOptions, 'clock'> {
  if (device.family === 'printer') return { patience: PRINTER_PATIENCE };
  return 'silence_ms' in device && device.silence_ms !== undefined ? { silence_ms: device.silence_ms } : {};
}
