import { addVehicle } from '../customers/contract.ts';
import type { Answer, Executor } from '../executor/executor.ts';
import { systemActor } from '../kernel/actor.ts';
import { openOrder } from '../orders/contract.ts';
import { addWeight } from '../parts/card-contract.ts';
import { addPart } from '../parts/contract.ts';
import { addPerson } from '../people/contract.ts';
import { addBin } from '../places/contract.ts';
import { findWarehouseByCode } from '../places/store.ts';
import { setPrintRule } from '../printing/queue-contract.ts';
import { hasPrinter } from '../stations/device-store.ts';
import { openBalance } from '../stock/contract.ts';
import type { Store } from '../store/open.ts';
import { storedReply } from '../store/operation-log.ts';
import { DEMO_BINS, demoParts } from './catalogue.ts';
import { demoId } from './demo-id.ts';
import { DEMO_PEOPLE, DEMO_VEHICLES } from './people.ts';
import { DEMO_WEIGHTS } from './weights.ts';

/** The dot-matrix printer of the back room, with 241 mm paper in two parts. */
export const FORM_PRINTER = 'form-printer';
/** The label printer of the store room. */
export const LABEL_PRINTER = 'label-printer';
export const DEMO_WAREHOUSE = { code: 'A', name: '总仓' };
/** A bin with one part alone, for whoever puts the spare scale below it. */
const DRAWER = { code: 'B3', part: 'BLT-M8-25' };
const ACTOR = systemActor('demo');
const DONE = demoId('seeded');

type Run = (id: string, name: string, request: object) => Promise<Record<string, unknown>>;

/** Fills the demo workshop through the same operations as everybody else; a second run finds everything answered already. */
export async function seedDemo(executor: Executor, store: Store): Promise<void> {
  if (await store.read((reader) => storedReply(reader, DONE) !== undefined)) return;
  const warehouse = await store.read((reader) => findWarehouseByCode(reader, DEMO_WAREHOUSE.code));
  if (warehouse === undefined) throw new Error('The demo workshop has no warehouse.');
  const run: Run = async (id, name, request) => {
    const answer = await executor.run({ operationId: demoId(id), name, request, actor: ACTOR });
    return acceptedReply(id, answer);
  };
  const [bins] = await Promise.all([seedBins(run, warehouse.id), seedPeople(run, warehouse.id), seedVehicles(run)]);
  await seedParts(run, warehouse.id, bins);
  // A test's workshop has no back room.
  const counters = (await store.read((reader) => hasPrinter(reader, FORM_PRINTER))) ? ['counter-1', 'counter-2'] : [];
  for (const counter of counters) {
    await run(`rule ${counter}`, setPrintRule.name, { printer: `${counter}-printer`, fallback: FORM_PRINTER });
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

async function seedPeople(run: Run, warehouse: string): Promise<void> {
  await Promise.all(
    DEMO_PEOPLE.map(({ roles, ...person }) =>
      run(`person ${person.number}`, addPerson.name, {
        ...person,
        roles,
        keeperOf: roles.includes('keeper') ? [warehouse] : [],
      }),
    ),
  );
}

async function seedVehicles(run: Run): Promise<void> {
  for (const { plate, model, newEnergy, owner, phone, order } of DEMO_VEHICLES) {
    const added = await run(`vehicle ${plate}`, addVehicle.name, {
      plate,
      vin: null,
      model,
      newEnergy,
      customer: { name: owner, phone },
    });
    if (order !== null) await run(`order ${plate}`, openOrder.name, { vehicle: added.vehicle, ...order });
  }
}

async function seedParts(run: Run, warehouse: string, bins: readonly string[]): Promise<void> {
  const drawer = await run(`bin ${DRAWER.code}`, addBin.name, { warehouse, code: DRAWER.code });
  await Promise.all(
    demoParts().map(async ({ stock, bin, ...part }) => {
      const added = await run(`part ${part.number}`, addPart.name, part);
      await run(`opening ${part.number}`, openBalance.name, {
        part: added.id,
        bin: part.number === DRAWER.part ? drawer.id : bins[bin],
        quantity: stock,
        remark: '期初',
      });
      const known = DEMO_WEIGHTS.find(({ number }) => number === part.number);
      if (known === undefined) return;
      const { weight_g, n, cv_ppm } = known;
      const weight = { weight_ug: Math.round(weight_g * 1e6), n, cv_ppm, scale: '', source: 'entered' };
      await run(`weight ${part.number}`, addWeight.name, { part: added.id, ...weight });
    }),
  );
}
