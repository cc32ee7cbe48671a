import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { DemoHands } from './demo/hands.ts';
import type { BoundTopic } from './executor/binding.ts';
import { Executor } from './executor/executor.ts';
import { Queries } from './executor/queries.ts';
import { Reactions } from './executor/reactions.ts';
import { Topics } from './executor/topics.ts';
import type { Clock } from './kernel/clock.ts';
import { loadPepper, pinHasher } from './people/pin.ts';
import { markInterruptedJobs, PrintWorker } from './printing/worker.ts';
import { allOperations, allQueries } from './rooms.ts';
import { buildServer } from './server/build-server.ts';
import { readBuild } from './server/kiosk-files.ts';
import { Sessions } from './server/sessions.ts';
import { setUp } from './set-up.ts';
import { headsOf, StationDevices, type StationPlan } from './stations/devices.ts';
import { ScanIntake } from './stations/intake.ts';
import type { StationSettings } from './stations/interpret.ts';
import { printerFor } from './stations/store.ts';
import { counterTopicSource, devicesTopicSource } from './stations/topics.ts';
import { foundBranch, readBranch } from './store/changes.ts';
import { openStore, type Store } from './store/open.ts';
import { loadHubKey } from './sync/keys.ts';
import { lineTopicSource, Sender } from './sync/sender.ts';

/** What only a demo workshop has: its bench. */
export type DemoParts = {
  readonly topics: readonly BoundTopic[];
  readonly routes: (app: FastifyInstance, hands: DemoHands) => void;
  /** Fills an empty store with the workshop's people, parts and orders. */
  readonly seed: (executor: Executor, store: Store) => Promise<void>;
};

export type HubDeps = {
  readonly config: Config;
  readonly stations: readonly StationPlan[];
  readonly clock: Clock;
  readonly newId: () => string;
  readonly random: () => number;
  readonly fetch: typeof fetch;
  readonly log: Logger;
  /** Folder of the built pages. */
  readonly kiosk: string;
  readonly demo: DemoParts | null;
};

export type Hub = {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly executor: Executor;
  readonly devices: StationDevices;
  readonly sender: Sender;
  /** Opens the devices and begins to print and to send. */
  start(): Promise<void>;
  /** Resolves when every scan that came so far was read and nothing waits to be committed or printed. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

const MIGRATIONS = join(import.meta.dirname, '..', 'migrations');
const SWEEP_EVERY_MS = 60_000;

/** Builds the whole hub, not listening and with its devices closed. This is what tests start. */
export async function buildHub(deps: HubDeps): Promise<Hub> {
  const { config, clock, newId } = deps;
  const store = await openStore(join(config.data, 'hub.db'), { migrations: MIGRATIONS, now: clock.wall() });
  try {
    await store.write((tx) => {
      if (readBranch(tx) === undefined) {
        foundBranch(tx, { branchId: newId(), epoch: randomUUID(), now: clock.wall() });
      }
    });
    return await new Composition(deps, store).build();
  } catch (error) {
    await store.close();
    throw error;
  }
}

class Composition {
  readonly #deps: HubDeps;
  readonly #store: Store;

  constructor(deps: HubDeps, store: Store) {
    this.#deps = deps;
    this.#store = store;
  }

  async build(): Promise<Hub> {
    const { config, clock, newId, log, demo } = this.#deps;
    const store = this.#store;
    const settings = settingsOf(config, this.#deps.stations, demo !== null);
    const pins = pinHasher(loadPepper(join(config.data, 'pin-pepper')));
    const operations = allOperations(pins, settings);
    const queries = allQueries(settings, demo !== null);
    const onBug = (error: unknown, at: object) => log.error({ err: error, ...at }, 'a bug of ours');
    const executor = new Executor({
      store,
      operations,
      clock,
      timeZone: config.timeZone,
      newId,
      onBug: (error, call) => onBug(error, call),
    });
    const devices = new StationDevices(this.#deps.stations, clock, newId);
    const sender = this.#sender();
    const asker = new Queries(store, queries);
    const topics = new Topics(
      store,
      [
        counterTopicSource(demo !== null),
        devicesTopicSource(() => devices.views()),
        lineTopicSource(sender),
        ...(demo?.topics ?? []),
      ],
      (error, topic) => onBug(error, { topic }),
    );
    const reactions = new Reactions(store, executor, [], (error, reaction) => onBug(error, { reaction }));
    const workers = this.#workers(devices, executor);
    const intakes = this.#intakes(devices, executor);
    executor.onCommitted(({ kinds }) => {
      topics.announce(kinds);
      reactions.wake();
      sender.wake();
      if (kinds.has('print.queued')) for (const worker of workers) worker.wake();
    });
    devices.listen((event) => topics.announce([`device.${event.kind}`]));
    sender.onChange(() => topics.announce(['sync.changed']));
    const idle_ms = settings.stationIdle_ms;
    const sessions = new Sessions({ store, executor, clock, newId, pins, idle_ms });
    const { app, sockets } = await buildServer({
      log,
      kiosk: this.#deps.kiosk,
      rest: { operations, queries, executor, asker, sessions },
      socket: {
        executor,
        queries: asker,
        topics,
        sessions,
        clock,
        build: readBuild(this.#deps.kiosk),
        demo: demo !== null,
        timeZone: config.timeZone,
        onBug: (error) => onBug(error, { at: 'socket' }),
      },
      health: { store, facts: () => ({ line: sender.line().line, waiting: sender.line().waiting }) },
      demoRoutes:
        demo === null
          ? null
          : (api) =>
              demo.routes(api, { announce: (kind) => topics.announce([kind]), retryLine: () => sender.retryNow() }),
    });
    await setUp({ executor, store, config, stations: this.#deps.stations, newId, log });
    await demo?.seed(executor, store);
    const interrupted = await markInterruptedJobs(store, executor, newId);
    if (interrupted > 0) log.warn({ jobs: interrupted }, 'print jobs were under way when the hub went down');
    const sweep = this.#sweeper(executor);
    return {
      app,
      store,
      executor,
      devices,
      sender,
      async start() {
        devices.start();
        for (const worker of workers) worker.start();
        sender.start();
        reactions.wake();
        sweep.start();
      },
      async idle() {
        for (const intake of intakes) await intake.idle();
        await executor.idle();
        await reactions.idle();
        for (const worker of workers) await worker.idle();
        await executor.idle();
      },
      async stop() {
        // In the order of the flow: nothing new comes in, what is under way is finished, then the store closes.
        sweep.stop();
        sockets.closeAll();
        await app.close();
        await devices.stop();
        for (const intake of intakes) await intake.idle();
        for (const worker of workers) await worker.stop();
        await sender.stop();
        await reactions.idle();
        await executor.idle();
        await store.close();
      },
    };
  }

  #sender(): Sender {
    const { config, clock, fetch: fetchWith, random, log } = this.#deps;
    return new Sender({
      store: this.#store,
      key: loadHubKey(config.data),
      url: config.headOffice.url,
      enrolmentCode: config.secrets.enrolmentCode,
      name: config.branch.name,
      clock,
      fetch: fetchWith,
      random,
      logger: log,
    });
  }

  #workers(devices: StationDevices, executor: Executor): PrintWorker[] {
    const { config, clock, newId, log, demo } = this.#deps;
    return devices.printers.map(
      ({ device }) =>
        new PrintWorker({
          printer: device,
          store: this.#store,
          executor,
          clock,
          newId,
          marks: { demo: demo !== null, language: config.paper.language },
          onBug: (error) => log.error({ err: error, printer: device.name }, 'printing stopped on a bug of ours'),
        }),
    );
  }

  #intakes(devices: StationDevices, executor: Executor): ScanIntake[] {
    const { newId, log } = this.#deps;
    return devices.scanners.map(({ station, device }) => {
      const intake = new ScanIntake(station, device.name, {
        executor,
        newId,
        onLost: (error, scan) =>
          log.error({ err: error, station, scan: scan.scanId, text: scan.text }, 'a scan was not kept'),
      });
      device.listen(intake.take);
      return intake;
    });
  }

  /** Closes counters that nobody used for long. */
  #sweeper(executor: Executor): { start(): void; stop(): void } {
    const { clock, newId, log } = this.#deps;
    let cancel = () => {};
    const sweep = () => {
      const request = { operationId: newId(), name: 'stations.close-idle', request: {}, actor: SWEEPER };
      executor.run(request).catch((error: unknown) => log.error({ err: error }, 'idle counters could not be closed'));
      cancel = clock.after(SWEEP_EVERY_MS, sweep);
    };
    return {
      start: () => {
        cancel = clock.after(SWEEP_EVERY_MS, sweep);
      },
      stop: () => cancel(),
    };
  }
}

const SWEEPER = { person: null, roles: [], station: null, provedAt: null, system: 'stations' };

function settingsOf(config: Config, stations: readonly StationPlan[], demo: boolean): StationSettings {
  return {
    keeperMayReceive: config.requisitions.keeperMayReceive,
    paperLanguage: config.paper.language,
    demo,
    timeZone: config.timeZone,
    stationIdle_ms: config.counter.idleMinutes * 60_000,
    slipPrinter: printerFor,
    headOf: headsOf(stations),
  };
}
