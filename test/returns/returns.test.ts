import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '../../hub/kernel/actor.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { previewOf } from '../../hub/printing/preview.ts';
import type { ReturnSlip } from '../../hub/returns/contract.ts';
import { returnDocument, returnTicket } from '../../hub/returns/documents.ts';
import { readReturn } from '../../hub/returns/slip.ts';
import { listedReturns } from '../../hub/returns/store.ts';
import { holdingDiscrepancies, holdingsOf } from '../../hub/stock/holding-store.ts';
import { employeeAccount, findDiscrepancies } from '../../hub/stock/proof.ts';
import { issuableNow } from '../../hub/stock/store.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

type Made = { readonly id: string; readonly number: string };

function technician(person: string): Actor {
  return { person, roles: ['technician'], station: null, provedAt: 0, system: null };
}

async function issue(shop: Shop, part: string, quantity: number, receiver = shop.people.zhou) {
  const head = { warehouse: shop.warehouse, purpose: 'kit', receiver, order: null, remark: '' };
  const slip = await shop.done<Made>('requisitions.create', { ...head, lines: [{ part, quantity }] });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
}

function start(shop: Shop, person = shop.people.zhou, actor?: Actor): Promise<Made> {
  return shop.done<Made>('returns.start', { person, warehouse: shop.warehouse, ticket: false }, actor);
}

async function slipOf(shop: Shop, id: string): Promise<ReturnSlip> {
  const slip = await shop.store.read((reader) => readReturn(reader, id));
  if (slip === null) throw new Error('no return');
  return slip;
}

async function check(shop: Shop, slip: string, number: string, change: object, actor?: Actor) {
  const line = (await slipOf(shop, slip)).lines.find((candidate) => candidate.number === number);
  return shop.run('returns.set-line', { return: slip, line: line?.id ?? '', quantity: null, ...change }, actor);
}

const binOf = (shop: Shop, part: string, kind: string) =>
  shop.store.read(
    (reader) =>
      reader.one<{ quantity: number }>(
        'select a.quantity from balance a join bin b on b.id = a.location_id where a.part_id = ? and b.kind = ?',
        part,
        kind,
      )?.quantity ?? 0,
  );

async function sound(shop: Shop): Promise<void> {
  await shop.store.read((reader) => {
    expect(findDiscrepancies(reader)).toEqual([]);
    expect(holdingDiscrepancies(reader)).toEqual([]);
  });
}

test('one tap lists everything unused; the same tap again brings the open slip up to date', async () => {
  const shop = await openShop();
  const [a, b] = [await shop.addPart('A', 9000), await shop.addPart('B', 9000)];
  await issue(shop, a, 3000);
  const first = await start(shop, shop.people.zhou, technician(shop.people.zhou));
  expect(first.number).toMatch(/^DH-\d{8}-0001$/);
  expect((await slipOf(shop, first.id)).lines).toMatchObject([{ number: 'A', remainder: 3000, quantity: null }]);
  await check(shop, first.id, 'A', { quantity: 3000 });
  await issue(shop, b, 1000);
  await shop.done('holdings.use', {
    person: shop.people.zhou,
    order: shop.order.id,
    lines: [{ part: a, quantity: 1000 }],
  });
  const again = await start(shop);
  expect(again.id).toBe(first.id);
  expect((await slipOf(shop, first.id)).lines).toMatchObject([
    // What he used meanwhile cannot come back: the line wants to be checked again.
    { number: 'A', remainder: 2000, quantity: null },
    { number: 'B', remainder: 1000, quantity: null },
  ]);
});

test('who holds nothing has nothing to return, and nobody starts a return for another', async () => {
  const shop = await openShop();
  const request = { person: shop.people.zhou, warehouse: shop.warehouse, ticket: false };
  expect(await shop.run('returns.start', request)).toMatchObject({
    code: 'returns.nothing-held',
    facts: { person: '周建国' },
  });
  expect(await shop.run('returns.start', request, technician(shop.people.li))).toMatchObject({
    code: 'holdings.not-yours',
  });
});

test('never more than the remainder comes back, all lines of a part together', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 9000);
  await issue(shop, part, 3000);
  const { id } = await start(shop);
  expect(await check(shop, id, 'A', { quantity: 4000 })).toMatchObject({
    code: 'returns.over',
    facts: { number: 'A', wanted: 4000, held: 3000 },
  });
  await check(shop, id, 'A', { quantity: 2000 });
  const split = { return: id, part, condition: 'damaged', problem: '螺纹滑牙' };
  expect(await shop.run('returns.split-line', { ...split, quantity: 2000 })).toMatchObject({
    code: 'returns.over',
    facts: { wanted: 4000, held: 3000 },
  });
  expect(await shop.run('returns.split-line', { ...split, condition: 'good', quantity: 1000 })).toMatchObject({
    code: 'returns.same-condition',
  });
  expect(await shop.run('returns.split-line', { ...split, quantity: 1000 })).toMatchObject({ outcome: 'accepted' });
  expect((await slipOf(shop, id)).lines).toMatchObject([
    { remainder: 2000, quantity: 2000 },
    { remainder: 1000, quantity: 1000, condition: 'damaged', problem: '螺纹滑牙', bin: '待检' },
  ]);
});

test('at receipt stock and holding move together: good to its shelf, opened to the open packs, damaged to inspection', async () => {
  const shop = await openShop();
  const [good, oil, broken] = [
    await shop.addPart('GOOD', 9000),
    await shop.addPart('OIL', 9000, [], 3),
    await shop.addPart('BROKEN', 9000),
  ];
  for (const part of [good, oil, broken]) await issue(shop, part, 2000);
  const { id, number } = await start(shop);
  await check(shop, id, 'GOOD', { quantity: 2000 });
  await check(shop, id, 'OIL', { quantity: 1350, condition: 'opened' });
  await check(shop, id, 'BROKEN', { quantity: 1000, condition: 'damaged', problem: '裂纹' });
  await shop.done('returns.confirm', { return: id }, keeperActor(shop.people.wu));
  expect(await slipOf(shop, id)).toMatchObject({
    ...{ number, state: 'RECEIVED', approver: '吴敏', receiver: '吴敏', handler: '吴敏' },
  });
  await shop.store.read((reader) => {
    expect(holdingsOf(reader, shop.people.zhou).map(({ number: part, quantity }) => [part, quantity])).toEqual([
      ['BROKEN', 1000],
      ['OIL', 650],
    ]);
    expect(issuableNow(reader, shop.warehouse, good, '')).toBe(9000);
    expect(issuableNow(reader, shop.warehouse, oil, '')).toBe(8350);
    // What waits for inspection is promised to nobody.
    expect(issuableNow(reader, shop.warehouse, broken, '')).toBe(7000);
    expect(employeeAccount(reader, shop.people.zhou, oil)).toMatchObject({ issued: 2000, returned: 1350, held: 650 });
  });
  expect(await binOf(shop, oil, 'open')).toBe(1350);
  expect(await binOf(shop, broken, 'quarantine')).toBe(1000);
  await sound(shop);
});

test('a received return shows what was left when it was received, whatever becomes of the rest', async () => {
  const shop = await openShop();
  const [a, b] = [await shop.addPart('A', 9000), await shop.addPart('B', 9000)];
  await issue(shop, a, 3000);
  await issue(shop, b, 1000);
  const { id } = await start(shop);
  await check(shop, id, 'A', { quantity: 2000 });
  await shop.done('returns.confirm', { return: id }, keeperActor(shop.people.wu));
  const then = [
    { number: 'A', remainder: 3000, quantity: 2000 },
    { number: 'B', remainder: 1000, quantity: null },
  ];
  expect((await slipOf(shop, id)).lines).toMatchObject(then);
  await issue(shop, a, 4000);
  const lines = [{ part: b, quantity: 1000 }];
  await shop.done('holdings.use', { person: shop.people.zhou, order: shop.order.id, lines });
  expect((await slipOf(shop, id)).lines).toMatchObject(then);
});

test('a return that came to nothing says on paper nothing of what he holds today', async () => {
  const shop = await openShop();
  await issue(shop, await shop.addPart('A', 9000), 3000);
  const { id } = await start(shop);
  await check(shop, id, 'A', { quantity: 2000 });
  const paper = async () => JSON.stringify(returnDocument(await slipOf(shop, id), SETTINGS));
  expect(await paper()).toContain('剩余');
  await shop.done('returns.cancel', { return: id });
  expect(await paper()).not.toContain('剩余');
});

test('what nobody checked stays with the employee, with the reason why', async () => {
  const shop = await openShop();
  const [a, b] = [await shop.addPart('A', 9000), await shop.addPart('B', 9000)];
  await issue(shop, a, 1000);
  await issue(shop, b, 1000);
  const { id } = await start(shop);
  expect(await shop.run('returns.confirm', { return: id }, keeperActor(shop.people.wu))).toMatchObject({
    code: 'returns.no-lines',
  });
  await check(shop, id, 'B', { keptReason: '明天继续装' }, technician(shop.people.zhou));
  await check(shop, id, 'A', { quantity: 1000 });
  await shop.done('returns.confirm', { return: id }, keeperActor(shop.people.wu));
  expect(await shop.store.read((reader) => holdingsOf(reader, shop.people.zhou))).toMatchObject([{ number: 'B' }]);
  expect((await slipOf(shop, id)).lines[1]).toMatchObject({ quantity: null, keptReason: '明天继续装' });
});

test('a rejected return moves nothing, and a received one moves nothing again', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 9000);
  await issue(shop, part, 1000);
  const wu = keeperActor(shop.people.wu, shop.clock.wall());
  const first = await start(shop);
  await check(shop, first.id, 'A', { quantity: 1000 });
  expect(await shop.run('returns.receive', { return: first.id }, wu)).toMatchObject({ code: 'returns.not-submitted' });
  await shop.done('returns.submit', { return: first.id });
  await shop.done('returns.reject', { return: first.id, reason: '包装不见了' }, wu);
  expect(await slipOf(shop, first.id)).toMatchObject({ state: 'REJECTED', reason: '包装不见了' });
  const second = await start(shop);
  expect(second.id).not.toBe(first.id);
  await check(shop, second.id, 'A', { quantity: 1000 });
  await shop.done('returns.confirm', { return: second.id }, wu);
  expect(await shop.run('returns.confirm', { return: second.id }, wu)).toMatchObject({
    code: 'returns.not-open',
    facts: { number: second.number, state: 'RECEIVED' },
  });
  await sound(shop);
});

test('only a keeper of the warehouse decides, and after submitting only he corrects', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 9000);
  await issue(shop, part, 2000);
  const zhou = technician(shop.people.zhou);
  const { id } = await start(shop, shop.people.zhou, zhou);
  await check(shop, id, 'A', { quantity: 2000 }, zhou);
  await shop.done('returns.submit', { return: id }, zhou);
  expect(await check(shop, id, 'A', { quantity: 1000 }, zhou)).toMatchObject({ code: 'returns.not-open' });
  const stranger: Actor = { ...zhou, roles: ['keeper'] };
  expect(await shop.run('returns.approve', { return: id }, stranger)).toMatchObject({
    code: 'requisitions.not-keeper',
  });
  expect(await check(shop, id, 'A', { quantity: 1000 }, keeperActor(shop.people.zheng))).toMatchObject({
    outcome: 'accepted',
  });
});

test('what was used between checking and receiving is refused with numbers, and nothing of the slip moves', async () => {
  const shop = await openShop();
  const [a, b] = [await shop.addPart('A', 9000), await shop.addPart('B', 9000)];
  await issue(shop, a, 2000);
  await issue(shop, b, 2000);
  const { id } = await start(shop);
  await check(shop, id, 'A', { quantity: 2000 });
  await check(shop, id, 'B', { quantity: 2000 });
  await shop.done('holdings.use', {
    person: shop.people.zhou,
    order: shop.order.id,
    lines: [{ part: b, quantity: 1000 }],
  });
  expect(await shop.run('returns.confirm', { return: id }, keeperActor(shop.people.wu))).toMatchObject({
    code: 'returns.over',
    facts: { number: 'B', wanted: 2000, held: 1000 },
  });
  expect(await slipOf(shop, id)).toMatchObject({ state: 'DRAFT' });
  expect(await shop.store.read((reader) => issuableNow(reader, shop.warehouse, a, ''))).toBe(7000);
});

test('whatever is checked and received: held never below zero, and the account of the employee is even', async () => {
  const shop = await openShop();
  const amounts = fc.integer({ min: 1, max: 5 }).map((pieces) => pieces * 1000);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ issue: amounts, back: amounts, condition: fc.constantFrom('good', 'opened', 'damaged') }), {
        minLength: 1,
        maxLength: 6,
      }),
      async (rounds) => {
        run += 1;
        const part = await shop.addPart(`R-${run}`, 40_000);
        for (const round of rounds) {
          await issue(shop, part, round.issue, shop.people.li);
          const { id } = await start(shop, shop.people.li);
          await check(shop, id, `R-${run}`, { quantity: round.back, condition: round.condition });
          await shop.run('returns.confirm', { return: id }, keeperActor(shop.people.wu));
        }
        await shop.store.read((reader) => {
          const { issued, used, returned, other, held } = employeeAccount(reader, shop.people.li, part);
          expect(issued).toBe(used + returned + other + held);
          expect(held).toBeGreaterThanOrEqual(0);
          expect(findDiscrepancies(reader)).toEqual([]);
          expect(holdingDiscrepancies(reader)).toEqual([]);
        });
      },
    ),
    { numRuns: 20 },
  );
});

test('the paper says what came back and in which condition; the ticket carries its number as a code', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 9000);
  await issue(shop, part, 3000);
  const { id, number } = await start(shop);
  const ticket = returnTicket(await slipOf(shop, id), SETTINGS);
  expect(ticket.blocks).toContainEqual({ block: 'barcode', text: number });
  await check(shop, id, 'A', { quantity: 2000, condition: 'opened', problem: '包装破损' });
  await shop.done('returns.confirm', { return: id }, keeperActor(shop.people.wu));
  const sheets = previewOf(returnDocument(await slipOf(shop, id), SETTINGS), MEDIA['roll-80']);
  const text = sheets.flatMap(({ glyphs }) => glyphs.map(({ char }) => char)).join('');
  for (const words of ['调回单', number, '周建国 1007', '已开封', '包装破损', '开封', '2 个', '吴敏']) {
    expect(text).toContain(words);
  }
});

test('a part that is split by its condition is checked again when the two are more than he holds by now', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 9000);
  await issue(shop, part, 3000);
  const slip = await start(shop);
  await check(shop, slip.id, 'A', { quantity: 2000 });
  await shop.done('returns.split-line', {
    ...{ return: slip.id, part, condition: 'damaged', quantity: 1000, problem: '破损' },
  });
  const use = { person: shop.people.zhou, order: shop.order.id };
  await shop.done('holdings.use', { ...use, lines: [{ part, quantity: 1000 }] });
  await start(shop);
  expect((await slipOf(shop, slip.id)).lines.map(({ quantity }) => quantity)).toEqual([null, null]);
});

test('a submitted return is rejected also when nothing of it is checked any more', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 9000);
  await issue(shop, part, 2000);
  const slip = await start(shop);
  await check(shop, slip.id, 'A', { quantity: 2000 });
  await shop.done('returns.submit', { return: slip.id });
  const wu = keeperActor(shop.people.wu, shop.clock.wall());
  await check(shop, slip.id, 'A', { quantity: null }, wu);
  expect(await shop.run('returns.approve', { return: slip.id }, wu)).toMatchObject({ code: 'returns.no-lines' });
  await shop.done('returns.reject', { return: slip.id, reason: '没带来' }, wu);
  expect(await slipOf(shop, slip.id)).toMatchObject({ state: 'REJECTED' });
});

test('the bin for opened packs takes the next free name, and the event calls it so', async () => {
  const shop = await openShop();
  for (const code of ['开封', '开封-2']) {
    await shop.done('places.add-bin', { warehouse: shop.warehouse, code });
  }
  const part = await shop.addPart('A', 9000);
  await issue(shop, part, 1000);
  const slip = await start(shop);
  await check(shop, slip.id, 'A', { quantity: 1000, condition: 'opened' });
  await shop.done('returns.confirm', { return: slip.id }, keeperActor(shop.people.wu, shop.clock.wall()));
  const made = await shop.store.read((reader) => reader.one("select code from bin where kind = 'open'"));
  expect(made).toEqual({ code: '开封-3' });
  const told = await shop.store.read((reader) =>
    reader.one<{ payload: string }>(
      "select payload from change_feed where kind = 'bin.added' order by seq desc limit 1",
    ),
  );
  expect(JSON.parse(told?.payload ?? '')).toMatchObject({ code: '开封-3' });
});

test('the list of returns is narrowed to those that were made in a time', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 9000);
  const numbers: string[] = [];
  for (const person of [shop.people.zhou, shop.people.li]) {
    await issue(shop, part, 1000, person);
    numbers.push((await start(shop, person)).number);
    shop.clock.advance(3_600_000);
  }
  const middle = shop.clock.wall() - 5_000_000;
  const list = (narrowed: { from?: number; until?: number }) =>
    shop.store.read((reader) =>
      listedReturns(
        reader,
        { state: null, person: null, from: null, until: null, text: '', ...narrowed },
        { limit: 9, offset: 0, sort: '', descending: false },
      ).map(({ number }) => number),
    );
  expect(await list({})).toEqual(numbers.toReversed());
  expect(await list({ from: middle })).toEqual([numbers[1]]);
  expect(await list({ until: middle })).toEqual([numbers[0]]);
});
