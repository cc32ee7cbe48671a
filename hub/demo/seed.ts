import { addVehicle } from '../customers/contract.ts';
import type { Answer, Executor } from '../executor/executor.ts';
import { systemActor } from '../kernel/actor.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { openOrder } from '../orders/contract.ts';
import { addWeight, setLot, setRelation, setStocking } from '../parts/card-contract.ts';
import { addPart } from '../parts/contract.ts';
import { addPerson } from '../people/contract.ts';
import { addBin } from '../places/contract.ts';
import { findWarehouseByCode } from '../places/store.ts';
import { setPrintRule } from '../printing/queue-contract.ts';
import { returnLines } from '../returns/store.ts';
import { hasPrinter } from '../stations/device-store.ts';
import { openBalance } from '../stock/contract.ts';
import type { Reader, Store } from '../store/open.ts';
import { storedReply } from '../store/operation-log.ts';
import { DEMO_BINS, demoParts } from './catalogue.ts';
import { LOTS, RELATIONS, SERIALS } from './catalogue-facts.ts';
import type { DemoClock } from './demo-clock.ts';
import { demoId } from './demo-id.ts';
import { HOUR_STARTS_MIN, liveDemoHour, type Run } from './hour.ts';
import { DEMO_PEOPLE, DEMO_VEHICLES } from './people.ts';

/** The dot-matrix printer of the back room, with 241 mm paper in two parts. */
export const FORM_PRINTER = 'form-printer';
/** The label printer of the store room. */
export const LABEL_PRINTER = 'label-printer';
export const DEMO_WAREHOUSE = { code: 'A', name: '总仓' };
/** A bin with one part alone, for whoever puts the spare scale below it. */
const DRAWER = { code: 'B3', part: 'BLT-M8-25' };
const ACTOR = systemActor('demo');
const DONE = demoId('seeded');

/**
 * Fills the demo workshop through the same operations as everybody else; a second run finds everything answered already. With its clock it has
 * worked for an hour already; without, its shelves are full and nobody has taken anything.
 */
export async function seedDemo(executor: Executor, store: Store, clock: DemoClock | null = null): Promise<void> {
  if (await store.read((reader) => storedReply(reader, DONE) !== undefined)) return;
  clock?.turnBack(HOUR_STARTS_MIN);
  try {
    await seed(executor, store, clock);
  } finally {
    clock?.turnBack(0);
  }
}

async function seed(executor: Executor, store: Store, clock: DemoClock | null): Promise<void> {
  const warehouse = await store.read((reader) => findWarehouseByCode(reader, DEMO_WAREHOUSE.code));
  if (warehouse === undefined) throw new Error('The demo workshop has no warehouse.');
  const run: Run = async (id, name, request, who = ACTOR) => {
    const answer = await executor.run({ operationId: demoId(id), name, request, actor: who });
    return acceptedReply(id, answer);
  };
  const [bins, people, orders] = await Promise.all([
    seedBins(run, warehouse.id),
    seedPeople(run, warehouse.id),
    seedVehicles(run),
  ]);
  const parts = await seedParts(run, warehouse.id, bins);
  // A test's workshop has no back room.
  const counters = (await store.read((reader) => hasPrinter(reader, FORM_PRINTER))) ? ['counter-1', 'counter-2'] : [];
  for (const counter of counters) {
    await run(`rule ${counter}`, setPrintRule.name, { printer: `${counter}-printer`, fallback: FORM_PRINTER });
  }
  if (clock !== null) {
    const lineOf = (slip: string, part: string) => store.read((reader) => lineIn(reader, slip, part));
    await liveDemoHour(run, clock, { warehouse: warehouse.id, people, parts, orders, lineOf });
  }
  // The last one: from now on nothing has to be looked at again.
  const mark = {
    operationId: DONE,
    name: addBin.name,
    request: { warehouse: warehouse.id, code: '待检', kind: 'quarantine' },
    actor: ACTOR,
  };
  await executor.run(mark);
}

function acceptedReply(id: string, answer: Answer): Record<string, unknown> {
  if (answer.outcome === 'refused') throw new Error(`Demo ${id} was refused: ${answer.code}`);
  return answer.reply as Record<string, unknown>;
}

async function seedBins(run: Run, warehouse: string): Promise<string[]> {
  const codes = Array.from({ length: DEMO_BINS }, (_, index) => {
    const shelf = 'ABCDEF'[Math.floor(index / 8)] ?? 'A';
    return `${shelf}${1 + (Math.floor(index / 4) % 2)}-${String((index % 4) * 7 + 1).padStart(2, '0')}`;
  });
  const replies = await Promise.all(codes.map((code) => run(`bin ${code}`, addBin.name, { warehouse, code })));
  return replies.map((reply) => String(reply.id));
}

async function seedPeople(run: Run, warehouse: string): Promise<Map<string, string>> {
  const added = await Promise.all(
    DEMO_PEOPLE.map(async ({ roles, ...person }): Promise<[string, string]> => {
      const keeperOf = roles.includes('keeper') ? [warehouse] : [];
      const reply = await run(`person ${person.number}`, addPerson.name, { ...person, roles, keeperOf });
      return [person.number, String(reply.id)];
    }),
  );
  return new Map(added);
}

/** The orders that are open, by plate. */
async function seedVehicles(run: Run): Promise<Map<string, string>> {
  const orders = new Map<string, string>();
  for (const { plate, model, newEnergy, owner, phone, order } of DEMO_VEHICLES) {
    const added = await run(`vehicle ${plate}`, addVehicle.name, {
      plate,
      vin: null,
      model,
      newEnergy,
      customer: { name: owner, phone },
    });
    if (order === null) continue;
    const opened = await run(`order ${plate}`, openOrder.name, { vehicle: added.vehicle, ...order });
    orders.set(plate, String(opened.id));
  }
  return orders;
}

type Opening = {
  readonly part: string;
  readonly bin: string | undefined;
  readonly quantity: number;
  readonly remark: string;
};

/** Each piece of what has serial numbers has one of its own. */
async function openSerials(run: Run, series: string, opening: Opening): Promise<void> {
  for (let piece = 1; piece <= opening.quantity / ONE_UNIT; piece += 1) {
    const lot = `${series}${String(piece).padStart(3, '0')}`;
    await run(`opening ${lot}`, openBalance.name, { ...opening, quantity: ONE_UNIT, lot });
  }
}

/** The older lot has what the newer ones, a third each, leave. */
async function openStock(run: Run, number: string, opening: Opening): Promise<void> {
  const series = SERIALS[number];
  if (series !== undefined) return openSerials(run, series, opening);
  const [oldest, ...newer] = LOTS[number] ?? [];
  if (oldest === undefined) {
    await run(`opening ${number}`, openBalance.name, opening);
    return;
  }
  let left = opening.quantity;
  for (const [lot, expiresOn] of [...newer, oldest]) {
    const quantity = lot === oldest[0] ? left : Math.floor(opening.quantity / ONE_UNIT / 3) * ONE_UNIT;
    left -= quantity;
    await run(`lot ${lot}`, setLot.name, { part: opening.part, lot, expiresOn });
    await run(`opening ${number} ${lot}`, openBalance.name, { ...opening, quantity, lot });
  }
}

async function seedParts(run: Run, warehouse: string, bins: readonly string[]): Promise<Map<string, string>> {
  const drawer = await run(`bin ${DRAWER.code}`, addBin.name, { warehouse, code: DRAWER.code });
  const ids = new Map<string, string>();
  await Promise.all(
    demoParts().map(async ({ stock, bin, weight, minimum, maximum, ...master }) => {
      const { number } = master;
      const part = String((await run(`part ${number}`, addPart.name, master)).id);
      ids.set(number, part);
      const home = number === DRAWER.part ? String(drawer.id) : bins[bin];
      await openStock(run, number, { part, bin: home, quantity: stock, remark: '期初' });
      const stocking = { part, warehouse, homeBin: home, minimum, maximum };
      await run(`stocking ${number}`, setStocking.name, stocking);
      if (weight === null) return;
      await run(`weight ${number}`, addWeight.name, { part, ...weight, scale: '', source: 'sample' });
    }),
  );
  const idOf = (number: string): string => ids.get(number) ?? '';
  for (const [number, kind, other] of RELATIONS)
    await run(`relation ${number} ${other}`, setRelation.name, {
      ...{ part: idOf(number), other: idOf(other), kind, related: true },
    });
  return ids;
}

function lineIn(reader: Reader, slip: string, part: string): string {
  const line = returnLines(reader, slip).find(({ part_id }) => part_id === part);
  if (line === undefined) throw new Error('The return has no such part.');
  return line.id;
}
