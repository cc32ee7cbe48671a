import { ordinaryHead } from '../../devices/printers/head.ts';
import type { BoundOperation } from '../../hub/executor/binding.ts';
import { Executor } from '../../hub/executor/executor.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { pinHasher } from '../../hub/people/pin.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { allOperations } from '../../hub/rooms.ts';
import type { DeviceRules } from '../../hub/stations/device-operations.ts';
import { hasPrinter, printerFor } from '../../hub/stations/device-store.ts';
import type { StationSettings } from '../../hub/stations/interpret.ts';
import { stationName, warehouseAt } from '../../hub/stations/store.ts';
import type { Store } from '../../hub/store/open.ts';
import { ManualClock } from './clock.ts';
import { SYSTEM, testStore } from './store.ts';

export const SETTINGS: StationSettings = {
  keeperMayReceive: false,
  escrowCap: 50_000,
  expireAfter_ms: 72 * 3_600_000,
  paperLanguage: 'zh',
  demo: false,
  timeZone: 'Asia/Shanghai',
  stationIdle_ms: 30 * 60_000,
  slipPrinter: printerFor,
  labelPrinter: () => null,
  hasPrinter,
  headOf: () => ordinaryHead(72),
  mediaOf: () => MEDIA['roll-80'],
  scaleErrorOf: () => ({ division_g: 0.1, repeatability_g: 0.05, minimum_g: 0.5 }),
  warehouseAt,
  stationName,
};

/** A small workshop over a real store: one warehouse, two keepers, two technicians, one open order, and parts by name. */
export type Shop = {
  readonly store: Store;
  readonly executor: Executor;
  readonly clock: ManualClock;
  readonly bugs: unknown[];
  readonly warehouse: string;
  readonly bin: string;
  readonly people: { readonly wu: string; readonly zheng: string; readonly zhou: string; readonly li: string };
  readonly order: { readonly id: string; readonly number: string };
  /** Runs an operation as `actor` (the system unless told) and answers with its outcome. */
  run(name: string, request: object, actor?: Actor): ReturnType<Executor['run']>;
  /** Runs it and fails the test when it is refused. */
  done<Reply = Record<string, string>>(name: string, request: object, actor?: Actor): Promise<Reply>;
  addPart(
    number: string,
    stock: number,
    codes?: { code: string; packQuantity: number }[],
    decimals?: number,
  ): Promise<string>;
};

export function keeperActor(person: string, at = 0): Actor {
  return { person, roles: ['keeper'], station: null, provedAt: at, system: null };
}

/** Every device may be one of the hub. */
const ANY_DEVICE: DeviceRules = { hindranceOf: () => null, namesAt: () => new Set(), setUpOf: () => null };

export async function openShop(
  settings: StationSettings = SETTINGS,
  opened?: Store,
  devices: DeviceRules = ANY_DEVICE,
  more: readonly BoundOperation[] = [],
): Promise<Shop> {
  const store = opened ?? (await testStore());
  const clock = new ManualClock();
  const bugs: unknown[] = [];
  const executor = new Executor({
    store,
    operations: [...allOperations(pinHasher(new Uint8Array(32)), settings, devices), ...more],
    clock,
    timeZone: settings.timeZone,
    newId,
    onBug: (error) => bugs.push(error),
  });
  const run: Shop['run'] = (name, request, actor = SYSTEM) =>
    executor.run({ operationId: newId(), name, request, actor });
  const done: Shop['done'] = async <Reply>(name: string, request: object, actor?: Actor) => {
    const answer = await run(name, request, actor);
    if (answer.outcome === 'refused')
      throw new Error(`${name} was refused: ${answer.code} ${JSON.stringify(answer.facts)}`);
    return answer.reply as Reply;
  };
  const { id: warehouse, defaultBin: bin } = await done<{ id: string; defaultBin: string }>('places.add-warehouse', {
    code: 'A',
    name: '总仓',
  });
  const addPerson = async (number: string, name: string, roles: string[]) => {
    const keeperOf = roles.includes('keeper') ? [warehouse] : [];
    const reply = await done<{ id: string }>('people.add-person', {
      number,
      name,
      team: '',
      badge: `GP${number}`,
      roles,
      keeperOf,
      pin: null,
    });
    return reply.id;
  };
  const people = {
    wu: await addPerson('2001', '吴敏', ['keeper']),
    zheng: await addPerson('2002', '郑强', ['keeper']),
    zhou: await addPerson('1007', '周建国', ['technician']),
    li: await addPerson('1008', '李志明', ['technician']),
  };
  const { vehicle } = await done<{ vehicle: string }>('customers.add-vehicle', {
    plate: '京AD1234',
    vin: null,
    model: '迈腾 B8L',
    newEnergy: false,
    customer: { name: '马先生', phone: '13800000001' },
  });
  const order = await done<{ id: string; number: string }>('orders.open', {
    vehicle,
    kind: '保养',
    complaint: '',
    bay: '2 号工位',
  });
  const addPart: Shop['addPart'] = async (number, stock, codes = [], decimals = 0) => {
    const { id } = await done<{ id: string }>('parts.add', {
      number,
      name: `配件 ${number}`,
      model: '',
      spec: '',
      unit: '个',
      category: '',
      price: 1000,
      decimals,
      barcodes: codes,
    });
    if (stock > 0) await done('stock.open-balance', { part: id, bin, quantity: stock, remark: '' });
    return id;
  };
  return { store, executor, clock, bugs, warehouse, bin, people, order, run, done, addPart };
}
