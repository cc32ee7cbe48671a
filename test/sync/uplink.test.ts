import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ackedSeq,
  asHeld,
  type BranchSide,
  branchEvents,
  type CutLine,
  commit,
  commitMany,
  cutLine,
  drain,
  event,
  HandClock,
  type HeadOfficeSide,
  heldEvents,
  newKey,
  openBranch,
  START,
  startHeadOffice,
  tempFolder,
  uplinkOf,
} from './workshop.ts';

let folder: ReturnType<typeof tempFolder>;
let side: BranchSide;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  folder = tempFolder();
  side = await openBranch(join(folder.path, 'hub.sqlite'), newKey());
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await side.store.close();
  folder.remove();
});

async function headOffice(
  options: Parameters<typeof startHeadOffice>[1] = {},
  file = 'office',
): Promise<HeadOfficeSide> {
  const office = await startHeadOffice(join(folder.path, `${file}.sqlite`), options);
  closing.push(() => office.close());
  return office;
}

async function lineTo(office: HeadOfficeSide): Promise<CutLine> {
  const line = await cutLine(office.url);
  closing.push(() => line.close());
  return line;
}

async function expectComplete(office: HeadOfficeSide): Promise<void> {
  const mine = asHeld(await branchEvents(side.store));
  expect(await heldEvents(office.store)).toEqual(mine);
  expect(await ackedSeq(side.store)).toBe(mine.length);
}

test('everything that was committed arrives, in growing batches, and is acknowledged', async () => {
  const office = await headOffice();
  await commitMany(side.store, 700, 3);
  const uplink = uplinkOf(side, office.url);
  await drain(uplink);
  await expectComplete(office);
  expect(uplink.batchSize).toBeGreaterThan(200);
  expect(await uplink.exchange()).toEqual({ outcome: 'idle', confirmed: true });
});

test('replies that are cut after head office committed lose nothing and double nothing', async () => {
  const office = await headOffice();
  const line = await lineTo(office);
  const uplink = uplinkOf(side, line.url);
  for (let round = 0; round < 12; round += 1) {
    await commitMany(side.store, 40);
    line.mode = round % 3 === 2 ? 'whole' : 'no-replies';
    const { outcome } = await uplink.exchange();
    expect(outcome).toBe(line.mode === 'whole' ? 'moved' : 'offline');
  }
  expect(line.swallowed).toBe(8);
  line.mode = 'whole';
  await drain(uplink);
  await expectComplete(office);
});

test('a line that was cut for a whole day of work brings everything up when it is back', async () => {
  const office = await headOffice();
  const line = await lineTo(office);
  const uplink = uplinkOf(side, line.url);
  await commitMany(side.store, 10);
  await drain(uplink);
  line.mode = 'cut';
  for (let hour = 0; hour < 8; hour += 1) {
    await commitMany(side.store, 208, 3);
    expect(await uplink.exchange()).toMatchObject({ outcome: 'offline', code: 'sync.unreachable', answered: false });
  }
  expect(await ackedSeq(side.store)).toBe(10);
  line.mode = 'whole';
  await drain(uplink);
  expect(await ackedSeq(side.store)).toBe(5002);
  await expectComplete(office);
});

test('a hub that forgot what it sent is told where to go on, and skips nothing', async () => {
  const office = await headOffice();
  const line = await lineTo(office);
  await commitMany(side.store, 30);
  line.mode = 'no-replies';
  await uplinkOf(side, line.url).exchange();
  expect(await ackedSeq(side.store)).toBe(0);
  line.mode = 'whole';
  await commitMany(side.store, 5);
  await drain(uplinkOf(side, line.url));
  await expectComplete(office);
});

test('a head office that lost its last hours gets them again', async () => {
  const before = await startHeadOffice(join(folder.path, 'before.sqlite'));
  await commitMany(side.store, 20);
  await drain(uplinkOf(side, before.url));
  await before.close();
  copyFileSync(join(folder.path, 'before.sqlite'), join(folder.path, 'backup.sqlite'));
  const later = await headOffice({}, 'before');
  await commitMany(side.store, 20);
  await drain(uplinkOf(side, later.url));
  const restored = await headOffice({}, 'backup');
  const toRestored = uplinkOf(side, restored.url);
  expect(await toRestored.exchange()).toEqual({ outcome: 'rewound' });
  await drain(toRestored);
  await expectComplete(restored);
});

test('a head office that lost everything gets everything again', async () => {
  const first = await headOffice({}, 'first');
  await commitMany(side.store, 450);
  await drain(uplinkOf(side, first.url));
  const empty = await headOffice({}, 'empty');
  await commitMany(side.store, 1);
  await drain(uplinkOf(side, empty.url));
  await expectComplete(empty);
});

test('a large body on a slow line gets the time that it needs', async () => {
  const clock = new HandClock();
  await commitMany(side.store, 1, 20_000);
  const office = await headOffice();
  let allowed = 0;
  const slow: typeof fetch = (target, init) => {
    allowed = clock.pending()[0] ?? 0;
    return fetch(target, init);
  };
  expect((await uplinkOf(side, office.url, { clock, fetch: slow }).exchange()).outcome).toBe('moved');
  expect(allowed).toBeGreaterThan(75_000);
});

test('a batch whose bytes do not compress is halved before it is sent', async () => {
  const office = await headOffice();
  let seed = 12345;
  const noise = (): string => {
    const bytes = Buffer.alloc(90_000);
    for (let i = 0; i < bytes.length; i += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      bytes[i] = seed >> 16;
    }
    return bytes.toString('base64');
  };
  for (let n = 0; n < 24; n += 1) await commit(side.store, [event('print.queued', { bytes: noise() })]);
  const uplink = uplinkOf(side, office.url);
  expect(await uplink.exchange()).toEqual({ outcome: 'halved' });
  await drain(uplink);
  await expectComplete(office);
});

test('one operation of thousands of events, larger than any batch, goes up whole', async () => {
  const office = await headOffice();
  await commitMany(side.store, 3);
  await commitMany(side.store, 1, 5000);
  await commitMany(side.store, 3);
  await drain(uplinkOf(side, office.url));
  await expectComplete(office);
});

test('the enrolment code is shown only when head office asks who this is', async () => {
  const office = await headOffice({ trustFirstKey: false, enrolmentCode: 'K7-PINE-4402' });
  const shown: (string | null)[] = [];
  const watched: typeof fetch = (target, init) => {
    shown.push(new Headers(init?.headers).get('hub-enrolment-code'));
    return fetch(target, init);
  };
  await commitMany(side.store, 2);
  const uplink = uplinkOf(side, office.url, { fetch: watched, enrolmentCode: 'K7-PINE-4402' });
  expect((await uplink.exchange()).outcome).toBe('enrolling');
  expect((await uplink.exchange()).outcome).toBe('moved');
  await commitMany(side.store, 2);
  await drain(uplink);
  expect(shown).toEqual([null, 'K7-PINE-4402', null, null]);
  await expectComplete(office);
});

test('a wrong enrolment code is refused with its own code, and nothing is kept', async () => {
  const office = await headOffice({ trustFirstKey: false, enrolmentCode: 'K7-PINE-4402' });
  await commitMany(side.store, 2);
  const uplink = uplinkOf(side, office.url, { enrolmentCode: 'K7-PINE-4403' });
  expect((await uplink.exchange()).outcome).toBe('enrolling');
  expect(await uplink.exchange()).toEqual({ outcome: 'refused', code: 'sync.enrolment-code', final: false });
  expect(await heldEvents(office.store)).toEqual([]);
});

test('a presence carries the backlog and the clock when there is nothing to send', async () => {
  const office = await headOffice();
  const clock = new HandClock();
  clock.wallOffset = START + 14 * 86_400_000;
  expect(await uplinkOf(side, office.url, { clock, name: '朝阳店' }).exchange()).toEqual({
    outcome: 'idle',
    confirmed: false,
  });
  const row = await office.store.read((reader) => reader.one('select name, waiting, clock_ahead_ms from branch'));
  expect(row).toEqual({ name: '朝阳店', waiting: 0, clock_ahead_ms: 14 * 86_400_000 });
});
