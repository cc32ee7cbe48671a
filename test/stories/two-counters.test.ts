import type { Static } from 'typebox';
import { expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { demoParts } from '../../hub/demo/catalogue.ts';
import type { counterTopic } from '../../hub/stations/topic-contract.ts';
import type { lineTopic } from '../../hub/sync/topic-contract.ts';
import { eventually } from '../support/eventually.ts';
import { type Counter, startWorkshop, type Workshop } from '../support/workshop.ts';

type CounterState = Static<typeof counterTopic.state>;
type LineState = Static<typeof lineTopic.state>;

const parts = demoParts();
function code(number: string): string {
  const found = parts.find((part) => part.number === number)?.barcodes[0]?.code;
  if (found === undefined) throw new Error(`The demo has no part ${number}`);
  return found;
}

async function twoCounters(): Promise<{ workshop: Workshop; first: Counter; second: Counter }> {
  const workshop = await startWorkshop({ counters: 2 });
  const [first, second] = workshop.counters;
  if (first === undefined || second === undefined) throw new Error('two counters were wanted');
  await workshop.openCounter('counter-1', '2001');
  await workshop.openCounter('counter-2', '2002');
  return { workshop, first, second };
}

async function watchCounter(workshop: Workshop, station: string): Promise<() => CounterState> {
  const page = await workshop.page({ station });
  return page.watch<CounterState>('stations.counter', { station });
}

test('two counters want the last piece at the same moment: one gets it, the other reads how many are left', async () => {
  const { workshop, first, second } = await twoCounters();
  const [a, b] = [await watchCounter(workshop, 'counter-1'), await watchCounter(workshop, 'counter-2')];
  for (const gun of [first.gun, second.gun]) {
    for (const text of ['GP1007', 'WH-KIT', code('TB-B8L')]) await gun.scan(text, 'C0');
  }
  await first.gun.scan('GP1008', 'C0');
  await first.gun.scan(code('TB-B8L'), 'E0');
  await eventually(() => {
    expect(a().slip?.lines).toMatchObject([{ number: 'TB-B8L', quantity: 2000, issuable: 2000 }]);
    expect(b().slip?.lines).toMatchObject([{ number: 'TB-B8L', quantity: 1000, issuable: 2000 }]);
  });
  await Promise.all([first.gun.scan('WH-CONFIRM', 'C0'), second.gun.scan('WH-CONFIRM', 'C0')]);
  await eventually(() => {
    const outcomes = [a().scans[0]?.outcome, b().scans[0]?.outcome].toSorted();
    expect(outcomes).toEqual(['accepted', 'refused']);
  });
  const loser = a().scans[0]?.outcome === 'refused' ? a() : b();
  const [issuable, wanted] = loser === a() ? [1000, 2000] : [0, 1000];
  expect(loser.scans[0]).toMatchObject({ code: 'requisitions.short', facts: { issuable, wanted } });
  // The other screen knows it without being asked: its line turned red by itself.
  await eventually(() => expect((loser === a() ? a() : b()).slip?.lines[0]).toMatchObject({ short: true, issuable }));
  const below = await workshop.hub.store.read((reader) =>
    reader.all('select 1 from balance where guarded = 1 and quantity < 0'),
  );
  expect(below).toEqual([]);
});

test("each counter's slip comes out of its own printer", async () => {
  const { workshop, first, second } = await twoCounters();
  const [a, b] = [await watchCounter(workshop, 'counter-1'), await watchCounter(workshop, 'counter-2')];
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await second.gun.scan(text, 'C0');
  // The second head cannot say that it has printed, only that it was sent everything and complained of nothing.
  await eventually(() => expect(b().print[0]).toMatchObject({ state: 'SENT' }));
  expect([first.printer.sheets.length, second.printer.sheets.length]).toEqual([0, 1]);
  expect(a().print).toEqual([]);
});

test('a reprint is a job of its own and says 补打 1, then 补打 2', async () => {
  const { workshop, first } = await twoCounters();
  const cookie = await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1', cookie });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await first.gun.scan(text, 'C0');
  await eventually(() => expect(state().print[0]).toMatchObject({ state: 'CONFIRMED', copy: 0 }));
  const requisition = state().lastIssued?.id ?? '';
  for (const copy of [1, 2]) {
    const answer = await page.call('requisitions.reprint', { requisition, printer: 'counter-1-printer' });
    expect(answer).toMatchObject({ outcome: 'accepted', reply: { copy } });
    await eventually(() => expect(state().print[0]).toMatchObject({ state: 'CONFIRMED', copy }));
  }
  const nowhere = await page.call('requisitions.reprint', { requisition, printer: 'nowhere' });
  expect(nowhere).toMatchObject({
    outcome: 'refused',
    code: 'printing.no-such-printer',
    facts: { printer: 'nowhere' },
  });
  const marks = first.printer.sheets.map((sheet) => /补打 \d/.exec(sheetLines(sheet).join('\n'))?.[0] ?? 'original');
  expect(marks).toEqual(['original', '补打 1', '补打 2']);
});

test('with the line to head office down all day every step is the same, and the header says how much waits', async () => {
  // Nobody listens there.
  const workshop = await startWorkshop({ headOffice: 'http://127.0.0.1:9' });
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  await workshop.openCounter('counter-1');
  const page = await workshop.page({ station: 'counter-1' });
  const state = page.watch<CounterState>('stations.counter', { station: 'counter-1' });
  const line = page.watch<LineState>('sync.line', {});
  await eventually(() => expect(line()).toMatchObject({ line: 'offline' }));
  const { waiting } = line();
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await counter.gun.scan(text, 'C0');
  await eventually(() => expect(state().print[0]).toMatchObject({ state: 'CONFIRMED' }));
  await eventually(() => expect(line().waiting).toBeGreaterThan(waiting));
});

test('a scanner that is unplugged and plugged in again goes on where it was', async () => {
  const { workshop, first } = await twoCounters();
  const a = await watchCounter(workshop, 'counter-1');
  const devices = (await workshop.page({ station: 'counter-1' })).watch<{
    devices: { family: string; state: string }[];
  }>('stations.devices', { station: 'counter-1' });
  const lamp = () => devices().devices.find(({ family }) => family === 'scanner')?.state;
  await first.gun.scan('GP1007', 'C0');
  first.gun.unplug();
  await eventually(() => expect(lamp()).toBe('absent'));
  first.gun.replug();
  await eventually(() => expect(lamp()).toBe('ready'));
  await first.gun.scan(code('OF-B8L'), 'E0');
  await eventually(() => {
    expect(a().slip).toMatchObject({ receiver: { name: '周建国' }, lines: [{ number: 'OF-B8L' }] });
  });
});
