import fc from 'fast-check';
import type { Actor } from '../../hub/kernel/actor.ts';
import { holdingsOf } from '../../hub/stock/holding-store.ts';
import { lotsAt } from '../../hub/stock/store.ts';
import { openYard } from './yard.ts';

const HOUR_MS = 3_600_000;

/** One act of somebody in the shop: which, and four numbers that choose what it is about. */
const HOW_OFTEN = {
  ...{ draft: 2, ask: 2, approve: 8, shorten: 2, reject: 1, withdraw: 1, cancel: 1, reverse: 1, refuse: 1, sign: 1 },
  ...{ use: 2, 'hand-over': 1, lose: 1, return: 2, arrive: 2, copy: 1, expire: 1, take: 1, name: 1, edit: 1, undo: 1 },
  ...{ 'send-again': 1, 'stop-waiting': 1, react: 2 },
} as const;
type Kind = keyof typeof HOW_OFTEN;
const kinds = Object.entries(HOW_OFTEN).map(([kind, weight]) => ({ arbitrary: fc.constant(kind as Kind), weight }));
export const act = fc.record({
  act: fc.oneof(...kinds),
  a: fc.nat(999),
  b: fc.nat(999),
  c: fc.nat(999),
  d: fc.nat(999),
});
export type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const pick = <Of>(all: readonly Of[], n: number): Of | undefined => all[n % all.length];
const pieces = (n: number, most: number) => 1000 * (1 + (n % most));

/** A yard with a plain part, one kept by lots and one by serial numbers, and what people do there. Refusals are part of life. */
export async function openHouse() {
  const yard = await openYard();
  const { shop, addPart } = yard;
  const parts = {
    plain: await addPart('OF'),
    lots: await addPart('DOT4', { lotTracked: true }),
    serial: await addPart('BAT', { serialTracked: true }),
  };
  const all = Object.values(parts);
  const technicians: readonly Actor[] = [yard.zhou, yard.li];
  let serials = 0;
  const newSerial = () => {
    serials += 1;
    return `S${serials}`;
  };
  const run = async (name: string, request: object, actor?: Actor) => {
    const proved = actor === undefined ? undefined : { ...actor, provedAt: shop.clock.wall() };
    const answer = await shop.run(name, request, proved);
    return answer.outcome === 'refused' ? undefined : (answer.reply as Record<string, string>);
  };
  const idsOf = (where: string) =>
    shop.store.read((reader) =>
      reader.all<{ id: string }>(`select id from requisition where ${where} order by number`).map(({ id }) => id),
    );
  const arrive = async (part: string, n: number) => {
    const lot = part === parts.serial ? newSerial() : part === parts.lots ? `L${n % 3}` : undefined;
    const quantity = part === parts.serial ? 1000 : pieces(n, 4);
    const request = { part, bin: shop.bin, quantity, remark: '', ...(lot === undefined ? {} : { lot }) };
    await run('stock.open-balance', request);
  };
  const linesFrom = (b: number, c: number) => {
    const first = pick(all, b) ?? '';
    const second = pick(all, b + 1 + (c % 2)) ?? '';
    const lines = [{ part: first, quantity: pieces(c, 4) }];
    return c % 3 === 0 ? [...lines, { part: second, quantity: pieces(b, 3) }] : lines;
  };
  /** Names what lies in the warehouse, as somebody would who takes the first that he sees. */
  const name = async (requisition: string, n: number) => {
    for (const line of (await yard.slip(requisition))?.lines ?? []) {
      if (line.tracking === 'none' || line.quantity === 0) continue;
      const there = await shop.store.read((reader) => lotsAt(reader, line.part, { warehouse: shop.warehouse }));
      const from = there.length === 0 ? 0 : n % there.length;
      const lots = take([...there.slice(from), ...there.slice(0, from)], line.quantity);
      await run('requisitions.name-lots', { requisition, line: line.id, lots }, yard.keeper);
    }
  };
  /** Something that he holds, where he holds anything. */
  const heldPart = (person: string, n: number) =>
    shop.store.read((reader) => pick(holdingsOf(reader, person), n)?.part ?? pick(all, n) ?? '');
  const heldLots = (person: string, part: string, quantity: number) =>
    shop.store.read((reader) => take(lotsAt(reader, part, { person }), quantity));
  return { ...yard, parts, all, technicians, run, idsOf, arrive, linesFrom, name, heldPart, heldLots };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

function take(from: readonly { lot: string; quantity: number }[], quantity: number) {
  const lots: { lot: string; quantity: number }[] = [];
  let missing = quantity;
  for (const { lot, quantity: there } of from) {
    const some = Math.min(there, missing);
    if (some > 0) lots.push({ lot, quantity: some });
    missing -= some;
  }
  return lots;
}

export const DOES: { readonly [kind in Kind]: (house: House, n: Act) => Promise<unknown> } = {
  async draft(house, { a, b, c, d }) {
    const actor = pick(house.technicians, a) ?? house.zhou;
    const head = d % 3 === 0 ? { purpose: 'kit', order: null } : { purpose: 'order', order: house.shop.order.id };
    const { warehouse } = house.shop;
    const request = { warehouse, receiver: actor.person, remark: '', ...head, lines: house.linesFrom(b, c) };
    const made = await house.run('requisitions.create', request, actor);
    if (d % 2 === 0 && made !== undefined) await house.run('requisitions.submit', { requisition: made.id }, actor);
  },
  ask: ({ run, shop, technicians, linesFrom }, { a, b, c }) =>
    run(
      'bays.ask-for-parts',
      { station: 'bay-2', order: shop.order.id, remark: '', lines: linesFrom(b, c) },
      pick(technicians, a),
    ),
  async approve(house, { a, b }) {
    const requisition = pick(await house.idsOf("approval = 'SUBMITTED'"), a);
    if (requisition === undefined) return;
    if (b % 4 !== 0) await house.name(requisition, b);
    await house.run('requisitions.approve', { requisition }, house.keeper);
  },
  async shorten(house, { a, b, c }) {
    const requisition = pick(await house.idsOf("approval = 'SUBMITTED'"), a);
    const line = pick((await house.slip(requisition ?? ''))?.lines ?? [], b);
    if (line === undefined || line.quantity === 0) return;
    const quantity = 1000 * (c % (line.quantity / 1000));
    const less = { requisition, line: line.id, quantity, reason: '少', backOrder: c % 3 !== 0 };
    await house.run('requisitions.issue-less', less, house.keeper);
  },
  async reject(house, { a }) {
    const requisition = pick(await house.idsOf("approval = 'SUBMITTED'"), a);
    if (requisition === undefined) return;
    await house.run('requisitions.reject', { requisition, reason: '错', partsAreBack: true }, house.keeper);
  },
  async withdraw(house, { a }) {
    const requisition = pick(await house.idsOf("approval = 'SUBMITTED'"), a);
    if (requisition !== undefined) await house.run('requisitions.withdraw', { requisition }, house.keeper);
  },
  async cancel(house, { a }) {
    const requisition = pick(await house.idsOf("approval in ('DRAFT', 'SUBMITTED')"), a);
    if (requisition !== undefined) await house.run('requisitions.cancel', { requisition }, house.keeper);
  },
  async reverse(house, { a }) {
    const requisition = pick(await house.idsOf("approval = 'APPROVED'"), a);
    if (requisition !== undefined) {
      await house.run('requisitions.reverse', { requisition, reason: '错' }, house.keeper);
    }
  },
  async refuse(house, { a, b }) {
    const requisition = pick(await house.idsOf("approval = 'APPROVED' and signing = 'UNSIGNED'"), a);
    if (requisition === undefined) return;
    await house.run('requisitions.refuse', { requisition, reason: '不要' }, pick(house.technicians, b));
  },
  async sign(house, { a, b }) {
    const requisition = pick(await house.idsOf("approval = 'APPROVED' and signing = 'UNSIGNED'"), a);
    if (requisition !== undefined) await house.run('requisitions.sign', { requisition }, pick(house.technicians, b));
  },
  async use(house, { a, b, c, d }) {
    const actor = pick(house.technicians, a) ?? house.zhou;
    const person = actor.person ?? '';
    const [part, quantity] = [await house.heldPart(person, b), pieces(c, 3)];
    const lots = d % 3 === 0 ? {} : { lots: await house.heldLots(person, part, quantity) };
    const lines = [{ part, quantity, ...lots }];
    await house.run('holdings.use', { person, order: house.shop.order.id, lines }, actor);
  },
  async 'hand-over'(house, { a, b, c, d }) {
    const [giver, taker] = a % 2 === 0 ? [house.zhou, house.li] : [house.li, house.zhou];
    const lines = [{ part: await house.heldPart(giver.person ?? '', b), quantity: pieces(c, 3) }];
    const request = { giver: giver.person, taker: taker.person, remark: '', lines };
    const offered = await house.run('holdings.offer', request, giver);
    if (offered === undefined) return;
    if (d % 3 === 0) await DOES.use(house, { act: 'use', a, b, c, d });
    await house.run(d % 5 === 0 ? 'holdings.decline' : 'holdings.accept', { handOver: offered.id }, taker);
  },
  async return(house, { a, b, c, d }) {
    const person = pick(house.technicians, a)?.person ?? '';
    const { run, keeper, shop } = house;
    const started = await run('returns.start', { person, warehouse: shop.warehouse, ticket: false }, keeper);
    if (started === undefined) return;
    for (const line of (await house.returned(started.id ?? ''))?.lines ?? []) {
      const quantity = Math.min(pieces(b, 3), line.remainder);
      if (quantity === 0) continue;
      const lots = c % 3 === 0 ? {} : { lots: await house.heldLots(person, line.part, quantity) };
      await run('returns.set-line', { return: started.id, line: line.id, quantity, ...lots }, keeper);
    }
    const part = await house.heldPart(person, c);
    const condition = d % 2 === 0 ? 'damaged' : 'opened';
    if (d % 3 === 0) {
      await run('returns.split-line', { return: started.id, part, condition, quantity: 1000, problem: '' }, keeper);
      const line = (await house.returned(started.id ?? ''))?.lines.find((one) => one.condition === condition);
      const lots = await shop.store.read((reader) => lotsAt(reader, part, { person }).slice(-1));
      const named = { lots: lots.map(({ lot }) => ({ lot, quantity: 1000 })) };
      if (line !== undefined && lots.length > 0)
        await run('returns.set-line', { return: started.id, line: line.id, quantity: 1000, ...named }, keeper);
    }
    if (d % 4 === 1) await DOES.use(house, { act: 'use', a, b, c, d });
    if (d % 7 !== 0) await run('returns.confirm', { return: started.id }, keeper);
  },
  arrive: (house, { a, b }) => house.arrive(pick(house.all, a) ?? '', b),
  async copy(house, { a, b }) {
    const original = pick(await house.idsOf('true'), a);
    const actor = pick(house.technicians, b);
    if (original === undefined) return;
    const copy = await house.run('requisitions.copy', { requisition: original }, actor);
    if (copy !== undefined) await house.run('requisitions.submit', { requisition: copy.id }, actor);
  },
  async expire(house, { a }) {
    house.shop.clock.advance((a % 50) * HOUR_MS);
    await house.run('requisitions.expire', {});
  },
  async take(house, { a, b }) {
    const requisition = pick(await house.idsOf("approval in ('DRAFT', 'SUBMITTED')"), a);
    const actor = pick(house.technicians, b) ?? house.zhou;
    if (requisition !== undefined) await house.run('requisitions.take', { requisition }, actor);
  },
  async name(house, { a, b }) {
    const requisition = pick(await house.idsOf("approval in ('DRAFT', 'SUBMITTED')"), a);
    if (requisition !== undefined) await house.name(requisition, b);
  },
  async lose(house, { a, b, c, d }) {
    const actor = pick(house.technicians, a) ?? house.zhou;
    const part = await house.heldPart(actor.person ?? '', b);
    const request = { person: actor.person, kind: 'loss', part, quantity: pieces(c, 2), remark: '丢' };
    const report = await house.run('holdings.report-loss', request, actor);
    if (report === undefined) return;
    const decision = { report: report.id, approve: d % 3 !== 0, reason: '' };
    await house.run('holdings.decide-loss', decision, { ...house.keeper, roles: ['manager'] });
  },
  'send-again': ({ run, technicians }, { a }) => run('stations.send-list', { station: 'bay-2' }, pick(technicians, a)),
  async 'stop-waiting'(house, { a }) {
    const wait = pick(await house.waits(), a);
    if (wait !== undefined) await house.run('bays.stop-waiting', { wait: wait.id }, house.keeper);
  },
  async edit(house, { a, b, c }) {
    const requisition = pick(await house.idsOf("approval = 'DRAFT'"), a);
    if (requisition === undefined) return;
    const part = pick(house.all, b);
    await house.run('requisitions.add-line', { requisition, part, quantity: pieces(c, 2) }, house.keeper);
  },
  async undo(house, { a }) {
    const requisition = pick(await house.idsOf("approval = 'DRAFT'"), a);
    if (requisition !== undefined) await house.run('requisitions.undo', { requisition }, house.keeper);
  },
  react: (house) => house.react(),
};
