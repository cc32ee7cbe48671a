import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import type { Static } from 'typebox';
import { expect, onTestFinished, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { demoParts } from '../../hub/demo/catalogue.ts';
import { buildHeadOffice } from '../../hub/head-office/app.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import type { counterTopic } from '../../hub/stations/topic-contract.ts';
import { findDiscrepancies } from '../../hub/stock/proof.ts';
import { openStore } from '../../hub/store/open.ts';
import { eventually } from '../support/eventually.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';

type CounterState = Static<typeof counterTopic.state>;

const parts = demoParts();
function code(number: string, pack = 0): string {
  const found = parts.find((part) => part.number === number)?.barcodes[pack]?.code;
  if (found === undefined) throw new Error(`The demo has no part ${number}`);
  return found;
}

async function orderNumber(workshop: Workshop): Promise<string> {
  const row = await workshop.hub.store.read((reader) =>
    reader.one<{ number: string }>('select number from repair_order order by number limit 1'),
  );
  return row?.number ?? '';
}

async function startHeadOffice(): Promise<string> {
  const migrations = join(import.meta.dirname, '..', '..', 'migrations', 'head-office');
  const store = await openStore(join(tempFolder(), 'head-office.db'), { migrations, now: 0 });
  const app = buildHeadOffice({
    store,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    trustFirstKey: true,
    enrolmentCode: null,
  });
  onTestFinished(async () => {
    await app.close();
    await store.close();
  });
  return app.listen({ host: '127.0.0.1', port: 0 });
}

test('bytes of a scanner on a PTY become a slip, a movement, Chinese paper and an event at head office', async () => {
  const headOffice = await startHeadOffice();
  const workshop = await startWorkshop({ pty: true, headOffice });
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  const { gun, printer } = counter;
  await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1' });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  const order = await orderNumber(workshop);

  await gun.scan('GP1007', 'C0');
  await gun.scan(order, 'C0');
  await gun.scan(code('OF-B8L'), 'E0');
  await gun.scan(code('SP-B8L', 1), 'E0');
  await eventually(() => {
    expect(state().slip).toMatchObject({
      receiver: { name: '周建国' },
      order: { number: order },
      lines: [
        { number: 'OF-B8L', quantity: 1000, short: false },
        { number: 'SP-B8L', quantity: 4000, evidence: 'scan' },
      ],
    });
  });
  const number = state().slip?.number ?? '';
  expect(number).toMatch(/^LY-\d{8}-0001$/);
  await gun.scan('WH-CONFIRM', 'C0');

  await eventually(() => {
    expect(state()).toMatchObject({ slip: null, lastIssued: { number, approval: 'APPROVED', approver: '吴敏' } });
    expect(state().print[0]).toMatchObject({ document: number, state: 'CONFIRMED', copy: 0 });
  });
  expect(printer.defects).toEqual([]);
  expect(printer.sheets).toHaveLength(1);
  const [sheet] = printer.sheets;
  const paper = sheet === undefined ? [] : sheetLines(sheet);
  expect(paper).toContain('领用单');
  expect(paper.join('\n')).toMatch(/领用人.*周建国 1007/);
  expect(paper.join('\n')).toMatch(/机油滤清器 迈腾 B8L.*1 个/);
  expect(paper.join('\n')).toMatch(/火花塞 迈腾 B8L.*4 支/);
  expect(sheet?.codes).toEqual([expect.objectContaining({ kind: 'code128', text: number })]);

  await workshop.hub.store.read((reader) => {
    const moved = reader.all(
      `select p.number, m.quantity, m.kind, t.kind as "to", m.document_number, json_extract(m.evidence, '$.kind') as evidence
       from movement m join part p on p.id = m.part_id join location t on t.id = m.to_location
       where m.kind = 'issue' order by m.n`,
    );
    const issue = { kind: 'issue', to: 'employee', document_number: number, evidence: 'scan' };
    expect(moved).toEqual([
      { number: 'OF-B8L', quantity: 1000, ...issue },
      { number: 'SP-B8L', quantity: 4000, ...issue },
    ]);
    expect(findDiscrepancies(reader)).toEqual([]);
  });

  const heard = new Set<string>();
  let cursor = '';
  await eventually(async () => {
    const response = await fetch(`${headOffice}/v1/feed?limit=1000&cursor=${cursor}`);
    const page = (await response.json()) as { events: { kind: string; payload: object }[]; cursor: string };
    cursor = page.cursor;
    for (const { kind, payload } of page.events)
      if (kind === 'print.confirmed' || JSON.stringify(payload).includes(number)) heard.add(kind);
    expect([...heard]).toEqual(expect.arrayContaining(['requisition.approved', 'print.confirmed']));
  });
});

test('ten scans in a row of two codes are exactly ten, in order, and the same code at once is shown as a duplicate', async () => {
  const workshop = await startWorkshop({ pty: true });
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1' });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  const [first, second] = [code('FUS-10'), code('FUS-15')];
  for (let scan = 0; scan < 10; scan += 1) await counter.gun.scan(scan % 2 === 0 ? first : second, 'E0');
  // The eleventh at once: the same code as the tenth.
  await counter.gun.scan(second, 'E0');
  await eventually(() => {
    expect(state().scans[0]).toMatchObject({ text: second, outcome: 'duplicate', code: 'scans.duplicate' });
  });
  expect(state().slip?.lines.map(({ number, quantity }) => [number, quantity])).toEqual([
    ['FUS-10', 5000],
    ['FUS-15', 5000],
  ]);
  const journal = await workshop.hub.store.read((reader) =>
    reader.all<{ text: string; outcome: string; raw: Uint8Array }>(
      'select text, outcome, raw from scan_journal order by rowid',
    ),
  );
  const alternating = Array.from({ length: 10 }, (_, scan) => (scan % 2 === 0 ? first : second));
  expect(journal.map(({ text }) => text)).toEqual([...alternating, second]);
  expect(journal.map(({ outcome }) => outcome)).toEqual([...alternating.map(() => 'accepted'), 'duplicate']);
  expect(Buffer.from(journal[0]?.raw ?? []).toString('latin1')).toContain(first);
});

test('without an open counter a scan is kept and refused, never lost; no page needs to be open', async () => {
  const workshop = await startWorkshop();
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  await counter.gun.scan(code('OF-B8L'), 'E0');
  await counter.gun.scan('NO-SUCH-CODE', 'C0');
  await counter.gun.scan('GP2001', 'C0');
  await workshop.hub.idle();
  const page = await workshop.page({ station: 'counter-1' });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  await eventually(() => {
    expect(state().scans.map(({ outcome, code: said }) => [outcome, said])).toEqual([
      ['accepted', 'scans.pin-needed'],
      ['unknown', 'scans.unknown'],
      ['refused', 'scans.station-closed'],
    ]);
    expect(state()).toMatchObject({ keeper: null, awaitingPin: { person: { name: '吴敏' } } });
  });
  await workshop.openCounter('counter-1');
  await eventually(() => expect(state()).toMatchObject({ keeper: { name: '吴敏' }, awaitingPin: null }));
});

test('a line that asks for more than there is stays red, and nothing is issued until it is put right', async () => {
  const workshop = await startWorkshop();
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  const { gun } = counter;
  await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1' });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  await gun.scan('GP1007', 'C0');
  await gun.scan('WH-KIT', 'C0');
  const scarce = code('TB-B8L');
  for (let scan = 0; scan < 3; scan += 1) {
    await gun.scan(scarce, 'E0');
    await gun.scan(code('FUS-10'), 'E0');
  }
  await eventually(() => {
    expect(state().slip?.lines[0]).toMatchObject({ number: 'TB-B8L', quantity: 3000, issuable: 2000, short: true });
  });
  await gun.scan('WH-CONFIRM', 'C0');
  await eventually(() => {
    expect(state().scans[0]).toMatchObject({
      outcome: 'refused',
      code: 'requisitions.short',
      facts: { issuable: 2000, wanted: 3000, unit: '套' },
    });
  });
  const line = state().slip?.lines[0]?.id ?? '';
  const cookie = await workshop.openCounter('counter-1');
  const signedIn = await workshop.page({ station: 'counter-1', cookie });
  const requisition = state().slip?.id ?? '';
  const answer = await signedIn.call('requisitions.set-quantity', { requisition, line, quantity: 2000 });
  expect(answer).toMatchObject({ outcome: 'accepted' });
  expect(await signedIn.call('requisitions.confirm', { requisition })).toMatchObject({ outcome: 'accepted' });
  await eventually(() => {
    expect(state().lastIssued?.lines[0]).toMatchObject({ quantity: 2000, evidence: 'manual' });
  });
});

test('paper out: the slip waits, and after the refill it comes out once', async () => {
  const workshop = await startWorkshop();
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  const { gun, printer } = counter;
  await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1' });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  const devices = page.watch<{ devices: { family: string; paper: string | null }[] }>('stations.devices', {
    station: 'counter-1',
  });
  printer.paperOut = true;
  await eventually(() => expect(devices().devices.find(({ family }) => family === 'printer')?.paper).toBe('out'));
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await gun.scan(text, 'C0');
  await eventually(() => expect(state().lastIssued).not.toBeNull());
  await workshop.hub.idle();
  expect(state().print[0]).toMatchObject({ state: 'QUEUED' });
  expect(printer.sheets).toHaveLength(0);
  printer.paperOut = false;
  await eventually(() => expect(state().print[0]).toMatchObject({ state: 'CONFIRMED' }));
  expect(printer.sheets).toHaveLength(1);
});

test('a line that breaks in the middle of a slip is asked about once; the marked copy says 补打 1', async () => {
  const workshop = await startWorkshop();
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  const { gun, printer } = counter;
  const cookie = await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1', cookie });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  printer.hangUpAfter(200);
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await gun.scan(text, 'C0');
  await eventually(() => expect(state().print[0]).toMatchObject({ state: 'UNCERTAIN' }));
  await workshop.hub.idle();
  expect(state().print).toHaveLength(1);
  const job = state().print[0]?.id ?? '';
  expect(await page.call('printing.answer', { job, printed: false })).toMatchObject({ outcome: 'accepted' });
  expect(await page.call('printing.answer', { job, printed: false })).toMatchObject({ code: 'printing.not-uncertain' });
  await eventually(() => expect(state().print[0]).toMatchObject({ state: 'CONFIRMED', copy: 1 }));
  const texts = printer.sheets.map((sheet) => sheetLines(sheet).join('\n'));
  expect(texts.filter((text) => text.includes('补打 1'))).toHaveLength(1);
  expect(texts.at(-1)).toMatch(/补打 1[\s\S]*领用单/);
});

test('a job that was being sent when the power went is asked about after the restart, and never sent again by itself', async () => {
  const folder = tempFolder();
  const before = await startWorkshop({ folder });
  const [counter] = before.counters;
  if (counter === undefined) throw new Error('no counter');
  counter.printer.freezeAfter(100);
  await before.openCounter('counter-1');
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await counter.gun.scan(text, 'C0');
  await eventually(async () => {
    const jobs = await before.hub.store.read((reader) => reader.all('select state from print_job'));
    expect(jobs).toEqual([{ state: 'SENDING' }]);
  });
  // The power goes: what the store holds now is all that is left.
  const after = await startWorkshop({ folder: await copyOfStore(before, folder) });
  const page = await after.page({ station: 'counter-1' });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  await eventually(() => expect(state().print[0]).toMatchObject({ state: 'UNCERTAIN', code: 'restart' }));
  await after.hub.idle();
  // The head was freed of half a command, and not a glyph of the slip was sent again.
  expect(after.counters[0]?.printer).toMatchObject({ sheets: [], isPaperBlank: true, defects: [] });
});

/** What lies on the disk at this moment, as a power cut would leave it: the copy is made by SQLite, so it is a whole one. */
async function copyOfStore(workshop: Workshop, folder: string): Promise<string> {
  const target = join(folder, 'after');
  mkdirSync(join(target, 'data'), { recursive: true });
  const source = new Database(workshop.hub.store.file, { readonly: true });
  await source.backup(join(target, 'data', 'hub.db'));
  source.close();
  for (const name of ['hub-key.pem', 'pin-pepper'])
    copyFileSync(join(folder, 'data', name), join(target, 'data', name));
  return target;
}
