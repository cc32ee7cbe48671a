import { expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { isRefusal } from '../../hub/kernel/refusal.ts';
import {
  decideDecision,
  decideEdit,
  decideSubmit,
  decideTakeBack,
  type SlipFacts,
} from '../../hub/requisitions/rules.ts';
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
  signing: 'UNSIGNED',
  isReversed: false,
  isEscrow: false,
};
const filter = { number: 'OF-B8L', name: '机油滤清器', model: '迈腾 B8L', unit: '个' };
const line = { part: filter, quantity: 2000, issuable: 1000, successor: null };
const wu = { person: 'wu', isKeeper: false, isHub: false };
const zhou = { person: 'zhou', isKeeper: false, isHub: false };
const zheng = { person: 'zheng', isKeeper: true, isHub: false };

test.each([
  ['without a receiver', { ...draft, receiver: null }, 'requisitions.no-receiver'],
  ['for an order without the order', { ...draft, order: null }, 'requisitions.no-order'],
  ['that was submitted already', { ...draft, approval: 'SUBMITTED' as const }, 'requisitions.not-a-draft'],
])('a slip %s cannot be submitted', (_what, slip, code) => {
  expect(decideSubmit(slip, [{ ...line, quantity: 500 }], wu)).toMatchObject({ refused: code });
});

test('a kit needs no order; a slip needs lines', () => {
  expect(decideSubmit({ ...draft, order: null, purpose: 'kit' }, [{ ...line, quantity: 500 }], wu)).toBeNull();
  expect(decideSubmit(draft, [], wu)).toMatchObject({ refused: 'requisitions.no-lines' });
});

test('a short line says what is left, what was wanted and how many lines are short', () => {
  expect(decideSubmit(draft, [line, { ...line, quantity: 100 }, line], wu)).toEqual({
    refused: 'requisitions.short',
    facts: {
      part: '机油滤清器',
      model: '迈腾 B8L',
      number: 'OF-B8L',
      unit: '个',
      issuable: 1000,
      wanted: 2000,
      lines: 2,
    },
  });
});

const submitted: SlipFacts = { ...draft, approval: 'SUBMITTED' };
const keeper = { person: 'wu', name: '吴敏', isKeeper: true, warehouse: '总仓' };

test('a draft is changed and submitted by whoever made it or by a keeper of its warehouse, and by nobody else', () => {
  expect(decideEdit(draft, wu)).toBeNull();
  expect(decideEdit(draft, zheng)).toBeNull();
  expect(decideEdit(draft, zhou)).toMatchObject({ refused: 'requisitions.not-yours' });
  expect(decideSubmit(draft, [{ ...line, quantity: 500 }], zhou)).toMatchObject({ refused: 'requisitions.not-yours' });
  expect(decideEdit({ ...draft, approval: 'CANCELLED' }, wu)).toMatchObject({ facts: { approval: 'CANCELLED' } });
});

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
  expect(decideTakeBack(submitted, wu)).toBeNull();
  expect(decideTakeBack(submitted, zhou)).toMatchObject({
    refused: 'requisitions.not-yours',
  });
  expect(decideTakeBack(submitted, zheng)).toBeNull();
  expect(decideTakeBack({ ...submitted, approval: 'APPROVED' }, { ...wu, isKeeper: true })).toMatchObject({
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
  const keeperWu = keeperActor(shop.people.wu, shop.clock.wall());
  await shop.done('requisitions.reject', { requisition: first.id, reason: '型号不对' }, keeperWu);
  expect(await issuableFor()).toBe(3000);
  const second = await submittedSlip(shop, part, 2000);
  await shop.done('requisitions.withdraw', { requisition: second.id }, keeperWu);
  expect(await issuableFor()).toBe(3000);
  const third = await submittedSlip(shop, part, 3000);
  await shop.done('requisitions.cancel', { requisition: third.id }, keeperWu);
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
  const [first, second] = [keeperActor(shop.people.wu), keeperActor(shop.people.zheng)];
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
      () => shop.run('requisitions.confirm', { requisition: a.id }, first),
      () => shop.run('requisitions.confirm', { requisition: b.id }, second),
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

test('half an oil filter does not exist, half a metre of hose does; a kit is for no car', async () => {
  const shop = await openShop();
  const filter = await shop.addPart('OF', 9000);
  const hose = await shop.addPart('HOSE', 9000, [], 2);
  const request = { warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.zhou, order: null, remark: '' };
  const half = await shop.run('requisitions.create', { ...request, lines: [{ part: filter, quantity: 500 }] });
  expect(half).toMatchObject({ code: 'requisitions.whole-units', facts: { number: 'OF', unit: '个' } });
  const { id } = await shop.done<{ id: string }>('requisitions.create', {
    ...request,
    lines: [{ part: hose, quantity: 2500 }],
  });
  const line = (await shop.store.read((reader) => readSlip(reader, id)))?.lines[0]?.id;
  const fine = await shop.run('requisitions.set-quantity', { requisition: id, line, quantity: 1234 });
  expect(fine).toMatchObject({ code: 'requisitions.whole-units' });
  const withCar = await shop.run('requisitions.create', { ...request, order: shop.order.id, lines: [] });
  expect(withCar).toMatchObject({ code: 'requisitions.kit-has-order', facts: { number: shop.order.number } });
});

test('an order whose car is gone takes no more parts, also when it left while the slip was a draft', async () => {
  const shop = await openShop();
  const part = await shop.addPart('OF', 9000);
  const request = {
    warehouse: shop.warehouse,
    purpose: 'order',
    receiver: shop.people.zhou,
    order: shop.order.id,
    remark: '',
    lines: [{ part, quantity: 1000 }],
  };
  const { id } = await shop.done<{ id: string }>('requisitions.create', request);
  await shop.store.write((tx) => tx.run("update repair_order set state = 'SETTLED' where id = ?", shop.order.id));
  const closed = { code: 'orders.closed', facts: { number: shop.order.number, state: 'SETTLED' } };
  expect(await shop.run('requisitions.submit', { requisition: id })).toMatchObject(closed);
  expect(await shop.run('requisitions.create', request)).toMatchObject(closed);
});
