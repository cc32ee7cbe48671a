import { expect, test } from 'vitest';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { readTemplate } from '../../hub/requisitions/template-store.ts';
import { findDiscrepancies } from '../../hub/stock/proof.ts';
import { lotsAt } from '../../hub/stock/store.ts';
import { scannerAt } from '../support/scans.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

/** A battery kept by serial number, S1 to S3 on the shelf, and brake fluid of two lots; `counter` is open by its keeper. */
async function storeroom() {
  const shop = await openShop();
  await shop.done('stations.configure', { station: 'counter-1', kind: 'counter', name: '柜台 1', warehouse: 'A' });
  const add = async (number: string, kept: object) => {
    const { id } = await shop.done<{ id: string }>('parts.add', {
      ...{
        number,
        name: number === 'BAT' ? '蓄电池' : '制动液',
        model: '',
        spec: '',
        unit: '个',
        category: '',
        price: 1000,
      },
      ...{ decimals: 0, barcodes: [{ code: `${number}-1`, packQuantity: 1000 }], ...kept },
    });
    return id;
  };
  const [battery, fluid] = [await add('BAT', { serialTracked: true }), await add('DOT4', { lotTracked: true })];
  const open = (part: string, lot: string, quantity: number) =>
    shop.done('stock.open-balance', { part, bin: shop.bin, quantity, remark: '', lot });
  for (const serial of ['S1', 'S2', 'S3']) await open(battery, serial, 1000);
  await shop.done('parts.set-lot', { part: fluid, lot: 'OLD', expiresOn: '2027-01-31' });
  await shop.done('parts.set-lot', { part: fluid, lot: 'NEW', expiresOn: '2028-01-31' });
  for (const lot of ['NEW', 'OLD']) await open(fluid, lot, 5000);
  const gun = scannerAt(shop, 'counter-1');
  const { session } = await gun.openedBy(shop.people.wu);
  await gun.scan('GP1007', shop.order.number);
  const keeper = keeperActor(shop.people.wu, shop.clock.wall());
  const close = () => shop.done('people.end-session', { session }, keeper);
  return { shop, battery, fluid, gun, keeper, close };
}

const linesOf = (shop: Shop, id: string) => shop.store.read((reader) => readSlip(reader, id)?.lines);
const heldLots = (shop: Shop, part: string) =>
  shop.store.read((reader) => lotsAt(reader, part, { person: shop.people.zhou }).map(({ lot }) => lot));

test('a serial number that is scanned is the piece that goes out, and names the piece whose barcode was scanned before', async () => {
  const { shop, battery, gun } = await storeroom();
  await gun.scan('BAT-1');
  // Which one is in the hand only the keeper knows.
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({
    code: 'requisitions.serials-missing',
    facts: { part: '蓄电池', named: 0, wanted: 1000 },
  });
  expect(await gun.scan('S2')).toMatchObject({ code: 'scans.part-added', facts: { quantity: 1000 } });
  expect(await gun.scan('S3')).toMatchObject({ code: 'scans.part-added', facts: { quantity: 2000 } });
  expect(await gun.scan('S3')).toMatchObject({ code: 'requisitions.lot-short', facts: { lot: 'S3', issuable: 1000 } });
  const slip = await gun.slip();
  expect(slip?.lines).toMatchObject([
    {
      ...{ tracking: 'serial', quantity: 2000 },
      lots: [
        { lot: 'S2', quantity: 1000 },
        { lot: 'S3', quantity: 1000 },
      ],
    },
  ]);
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
  expect(await heldLots(shop, battery)).toEqual(['S2', 'S3']);
  const issued = await linesOf(shop, slip?.id ?? '');
  expect(issued?.[0]?.lots.map(({ lot }) => lot)).toEqual(['S2', 'S3']);
  const paper = await shop.store.read((reader) => {
    const read = readSlip(reader, slip?.id ?? '');
    return read === null ? '' : JSON.stringify(requisitionDocument(read, readTemplate(reader), SETTINGS));
  });
  expect(paper).toContain('蓄电池 序列号 S2, S3');
});

test('an undone step takes the name of its piece along', async () => {
  const { gun } = await storeroom();
  await gun.scan('S1', 'S2', 'WH-UNDO');
  expect((await gun.slip())?.lines).toMatchObject([{ quantity: 1000, lots: [{ lot: 'S1' }] }]);
});

test('of a lot what expires first goes first, unless a label or a hand names another', async () => {
  const { shop, fluid, gun, keeper } = await storeroom();
  await gun.scan('DOT4-1', 'DOT4-1');
  const slip = await gun.slip();
  const line = slip?.lines[0]?.id ?? '';
  const name = (lots: object[]) => shop.run('requisitions.name-lots', { requisition: slip?.id, line, lots }, keeper);
  expect(await name([{ lot: 'NEW', quantity: 3000 }])).toMatchObject({
    code: 'requisitions.lots-over',
    facts: { named: 3000, wanted: 2000 },
  });
  expect(await name([{ lot: 'NONE', quantity: 1000 }])).toMatchObject({
    code: 'requisitions.lot-short',
    facts: { lot: 'NONE', issuable: 0 },
  });
  expect(await name([{ lot: 'NEW', quantity: 1000 }])).toMatchObject({ outcome: 'accepted' });
  await gun.scan('WH-CONFIRM');
  expect(await linesOf(shop, slip?.id ?? '')).toMatchObject([
    {
      lots: [
        { lot: 'NEW', quantity: 1000 },
        { lot: 'OLD', quantity: 1000 },
      ],
    },
  ]);
  expect(await heldLots(shop, fluid)).toEqual(['OLD', 'NEW']);
});

/** A slip of 周建国 for the car, submitted. */
async function submitted(shop: Shop, part: string, quantity: number, more: readonly object[] = []) {
  const head = { warehouse: shop.warehouse, purpose: 'order', receiver: shop.people.zhou, order: shop.order.id };
  const technician = { ...keeperActor(shop.people.zhou, shop.clock.wall()), roles: ['technician' as const] };
  const slip = await shop.done<{ id: string; number: string }>(
    'requisitions.create',
    { ...head, remark: '', lines: [{ part, quantity }, ...more] },
    technician,
  );
  await shop.done('requisitions.submit', { requisition: slip.id }, technician);
  const line = (await linesOf(shop, slip.id))?.[0]?.id;
  const naming = (lot: string, named: number) => ({ requisition: slip.id, line, lots: [{ lot, quantity: named }] });
  return { ...slip, naming, technician };
}

test('what a waiting slip names is nobody else’s: not by name, and not because nobody named another', async () => {
  const { shop, fluid, battery, gun, keeper } = await storeroom();
  const [brakes, start] = [await submitted(shop, fluid, 4000), await submitted(shop, battery, 1000)];
  await shop.done('requisitions.name-lots', brakes.naming('OLD', 4000), keeper);
  await shop.done('requisitions.name-lots', start.naming('S1', 1000), keeper);
  const other = await submitted(shop, battery, 1000);
  const promised = {
    code: 'requisitions.lot-promised',
    facts: { lot: 'S1', wanted: 1000, issuable: 0, to: start.number },
  };
  expect(await shop.run('requisitions.name-lots', other.naming('S1', 1000), keeper)).toMatchObject(promised);
  expect(await gun.scan('S1')).toMatchObject(promised);
  // Of the lot that expires first only one is left.
  await gun.scan('DOT4-1', 'DOT4-1', 'WH-CONFIRM');
  expect(await heldLots(shop, fluid)).toEqual(['OLD', 'NEW']);
  await shop.done('requisitions.approve', { requisition: brakes.id }, keeper);
  await shop.done('requisitions.reject', { requisition: start.id, reason: '不用了' }, keeper);
  await shop.done('requisitions.name-lots', other.naming('S1', 1000), keeper);
  await shop.done('requisitions.approve', { requisition: other.id }, keeper);
  expect(await heldLots(shop, battery)).toEqual(['S1']);
  expect(await shop.store.read((reader) => findDiscrepancies(reader))).toEqual([]);
});

test('a piece that was taken without a keeper is gone, whoever it was kept for', async () => {
  const { shop, battery, keeper, close } = await storeroom();
  const waiting = await submitted(shop, battery, 1000);
  await shop.done('requisitions.name-lots', waiting.naming('S1', 1000), keeper);
  await close();
  const taken = await submitted(shop, battery, 1000);
  await shop.done('requisitions.take', { requisition: taken.id }, taken.technician);
  await shop.done('requisitions.name-lots', taken.naming('S1', 1000), keeper);
  await shop.done('requisitions.approve', { requisition: taken.id }, keeper);
  expect(await heldLots(shop, battery)).toEqual(['S1']);
  expect(await shop.run('requisitions.approve', { requisition: waiting.id }, keeper)).toMatchObject({
    code: 'requisitions.lot-short',
  });
});

test('what was taken unnamed without a keeper is booked from what is kept for nobody', async () => {
  const { shop, fluid, keeper, close } = await storeroom();
  const waiting = await submitted(shop, fluid, 5000);
  await shop.done('requisitions.name-lots', waiting.naming('OLD', 5000), keeper);
  await close();
  const taken = await submitted(shop, fluid, 2000);
  await shop.done('requisitions.take', { requisition: taken.id }, taken.technician);
  await shop.done('requisitions.approve', { requisition: taken.id }, keeper);
  expect(await heldLots(shop, fluid)).toEqual(['NEW']);
  await shop.done('requisitions.approve', { requisition: waiting.id }, keeper);
});

test('of two drafts that name one piece the one that is submitted first gets it', async () => {
  const { shop, battery, gun, keeper } = await storeroom();
  await gun.scan('S1');
  const first = await gun.slip();
  const draft = await shop.done<{ id: string }>(
    'requisitions.create',
    {
      ...{ warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.zhou, order: null, remark: '' },
      lines: [{ part: battery, quantity: 1000 }],
    },
    keeper,
  );
  const line = (await linesOf(shop, draft.id))?.[0]?.id;
  const naming = (lot: string) => ({ requisition: draft.id, line, lots: [{ lot, quantity: 1000 }] });
  await shop.done('requisitions.name-lots', naming('S1'), keeper);
  for (const requisition of [first?.id, draft.id]) await shop.done('requisitions.submit', { requisition }, keeper);
  const second = { requisition: draft.id };
  expect(await shop.run('requisitions.approve', second, keeper)).toMatchObject({
    code: 'requisitions.lot-promised',
    facts: { lot: 'S1', to: first?.number },
  });
  await shop.done('requisitions.approve', { requisition: first?.id }, keeper);
  expect(await shop.run('requisitions.approve', second, keeper)).toMatchObject({ code: 'requisitions.lot-short' });
  await shop.done('requisitions.name-lots', naming('S2'), keeper);
  await shop.done('requisitions.approve', second, keeper);
  expect(await heldLots(shop, battery)).toEqual(['S1', 'S2']);
});

test('what a waiting slip names is not issued to another because all else is past its day', async () => {
  const { shop, fluid, gun, keeper } = await storeroom();
  const yesterday = new Date(shop.clock.wall() - 86_400_000).toISOString().slice(0, 10);
  await shop.done('parts.set-lot', { part: fluid, lot: 'OLD', expiresOn: yesterday });
  const brakes = await submitted(shop, fluid, 4000);
  await shop.done('requisitions.name-lots', brakes.naming('NEW', 4000), keeper);
  await gun.scan('DOT4-1', 'DOT4-1');
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({
    code: 'requisitions.lot-promised',
    facts: { lot: 'NEW', wanted: 2000, issuable: 1000, to: brakes.number },
  });
  await gun.scan('WH-UNDO', 'WH-CONFIRM');
  await shop.done('requisitions.approve', { requisition: brakes.id }, keeper);
  expect(await shop.store.read((reader) => lotsAt(reader, fluid, { warehouse: shop.warehouse }))).toMatchObject([
    { lot: 'OLD', quantity: 5000 },
  ]);
});

test('a slip that is issued short keeps its turn for the piece that it names', async () => {
  const { shop, battery, fluid, keeper } = await storeroom();
  const first = await submitted(shop, battery, 1000, [{ part: fluid, quantity: 2000 }]);
  await shop.done('requisitions.withdraw', { requisition: first.id }, first.technician);
  const second = await submitted(shop, battery, 1000);
  await shop.done('requisitions.withdraw', { requisition: second.id }, second.technician);
  for (const slip of [first, second]) {
    await shop.done('requisitions.name-lots', slip.naming('S1', 1000), slip.technician);
  }
  for (const { id, technician } of [first, second]) {
    await shop.done('requisitions.submit', { requisition: id }, technician);
  }
  const brakes = (await linesOf(shop, first.id))?.find(({ part }) => part === fluid)?.id;
  const less = { requisition: first.id, line: brakes, quantity: 1000, reason: '有损坏', backOrder: false };
  await shop.done('requisitions.issue-less', less, keeper);
  expect(await shop.run('requisitions.approve', { requisition: second.id }, keeper)).toMatchObject({
    code: 'requisitions.lot-promised',
    facts: { lot: 'S1', to: first.number },
  });
  await shop.done('requisitions.approve', { requisition: first.id }, keeper);
});

test('what a bay asks for is named by the keeper who issues it, and nobody else names it then', async () => {
  const { shop, battery, keeper } = await storeroom();
  const slip = await submitted(shop, battery, 1000);
  const { technician } = slip;
  const request = slip.naming('S3', 1000);
  expect(await shop.run('requisitions.approve', { requisition: slip.id }, keeper)).toMatchObject({
    code: 'requisitions.serials-missing',
  });
  expect(await shop.run('requisitions.name-lots', request, technician)).toMatchObject({
    code: 'requisitions.not-a-draft',
  });
  await shop.done('requisitions.name-lots', request, keeper);
  await shop.done('requisitions.approve', { requisition: slip.id }, keeper);
  expect(await heldLots(shop, battery)).toEqual(['S3']);
});

test('a lot that somebody else took meanwhile is refused at the issue, with its name', async () => {
  const { shop, gun, battery, keeper } = await storeroom();
  await gun.scan('S1');
  const head = { warehouse: shop.warehouse, purpose: 'kit', receiver: shop.people.li, order: null, remark: '' };
  const other = await shop.done<{ id: string }>('requisitions.create', {
    ...{ ...head, lines: [{ part: battery, quantity: 1000 }] },
  });
  const line = (await linesOf(shop, other.id))?.[0]?.id;
  await shop.done(
    'requisitions.name-lots',
    { requisition: other.id, line, lots: [{ lot: 'S1', quantity: 1000 }] },
    keeper,
  );
  await shop.done('requisitions.confirm', { requisition: other.id }, keeper);
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'requisitions.lot-short', facts: { lot: 'S1' } });
});

test('more names than pieces are named anew; what is kept neither by lots nor by numbers has no names', async () => {
  const { shop, gun, keeper } = await storeroom();
  await gun.scan('S1', 'S2');
  const slip = await gun.slip();
  const line = slip?.lines[0]?.id ?? '';
  await shop.done('requisitions.set-quantity', { requisition: slip?.id, line, quantity: 1000 }, keeper);
  expect((await gun.slip())?.lines).toMatchObject([{ quantity: 1000, lots: [] }]);
  const plain = await shop.addPart('OF', 5000, [{ code: 'OF-1', packQuantity: 1000 }]);
  await gun.scan('OF-1');
  const other = (await gun.slip())?.lines.find(({ part }) => part === plain)?.id;
  const lots = [{ lot: 'S1', quantity: 1000 }];
  expect(await shop.run('requisitions.name-lots', { requisition: slip?.id, line: other, lots }, keeper)).toMatchObject({
    code: 'parts.no-lots',
  });
});

test('a piece that is named twice is one piece', async () => {
  const { shop, gun, keeper } = await storeroom();
  await gun.scan('BAT-1', 'BAT-1');
  const slip = await gun.slip();
  const twice = [
    { lot: 'S1', quantity: 1000 },
    { lot: 'S1', quantity: 1000 },
  ];
  const request = { requisition: slip?.id, line: slip?.lines[0]?.id, lots: twice };
  expect(await shop.run('requisitions.name-lots', request, keeper)).toMatchObject({
    code: 'requisitions.lot-short',
    facts: { lot: 'S1', wanted: 2000, issuable: 1000 },
  });
});

test('what is past its last day stays on the shelf: unnamed the next lot goes, and with nothing fresh left the slip is refused by name', async () => {
  const { shop, fluid, gun, keeper } = await storeroom();
  const day = (offset: number) => new Date(shop.clock.wall() + offset * 86_400_000).toISOString().slice(0, 10);
  await shop.done('parts.set-lot', { part: fluid, lot: 'OLD', expiresOn: day(-3) });
  await shop.done('parts.set-lot', { part: fluid, lot: 'NEW', expiresOn: day(3) });
  await gun.scan('DOT4-1', 'DOT4-1');
  const slip = await gun.slip();
  const line = slip?.lines[0]?.id ?? '';
  const name = (lots: object[]) => shop.done('requisitions.name-lots', { requisition: slip?.id, line, lots }, keeper);
  await name([{ lot: 'OLD', quantity: 1000 }]);
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({
    code: 'requisitions.lot-expired',
    facts: { part: '制动液', lot: 'OLD', day: day(-3), issuable: 5000 },
  });
  await name([]);
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
  expect(await heldLots(shop, fluid)).toEqual(['NEW']);

  await gun.scan('GP1007', shop.order.number, ...new Array(4).fill('DOT4-1'));
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({
    code: 'requisitions.lot-expired',
    facts: { lot: 'OLD', issuable: 3000 },
  });
  // The day on the shelf's label was typed wrongly.
  await shop.done('parts.set-lot', { part: fluid, lot: 'OLD', expiresOn: day(9) });
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.issued' });
});

test('a serial number that the keeper scans with no slip in hand names the piece that a bay waits for', async () => {
  const { shop, battery, gun } = await storeroom();
  await gun.scan('WH-CANCEL');
  const head = {
    ...{ warehouse: shop.warehouse, purpose: 'order', receiver: shop.people.zhou, order: shop.order.id, remark: '' },
  };
  const submitted = async () => {
    const lines = [{ part: battery, quantity: 1000 }];
    const slip = await shop.done<{ id: string; number: string }>('requisitions.create', { ...head, lines });
    await shop.done('requisitions.submit', { requisition: slip.id });
    return slip;
  };
  const first = await submitted();
  expect(await gun.scan('S2')).toMatchObject({
    code: 'scans.serial-named',
    facts: { slip: first.number, lot: 'S2', part: '蓄电池' },
  });
  expect(await gun.focus()).toBeNull();
  expect(await linesOf(shop, first.id)).toMatchObject([{ lots: [{ lot: 'S2', quantity: 1000 }] }]);
  // It has its piece: the next one is of a slip that begins here, or of another that waits.
  const second = await submitted();
  expect(await gun.scan('S1')).toMatchObject({ code: 'scans.serial-named', facts: { slip: second.number } });
  await submitted();
  expect(await gun.scan('S3')).toMatchObject({ code: 'scans.serial-named' });
});

test('where two slips wait for such a piece, which it is for is said on the screen', async () => {
  const { shop, battery, gun } = await storeroom();
  await gun.scan('WH-CANCEL');
  for (const receiver of [shop.people.zhou, shop.people.li]) {
    const head = { warehouse: shop.warehouse, purpose: 'kit', receiver, order: null, remark: '' };
    const slip = await shop.done<{ id: string }>('requisitions.create', {
      ...{ ...head, lines: [{ part: battery, quantity: 1000 }] },
    });
    await shop.done('requisitions.submit', { requisition: slip.id });
  }
  expect(await gun.scan('S1')).toMatchObject({
    ...{ outcome: 'refused', code: 'scans.serial-several' },
    facts: { lot: 'S1', slips: 2 },
  });
  expect(await gun.focus()).toBeNull();
});
