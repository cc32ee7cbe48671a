import { join } from 'node:path';
import type { Logger } from 'pino';
import { discover } from '../devices/discovery.ts';
import { ProfileError } from '../devices/load-profile.ts';
import { buildHub, type Hub } from './app.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import type { DemoParts, HubDeps } from './core.ts';
import { benchTopicSource } from './demo/bench.ts';
import { DemoClock } from './demo/demo-clock.ts';
import { type DemoDevices, demoPortAt, pluggedDemoDevices, startDemoDevices, stopDemoDevices } from './demo/devices.ts';
import { startHeadOffice } from './demo/head-office-process.ts';
import { DemoLine } from './demo/line.ts';
import { registerDemoRoutes } from './demo/routes.ts';
import { scalesTopicSource } from './demo/scales.ts';
import { DEMO_WAREHOUSE, seedDemo } from './demo/seed.ts';
import { systemClock } from './kernel/clock.ts';
import { newId } from './kernel/ids.ts';
import { makeLog } from './log.ts';
import { PepperDamaged } from './people/pin.ts';
import { AddressError, type ConfiguredDevice } from './stations/device-plan.ts';
import { UnsafeStore } from './store/open.ts';
import { KeyFileDamaged } from './sync/keys.ts';

const KIOSK = join(import.meta.dirname, '..', 'kiosk', 'dist');
/** The hub listens on this machine only, until TLS and enrolment exist. */
const HOST = '127.0.0.1';
/** Longest wait for a polite end before the process goes anyway. Whatever was acknowledged is on disk already. */
const STOP_WITHIN_MS = 8_000;

type Running = { readonly hub: Hub; stop(): Promise<void> };

function baseDeps(
  config: Config,
  log: Logger,
): Pick<HubDeps, 'config' | 'clock' | 'newId' | 'random' | 'log' | 'kiosk'> {
  return { config, clock: systemClock, newId, random: Math.random, log, kiosk: KIOSK };
}

/** The devices of the configuration file, each under a name of its own. */
function devicesOf(config: Config): ConfiguredDevice[] {
  return config.stations.flatMap(({ id, scanner, printer, scale, drawers = [] }) => [
    ...Object.entries({ scanner, printer, scale }).flatMap(([family, device]) =>
      device === undefined
        ? []
        : [
            {
              device: `${id}-${family}`,
              family: family as ConfiguredDevice['family'],
              station: id,
              label: '',
              ...withOwn(device),
            },
          ],
    ),
    ...drawers.map(({ bin, ...device }) => ({
      ...{ device: `${id}-drawer-${bin}`, family: 'scale' as const, station: id, bin, label: '' },
      ...withOwn(device),
    })),
  ]);
}

function withOwn({ profile, address, ...own }: NonNullable<Config['stations'][number]['scale']>) {
  return { profile, address, own };
}

async function startWorkshop(config: Config, log: Logger): Promise<Running> {
  const hub = await buildHub({
    ...baseDeps(config, log),
    stations: config.stations.map(({ id, kind, name, warehouse }) => ({ id, kind, name, warehouse })),
    devices: devicesOf(config),
    portAt: () => null,
    discover,
    fetch,
    demo: null,
  });
  return { hub, stop: () => hub.stop() };
}

async function startDemo(environment: NodeJS.ProcessEnv): Promise<{ config: Config; log: Logger; running: Running }> {
  const headOfficePort = headOfficePortIn(environment);
  const line = new DemoLine(`http://${HOST}:${headOfficePort}`);
  const config = loadConfig(environment, {
    branch: { name: '演示车间' },
    warehouses: [DEMO_WAREHOUSE],
    headOffice: { url: line.url },
  });
  const log = makeLog(config.log.level);
  const devices = await startDemoDevices(systemClock);
  try {
    const clock = new DemoClock(systemClock);
    const demo = demoParts(devices, line, clock);
    const hub = await buildHub({
      ...baseDeps(config, log),
      clock,
      stations: devices.stations,
      devices: devices.configured,
      portAt: (address) => demoPortAt(devices, address),
      discover: () => [...discover(), ...pluggedDemoDevices(devices)],
      fetch: line.fetch,
      demo,
    });
    const headOffice = startHeadOffice({ port: headOfficePort, data: join(config.data, 'head-office'), log });
    const stop = async () => {
      await hub.stop();
      await headOffice.stop();
      await stopDemoDevices(devices);
    };
    return { config, log, running: { hub, stop } };
  } catch (error) {
    await stopDemoDevices(devices);
    throw error;
  }
}

function headOfficePortIn(environment: NodeJS.ProcessEnv): number {
  const port = environment.HEAD_OFFICE_PORT ?? '8090';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new ConfigError(`HEAD_OFFICE_PORT is "${port}", but a port is a number from 0 to 65535.`);
  }
  return Number(port);
}

function demoParts(devices: DemoDevices, line: DemoLine, clock: DemoClock): DemoParts {
  return {
    topics: [benchTopicSource(devices, line), scalesTopicSource(devices.scales)],
    routes: (app, hands) => registerDemoRoutes(app, { devices, line, clock }, hands),
    seed: (executor, store) => seedDemo(executor, store, clock),
  };
}

async function main(): Promise<void> {
  const started = performance.now();
  // Names, phones and PIN hashes lie in the data folder: nobody else on this machine needs to read them.
  process.umask(0o077);
  const environment = process.env;
  const isDemo = (environment.HUB_CONFIG ?? '') === '';
  let config: Config;
  let log: Logger;
  let running: Running;
  if (isDemo) {
    ({ config, log, running } = await startDemo(environment));
  } else {
    config = loadConfig(environment);
    log = makeLog(config.log.level);
    running = await startWorkshop(config, log);
  }
  stopOnSignal(running, log);
  await running.hub.app.listen({ host: HOST, port: config.port });
  await running.hub.start();
  const address = running.hub.app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const ready_ms = Math.round(performance.now() - started);
  log.info({ port, ready_ms, demo: isDemo, data: config.data }, `Workshop Hub is ready: http://localhost:${port}`);
  process.send?.({ kind: 'ready', port });
}

function stopOnSignal(running: Running, log: Logger): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the stop did not go as it should');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
}

type Coded = { readonly code: string; readonly message: string; readonly port: string };

/** The error with a code at the bottom of what was thrown: behind a migration that failed stands the disk that is full. */
function codedCause(error: unknown): Coded {
  if (!(error instanceof Error)) return { code: '', message: '', port: '' };
  if (!('code' in error)) return codedCause(error.cause);
  return { code: String(error.code), message: error.message, port: 'port' in error ? String(error.port) : '' };
}

/** One clear sentence for what a person can mend; a stack only for what is ours to mend. */
function sentenceFor(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof UnsafeStore || error instanceof ProfileError)
    return error.message;
  if (error instanceof KeyFileDamaged || error instanceof PepperDamaged || error instanceof AddressError)
    return error.message;
  const { code, message, port } = codedCause(error);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Stop it, or choose another: HUB_PORT=8081 npm start`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The hub may not write there: ${message}`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder has to be a folder: ${message}`;
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return `The store cannot be opened. The hub needs a data folder that it may write in: HUB_DATA, or "data" in the configuration. (${message})`;
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return `The disk is full. Nothing was changed. Make room and start again. (${message})`;
    default:
      return null;
  }
}

main().catch((error: unknown) => {
  const sentence = sentenceFor(error);
  process.stderr.write(`${sentence ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(1);
});
