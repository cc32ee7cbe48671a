import { createConnection, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent, FrameEvent, PrinterStatus } from '../../devices/device.ts';
import { EscposPrinterEmulator, type PrinterEmulatorOptions } from '../../devices/emulators/escpos-printer.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import type { Row } from '../../devices/printers/page.ts';
import type { PrintRequest } from '../../devices/printers/printer.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { supervise } from '../../devices/supervise.ts';
import { finish, ManualClock, until } from './manual-clock.ts';

/** Unlike every other delay, so that its timer can be told from the others. */
const POLL_MS = 1900;

let clock: ManualClock;
let emulator: EscposPrinterEmulator;
let printer: ReturnType<typeof createPrinter>;
let events: DeviceEvent[];
const cleanups: (() => Promise<void>)[] = [];

async function setUp(options: PrinterEmulatorOptions): Promise<void> {
  emulator = new EscposPrinterEmulator(options);
  const { address } = await emulator.start();
  printer = createPrinter({ name: 'slips', profile: emulator.profile, address, clock, timing: { poll_ms: POLL_MS } });
  events = [];
  printer.listen((event) => events.push(event));
  printer.start();
  await until(() => printer.state.state === 'ready');
}
beforeEach(() => {
  clock = new ManualClock();
});
afterEach(async () => {
  await emulator.stop();
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

let jobs = 0;
function job(text: string, rows = 1): PrintRequest {
  jobs += 1;
  const spans = [{ x_mm: 0, text, scaleX: 1, scaleY: 1, bold: false }];
  const row = { kind: 'text' as const, height_mm: 4, spans };
  return {
    jobId: `job-${jobs}`,
    processId: jobs,
    pages: [{ width_mm: 72, rows: new Array(rows).fill(row) }],
    cut: true,
  };
}

const rowsOf = ({ pages }: PrintRequest): Row[] => pages.flatMap(({ rows }) => rows);
const print = (request: PrintRequest) => finish(printer.print(request), clock);
/** The look is over, its connection is closed on both sides, and only the timer of the next one runs. */
const betweenLooks = () => until(() => emulator.sessions === 0 && clock.waiting_ms.join() === String(POLL_MS));
const papers = (): string[][] => emulator.sheets.map(sheetLines);
const frames = (): FrameEvent[] => events.flatMap((event) => (event.kind === 'frame' ? [event] : []));
const lastStatus = (): PrinterStatus | undefined =>
  events.flatMap((event) => (event.kind === 'printer-status' ? [event.status] : [])).at(-1);

describe('a head that says when it is done (process id)', () => {
  beforeEach(() => setUp({ profile: 'epson-tm-t88' }));

  test('confirms, and the Chinese is on the paper', async () => {
    const outcome = await print(job('领料单 LY-0001 京A·D12345 ¥5'));
    expect(outcome).toMatchObject({ outcome: 'confirmed', code: 'ok' });
    expect(outcome.bytes).toBe(emulator.receivedBytes);
    expect(papers()).toEqual([['领料单 LY-0001 京A·D12345 ￥5']]);
    expect(emulator.defects).toEqual([]);
  });

  test('each of its answers is told as it came, one frame each, and nothing of the job is', async () => {
    const request = job('工单');
    const before = frames().length;
    expect(await print(request)).toMatchObject({ outcome: 'confirmed' });
    const told = frames().slice(before);
    expect(new Set(told.map(({ direction, meaning }) => `${direction} ${meaning.is}`))).toEqual(new Set(['in status']));
    const answers = told.map(({ chunks }) => Buffer.concat(chunks).toString('hex'));
    const digits = Buffer.from(String(request.processId).padStart(4, '0')).toString('hex');
    expect(answers.slice(0, 4)).toEqual(['12', '12', '12', '12']);
    expect(answers).toContain(`3722${digits}00`);
  });

  test('a page that no bytes can be made of is said to be unprintable, and the next job comes out', async () => {
    await setUp({ profile: 'epson-tm-t88' });
    const row = { kind: 'of a newer hub', height_mm: 4 } as unknown as Row;
    const bad = await print({ ...job('坏'), pages: [{ width_mm: 72, rows: [row] }] });
    expect(bad).toMatchObject({ outcome: 'failed', code: 'unprintable', bytes: 0 });
    expect((await print(job('好'))).outcome).toBe('confirmed');
    expect(papers()).toEqual([['好']]);
  });

  test('prints jobs one at a time, in the order in which they were given', async () => {
    const outcomes = await Promise.all([printer.print(job('一')), printer.print(job('二')), printer.print(job('三'))]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(papers()).toEqual([['一'], ['二'], ['三']]);
  });

  test.each([
    ['paperOut', 'paper-out'],
    ['coverOpen', 'cover-open'],
    ['offline', 'offline'],
  ] as const)('%s: the job fails before any byte of it left, and prints once afterwards', async (condition, code) => {
    emulator[condition] = true;
    expect(await print(job('单'))).toMatchObject({ outcome: 'failed', code, bytes: 0 });
    expect(emulator.receivedBytes).toBe(0);
    emulator[condition] = false;
    expect(await print(job('单'))).toMatchObject({ outcome: 'confirmed' });
    expect(papers()).toEqual([['单']]);
  });

  test('low paper is told but stops nothing', async () => {
    emulator.nearEnd = true;
    expect(await print(job('单'))).toMatchObject({ outcome: 'confirmed' });
    expect(printer.status).toMatchObject({ known: true, paper: 'near-end', online: true });
  });

  test('the connection breaks in the middle: uncertain, and the next slip is clean', async () => {
    emulator.hangUpAfter(40);
    const broken = await print(job('第一张第一张第一张', 5));
    expect(broken).toMatchObject({ outcome: 'uncertain', code: 'disconnected' });
    expect(broken.bytes).toBeGreaterThan(0);
    expect(await print(job('第二张'))).toMatchObject({ outcome: 'confirmed' });
    expect(papers().at(-1)).toEqual(['第二张']);
    expect(emulator.defects).toEqual([]);
  });

  test('a break at every single byte never lets a remainder reach the next slip', async () => {
    const request = {
      ...job('甲乙'),
      pages: [{ width_mm: 72, rows: [{ kind: 'rule' as const, height_mm: 2, dashed: true }, ...rowsOf(job('甲乙'))] }],
    };
    const { bytes } = await print(request);
    for (let at = 1; at < bytes; at += 3) {
      emulator.hangUpAfter(at);
      expect(await print(request), `at ${at}`).toMatchObject({ outcome: 'uncertain' });
      expect(await print(job('好')), `after ${at}`).toMatchObject({ outcome: 'confirmed' });
      expect(papers().at(-1), `after ${at}`).toEqual(['好']);
    }
  });

  test('the paper ends in the middle: uncertain, known at once, and what waits is thrown away before the next slip', async () => {
    emulator.paperOutAfter(60);
    expect(await print(job('长长的单子', 40))).toMatchObject({ outcome: 'uncertain', code: 'paper-out' });
    expect(printer.status.paper).toBe('out');
    expect(await print(job('新'))).toMatchObject({ outcome: 'failed', code: 'paper-out', bytes: 0 });
    emulator.paperOut = false;
    expect(await print(job('新'))).toMatchObject({ outcome: 'confirmed' });
    expect(papers().at(-1)).toEqual(['新']);
    expect(emulator.defects).toEqual([]);
  });

  test('frozen from the start: failed, because nothing was sent', async () => {
    emulator.frozen = true;
    expect(await print(job('单'))).toMatchObject({ outcome: 'failed', code: 'timeout', bytes: 0 });
    emulator.frozen = false;
    expect(papers()).toEqual([]);
  });

  test('frozen in the middle: uncertain, never repeated by itself', async () => {
    emulator.freezeAfter(50);
    expect(await print(job('单单单', 200))).toMatchObject({ outcome: 'uncertain', code: 'timeout' });
    expect(papers()).toEqual([]);
  });

  test('the plug is pulled in the middle: uncertain; switched on again, the next slip is clean', async () => {
    emulator.powerCutAfter(60);
    expect(await print(job('断电', 20))).toMatchObject({ outcome: 'uncertain', code: 'disconnected' });
    expect(await print(job('单'))).toMatchObject({ outcome: 'failed', code: 'unreachable' });
    await emulator.start();
    expect(await print(job('单'))).toMatchObject({ outcome: 'confirmed' });
    expect(papers().at(-1)).toEqual(['单']);
  });

  test('what an earlier process left in the head is thrown away first, when the hub says so', async () => {
    const half = createPrinter({
      name: 'old',
      profile: emulator.profile,
      address: (await emulator.start()).address,
      clock,
    });
    half.start();
    await until(() => half.state.state === 'ready');
    emulator.hangUpAfter(50);
    expect(await finish(half.print(job('旧旧旧旧', 9)), clock)).toMatchObject({ outcome: 'uncertain' });
    await half.stop();
    const { address } = await emulator.start();
    const fresh = createPrinter({ name: 'new', profile: emulator.profile, address, clock, expectLeftovers: true });
    fresh.start();
    await until(() => fresh.state.state === 'ready');
    expect(await finish(fresh.print(job('新')), clock)).toMatchObject({ outcome: 'confirmed' });
    expect(papers().at(-1)).toEqual(['新']);
  });
});

describe('a head that cannot say it (80 mm, one session)', () => {
  beforeEach(() => setUp({ profile: 'xprinter-80', maxSessions: 1 }));

  test('the best that can be said is: sent', async () => {
    expect(await print(job('工单'))).toMatchObject({ outcome: 'sent', code: 'no-acknowledgement' });
    expect(papers()).toEqual([['工单']]);
  });

  test('jobs and looks never need two sessions at once', async () => {
    for (let round = 0; round < 5; round++) {
      clock.advance(POLL_MS);
      expect(await print(job(`第${round}张`))).toMatchObject({ outcome: 'sent' });
    }
    expect(papers().map(([text]) => text)).toEqual(['第0张', '第1张', '第2张', '第3张', '第4张']);
  });

  test('somebody else has its only session: failed, although connect and write succeeded', async () => {
    const { port } = await emulator.start();
    await betweenLooks();
    const other: Socket = createConnection(port, '127.0.0.1');
    await until(() => emulator.sessions === 1);
    expect(await print(job('单'))).toMatchObject({ outcome: 'failed', bytes: 0 });
    other.destroy();
    await until(() => emulator.sessions === 0);
    expect(await print(job('单'))).toMatchObject({ outcome: 'sent' });
  });

  test('a break at any byte is cleaned up with NULs, since this head has no clear command', async () => {
    const rows = [
      { kind: 'qr' as const, x_mm: 2, module_mm: 0.5, level: 'M' as const, text: 'A1' },
      ...rowsOf(job('甲')),
    ];
    const request = { ...job(''), pages: [{ width_mm: 72, rows }] };
    const { bytes } = await print(request);
    for (let at = 1; at < bytes; at += 5) {
      emulator.hangUpAfter(at);
      expect(await print(request)).toMatchObject({ outcome: 'uncertain' });
      expect(await print(job('好'))).toMatchObject({ outcome: 'sent' });
      expect(papers().at(-1), `after ${at}`).toEqual(['好']);
    }
  });
});

describe('looking after it between jobs', () => {
  beforeEach(() => setUp({ profile: 'xprinter-80' }));

  test('paper out shows within one look, and so does the new roll', async () => {
    await betweenLooks();
    emulator.paperOut = true;
    clock.advance(POLL_MS);
    await until(() => lastStatus()?.paper === 'out');
    await betweenLooks();
    emulator.paperOut = false;
    clock.advance(POLL_MS);
    await until(() => lastStatus()?.paper === 'ok');
    expect(lastStatus()).toMatchObject({ known: true, online: true });
  });

  test('an unchanged status is not told again', async () => {
    const told = events.filter(({ kind }) => kind === 'printer-status').length;
    for (let look = 0; look < 3; look++) {
      await betweenLooks();
      clock.advance(POLL_MS);
    }
    await betweenLooks();
    expect(events.filter(({ kind }) => kind === 'printer-status').length).toBe(told);
  });

  test('switched off it is absent, and supervised it comes back', async () => {
    const supervision = supervise(printer, { clock, random: () => 0 });
    supervision.start();
    await emulator.stop();
    await until(() => {
      clock.advance(1000);
      return printer.state.state === 'absent';
    });
    expect(lastStatus()).toMatchObject({ known: false });
    await emulator.start();
    await until(() => {
      clock.advance(100);
      return printer.state.state === 'ready';
    });
    expect(printer.state.attempts).toBe(0);
    await supervision.stop();
    expect(printer.state.state).toBe('stopped');
    expect(await print(job('单'))).toMatchObject({ outcome: 'failed', code: 'unreachable' });
  });

  test('a host that answers to connect but to nothing else is silent', async () => {
    const mute = createServer(() => {});
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const bound = mute.address();
    const address = `tcp://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`;
    const other = createPrinter({ name: 'mute', profile: 'xprinter-80', address, clock });
    other.start();
    await until(() => {
      clock.advance(500);
      return other.state.state === 'silent';
    });
    mute.close();
  });

  test('an address that is none is refused by name', () => {
    for (const address of [
      'printer7',
      'tcp://a:0',
      'tcp://a:9100#x',
      'tcp://me@a:9100',
      'tcp://a:9100/queue',
      'tcp://a?x',
    ]) {
      expect(() => createPrinter({ name: 'x', profile: 'xprinter-80', address, clock })).toThrow(address);
    }
  });
});
