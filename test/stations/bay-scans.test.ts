import { expect, test } from 'vitest';
import { openWaits } from '../../hub/bays/store.ts';
import { Reactions } from '../../hub/executor/reactions.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { jobsOfQueue } from '../../hub/printing/store.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { allReactions } from '../../hub/rooms.ts';
import { scannerAt } from '../support/scans.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

async function bays() {
  const shop = await openShop({ ...SETTINGS, slipPrinter: () => 'p' });
  for (const [station, name] of [
    ['bay-2', '2 号工位'],
    ['bay-3', '3 号工位'],
  ]) {
    await shop.done('stations.configure', { station, kind: 'bay', name, warehouse: 'A' });
  }
  const reactions = new Reactions(shop.store, shop.executor, allReactions(SETTINGS_WITH_PRINTER), (error) => {
    throw error;
  });
  const react = async () => {
    reactions.wake();
    await reactions.idle();
  };
  return { shop, here: scannerAt(shop, 'bay-2'), elsewhere: scannerAt(shop, 'bay-3'), react };
}
const SETTINGS_WITH_PRINTER = { ...SETTINGS, slipPrinter: () => 'p' };

async function issue(shop: Shop, purpose: 'order' | 'kit' = 'order') {
  const part = await shop.addPart(`OF-${purpose}`, 9000, [{ code: `OF-${purpose}`, packQuantity: 1000 }]);
  const order = purpose === 'order' ? shop.order.id : null;
  const head = { warehouse: shop.warehouse, purpose, receiver: shop.people.zhou, order, remark: '' };
  const slip = await shop.done<{ id: string; number: string }>('requisitions.create', {
    ...{ ...head, lines: [{ part, quantity: 1000 }] },
  });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  return slip;
}

const signing = (shop: Shop, slip: { id: string }) => shop.store.read((reader) => readSlip(reader, slip.id)?.signing);

test('one scan of the bag signs at the bay of its car; at another bay it is the wrong car and nothing is signed', async () => {
  const { shop, here, elsewhere } = await bays();
  const slip = await issue(shop);
  expect(await elsewhere.scan(slip.number)).toMatchObject({
    ...{ outcome: 'refused', code: 'bays.wrong-car' },
    facts: { number: slip.number, plate: '京AD1234', bay: '2 号工位', here: '3 号工位' },
  });
  expect(await signing(shop, slip)).toBe('UNSIGNED');
  expect(await here.scan(slip.number)).toMatchObject({
    code: 'scans.signed',
    facts: { number: slip.number, person: '周建国' },
  });
  expect(await signing(shop, slip)).toBe('SIGNED');
});

test('a kit is for no car: its bag signs at any bay', async () => {
  const { shop, elsewhere } = await bays();
  const slip = await issue(shop, 'kit');
  expect(await elsewhere.scan(slip.number)).toMatchObject({ code: 'scans.signed' });
});

test('the badge of the technician signs for all that he received for the car; with nothing to sign it asks for the PIN', async () => {
  const { shop, here, elsewhere } = await bays();
  const slip = await issue(shop);
  expect(await elsewhere.scan('GP1007')).toMatchObject({ code: 'scans.pin-needed' });
  expect(await here.scan('GP1007')).toMatchObject({ code: 'scans.signed-all', facts: { person: '周建国', slips: 1 } });
  expect(await signing(shop, slip)).toBe('SIGNED');
  expect(await here.scan('GP1007')).toMatchObject({ code: 'scans.pin-needed', facts: { person: '周建国' } });
  expect(await here.scan('GP2001')).toMatchObject({
    code: 'people.station-needs-technician',
    facts: { person: '吴敏' },
  });
});

test('a bay that nobody opened takes no parts', async () => {
  const { shop, here } = await bays();
  await shop.addPart('OF', 9000, [{ code: 'OF', packQuantity: 1000 }]);
  expect(await here.scan('OF')).toMatchObject({ code: 'scans.station-closed' });
});

test('parts scanned at the bay are asked for with the confirm card: reserved, heard at the counter, picked by a ticket', async () => {
  const { shop, here, react } = await bays();
  await here.openedBy(shop.people.zhou);
  await shop.addPart('OF', 9000, [{ code: 'OF', packQuantity: 1000 }]);
  expect(await here.scan('OF', 'OF')).toMatchObject({ code: 'scans.part-added', facts: { quantity: 2000 } });
  const slip = await here.slip();
  expect(slip).toMatchObject({ receiver: { name: '周建国' }, order: { number: shop.order.number } });
  expect(await here.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.asked', facts: { number: slip?.number } });
  await react();
  const waits = () => shop.store.read((reader) => openWaits(reader, { warehouse: shop.warehouse }));
  expect(await waits()).toMatchObject([{ number: slip?.number, technician: '周建国', readyAt: null }]);
  const jobs = await shop.store.read((reader) => jobsOfQueue(reader, 9));
  expect(jobs.filter(({ documentId }) => documentId === slip?.id)).toHaveLength(1);

  await shop.done('requisitions.approve', { requisition: slip?.id }, keeperActor(shop.people.wu));
  await react();
  expect(await waits()).toMatchObject([{ readyAt: expect.any(Number) }]);
  await here.scan(slip?.number ?? '');
  await react();
  expect(await waits()).toEqual([]);
});

test('of what is not all there the rest waits as a draft; of what is not there at all the list itself waits', async () => {
  const { shop, here } = await bays();
  await here.openedBy(shop.people.zhou);
  const [some, none] = [await shop.addPart('SOME', 1000), await shop.addPart('NONE', 0)];
  const technician: Actor = { ...keeperActor(shop.people.zhou), roles: ['technician'] };
  const ask = (lines: object[]) =>
    shop.done<{ requisition: string }>(
      'bays.ask-for-parts',
      { station: 'bay-2', order: shop.order.id, remark: '急', lines },
      technician,
    );
  const first = await ask([
    { part: some, quantity: 3000 },
    { part: none, quantity: 1000 },
  ]);
  const slipOf = (id: string) => shop.store.read((reader) => readSlip(reader, id));
  expect(await slipOf(first.requisition)).toMatchObject({
    ...{ approval: 'SUBMITTED', remark: '急' },
    lines: [
      { quantity: 1000, asked: 3000 },
      { quantity: 0, asked: 1000 },
    ],
  });
  const second = await ask([{ part: none, quantity: 1000 }]);
  expect(await slipOf(second.requisition)).toMatchObject({
    approval: 'DRAFT',
    lines: [{ quantity: 1000, short: true }],
  });
  const rest = await shop.store.read((reader) =>
    reader.one<{ id: string }>('select id from requisition where back_order_of = ?', first.requisition),
  );
  expect(await slipOf(rest?.id ?? '')).toMatchObject({ lines: [{ quantity: 2000 }, { quantity: 1000 }] });
});

test('who waits no more frees what was kept for him', async () => {
  const { shop, here, react } = await bays();
  await here.openedBy(shop.people.zhou);
  const part = await shop.addPart('OF', 2000);
  const technician: Actor = { ...keeperActor(shop.people.zhou), roles: ['technician'] };
  const request = { station: 'bay-2', order: shop.order.id, remark: '', lines: [{ part, quantity: 2000 }] };
  const { wait, requisition } = await shop.done<{ wait: string; requisition: string }>(
    'bays.ask-for-parts',
    request,
    technician,
  );
  await shop.done('bays.stop-waiting', { wait }, technician);
  expect(await shop.store.read((reader) => readSlip(reader, requisition)?.approval)).toBe('CANCELLED');
  expect(await shop.run('bays.stop-waiting', { wait }, technician)).toMatchObject({ code: 'bays.wait-over' });
  await react();
});

test('a counter that waits for a signature is told when it was given or refused elsewhere, also when it looked before the focus was taken away', async () => {
  const { shop, react } = await bays();
  await shop.done('stations.configure', { station: 'counter-9', kind: 'counter', name: '九号台', warehouse: 'A' });
  const counter = scannerAt(shop, 'counter-9');
  const seen: string[] = [];
  shop.executor.onCommitted(({ kinds }) => seen.push([...kinds].join()));
  for (const act of ['sign', 'refuse'] as const) {
    const slip = await issue(shop, act === 'sign' ? 'order' : 'kit');
    await react();
    await counter.openedBy(shop.people.wu);
    const open = { station: 'counter-9', kind: 'signing', document: slip.id };
    await shop.done('stations.open-document', open, keeperActor(shop.people.wu));
    const zhou: Actor = { ...keeperActor(shop.people.zhou), roles: ['technician'] };
    await shop.done(
      `requisitions.${act}`,
      { requisition: slip.id, ...(act === 'refuse' ? { reason: '型号不对' } : {}) },
      zhou,
    );
    seen.length = 0;
    await react();
    expect(seen).toContain('station.followed');
    const left = await shop.store.read((reader) =>
      reader.one("select focus_id as focus from station where id = 'counter-9'"),
    );
    expect(left).toEqual({ focus: null });
  }
});

test('the badge signs for a kit as well, which is for no car', async () => {
  const { shop, here } = await bays();
  const slip = await issue(shop, 'kit');
  expect(await here.scan('GP1007')).toMatchObject({ code: 'scans.signed-all', facts: { slips: 1 } });
  expect(await signing(shop, slip)).toBe('SIGNED');
});

test('only who waits, a supervisor or a keeper ends a wait', async () => {
  const { shop } = await bays();
  const part = await shop.addPart('OF', 2000);
  const technician = (person: string): Actor => ({ ...keeperActor(person), roles: ['technician'] });
  const request = { station: 'bay-2', order: shop.order.id, remark: '', lines: [{ part, quantity: 2000 }] };
  const ask = () =>
    shop.done<{ wait: string; requisition: string }>('bays.ask-for-parts', request, technician(shop.people.zhou));
  const { wait, requisition } = await ask();
  await shop.done('requisitions.approve', { requisition }, keeperActor(shop.people.wu));
  const end = (actor: Actor) => shop.run('bays.stop-waiting', { wait }, actor);
  expect(await end(technician(shop.people.li))).toMatchObject({
    code: 'bays.not-your-wait',
    facts: { person: '周建国' },
  });
  expect(await end(keeperActor(shop.people.wu))).toMatchObject({ outcome: 'accepted' });
});

test('a scan that puts nothing on a list begins none: no number is taken, and the screen stays as it is', async () => {
  const { shop, here } = await bays();
  await shop.done('stations.configure', { station: 'c1', kind: 'counter', name: '柜台 1', warehouse: 'A' });
  const part = await shop.addPart('OLD', 9000, [{ code: 'OLD-1', packQuantity: 1000 }]);
  await shop.done('parts.retire', { part, retired: true });
  await here.openedBy(shop.people.zhou);
  const counter = scannerAt(shop, 'c1');
  await counter.openedBy(shop.people.wu);
  for (const gun of [here, counter]) {
    expect(await gun.scan('OLD-1')).toMatchObject({ outcome: 'refused', code: 'parts.retired' });
    expect(await gun.focus()).toBeNull();
  }
  expect(await shop.store.read((reader) => reader.all('select number from requisition'))).toEqual([]);
});
