import { expect, test } from 'vitest';
import { shownScan, viewOf } from '../../kiosk/counter/counter-view.ts';
import { MELODIES } from '../../kiosk/counter/melodies.ts';
import { newScans } from '../../kiosk/counter/new-scans.ts';
import { newestLine } from '../../kiosk/counter/newest-line.ts';
import { type Strip, stripsOf } from '../../kiosk/counter/strips.ts';
import type { CounterState, Device, PrintJobSummary, ScanResult, Slip, SlipLine } from '../../kiosk/hub/contracts.ts';
import { routeOf } from '../../kiosk/route.ts';

const PERSON = { id: 'p1', name: '甲' };

function counter(change: Partial<CounterState> = {}): CounterState {
  return {
    demo: true,
    station: { id: 'c1', name: '配件柜台 1', warehouse: '主库', printer: 'p' },
    keeper: PERSON,
    awaitingPin: null,
    slip: null,
    return: null,
    signing: null,
    lastIssued: null,
    lastReceived: null,
    scans: [],
    line: null,
    weighings: [],
    weighed: [],
    takes: [],
    missed: [],
    print: [],
    toApprove: [],
    waiting: [],
    announced: [],
    aside: [],
    unsigned: [],
    ...change,
  };
}

function slip(id: string, quantities: Record<string, number>): Slip {
  const lines = Object.entries(quantities).map(([line, quantity]) => ({ id: line, quantity }) as SlipLine);
  return { id, lines } as Slip;
}

function scan(id: string): ScanResult {
  return {
    scan: id,
    text: id,
    symbology: null,
    meaning: 'part',
    outcome: 'accepted',
    code: 'scans.part-added',
    facts: {},
    at: 0,
  };
}

function job(document: string, state: PrintJobSummary['state'], code = ''): PrintJobSummary {
  return {
    id: document,
    document,
    documentId: document,
    template: 't',
    copy: 0,
    copyName: '存根',
    printer: 'p',
    movedFrom: null,
    state,
    code,
    createdAt: 0,
    wantedAt: 0,
    changedAt: 0,
  };
}

function device(change: Partial<Device>): Device {
  return {
    device: 'd',
    family: 'printer',
    bin: '',
    model: '',
    state: 'ready',
    address: '',
    detail: '',
    since: 0,
    paper: 'ok',
    coverOpen: false,
    online: true,
    error: 'none',
    ...change,
  };
}

test('a counter without a keeper is closed, even with a slip in progress', () => {
  expect(viewOf(counter({ keeper: null, slip: slip('s', {}) }), '', false)).toBe('closed');
});

test("a keeper's badge asks for the PIN until the pad is sent away", () => {
  const asked = counter({ keeper: null, awaitingPin: { person: PERSON, scan: 'x' } });
  expect(viewOf(asked, '', false)).toBe('pin');
  expect(viewOf(asked, 'x', false)).toBe('closed');
});

test('a PIN is asked for on the strip only while the pad is there', () => {
  const badge = { ...scan('x'), meaning: 'badge', code: 'scans.pin-needed' } as const;
  const asked = counter({ scans: [badge] });
  expect(shownScan(asked, true)).toMatchObject({ code: 'scans.pin-needed' });
  expect(shownScan(asked, false)).toMatchObject({ code: 'page.badge-read' });
  expect(shownScan(null, false)).toBeNull();
});

test('the slip that was issued last stands until the next one begins', () => {
  expect(viewOf(counter({ lastIssued: slip('a', {}) }), '', false)).toBe('done');
  expect(viewOf(counter({ lastIssued: slip('a', {}), slip: slip('b', {}) }), '', false)).toBe('slip');
});

test('a page that has just opened makes no sound for old scans', () => {
  expect(newScans([scan('2'), scan('1')], null)).toEqual([]);
});

test('scans that came together are all answered, in their order', () => {
  expect(newScans([scan('4'), scan('3'), scan('2'), scan('1')], '2').map((each) => each.scan)).toEqual(['3', '4']);
});

test('the first scan of an empty counter is new', () => {
  expect(newScans([scan('1')], '')).toHaveLength(1);
});

test('every outcome of a scan, and the call of who waits, has a sound of its own', () => {
  expect(new Set(Object.values(MELODIES).map((notes) => JSON.stringify(notes))).size).toBe(5);
});

test('the line whose quantity changed is the newest', () => {
  expect(newestLine(slip('s', { a: 1, b: 1 }), slip('s', { a: 2, b: 1 }), 'b')).toBe('a');
});

test('a remark changes no line, so the newest line stays', () => {
  expect(newestLine(slip('s', { a: 1, b: 1 }), slip('s', { a: 1, b: 1 }), 'a')).toBe('a');
});

test('a line that was taken off is no longer the newest', () => {
  expect(newestLine(slip('s', { a: 1, b: 1 }), slip('s', { a: 1 }), 'b')).toBe('a');
});

/** Strips of a counter with this paper and these devices, with nothing else wrong. */
function strips(print: PrintJobSummary[], devices: Device[]): Strip[] {
  return stripsOf({ print, devices, store: 'ok', lost: 0 });
}

test('a full disk and scans that were not kept come before everything else', () => {
  const facts = { print: [job('LY-1', 'UNCERTAIN')], devices: [], store: 'full' as const, lost: 2 };
  expect(stripsOf(facts)).toMatchObject([
    { kind: 'store', store: 'full' },
    { kind: 'lost', count: 2 },
    { kind: 'question' },
  ]);
});

test('what waited too long is asked about behind what is uncertain, the oldest first', () => {
  const print = [job('LY-3', 'EXPIRED', 'stale'), job('LY-2', 'EXPIRED', 'stale'), job('LY-1', 'UNCERTAIN')];
  expect(strips([...print, job('LY-0', 'EXPIRED', 'let-go')], [])).toMatchObject([
    { kind: 'question', job: { document: 'LY-1' } },
    { kind: 'stale', job: { document: 'LY-2' }, more: 1 },
  ]);
});

test('an uncertain print is asked about once, the oldest first', () => {
  expect(strips([job('LY-2', 'UNCERTAIN'), job('LY-1', 'UNCERTAIN')], [])).toMatchObject([
    { kind: 'question', job: { document: 'LY-1' }, more: 1 },
  ]);
});

test('no paper: the waiting slips are named in their order', () => {
  const held = [job('LY-2', 'QUEUED', 'paper-out'), job('LY-1', 'FAILED', 'paper-out')];
  expect(strips(held, [device({ paper: 'out' })])).toEqual([
    { kind: 'paper', word: 'paper.out', code: 'paper-out', waiting: ['LY-1', 'LY-2'] },
  ]);
});

test('a printer that was unplugged is told before any slip waits for it', () => {
  expect(strips([], [device({ state: 'absent' })])).toEqual([
    { kind: 'paper', word: 'device.absent', code: 'absent', waiting: [] },
  ]);
});

test('a slip on its way to a healthy printer is no alarm', () => {
  expect(strips([job('LY-1', 'QUEUED'), job('LY-0', 'SENDING')], [device({})])).toEqual([]);
});

test('an unplugged scanner is told', () => {
  expect(strips([], [device({ family: 'scanner', state: 'absent' })])).toEqual([{ kind: 'scanner', state: 'absent' }]);
  const scale = device({ family: 'scale', state: 'silent' });
  expect(strips([], [scale, device({ family: 'scale', state: 'ready' })])).toEqual([{ kind: 'scale', device: scale }]);
});

test('paths open faces', () => {
  expect(routeOf('/')).toEqual({ face: 'faces' });
  expect(routeOf('/counter')).toEqual({ face: 'counter', station: null });
  expect(routeOf('/counter/c%201/')).toEqual({ face: 'counter', station: 'c 1' });
  expect(routeOf('/bench')).toEqual({ face: 'bench' });
  expect(routeOf('/lobby')).toEqual({ face: 'nowhere' });
  expect(routeOf('/counter/%E4')).toEqual({ face: 'nowhere' });
});
