import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Plugged } from '../../devices/discovery.ts';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { ScaleEmulator } from '../../devices/emulators/scale.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import type { Port } from '../../devices/ports/port.ts';
import { buildHub, type Hub } from '../../hub/app.ts';
import { parseConfig } from '../../hub/config.ts';
import { DEMO_PEOPLE } from '../../hub/demo/people.ts';
import { DEMO_WAREHOUSE, seedDemo } from '../../hub/demo/seed.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { ConfiguredDevice, StationPlan } from '../../hub/stations/device-plan.ts';
import { eventually } from './eventually.ts';
import { PageClient, type PageOptions } from './page-client.ts';
import { ptyCable } from './pty.ts';
import { tempFolder } from './temp-folder.ts';

export type Counter = {
  readonly id: string;
  readonly gun: SerialScannerEmulator;
  readonly printer: EscposPrinterEmulator;
  /** Null unless scales were asked for. */
  readonly scale: ScaleEmulator | null;
};

export type BayStation = { readonly id: string; readonly gun: SerialScannerEmulator };

export type Workshop = {
  readonly hub: Hub;
  /** "http://127.0.0.1:port" */
  readonly origin: string;
  readonly folder: string;
  readonly counters: readonly Counter[];
  readonly bays: readonly BayStation[];
  /** The cookie of a keeper who opened the station with badge and PIN. */
  openCounter(station: string, keeper?: string): Promise<string>;
  /** The cookie of somebody who signed in at the desk with the staff number. */
  signInAtDesk(number: string): Promise<string>;
  page(options?: PageOptions): Promise<PageClient>;
  stop(): Promise<void>;
};

export type WorkshopOptions = {
  readonly folder?: string;
  /** Where a hub that was stopped shall be found again; otherwise any free one. */
  readonly port?: number;
  readonly headOffice?: string | null;
  readonly counters?: number;
  /** Bays with a scanner each, called as the demo's orders call them: "2 号工位" is bay-2. */
  readonly bays?: readonly number[];
  /** Scanners on real PTYs; otherwise on lines inside the process. */
  readonly pty?: boolean;
  readonly kiosk?: string;
  /** Every counter has a scale, on a real PTY where the scanners are. */
  readonly scales?: boolean;
  /** Lines inside the process that no device of the configuration is at. */
  readonly lines?: readonly Port[];
  /** What is plugged in; nothing unless told. */
  readonly discover?: () => readonly Plugged[];
};

type MadeCounter = {
  readonly counter: Counter;
  readonly plan: StationPlan;
  readonly devices: readonly ConfiguredDevice[];
  /** Lines inside the process; none where they are PTYs. */
  readonly ports: readonly Port[];
};

async function makeCounter(
  index: number,
  folder: string,
  { pty = false, scales = false }: WorkshopOptions,
): Promise<MadeCounter> {
  const id = `counter-${index}`;
  const cable = pty ? await ptyCable(folder, id) : null;
  const gun = new SerialScannerEmulator({
    profile: 'newland-serial',
    address: `memory:${id}`,
    ...(cable === null ? {} : { pty: cable.gun }),
  });
  const printer = new EscposPrinterEmulator({ profile: index === 1 ? 'epson-tm-t88' : 'xprinter-80' });
  await gun.start();
  const { address } = await printer.start();
  onTestFinished(async () => {
    await gun.stop();
    await printer.stop();
  });
  const scannerAddress = cable?.hub ?? gun.port?.address;
  if (scannerAddress === undefined) throw new Error('A counter without a line for its scanner.');
  const scale = scales ? await makeScale(id, folder, pty) : null;
  const standing = { station: id, label: '', own: {} };
  return {
    counter: { id, gun, printer, scale: scale?.emulator ?? null },
    plan: { id, kind: 'counter', name: `配件柜台 ${index}`, warehouse: DEMO_WAREHOUSE.code },
    devices: [
      { device: `${id}-scanner`, family: 'scanner', profile: 'newland-serial', address: scannerAddress, ...standing },
      { device: `${id}-printer`, family: 'printer', profile: printer.profile.id, address, ...standing },
      ...(scale === null
        ? []
        : [
            {
              ...{ device: `${id}-scale`, family: 'scale' as const, profile: scale.emulator.profile.id },
              ...{ address: scale.address, ...standing },
            },
          ]),
    ],
    ports: [gun.port, scale?.emulator.port].flatMap((port) => port ?? []),
  };
}

async function makeScale(
  id: string,
  folder: string,
  pty: boolean,
): Promise<{ readonly emulator: ScaleEmulator; readonly address: string }> {
  const cable = pty ? await ptyCable(folder, `${id}-scale`) : null;
  const emulator = new ScaleEmulator({
    ...{ profile: 'mettler-mt-sics', clock: systemClock, address: `memory:${id}-scale`, settle_ms: 200 },
    ...(cable === null ? {} : { pty: cable.gun }),
  });
  await emulator.start();
  onTestFinished(() => emulator.stop());
  return { emulator, address: cable?.hub ?? emulator.port?.address ?? '' };
}

async function makeBay(number: number) {
  const id = `bay-${number}`;
  const gun = new SerialScannerEmulator({ profile: 'generic-serial', address: `memory:${id}` });
  await gun.start();
  onTestFinished(() => gun.stop());
  const plan: StationPlan = { id, kind: 'bay', name: `${number} 号工位`, warehouse: DEMO_WAREHOUSE.code };
  const device: ConfiguredDevice = {
    ...{ device: `${id}-scanner`, family: 'scanner', profile: 'generic-serial', address: `memory:${id}` },
    ...{ station: id, label: '', own: {} },
  };
  return { bay: { id, gun }, plan, device, port: gun.port };
}

/** The whole hub, listening on a free port, with the demo's people and parts and with everything emulated at the wire. */
export async function startWorkshop(options: WorkshopOptions = {}): Promise<Workshop> {
  const folder = options.folder ?? tempFolder();
  const made: Awaited<ReturnType<typeof makeCounter>>[] = [];
  for (let index = 1; index <= (options.counters ?? 1); index += 1) {
    made.push(await makeCounter(index, folder, options));
  }
  const bays = await Promise.all((options.bays ?? []).map(makeBay));
  const lines = [
    ...made.flatMap(({ ports }) => ports),
    ...bays.flatMap(({ port }) => port ?? []),
    ...(options.lines ?? []),
  ];
  const raw = {
    data: join(folder, 'data'),
    port: 0,
    warehouses: [DEMO_WAREHOUSE],
    headOffice: { url: options.headOffice ?? null },
  };
  const hub = await buildHub({
    config: parseConfig(raw, 'test', {}),
    stations: [...made, ...bays].map(({ plan }) => plan),
    devices: [...made.flatMap(({ devices }) => devices), ...bays.map(({ device }) => device)],
    portAt: (address) => lines.find((port) => port.address === address) ?? null,
    discover: options.discover ?? (() => []),
    clock: systemClock,
    newId,
    random: Math.random,
    fetch,
    log: pino({ level: 'silent' }),
    kiosk: options.kiosk ?? join(folder, 'no-kiosk'),
    demo: { topics: [], routes: () => undefined, seed: seedDemo },
  });
  const origin = await hub.app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  await hub.start();
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await hub.stop();
  };
  onTestFinished(stop);
  await eventually(() => {
    for (const view of hub.devices.views()) expect(view.state.state).toBe('ready');
  });
  return {
    hub,
    origin,
    folder,
    counters: made.map(({ counter }) => counter),
    bays: bays.map(({ bay }) => bay),
    openCounter: (station, keeper = '2001') => signIn(origin, { badge: `GP${keeper}`, station }),
    signInAtDesk: (number) => signIn(origin, { number, station: null }, { 'x-workshop-place': 'desk' }),
    page: (pageOptions) => PageClient.open(origin, pageOptions),
    stop,
  };
}

async function signIn(
  origin: string,
  who: { badge?: string; number?: string; station: string | null },
  headers: Record<string, string> = {},
): Promise<string> {
  const person = DEMO_PEOPLE.find(({ badge, number }) => badge === who.badge || number === who.number);
  const response = await fetch(`${origin}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...who, pin: person?.pin }),
  });
  expect(response.status).toBe(200);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
