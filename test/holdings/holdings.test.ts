import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whoseToShow } from '../../hub/holdings/operations.ts';
import { handOvers, holders, lossReports } from '../../hub/holdings/store.ts';
import type { Actor, Role } from '../../hub/kernel/actor.ts';
import { holdingDiscrepancies, holdingsForOrder, holdingsOf } from '../../hub/stock/holding-store.ts';
import { employeeAccount, findDiscrepancies } from '../../hub/stock/proof.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

function actor(person: string, role: Role, shop: Shop): Actor {
  return { person, roles: [role], station: null, provedAt: shop.clock.wall(), system: null };
}

async function issue(shop: Shop, receiver: string, part: string, quantity: number, order: string | null) {
  const purpose = order === null ? 'kit' : 'order';
  const head = { warehouse: shop.warehouse, purpose, receiver, order, remark: '' };
  const slip = await shop.done<{ id: string }>('requisitions.create', { ...head, lines: [{ part, quantity }] });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
}

const held = (shop: Shop, person: string) =>
  shop.store.read((reader) => holdingsOf(reader, person).map(({ part, quantity }) => ({ part, quantity })));

async function sound(shop: Shop): Promise<void> {
  await shop.store.read((reader) => {
    expect(findDiscrepancies(reader)).toEqual([]);
    expect(holdingDiscrepancies(reader)).toEqual([]);
  });
}

test('what is used on a car leaves the hands of who held it, its own parts first', async () => {
  const shop = await openShop();
  const { zhou } = shop.people;
  const part = await shop.addPart('OF', 9000);
  await issue(shop, zhou, part, 3000, null);
  await issue(shop, zhou, part, 2000, shop.order.id);
  const use = { person: zhou, order: shop.order.id, lines: [{ part, quantity: 1000 }] };
  await shop.done('holdings.use', use, actor(zhou, 'technician', shop));
  await shop.store.read((reader) => {
    expect(holdingsForOrder(reader, zhou, shop.order.id)).toMatchObject([{ quantity: 1000 }]);
    expect(employeeAccount(reader, zhou, part)).toMatchObject({ issued: 5000, used: 1000, held: 4000 });
  });
  await sound(shop);
});

test.each([
  ['more than he holds', 'holdings.short', 6000, { wanted: 6000, held: 5000, number: 'OF' }],
  ['a part of a piece', 'requisitions.whole-units', 500, { number: 'OF' }],
])('%s is not used', async (_what, code, quantity, facts) => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 9000);
  await issue(shop, shop.people.zhou, part, 5000, shop.order.id);
  const use = { person: shop.people.zhou, order: shop.order.id, lines: [{ part, quantity }] };
  expect(await shop.run('holdings.use', use)).toMatchObject({ code, facts });
});

test('a line named twice is one: together they are no more than he holds', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 9000);
  await issue(shop, shop.people.zhou, part, 3000, shop.order.id);
  const lines = [
    { part, quantity: 2000 },
    { part, quantity: 2000 },
  ];
  const answer = await shop.run('holdings.use', { person: shop.people.zhou, order: shop.order.id, lines });
  expect(answer).toMatchObject({ code: 'holdings.short', facts: { wanted: 4000, held: 3000 } });
  expect(await held(shop, shop.people.zhou)).toEqual([{ part, quantity: 3000 }]);
});

test('nobody but a keeper or supervisor acts on what another holds', async () => {
  const shop = await openShop();
  const { zhou, li, wu } = shop.people;
  const part = await shop.addPart('OF', 9000);
  await issue(shop, zhou, part, 3000, shop.order.id);
  const use = { person: zhou, order: shop.order.id, lines: [{ part, quantity: 1000 }] };
  expect(await shop.run('holdings.use', use, actor(li, 'technician', shop))).toMatchObject({
    code: 'holdings.not-yours',
    facts: { person: '周建国' },
  });
  expect(await shop.run('holdings.use', use, actor(wu, 'keeper', shop))).toMatchObject({ outcome: 'accepted' });
});

test('a hand-over moves when the taker signs, not before, and only he signs', async () => {
  const shop = await openShop();
  const { zhou, li, wu } = shop.people;
  const part = await shop.addPart('OF', 9000);
  await issue(shop, zhou, part, 3000, shop.order.id);
  const offer = { giver: zhou, taker: li, remark: '下班', lines: [{ part, quantity: 2000 }] };
  const { id, number } = await shop.done<{ id: string; number: string }>(
    'holdings.offer',
    offer,
    actor(zhou, 'technician', shop),
  );
  expect(number).toMatch(/^YJ-\d{8}-0001$/);
  expect(await held(shop, li)).toEqual([]);
  const accept = (person: string, role: Role = 'technician') =>
    shop.run('holdings.accept', { handOver: id }, actor(person, role, shop));
  expect(await accept(wu, 'keeper')).toMatchObject({ code: 'holdings.not-taker', facts: { taker: '李志明' } });
  expect(await accept(li)).toMatchObject({ outcome: 'accepted' });
  expect(await accept(li)).toMatchObject({ code: 'holdings.hand-over-decided', facts: { number, state: 'SIGNED' } });
  expect(await held(shop, li)).toEqual([{ part, quantity: 2000 }]);
  expect(await held(shop, zhou)).toEqual([{ part, quantity: 1000 }]);
  expect(await shop.store.read((reader) => handOvers(reader, li, 9))).toMatchObject([
    { number, state: 'SIGNED', giver: { name: '周建国' }, lines: [{ quantity: 2000 }] },
  ]);
  await sound(shop);
});

test('what was used after the offer cannot be signed for any more', async () => {
  const shop = await openShop();
  const { zhou, li } = shop.people;
  const part = await shop.addPart('OF', 9000);
  await issue(shop, zhou, part, 2000, shop.order.id);
  const offer = { giver: zhou, taker: li, remark: '', lines: [{ part, quantity: 2000 }] };
  const { id } = await shop.done<{ id: string }>('holdings.offer', offer);
  await shop.done('holdings.use', { person: zhou, order: shop.order.id, lines: [{ part, quantity: 1000 }] });
  const answer = await shop.run('holdings.accept', { handOver: id }, actor(li, 'technician', shop));
  expect(answer).toMatchObject({ code: 'holdings.short', facts: { wanted: 2000, held: 1000 } });
});

test('an offer is declined by the taker or withdrawn by the giver, and nothing moves', async () => {
  const shop = await openShop();
  const { zhou, li } = shop.people;
  const part = await shop.addPart('OF', 9000);
  await issue(shop, zhou, part, 2000, shop.order.id);
  const offer = { giver: zhou, taker: li, remark: '', lines: [{ part, quantity: 1000 }] };
  const make = () => shop.done<{ id: string }>('holdings.offer', offer);
  const [declined, withdrawn] = [await make(), await make()];
  await shop.done('holdings.decline', { handOver: declined.id }, actor(li, 'technician', shop));
  const withdraw = { handOver: withdrawn.id };
  expect(await shop.run('holdings.withdraw', withdraw, actor(li, 'technician', shop))).toMatchObject({
    code: 'holdings.not-yours',
  });
  await shop.done('holdings.withdraw', withdraw, actor(zhou, 'technician', shop));
  expect(await held(shop, zhou)).toEqual([{ part, quantity: 2000 }]);
  expect(await shop.run('holdings.offer', { ...offer, taker: zhou })).toMatchObject({ code: 'holdings.to-yourself' });
});

test('a loss leaves the holding when somebody else has approved it', async () => {
  const shop = await openShop();
  const { zhou } = shop.people;
  const part = await shop.addPart('OF', 9000);
  await issue(shop, zhou, part, 2000, shop.order.id);
  const loss = { person: zhou, kind: 'damage', part, quantity: 1000, remark: '掉地上摔坏' };
  const { id, number } = await shop.done<{ id: string; number: string }>('holdings.report-loss', loss);
  expect(await held(shop, zhou)).toEqual([{ part, quantity: 2000 }]);
  const decision = { report: id, approve: true, reason: '' };
  expect(await shop.run('holdings.decide-loss', decision, actor(zhou, 'supervisor', shop))).toMatchObject({
    code: 'holdings.own-report',
  });
  await shop.done('holdings.decide-loss', decision, actor(shop.people.wu, 'supervisor', shop));
  expect(await held(shop, zhou)).toEqual([{ part, quantity: 1000 }]);
  expect(await shop.run('holdings.decide-loss', decision, actor(shop.people.wu, 'manager', shop))).toMatchObject({
    code: 'holdings.report-decided',
    facts: { number, state: 'APPROVED' },
  });
  expect(await shop.store.read((reader) => lossReports(reader, 9))).toMatchObject([
    { report: number, state: 'APPROVED', person: { name: '周建国' }, decidedBy: '吴敏', quantity: 1000 },
  ]);
  await sound(shop);
});

test('the list of holders says what everybody holds in kinds, pieces and money', async () => {
  const shop = await openShop();
  const [a, b] = [await shop.addPart('A', 9000), await shop.addPart('B', 9000)];
  await issue(shop, shop.people.zhou, a, 2000, null);
  await issue(shop, shop.people.zhou, b, 1000, null);
  expect(await shop.store.read(holders)).toMatchObject([{ name: '周建国', kinds: 2, quantity: 3000, value: 3000 }]);
});

test('whatever two people do with their parts: issued = used + returned + held + what else became of it', async () => {
  const shop = await openShop();
  const { zhou, li, wu } = shop.people;
  const step = fc.record({
    what: fc.constantFrom('issue', 'use', 'hand-over', 'loss'),
    who: fc.constantFrom(zhou, li),
    quantity: fc.integer({ min: 1, max: 4 }).map((pieces) => pieces * 1000),
    forOrder: fc.boolean(),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      run += 1;
      const part = await shop.addPart(`R-${run}`, 20_000);
      for (const { what, who, quantity, forOrder } of steps) {
        const lines = [{ part, quantity }];
        const other = who === zhou ? li : zhou;
        if (what === 'issue') {
          const head = { warehouse: shop.warehouse, purpose: forOrder ? 'order' : 'kit', receiver: who, remark: '' };
          const order = forOrder ? shop.order.id : null;
          const slip = await shop.done<{ id: string }>('requisitions.create', { ...head, order, lines });
          await shop.run('requisitions.confirm', { requisition: slip.id }, keeperActor(wu));
        } else if (what === 'use') {
          await shop.run('holdings.use', { person: who, order: shop.order.id, lines });
        } else if (what === 'hand-over') {
          const offer = await shop.run('holdings.offer', { giver: who, taker: other, remark: '', lines });
          if (offer.outcome === 'refused') continue;
          const { id } = offer.reply as { id: string };
          await shop.run('holdings.accept', { handOver: id }, actor(other, 'technician', shop));
        } else {
          const report = await shop.run('holdings.report-loss', {
            person: who,
            kind: 'loss',
            part,
            quantity,
            remark: 'x',
          });
          if (report.outcome === 'refused') continue;
          const { id } = report.reply as { id: string };
          await shop.run(
            'holdings.decide-loss',
            { report: id, approve: forOrder, reason: '' },
            actor(wu, 'manager', shop),
          );
        }
      }
      await shop.store.read((reader) => {
        for (const person of [zhou, li]) {
          const { issued, used, returned, other, held: holds } = employeeAccount(reader, person, part);
          expect(issued).toBe(used + returned + other + holds);
          expect(holds).toBeGreaterThanOrEqual(0);
        }
        expect(holdingDiscrepancies(reader)).toEqual([]);
        expect(findDiscrepancies(reader)).toEqual([]);
      });
    }),
    { numRuns: 25 },
  );
  expect(shop.bugs).toEqual([]);
});

test('the desk shows everybody’s holdings to who looks after the house, and to a technician his own', () => {
  const of = (roles: Role[], person: string | undefined) =>
    whoseToShow({ person: 'zhou', roles, station: null, provedAt: 0, system: null }, person);
  for (const role of ['keeper', 'supervisor', 'manager', 'administrator', 'advisor'] as const) {
    expect(of([role], undefined)).toBeNull();
    expect(of([role], 'li')).toBe('li');
  }
  expect(of(['technician'], 'li')).toBe('zhou');
  expect(of(['technician', 'keeper'], 'li')).toBe('li');
});
