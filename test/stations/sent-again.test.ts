import { expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { scannerAt } from '../support/scans.ts';
import { openYard } from '../support/yard.ts';

test('a list that its technician took back is sent again from the bay, and waits anew', async () => {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  await yard.arrive(part, 5000);
  const requisition = await yard.ask([{ part, quantity: 1000 }]);
  await yard.react();
  await yard.shop.done('requisitions.withdraw', { requisition }, yard.zhou);
  await yard.react();
  expect(await yard.waits()).toEqual([]);
  const gun = scannerAt(yard.shop, 'bay-2');
  await gun.openedBy(yard.shop.people.zhou);
  expect(await gun.scan('OF-1', 'WH-CONFIRM')).toMatchObject({ code: 'scans.asked' });
  await yard.react();
  expect(await yard.waits()).toMatchObject([{ requisition, approval: 'SUBMITTED', readyAt: null }]);
  expect(await yard.slip(requisition)).toMatchObject({ lines: [{ quantity: 2000 }] });
});

test('sent again when somebody else took the last piece meanwhile, it waits for goods and is served when they come', async () => {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  await yard.arrive(part, 1000);
  const requisition = await yard.ask([{ part, quantity: 1000 }]);
  await yard.shop.done('requisitions.withdraw', { requisition }, yard.zhou);
  await yard.react();
  await yard.issue([{ part, quantity: 1000 }]);
  await yard.shop.done('stations.send-list', { station: 'bay-2' }, yard.zhou);
  await yard.react();
  expect(await yard.waits()).toMatchObject([{ requisition, approval: 'DRAFT' }]);
  // What was sent is not taken apart step by step.
  expect(await yard.shop.run('requisitions.undo', { requisition }, yard.zhou)).toMatchObject({
    code: 'requisitions.nothing-to-undo',
  });
  await yard.arrive(part, 3000);
  expect(await yard.waits()).toMatchObject([{ requisition, approval: 'SUBMITTED' }]);
});

test('whoever asked first is served first, also with what is left of his list', async () => {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  const first = await yard.ask([{ part, quantity: 5000 }]);
  yard.shop.clock.advance(60_000);
  const second = await yard.ask([{ part, quantity: 5000 }], yard.li);
  const states = async () => (await yard.waits()).map(({ technician, approval }) => `${technician} ${approval}`).sort();
  for (const served of [3000, 1000]) {
    yard.shop.clock.advance(60_000);
    await yard.arrive(part, served);
  }
  // Two rests of the first list by now, the second of them younger than all that the other has asked for.
  expect(await yard.slip(await yard.restOf(first))).toMatchObject({
    approval: 'SUBMITTED',
    lines: [{ quantity: 1000 }],
  });
  expect(await states()).toEqual(['周建国 DRAFT', '周建国 SUBMITTED', '周建国 SUBMITTED', '李志明 DRAFT'].sort());
  await yard.arrive(part, 1000);
  expect(await yard.slip(second)).toMatchObject({ approval: 'DRAFT' });
  expect(await yard.slip(await yard.restOf(await yard.restOf(first)))).toMatchObject({
    ...{ approval: 'SUBMITTED', lines: [{ quantity: 1000 }] },
  });
});

test('a rest that was cancelled before anybody heard of it keeps no bay waiting', async () => {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  await yard.arrive(part, 1000);
  const requisition = await yard.ask([{ part, quantity: 3000 }]);
  const rest = await yard.restOf(requisition);
  await yard.shop.done('requisitions.cancel', { requisition: rest }, yard.zhou);
  // Each reaction has its own turn: the one that begins the wait may come after the one that would end it.
  await yard.react((name) => name !== 'bays.wait-for-rest');
  await yard.react();
  expect(await yard.waits()).toMatchObject([{ requisition }]);
});

test('the first steps of a list at the bay are its parts: undone once too often it still knows whose it is', async () => {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  await yard.arrive(part, 5000);
  const gun = scannerAt(yard.shop, 'bay-2');
  await gun.openedBy(yard.shop.people.zhou);
  expect(await gun.scan('OF-1', 'WH-UNDO', 'WH-UNDO')).toMatchObject({ code: 'requisitions.nothing-to-undo' });
  expect(await gun.slip()).toMatchObject({ receiver: { name: '周建国' }, order: { plate: '京AD1234' }, lines: [] });
});

test('a missed scan of a bay that a keeper takes up goes on the list of the technician who has the bay open', async () => {
  const yard = await openYard();
  const { shop, keeper } = yard;
  await yard.arrive(await yard.addPart('OF'), 5000);
  const missed = async () => {
    const scan = newId();
    await shop.done('stations.journal-scan', {
      ...{ scan, station: 'bay-2', device: 'bay-2-scanner', text: 'OF-1', symbology: null, at: shop.clock.wall() },
      ...{ repeatsAfter_ms: null, defect: null, late: true, raw: '4f46' },
    });
    await shop.done('stations.take-missed-scan', { scan, act: true }, keeper);
  };
  const receivers = () =>
    shop.store.read((reader) =>
      reader.all<{ name: string }>('select p.name from requisition r join person p on p.id = r.receiver_id'),
    );
  // Nobody has the bay open: it is nobody's list, and least of all the keeper's.
  await missed();
  expect(await receivers()).toEqual([]);
  await scannerAt(shop, 'bay-2').openedBy(shop.people.zhou);
  await missed();
  expect(await receivers()).toEqual([{ name: '周建国' }]);
});

test('a part that was retired meanwhile keeps no other part of a waiting list from being served', async () => {
  const yard = await openYard();
  const [old, filter] = [await yard.addPart('OLD'), await yard.addPart('AF')];
  const requisition = await yard.ask([
    { part: old, quantity: 1000 },
    { part: filter, quantity: 1000 },
  ]);
  await yard.react();
  await yard.shop.done('parts.retire', { part: old, retired: true });
  await yard.arrive(old, 1000);
  await yard.arrive(filter, 1000);
  expect(await yard.slip(requisition)).toMatchObject({
    ...{
      approval: 'SUBMITTED',
      lines: [
        { number: 'OLD', quantity: 0 },
        { number: 'AF', quantity: 1000 },
      ],
    },
  });
  expect(await yard.slip(await yard.restOf(requisition))).toMatchObject({
    approval: 'DRAFT',
    lines: [{ number: 'OLD' }],
  });
});

test('a missed badge signs for what its owner had by then, not for what was issued later', async () => {
  const yard = await openYard();
  const { shop, keeper, zhou } = yard;
  const part = await yard.addPart('OF');
  await yard.arrive(part, 5000);
  const issue = async () => {
    const requisition = await yard.submitted([{ part, quantity: 1000 }], zhou);
    await shop.done('requisitions.approve', { requisition }, keeper);
    shop.clock.advance(60_000);
    return requisition;
  };
  const before = await issue();
  const scan = newId();
  await shop.done('stations.journal-scan', {
    ...{ scan, station: 'bay-2', device: 'bay-2-scanner', text: 'GP1007', symbology: null, at: shop.clock.wall() },
    ...{ repeatsAfter_ms: null, defect: null, late: true, raw: '4750' },
  });
  shop.clock.advance(60_000);
  const after = await issue();
  await shop.done('stations.take-missed-scan', { scan, act: true }, keeper);
  expect([(await yard.slip(before))?.signing, (await yard.slip(after))?.signing]).toEqual(['SIGNED', 'UNSIGNED']);
});
