import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Plugged } from '../devices/discovery.ts';
import type { Port } from '../devices/ports/port.ts';
import type { Config } from './config.ts';
import type { DemoHands } from './demo/hands.ts';
import { type DeviceSide, makeDeviceSide } from './device-side.ts';
import type { BoundOperation, BoundQuery, BoundTopic } from './executor/binding.ts';
import { Executor } from './executor/executor.ts';
import { Queries } from './executor/queries.ts';
import { Reactions } from './executor/reactions.ts';
import { TableImports } from './executor/table-imports.ts';
import { Topics } from './executor/topics.ts';
import type { Clock } from './kernel/clock.ts';
import { loadPepper, type PinHasher, pinHasher } from './people/pin.ts';
import { listPrintOperations } from './printing/list-operations.ts';
import { Printers } from './printing/printers.ts';
import { type ListedPrinter, printQueueSource } from './printing/queue-topic.ts';
import { allImports, allLists, allOperations, allQueries, allReactions } from './rooms.ts';
import { listsTopicSource } from './server/list-topic.ts';
import { bayTopicSource } from './stations/bay-topic.ts';
import { type ConfiguredDevice, isPrinter, namesOf, type StationPlan } from './stations/device-plan.ts';
import { allDevices, counterPrinters, hasPrinter, printerFor } from './stations/device-store.ts';
import type { StationSettings } from './stations/interpret.ts';
import { scaleErrorIn } from './stations/scale-error.ts';
import { allStations, stationName, warehouseAt } from './stations/store.ts';
import { counterTopicSource, devicesTopicSource, type StoreHealth } from './stations/topics.ts';
import type { Reader, Store } from './store/open.ts';
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
  /** Devices of the configuration; those that the page added are in the store. */
  readonly devices: readonly ConfiguredDevice[];
  /** Lines that are no files: the demo's. */
  readonly portAt: (address: string) => Port | null;
  /** What is plugged into this machine. */
  readonly discover: () => readonly Plugged[];
  readonly clock: Clock;
  readonly newId: () => string;
  readonly random: () => number;
  readonly fetch: typeof fetch;
  readonly log: Logger;
  /** Folder of the built pages. */
  readonly kiosk: string;
  readonly demo: DemoParts | null;
};

/** The parts of a hub that know each other, made and not started. */
export type Core = {
  readonly store: Store;
  readonly settings: StationSettings;
  readonly pins: PinHasher;
  readonly operations: readonly BoundOperation[];
  readonly queries: readonly BoundQuery[];
  readonly executor: Executor;
  readonly asker: Queries;
  readonly topics: Topics;
  readonly reactions: Reactions;
  readonly deviceSide: DeviceSide;
  readonly printers: Printers;
  readonly imports: TableImports;
  readonly sender: Sender;
  readonly storeHealth: StoreHealth;
  onBug(error: unknown, at: object): void;
};

export function makeCore(deps: HubDeps, store: Store): Core {
  const { config, clock, newId, log, demo } = deps;
  const announce = (kind: string): void => topics.announce([kind]);
  const deviceSide = makeDeviceSide(deps, store, announce);
  const printers = new Printers();
  deviceSide.devices.onHeld(({ device }) => (isPrinter(device) ? printers.add(device) : async () => {}));
  const settings = settingsOf(deps, deviceSide, printers);
  const pins = pinHasher(loadPepper(join(config.data, 'pin-pepper')));
  const onBug: Core['onBug'] = (error, at) => log.error({ err: error, ...at }, 'a bug of ours');
  const imports = new TableImports(
    store,
    allImports,
    () => announce('import.moved'),
    (error) => onBug(error, { at: 'import of a table' }),
  );
  const queries = [...allQueries(settings, demo !== null), ...deviceSide.queries, ...imports.queries];
  const operations = [
    ...allOperations(pins, settings, deviceSide.rules),
    ...listPrintOperations(allLists, queries, settings),
    ...imports.operations,
  ];
  const { timeZone } = config;
  const storeHealth: StoreHealth = { state: 'ok', lostScans: 0 };
  const executor = new Executor({
    store,
    operations,
    clock,
    timeZone,
    newId,
    onBug,
    onStore: (state) => {
      if (state === storeHealth.state) return;
      storeHealth.state = state;
      if (state === 'ok') log.info('the store can keep things again');
      else log.error({ store: state }, 'the store cannot keep what happens');
      announce('device.store');
    },
  });
  // Whether an import is written is known when its commit is over.
  executor.onCommitted(() => announce('import.moved'));
  const sender = makeSender(deps, store);
  const topicSources = [
    counterTopicSource(demo !== null),
    bayTopicSource(demo !== null),
    devicesTopicSource(() => deviceSide.devices.views(), storeHealth),
    ...deviceSide.topics,
    imports.topic,
    printQueueSource(printers, listedPrinters),
    lineTopicSource(sender),
    listsTopicSource,
    ...(demo?.topics ?? []),
  ];
  const topics = new Topics(store, topicSources, (error, topic) => onBug(error, { topic }));
  return {
    store,
    settings,
    pins,
    operations,
    queries,
    executor,
    asker: new Queries(store, queries),
    topics,
    reactions: new Reactions(store, executor, allReactions(settings), (error, reaction) => onBug(error, { reaction })),
    deviceSide,
    printers,
    imports,
    sender,
    storeHealth,
    onBug,
  };
}

/** The hub's printers, as people call them. */
function listedPrinters(reader: Reader): ListedPrinter[] {
  const stations = new Map(allStations(reader).map(({ id, name }) => [id, name]));
  return allDevices(reader)
    .filter(({ family }) => family === 'printer')
    .map(({ name, label, profile, station_id }) => ({
      printer: name,
      label,
      model: namesOf('printer', profile).model,
      station: stations.get(station_id ?? '') ?? '',
    }));
}

function settingsOf({ config, demo }: HubDeps, { devices }: DeviceSide, printers: Printers): StationSettings {
  return {
    keeperMayReceive: config.requisitions.keeperMayReceive,
    escrowCap: config.requisitions.escrowCapYuan * 100,
    expireAfter_ms: config.requisitions.expireHours * 3_600_000,
    paperLanguage: config.paper.language,
    demo: demo !== null,
    timeZone: config.timeZone,
    stationIdle_ms: config.counter.idleMinutes * 60_000,
    slipPrinter: printerFor,
    labelPrinter: (reader, warehouse) =>
      counterPrinters(reader, warehouse).find((printer) => printers.mediaOf(printer).kind === 'label') ?? null,
    hasPrinter,
    headOf: devices.headOf,
    mediaOf: printers.mediaOf,
    scaleErrorOf: scaleErrorIn,
    warehouseAt,
    stationName,
  };
}

function makeSender(deps: HubDeps, store: Store): Sender {
  const { config, clock, random, log } = deps;
  return new Sender({
    store,
    key: loadHubKey(config.data),
    url: config.headOffice.url,
    enrolmentCode: config.secrets.enrolmentCode,
    name: config.branch.name,
    clock,
    fetch: deps.fetch,
    random,
    logger: log,
  });
}
