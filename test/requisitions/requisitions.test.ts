import { expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { isRefusal } from '../../hub/kernel/refusal.ts';
import { decideDecision, decideSubmit, decideTakeBack, type SlipFacts } from '../../hub/requisitions/rules.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { findDiscrepancies } from '../../hub/stock/proof.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

const draft: SlipFacts = {
  number: 'LY-20261122-0001',
  approval: 'DRAFT',
  purpose: 'order',
  receiver: 'zhou',
  order: 'wx',
  creator: 'wu',
  decidedBy: null,
};
const line = { part: '机油滤清器', unit: '个', quantity: 2000, issuable: 1000 };

test.each([
  ['without a receiver', { ...draft, receiver: null }, 'requisitions.no-receiver'],
  ['for an order without the order', { ...draft, order: null }, 'requisitions.no-order'],
  ['that was submitted already', { ...draft, approval: 'SUBMITTED' as const }, 'requisitions.not-a-draft'],
])('a slip %s cannot be submitted', (_what, slip, code) => {
  expect(decideSubmit(slip, [{ ...line, quantity: 500 }])).toMatchObject({ refused: code });
});

test('a kit needs no order; a slip needs lines', () => {
  expect(decideSubmit({ ...draft, order: null, purpose: 'kit' }, [{ ...line, quantity: 500 }])).toBeNull();
  expect(decideSubmit(draft, [])).toMatchObject({ refused: 'requisitions.no-lines' });
});

test('a short line says what is left, what was wanted and how many lines are short', () => {
  expect(decideSubmit(draft, [line, { ...line, quantity: 100 }, line])).toEqual({
    refused: 'requisitions.short',
    facts: { part: '机油滤清器', unit: '个', issuable: 1000, wanted: 2000, lines: 2 },
  });
});

const submitted: SlipFacts = { ...draft, approval: 'SUBMITTED' };
const keeper = { person: 'wu', name: '吴敏', isKeeper: true, warehouse: '总仓' };

test('any one keeper decides, a stranger does not, and nobody decides on what he receives himself', () => {
  expect(decideDecision(submitted, keeper, false)).toBeNull();
  expect(decideDecision(submitted, { ...keeper, person: 'zheng' }, false)).toBeNull();
  expect(decideDecision(submitted, { ...keeper, isKeeper: false }, false)).toMatchObject({
    refused: 'requisitions.not-keeper',
  });
  expect(decideDecision({ ...submitted, receiver: 'wu' }, keeper, false)).toMatchObject({
    refused: 'requisitions.own-slip',
  });
  expect(decideDecision({ ...submitted, receiver: 'wu' }, keeper, true)).toBeNull();
});

test('a slip is taken back by whoever made it or by a keeper, and not after the decision', () => {
  expect(decideTakeBack(submitted, { person: 'wu', isKeeper: false })).toBeNull();
  expect(decideTakeBack(submitted, { person: 'zhou', isKeeper: false })).toMatchObject({
    refused: 'requisitions.not-yours',
  });
  expect(decideTakeBack(submitted, { person: 'zheng', isKeeper: true })).toBeNull();
  expect(decideTakeBack({ ...submitted, approval: 'APPROVED' }, { person: 'wu', isKeeper: true })).toMatchObject({
    refused: 'requisitions.already-decided',
  });
});

async function submittedSlip(shop: Shop, part: string, quantity: number): Promise<{ id: string; number: string }> {
  const slip = await shop.done<{ id: string; number: string }>('requisitions.create', {
    warehouse: shop.warehouse,
    purpose: 'order',
    receiver: shop.people.zhou,
    order: shop.order.id,
    remark: '',
    lines: [{ part, quantity }],
  });
  await shop.done('requisitions.submit', { requisition: slip.id });
  return slip;
}

async function balances(shop: Shop, part: string) {
  return shop.store.read((reader) => {
    const at = (location: string) =>
      reader.one<{ q: number }>(
        'select quantity as q from balance where location_id = ? and part_id = ?',
        location,
        part,
      )?.q ?? 0;
    return { bin: at(shop.bin), zhou: at(shop.people.zhou) };
  });
}

test('approval is the issue: stock moves to the employee once, whoever else approves', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 5000);
  const slip = await submittedSlip(shop, part, 2000);
  const answers = await Promise.all([
    shop.run('requisitions.approve', { requisition: slip.id }, keeperActor(shop.people.wu)),
    shop.run('requisitions.approve', { requisition: slip.id }, keeperActor(shop.people.zheng)),
  ]);
  expect(answers.map((answer) => answer.outcome)).toEqual(['accepted', 'refused']);
  expect(answers[1]).toMatchObject({
    code: 'requisitions.already-decided',
    facts: { number: slip.number, approval: 'APPROVED', by: '吴敏' },
  });
  expect(await balances(shop, part)).toEqual({ bin: 3000, zhou: 2000 });
});

test('submitting reserves for others at once; rejecting, withdrawing and cancelling release', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 3000);
  const issuableFor = async () => {
    const probe = await shop.done<{ id: string }>('requisitions.create', {
      warehouse: shop.warehouse,
      purpose: 'kit',
      receiver: null,
      order: null,
      remark: '',
      lines: [{ part, quantity: 1000 }],
    });
    return shop.store.read((reader) => readSlip(reader, probe.id)?.lines[0]?.issuable);
  };
  expect(await issuableFor()).toBe(3000);
  const first = await submittedSlip(shop, part, 2000);
  expect(await issuableFor()).toBe(1000);
  const wu = keeperActor(shop.people.wu, shop.clock.wall());
  await shop.done('requisitions.reject', { requisition: first.id, reason: '型号不对' }, wu);
  expect(await issuableFor()).toBe(3000);
  const second = await submittedSlip(shop, part, 2000);
  await shop.done('requisitions.withdraw', { requisition: second.id }, wu);
  expect(await issuableFor()).toBe(3000);
  const third = await submittedSlip(shop, part, 3000);
  await shop.done('requisitions.cancel', { requisition: third.id }, wu);
  expect(await issuableFor()).toBe(3000);
  expect(await balances(shop, part)).toEqual({ bin: 3000, zhou: 0 });
});

test('rejecting needs a PIN that was given within the last five minutes', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 3000);
  const slip = await submittedSlip(shop, part, 1000);
  const proved = keeperActor(shop.people.wu, shop.clock.wall());
  shop.clock.advance(5 * 60_000 + 1);
  const late = shop.run('requisitions.reject', { requisition: slip.id, reason: '型号不对' }, proved);
  await expect(late).rejects.toMatchObject({ code: 'auth.fresh-pin' });
});

test('two counters and the last piece, a thousand rounds: one wins, nothing goes below zero', {
  timeout: 300_000,
}, async () => {
  const shop = await openShop();
  const [wu, zheng] = [keeperActor(shop.people.wu), keeperActor(shop.people.zheng)];
  for (let round = 0; round < 1000; round += 1) {
    // On hand 3, one of them reserved by a slip that waits: A asks for 2, B for 1.
    const part = await shop.addPart(`P-${round}`, 3000);
    await submittedSlip(shop, part, 1000);
    const make = (quantity: number, receiver: string) =>
      shop.done<{ id: string }>('requisitions.create', {
        warehouse: shop.warehouse,
        purpose: 'kit',
        receiver,
        order: null,
        remark: '',
        lines: [{ part, quantity }],
      });
    const [a, b] = await Promise.all([make(2000, shop.people.zhou), make(1000, shop.people.li)]);
    const calls = [
      () => shop.run('requisitions.confirm', { requisition: a.id }, wu),
      () => shop.run('requisitions.confirm', { requisition: b.id }, zheng),
    ];
    const answers = await Promise.all((round % 2 === 0 ? calls : calls.toReversed()).map((call) => call()));
    expect(answers.map((answer) => answer.outcome)).toEqual(['accepted', 'refused']);
    // Either A took both and B reads "仅剩 0", or B took one and A reads "仅剩 1 可领, 需 2".
    const [issuable, wanted] = round % 2 === 0 ? [0, 1000] : [1000, 2000];
    expect(answers[1]).toMatchObject({ code: 'requisitions.short', facts: { issuable, wanted } });
  }
  await shop.store.read((reader) => {
    expect(findDiscrepancies(reader)).toEqual([]);
    expect(reader.all('select 1 from balance where guarded = 1 and quantity < 0')).toEqual([]);
  });
});

test('undo takes back exactly one step, and the remark is no step', async () => {
  const shop = await openShop();
  const [a, b] = [await shop.addPart('A', 9000), await shop.addPart('B', 9000)];
  const { id } = await shop.done<{ id: string }>('requisitions.create', {
    warehouse: shop.warehouse,
    purpose: 'kit',
    receiver: shop.people.zhou,
    order: null,
    remark: '外三补货',
    lines: [
      { part: a, quantity: 2000 },
      { part: b, quantity: 1000 },
    ],
  });
  await shop.done('requisitions.set-remark', { requisition: id, remark: '二三院-补货' });
  await shop.done('requisitions.undo', { requisition: id });
  const slip = await shop.store.read((reader) => readSlip(reader, id));
  expect(slip).toMatchObject({ remark: '二三院-补货', lines: [{ number: 'A', quantity: 2000 }] });
  for (const _ of [1, 2]) await shop.done('requisitions.undo', { requisition: id });
  expect(await shop.run('requisitions.undo', { requisition: id })).toMatchObject({
    code: 'requisitions.nothing-to-undo',
  });
});

test('a slip takes one part from several bins, and its movements add up to its line', async () => {
  const shop = await openShop();
  const part = await shop.addPart('A', 3000);
  const { id: second } = await shop.done<{ id: string }>('places.add-bin', { warehouse: shop.warehouse, code: 'B1' });
  await shop.done('stock.open-balance', { part, bin: second, quantity: 4000, remark: '' });
  const slip = await submittedSlip(shop, part, 6000);
  await shop.done('requisitions.approve', { requisition: slip.id }, keeperActor(shop.people.wu));
  const moved = await shop.store.read((reader) =>
    reader.all('select quantity from movement where document_id = ? order by quantity', slip.id),
  );
  expect(moved).toEqual([{ quantity: 2000 }, { quantity: 4000 }]);
});

test('a one-man store may let the keeper approve what he receives himself', async () => {
  const shop = await openShop({ ...SETTINGS, keeperMayReceive: true });
  const part = await shop.addPart('A', 3000);
  const { id } = await shop.done<{ id: string }>('requisitions.create', {
    warehouse: shop.warehouse,
    purpose: 'kit',
    receiver: shop.people.wu,
    order: null,
    remark: '',
    lines: [{ part, quantity: 1000 }],
  });
  const answer = await shop.run('requisitions.confirm', { requisition: id }, keeperActor(shop.people.wu));
  expect(answer.outcome).toBe('accepted');
});

test('what does not exist is refused, and no half slip stays', async () => {
  const shop = await openShop();
  const request = { warehouse: shop.warehouse, purpose: 'kit', receiver: null, order: null, remark: '' };
  const answer = await shop.run('requisitions.create', { ...request, lines: [{ part: newId(), quantity: 1000 }] });
  expect(answer).toMatchObject({ outcome: 'refused', code: 'parts.no-such-part' });
  expect(isRefusal(answer)).toBe(false);
  const slips = await shop.store.read((reader) => reader.all('select 1 from requisition'));
  expect(slips).toEqual([]);
});
