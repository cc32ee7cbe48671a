import type { Static } from 'typebox';
import { expect, test } from 'vitest';
import { ean13 } from '../../hub/demo/ean.ts';
import { Reactions } from '../../hub/executor/reactions.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { readSlip } from '../../hub/requisitions/slip.ts';
import { ScanIntake } from '../../hub/stations/intake.ts';
import { stationReactions } from '../../hub/stations/reactions.ts';
import { isDuplicate, repeatsAfter } from '../../hub/stations/rules.ts';
import { missedScans } from '../../hub/stations/store.ts';
import type { counterTopic } from '../../hub/stations/topic-contract.ts';
import { counterTopicSource } from '../../hub/stations/topics.ts';
import { eventually } from '../support/eventually.ts';
import { scannerAt } from '../support/scans.ts';
import { keeperActor, openShop, SETTINGS, type Shop } from '../support/shop.ts';

test('the same code within 300 ms of the previous scan is a duplicate; another code never is', () => {
  const first = { text: '6901234567892', monotonic_ms: 1000 };
  expect(isDuplicate(repeatsAfter(undefined, first))).toBe(false);
  expect(isDuplicate(repeatsAfter(first, { ...first, monotonic_ms: 1299 }))).toBe(true);
  expect(isDuplicate(repeatsAfter(first, { ...first, monotonic_ms: 1300 }))).toBe(false);
  expect(isDuplicate(repeatsAfter(first, { text: 'OF-1', monotonic_ms: 1001 }))).toBe(false);
});

type Counter = Shop & ReturnType<typeof scannerAt>;

async function counter(): Promise<Counter> {
  const shop = await openShop();
  await shop.done('stations.configure', { station: 'c1', kind: 'counter', name: '柜台', warehouse: 'A' });
  return { ...shop, ...scannerAt(shop, 'c1') };
}

test("a maker's GS1 label finds its part by GTIN or part number, and only where its symbology says that it is one", async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  const gtin = ean13('692158880013');
  await shop.addPart('OF-1', 20_000, [{ code: gtin, packQuantity: 1000 }]);
  await shop.addPart('OF-2', 20_000, []);
  const label = `010${gtin}17270131\x1d10AB12\x1d21S1`;
  await shop.read(label, { symbology: 'C0' });
  expect(await shop.newest()).toMatchObject({ meaning: 'unknown', code: 'scans.unknown' });
  for (const symbology of ['C1', 'd2', 'Q3', 'e0']) await shop.read(label, { symbology });
  await shop.read('10AB\x1d240OF-2', { symbology: 'd2' });
  expect((await shop.slip())?.lines).toMatchObject([
    { number: 'OF-1', quantity: 4_000 },
    { number: 'OF-2', quantity: 1_000 },
  ]);
  // A label of one part with the number of another, one with a digit that was misread, one that was cut.
  await shop.read(`010${gtin}240OF-2`, { symbology: 'C1' });
  expect(await shop.newest()).toMatchObject({ meaning: 'ambiguous', outcome: 'refused' });
  await shop.read(`010${gtin.slice(0, 12)}${(Number(gtin[12]) + 1) % 10}`, { symbology: 'C1' });
  expect(await shop.newest()).toMatchObject({ code: 'scans.unknown' });
  await shop.read(`010${gtin}17`, { symbology: 'C1' });
  expect(await shop.newest()).toMatchObject({ code: 'scans.unknown' });
});

test('a pack barcode counts its pieces, and any code of a part finds it', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('CLP-1', 200_000, [
    { code: ean13('692158880013'), packQuantity: 1000 },
    { code: ean13('692158980013'), packQuantity: 50_000 },
  ]);
  await shop.scan(ean13('692158980013'));
  await shop.scan(`0${ean13('692158880013')}`);
  await shop.scan('CLP-1');
  expect((await shop.slip())?.lines).toMatchObject([
    { number: 'CLP-1', quantity: 52_000, issuable: 200_000, short: false },
  ]);
});

test('a held trigger counts once and says so', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF', 9000);
  await shop.scan('OF');
  for (const _ of [1, 2, 3]) await shop.read('OF', { gap_ms: 100 });
  expect(await shop.newest()).toMatchObject({ outcome: 'duplicate', code: 'scans.duplicate' });
  await shop.read('OF', { gap_ms: 300 });
  expect((await shop.slip())?.lines).toMatchObject([{ quantity: 2000 }]);
});

test('a code that could mean two things asks and does nothing', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  const part = await shop.addPart('OF', 9000);
  // The rules refuse such a label; one that came in by another way must still do no harm.
  await shop.store.write((tx) => tx.run("insert into part_barcode values ('GP1007', ?, 1000)", part));
  await shop.scan('GP1007');
  expect(await shop.newest()).toMatchObject({
    meaning: 'ambiguous',
    outcome: 'refused',
    code: 'scans.ambiguous',
    facts: { matches: 2 },
  });
  expect(await shop.slip()).toBeNull();
});

test('a badge cannot be what a card means already, nor a part what a badge means', async () => {
  const shop = await counter();
  const person = { number: '3', name: '甲', team: '', roles: ['technician'], keeperOf: [], pin: null };
  expect(await shop.run('people.add-person', { ...person, badge: 'WH-CONFIRM' })).toMatchObject({
    code: 'people.code-taken',
  });
  await expect(shop.addPart('GP1007', 0)).rejects.toThrow(/parts.code-means-something/);
});

test('bytes that are no code are kept and shown, because the scanner has beeped', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  const intake = new ScanIntake('c1', 's', {
    executor: shop.executor,
    clock: shop.clock,
    newId,
    onLost: () => undefined,
  });
  intake.take({
    kind: 'frame-refused',
    device: 's',
    code: 'too-long',
    raw: Buffer.alloc(9000, 65),
    at: shop.clock.wall(),
  });
  await intake.idle();
  expect(await shop.newest()).toMatchObject({
    outcome: 'unknown',
    code: 'scans.unreadable',
    facts: { defect: 'too-long' },
  });
  const kept = await shop.store.read((reader) =>
    reader.one<{ n: number }>('select length(raw) as n from scan_journal'),
  );
  expect(kept?.n).toBe(8192);
});

test('a counter that nobody used closes by itself, and the next scan says so', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF', 9000);
  await shop.read('OF', { gap_ms: 29 * 60_000 });
  await shop.read('OF', { gap_ms: 29 * 60_000 });
  expect(await shop.newest()).toMatchObject({ outcome: 'accepted' });
  await shop.read('OF', { gap_ms: 31 * 60_000 });
  expect(await shop.newest()).toMatchObject({ outcome: 'refused', code: 'scans.station-closed' });
  expect((await shop.slip())?.lines).toMatchObject([{ quantity: 2000 }]);
});

test("another keeper's badge asks for the PIN; the open keeper's own badge does not make him the receiver", async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.scan('GP2002');
  expect(await shop.newest()).toMatchObject({ code: 'scans.pin-needed', facts: { person: '郑强' } });
  await shop.scan('GP2001');
  expect(await shop.newest()).toMatchObject({ outcome: 'refused', code: 'requisitions.own-slip' });
  expect(await shop.slip()).toBeNull();
});

test('the cards undo, cancel and kit do what they say', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF', 9000);
  await shop.scan('WH-UNDO');
  expect(await shop.newest()).toMatchObject({ outcome: 'refused', code: 'scans.nothing-in-progress' });
  await shop.scan('GP1007');
  await shop.scan(shop.order.number);
  await shop.scan('OF');
  await shop.scan('WH-UNDO');
  expect(await shop.slip()).toMatchObject({
    receiver: { name: '周建国' },
    order: { number: shop.order.number },
    lines: [],
  });
  await shop.scan('WH-KIT');
  expect(await shop.slip()).toMatchObject({ purpose: 'kit', order: null });
  await shop.scan('WH-CANCEL');
  expect(await shop.newest()).toMatchObject({ outcome: 'accepted', code: 'scans.cancelled' });
  expect(await shop.slip()).toBeNull();
  await shop.scan('GP1007');
  expect((await shop.slip())?.number).toMatch(/0002$/);
});

test('a scan that was kept while the hub was going down is offered, and acted on only when a person says so', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF', 9000);
  const kept = [newId(), newId()];
  for (const scan of kept) {
    await shop.done('stations.journal-scan', {
      station: 'c1',
      device: 's',
      scan,
      text: 'OF',
      symbology: null,
      raw: '4f460d',
      at: shop.clock.wall(),
      late: false,
      defect: null,
      repeatsAfter_ms: null,
    });
  }
  expect(await shop.done('stations.mark-missed', {})).toEqual({ missed: 2 });
  expect(await shop.slip()).toBeNull();
  const technician = { ...keeperActor(shop.people.zhou), roles: ['technician'] as const };
  await expect(shop.run('stations.take-missed-scan', { scan: kept[0], act: true }, technician)).rejects.toMatchObject({
    code: 'auth.not-allowed',
  });
  const zheng = keeperActor(shop.people.zheng);
  await shop.done('stations.take-missed-scan', { scan: kept[0], act: true }, zheng);
  await shop.done('stations.take-missed-scan', { scan: kept[1], act: false }, zheng);
  // It was 郑强 who took it up, whoever has the counter open.
  expect(await shop.slip()).toMatchObject({ creator: '郑强', lines: [{ quantity: 1000 }] });
  expect(await shop.run('stations.take-missed-scan', { scan: kept[1], act: true }, zheng)).toMatchObject({
    code: 'stations.scan-already-decided',
  });
});

test('a missed confirm card issues in the name of the keeper who takes it up, at the station where it was scanned', async () => {
  const shop = await counter();
  await shop.addPart('OF', 9000);
  await shop.openedBy(shop.people.wu);
  for (const text of ['GP1007', 'WH-KIT', 'OF']) await shop.scan(text);
  const slip = (await shop.slip())?.id ?? '';
  const scan = newId();
  await shop.done('stations.journal-scan', {
    station: 'c1',
    device: 's',
    scan,
    text: 'WH-CONFIRM',
    symbology: null,
    raw: '00',
    at: 0,
    late: true,
    defect: null,
    repeatsAfter_ms: null,
  });
  await shop.done('stations.take-missed-scan', { scan, act: true }, keeperActor(shop.people.zheng));
  expect(await shop.store.read((reader) => readSlip(reader, slip))).toMatchObject({
    approval: 'APPROVED',
    approver: '郑强',
  });
});

test('a clock that is set back two weeks hides no scan and locks nobody out', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF', 9000);
  await shop.scan('OF');
  shop.clock.setWall(shop.clock.wall() - 14 * 24 * 3_600_000);
  await shop.scan('NO-SUCH-CODE');
  expect(await shop.newest()).toMatchObject({ text: 'NO-SUCH-CODE', outcome: 'unknown' });
  await shop.scan('OF');
  expect(await shop.newest()).toMatchObject({ outcome: 'accepted' });
});

test('a scan that a full disk did not take waits, is offered when there is room, and those behind it keep their order', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF', 9000);
  const lost: string[] = [];
  const intake = new ScanIntake('c1', 's', {
    executor: shop.executor,
    clock: shop.clock,
    newId,
    onLost: (_error, { text }) => lost.push(text),
  });
  await shop.store.write((tx) => {
    const pages = tx.one<{ n: number }>('select page_count as n from pragma_page_count')?.n ?? 0;
    tx.all(`pragma max_page_count = ${pages}`);
  });
  await fillUp(shop);
  for (const text of ['OF', 'WH-KIT']) {
    intake.take({
      kind: 'scanned',
      scanId: newId(),
      device: 's',
      text,
      symbology: null,
      raw: Buffer.alloc(6000, 65),
      at: shop.clock.wall(),
      monotonic_ms: shop.clock.monotonic(),
    });
  }
  await eventually(() => expect(lost).toEqual(['OF']));
  shop.clock.advance(6_000);
  await shop.store.write((tx) => tx.all('pragma max_page_count = 1000000'));
  await eventually(async () => {
    shop.clock.advance(1_000);
    const missed = await shop.store.read((reader) => missedScans(reader, 'c1'));
    expect(missed.map(({ text }) => text)).toEqual(['OF', 'WH-KIT']);
  });
  await intake.idle();
  expect(lost).toEqual(['OF']);
});

/** Until not a page is left. */
async function fillUp(shop: Shop): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await shop.store.write((tx) =>
        tx.run('insert into part_barcode select hex(randomblob(2000)), id, 1 from part limit 1'),
      );
    } catch {
      return;
    }
  }
}

test('reading a scan twice acts once', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF', 9000);
  await shop.scan('OF');
  const scan = (await shop.newest()) as { scan: string };
  await shop.done('stations.interpret-scan', { scan: scan.scan });
  expect((await shop.slip())?.lines).toMatchObject([{ quantity: 1000 }]);
});

test('a badge does not take over what already lies on the slip for another; on a slip without parts it does', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.addPart('OF-1', 20_000, [{ code: 'OF-1', packQuantity: 1000 }]);
  expect(await shop.scan('GP1007', 'GP1008')).toMatchObject({
    code: 'scans.receiver-set',
    facts: { person: '李志明' },
  });
  expect(await shop.scan('OF-1', 'GP1007')).toMatchObject({
    code: 'requisitions.other-receiver',
    facts: { receiver: '李志明', person: '周建国' },
  });
  expect(await shop.slip()).toMatchObject({ receiver: { name: '李志明' }, lines: [{ quantity: 1000 }] });
  expect(await shop.scan('GP1008')).toMatchObject({ code: 'scans.receiver-set' });
});

/** Who the counter asks for a PIN, after everything that reacts has had its turn. */
async function askedForPin(shop: Shop): Promise<string | null> {
  const reactions = new Reactions(shop.store, shop.executor, stationReactions, (error) => {
    throw error;
  });
  reactions.wake();
  await reactions.idle();
  const state = await shop.store.read((reader) => counterTopicSource(false).fetch(reader, { station: 'c1' }));
  return (state as Static<typeof counterTopic.state>).awaitingPin?.person.name ?? null;
}

test('a badge right after the counter was opened asks for its PIN until somebody opens or closes the counter', async () => {
  const shop = await counter();
  await shop.scan('GP2001');
  expect(await askedForPin(shop)).toBe('吴敏');
  await shop.openedBy(shop.people.wu);
  expect(await askedForPin(shop)).toBeNull();
  await shop.openedBy(shop.people.wu);
  // What follows the opening has had no turn yet.
  await shop.scan('GP2002');
  expect(await askedForPin(shop)).toBe('郑强');
  const { session } = await shop.openedBy(shop.people.zheng);
  expect(await askedForPin(shop)).toBeNull();
  // Closed again without a scan in between, the station does not come back to what it asked before.
  await shop.done('people.end-session', { session }, keeperActor(shop.people.zheng));
  expect(await askedForPin(shop)).toBeNull();
  await shop.scan('GP2002');
  await shop.openedBy(shop.people.zheng);
  await shop.read('GP2001', { gap_ms: 400 });
  expect(await askedForPin(shop)).toBe('吴敏');
});

test('a badge at a counter that nobody has used for too long closes it, and asks for its PIN', async () => {
  const shop = await counter();
  await shop.openedBy(shop.people.wu);
  await shop.read('GP2002', { gap_ms: SETTINGS.stationIdle_ms });
  expect(await askedForPin(shop)).toBe('郑强');
});
