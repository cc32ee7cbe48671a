import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Attachments, attachToDevices } from './attachments.ts';
import { type Chores, makeChores } from './chores.ts';
import { type Core, type HubDeps, makeCore } from './core.ts';
import type { Executor } from './executor/executor.ts';
import { markInterruptedJobs } from './printing/worker.ts';
import { allLists } from './rooms.ts';
import { buildServer } from './server/build-server.ts';
import { readBuild } from './server/kiosk-files.ts';
import { Sessions } from './server/sessions.ts';
import type { Sockets } from './server/socket.ts';
import { setUp } from './set-up.ts';
import type { StationDevices } from './stations/devices.ts';
import { foundBranch, readBranch } from './store/changes.ts';
import { openStore, type Store } from './store/open.ts';
import type { Sender } from './sync/sender.ts';

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

/**
 * Builds the whole hub, not listening and with its devices closed. This is what tests start.
 * @throws UnsafeStore, KeyFileDamaged, ProfileError, TypeError (a device address that makes no sense)
 */
export async function buildHub(deps: HubDeps): Promise<Hub> {
  const { config, clock, newId } = deps;
  const store = await openStore(join(config.data, 'hub.db'), { migrations: MIGRATIONS, now: clock.wall() });
  try {
    await store.write((tx) => {
      if (readBranch(tx) !== undefined) return;
      foundBranch(tx, { branchId: newId(), epoch: randomUUID(), now: clock.wall() });
    });
    return await assemble(deps, makeCore(deps, store));
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function assemble(deps: HubDeps, core: Core): Promise<Hub> {
  const attachments = attachToDevices(deps, core);
  const chores = makeChores(deps, core);
  const { app, sockets } = await makeServer(deps, core, chores);
  connect(core, attachments, sockets);
  await bringUp(deps, core);
  return living(core, { app, sockets, attachments, chores });
}

/** After these the hub opens other devices, or the same ones for another station. */
const LIST_CHANGES = ['device.added', 'device.changed', 'device.removed', 'station.retired'];

/** After these there may be something to print, or somebody else to print it. */
const PRINT_WORK = ['print.queued', 'print.wanted', 'print.moved', 'print.rule-set'];

/** Who hears of what: commits reach screens, reactions, head office and printers; devices and the line reach screens. */
function connect(core: Core, attachments: Attachments, sockets: Sockets): void {
  const { executor, topics, reactions, sender, deviceSide } = core;
  const follow = () => deviceSide.follow().catch((error: unknown) => core.onBug(error, { at: 'devices' }));
  const recheck = () => sockets.recheck().catch((error: unknown) => core.onBug(error, { at: 'sockets' }));
  executor.onCommitted(({ kinds }) => {
    topics.announce(kinds);
    reactions.wake(kinds);
    sender.wake();
    if (PRINT_WORK.some((kind) => kinds.has(kind))) attachments.wakePrinters();
    if (LIST_CHANGES.some((kind) => kinds.has(kind))) void follow();
    if (kinds.has('session.ended')) void recheck();
  });
  sender.onChange(() => topics.announce(['sync.changed']));
}

function makeServer(deps: HubDeps, core: Core, chores: Chores): Promise<{ app: FastifyInstance; sockets: Sockets }> {
  const { config, clock, newId, log, kiosk, demo } = deps;
  const { store, executor, asker, topics, sender, operations, queries, pins, settings } = core;
  const sessions = new Sessions({ store, executor, clock, newId, pins, idle_ms: settings.stationIdle_ms });
  return buildServer({
    log,
    kiosk,
    rest: { operations, queries, lists: allLists, timeZone: config.timeZone, executor, asker, sessions },
    socket: {
      executor,
      queries: asker,
      topics,
      sessions,
      clock,
      build: () => readBuild(kiosk),
      demo: demo !== null,
      timeZone: config.timeZone,
      onBug: (error) => core.onBug(error, { at: 'socket' }),
    },
    files: { imports: core.imports, store },
    demo: demo !== null,
    health: {
      store,
      isWell: () => core.storeHealth.state === 'ok' && chores.books.state !== 'broken',
      facts: () => ({
        store: core.storeHealth.state,
        lostScans: core.storeHealth.lostScans,
        books: chores.books.state,
        line: sender.line().line,
        waiting: sender.line().waiting,
      }),
    },
    demoRoutes:
      demo === null
        ? null
        : (api) =>
            demo.routes(api, { announce: (kind) => topics.announce([kind]), retryLine: () => sender.retryNow() }),
  });
}

/** Brings the store to what configuration and demo say, and asks about the paper that a crash left in doubt. */
async function bringUp(deps: HubDeps, { executor, store, deviceSide }: Core): Promise<void> {
  const { config, stations, devices, newId, log, demo } = deps;
  await setUp({ executor, store, config, stations, devices, newId, log });
  await demo?.seed(executor, store);
  await deviceSide.follow();
  const interrupted = await markInterruptedJobs(store, executor, newId);
  if (interrupted > 0) log.warn({ jobs: interrupted }, 'print jobs were under way when the hub went down');
}

type Parts = {
  readonly app: FastifyInstance;
  readonly sockets: Sockets;
  readonly attachments: Attachments;
  readonly chores: Chores;
};

const LOOK_FOR_IDLE_EVERY_MS = 50;

/**
 * Node ends the idle connections once, when the closing begins. Those whose answer was still under way become idle after it
 * and would hold the stop up until their keep-alive ends, long after it should be over.
 */
async function closeServer(app: FastifyInstance): Promise<void> {
  const look = setInterval(() => app.server.closeIdleConnections(), LOOK_FOR_IDLE_EVERY_MS);
  try {
    await app.close();
  } finally {
    clearInterval(look);
  }
}

function living(core: Core, { app, sockets, attachments, chores }: Parts): Hub {
  const { store, executor, deviceSide, sender, reactions } = core;
  return {
    app,
    store,
    executor,
    devices: deviceSide.devices,
    sender,
    async start() {
      deviceSide.start();
      sender.start();
      reactions.wake();
      chores.start();
    },
    async idle() {
      await attachments.scansRead();
      await executor.idle();
      await reactions.idle();
      await attachments.jobsSent();
      await executor.idle();
    },
    async stop() {
      // In the order of the flow: nothing new comes in, what is under way is finished, then the store closes.
      chores.stop();
      sockets.closeAll();
      await closeServer(app);
      await deviceSide.stop();
      await sender.stop();
      await reactions.stop();
      await executor.idle();
      await store.close();
    },
  };
}
