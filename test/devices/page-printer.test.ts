import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PagePrinterEmulator } from '../../devices/emulators/page-printer.ts';
import type { LineStatus, Port } from '../../devices/ports/port.ts';
import { TcpPort } from '../../devices/ports/tcp.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import type { PrintRequest } from '../../devices/printers/printer.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { line } from './emulated-head.ts';
import { finish, ManualClock, until } from './manual-clock.ts';

let clock: ManualClock;
let emulator: PagePrinterEmulator;
let printer: ReturnType<typeof createPrinter>;

beforeEach(async () => {
  clock = new ManualClock();
  emulator = new PagePrinterEmulator({ profile: 'epson-lq-630k' });
});
afterEach(async () => {
  await finish(printer.stop(), clock);
  await emulator.stop();
});

async function plugIn(address: string | Port, options: { form?: string } = {}): Promise<void> {
  printer = createPrinter({ name: 'forms', profile: emulator.profile, address, clock, ...options });
  printer.start();
  await until(() => printer.state.state === 'ready');
}

let jobs = 0;
function job(...texts: string[]): PrintRequest {
  jobs += 1;
  return { jobId: `job-${jobs}`, processId: jobs, pages: texts.map(line), cut: true };
}
const print = (request: PrintRequest) => finish(printer.print(request), clock);
const papers = (): string[][] => emulator.sheets.map(sheetLines);

describe('a printer behind a print server', () => {
  test('prints each page on a form of its own; the best that can be said is: sent', async () => {
    await plugIn((await emulator.start()).address);
    const changes: string[] = [];
    const stopListening = emulator.onChange(({ kind }) => changes.push(kind));
    const outcome = await print(job('出库单 1/2', '出库单 2/2'));
    expect(outcome).toMatchObject({ outcome: 'sent', code: 'no-acknowledgement' });
    await until(() => emulator.sheets.length === 2);
    expect(outcome.bytes).toBe(emulator.receivedBytes);
    expect(papers()).toEqual([['出库单 1/2'], ['出库单 2/2']]);
    expect([emulator.defects, emulator.isPageBlank]).toEqual([[], true]);
    stopListening();
    expect(changes).toEqual(['sheet', 'sheet']);
    expect(printer.status.known).toBe(false);
  });

  test('is loaded with the form that it is told', async () => {
    await plugIn((await emulator.start()).address, { form: 'half' });
    expect(printer.media).toMatchObject({ kind: 'form', width_mm: 203.2 });
    expect(printer.media).toHaveProperty('height_mm', expect.closeTo(139.7, 5));
    expect(printer.media.column_mm).toBeCloseTo(25.4 / 12, 5);
    await print(job('单'));
    await until(() => emulator.sheets.length === 1);
    expect(emulator.sheets[0]?.height_mm).toBeCloseTo(139.7, 5);
  });

  test('switched off, the job failed; switched on, it prints', async () => {
    const { address } = await emulator.start();
    await plugIn(address);
    await emulator.stop();
    expect(await print(job('单'))).toMatchObject({ outcome: 'failed', code: 'unreachable', bytes: 0 });
    await emulator.start();
    expect(await print(job('单'))).toMatchObject({ outcome: 'sent' });
  });

  test('the connection breaks anywhere: uncertain, not repeated, and the next job has its own clean form', async () => {
    await plugIn((await emulator.start()).address);
    const rows = [...line('甲').rows, { kind: 'rule' as const, height_mm: 4, dashed: true }, ...line('乙').rows];
    const request = { ...job('甲'), pages: [{ width_mm: 200, rows: new Array(20).fill(rows).flat() }] };
    for (let at = 1; at < 6000; at += 731) {
      emulator.hangUpAfter(at);
      const before = emulator.sheets.length;
      expect(await print(request), `at ${at}`).toMatchObject({ outcome: 'uncertain' });
      expect(emulator.sheets.length).toBe(before);
      expect(await print(job('好')), `after ${at}`).toMatchObject({ outcome: 'sent' });
      await until(() => papers().at(-1)?.join() === '好');
    }
    // A command that broke off behind its first byte is ended by a NUL, which makes it one that does not exist.
    expect(emulator.defects.filter((what) => !/^unknown command 1[bc]00$/.test(what))).toEqual([]);
  });

  test('it hangs in the middle: uncertain within the time for progress; what comes out later is not repeated', async () => {
    await plugIn((await emulator.start()).address);
    emulator.freezeAfter(5000);
    // More than the buffers of the kernel hold: they would swallow a short job whole.
    const rule = { kind: 'rule' as const, height_mm: 1, dashed: false };
    const pages = new Array(40).fill({ width_mm: 200, rows: new Array(60).fill(rule) });
    expect(await print({ ...job('单'), pages })).toMatchObject({ outcome: 'uncertain', code: 'timeout' });
    emulator.frozen = false;
    expect(await print(job('新'))).toMatchObject({ outcome: 'sent' });
    await until(() => papers().at(-1)?.join() === '新');
    expect(papers().filter((lines) => lines.join() === '新').length).toBe(1);
  });
});

/** A parallel cable: the bytes go over TCP to the emulated head, the status lines are set by hand, as no kernel here has any. */
class CableWithLines extends TcpPort {
  lines: LineStatus = { paperOut: false, selected: true, error: false };

  async lineStatus(): Promise<LineStatus> {
    return this.lines;
  }
}

describe('a printer on a cable with status lines', () => {
  let cable: CableWithLines;
  beforeEach(async () => {
    const { port } = await emulator.start();
    cable = new CableWithLines('127.0.0.1', port, clock);
    await plugIn(cable);
  });

  test.each([
    ['no paper', { paperOut: true }, 'paper-out'],
    ['off line at its panel', { selected: false }, 'offline'],
    ['an error', { error: true }, 'error'],
  ] as const)('%s: the job failed before its first byte', async (_, lines, code) => {
    cable.lines = { ...cable.lines, ...lines };
    expect(await print(job('单'))).toMatchObject({ outcome: 'failed', code, bytes: 0 });
    expect(emulator.receivedBytes).toBe(0);
    cable.lines = { paperOut: false, selected: true, error: false };
    expect(await print(job('单'))).toMatchObject({ outcome: 'sent' });
    expect(printer.status).toMatchObject({ known: true, online: true, paper: 'ok' });
  });

  test('no paper after the last byte: uncertain, and the next job begins on a form of its own', async () => {
    const taken = cable.write.bind(cable);
    cable.write = async (bytes) => {
      await taken(bytes);
      cable.lines = { ...cable.lines, paperOut: true };
    };
    expect(await print(job('单'))).toMatchObject({ outcome: 'uncertain', code: 'paper-out' });
    cable.write = taken;
    cable.lines = { ...cable.lines, paperOut: false };
    expect(await print(job('新'))).toMatchObject({ outcome: 'sent' });
    await until(() => papers().at(-1)?.join() === '新');
    expect(emulator.defects).toEqual([]);
  });
});

test('addresses, forms and labels that make no sense are refused by name', () => {
  clock = new ManualClock();
  const make = (address: string, options: object = {}, profile = 'epson-lq-630k') =>
    createPrinter({ name: 'x', profile, address, clock, ...options });
  for (const address of [
    'printer7',
    'usb-printer:EPSON',
    'usb-printer:EPSON/LQ/1/2',
    'usb-printer:%/x',
    'cups://',
    'cups://-d',
    'ipp://x',
  ]) {
    expect(() => make(address), address).toThrow(address);
  }
  expect(() => make('/dev/usb/lp0', { form: 'quarter' })).toThrow(/quarter/);
  expect(() => make('/dev/usb/lp0', { form: 'half' }, 'xprinter-80')).toThrow(/no forms/);
  expect(() => make('/dev/usb/lp0', { label: { width_mm: 60, height_mm: 40 } })).toThrow(/no labels/);
  printer = make('cups://LQ-630K', { font: null });
  expect(printer.font).toBeNull();
  expect(printer.state.address).toBe('cups://LQ-630K');
});
