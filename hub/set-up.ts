import type { Logger } from 'pino';
import { type Config, ConfigError } from './config.ts';
import type { Answer, Executor } from './executor/executor.ts';
import { systemActor } from './kernel/actor.ts';
import { indexSearch } from './parts/contract.ts';
import { unindexedParts } from './parts/search.ts';
import { addPerson } from './people/contract.ts';
import { anybody } from './people/store.ts';
import { addWarehouse } from './places/contract.ts';
import { binOf, findWarehouseByCode } from './places/store.ts';
import { configureStation, markMissed, retireStation } from './stations/contract.ts';
import { configureDevices } from './stations/device-contract.ts';
import type { ConfiguredDevice, StationPlan } from './stations/device-plan.ts';
import { allStations } from './stations/store.ts';
import type { Store } from './store/open.ts';

export type SetUp = {
  readonly executor: Executor;
  readonly store: Store;
  readonly config: Config;
  readonly stations: readonly StationPlan[];
  readonly devices: readonly ConfiguredDevice[];
  readonly newId: () => string;
  readonly log: Logger;
};

const ACTOR = systemActor('configuration');

/**
 * Brings the store to what the configuration says, by the same operations as everybody else. Repeating it changes nothing.
 * @throws ConfigError when a station names a warehouse that is not there
 */
export async function setUp({ executor, store, config, stations, devices, newId, log }: SetUp): Promise<void> {
  const run = async (name: string, request: object): Promise<Answer> => {
    const answer = await executor.run({ operationId: newId(), name, request, actor: ACTOR });
    if (answer.outcome === 'refused')
      log.warn({ operation: name, code: answer.code, facts: answer.facts }, 'set-up refused');
    return answer;
  };
  for (const { code, name } of config.warehouses) {
    const exists = await store.read((reader) => findWarehouseByCode(reader, code) !== undefined);
    if (!exists) await run(addWarehouse.name, { code, name });
  }
  for (const { id, kind, name, warehouse } of stations) {
    const answer = await run(configureStation.name, { station: id, kind, name, warehouse });
    if (answer.outcome === 'refused') {
      throw new ConfigError(
        `Station "${id}" is to issue from warehouse "${warehouse}", and there is no such warehouse.`,
      );
    }
  }
  const configured = [];
  for (const { bin: code, ...device } of devices) {
    const warehouse = stations.find(({ id }) => id === device.station)?.warehouse ?? '';
    const bin = code === undefined ? null : await store.read((reader) => binOf(reader, warehouse, code));
    if (bin === undefined)
      log.warn({ device: device.device, bin: code }, 'there is no such bin yet; the scale is an open pan');
    configured.push({ ...device, bin: bin ?? null });
  }
  await run(configureDevices.name, { devices: configured });
  const wanted = new Set(stations.map(({ id }) => id));
  for (const { id } of await store.read((reader) => allStations(reader))) {
    if (!wanted.has(id)) await run(retireStation.name, { station: id });
  }
  await addFirstAdministrator(config, store, run, log);
  await run(markMissed.name, {});
  await makeFindable(store, run);
}

/** Parts that an older hub has put into the catalogue. */
async function makeFindable(store: Store, run: (name: string, request: object) => Promise<Answer>): Promise<void> {
  while (await store.read((reader) => unindexedParts(reader, 1).length > 0)) await run(indexSearch.name, {});
}

/** Somebody has to be able to sign in first; only while nobody else is there. */
async function addFirstAdministrator(
  config: Config,
  store: Store,
  run: (name: string, request: object) => Promise<Answer>,
  log: Logger,
): Promise<void> {
  const { firstAdministrator, secrets } = config;
  if (firstAdministrator === undefined || (await store.read((reader) => anybody(reader)))) return;
  if (secrets.administratorPin === null) {
    log.warn('Nobody can sign in yet: set HUB_ADMIN_PIN (6 to 12 digits) for the first administrator and start again.');
    return;
  }
  await run(addPerson.name, {
    ...firstAdministrator,
    team: '',
    roles: ['administrator', 'manager'],
    keeperOf: [],
    pin: secrets.administratorPin,
  });
}
