import { describe, expect, test } from 'vitest';
import { interpreterFor, PagePrinterEmulator } from '../../devices/emulators/page-printer.ts';
import { loadPrinter } from '../../devices/load-profile.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import { encodePages } from '../../devices/printers/encode-pages.ts';
import { headOf } from '../../devices/printers/head.ts';
import type { Page, Sheet } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import type { PrinterProfile, ZplProfile } from '../../devices/profile-printer.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { line } from './emulated-head.ts';
import { until } from './manual-clock.ts';
import { expectSameInk } from './same-sheet.ts';

const tspl = loadPrinter('tspl', 'generic-tspl-203');
const zebra = loadPrinter('zpl', 'zebra-zpl-203');
const chinese = loadPrinter('zpl', 'zebra-zpl-203-cn');

function read(sent: string | Uint8Array, profile: PrinterProfile): { sheets: Sheet[]; defects: string[] } {
  const sheets: Sheet[] = [];
  const defects: string[] = [];
  const head = interpreterFor(profile, { sheet: (sheet) => sheets.push(sheet), defect: (what) => defects.push(what) });
  head.feed(typeof sent === 'string' ? Buffer.from(sent, 'latin1') : sent);
  return { sheets, defects };
}
const tsplLines = (...lines: string[]): string => ['SIZE 60 mm,40 mm', 'CLS', ...lines, 'PRINT 1,1', ''].join('\r\n');

describe('the emulated TSPL head would notice', () => {
  test.each([
    ['a picture the wrong way round', 'BITMAP 0,0,1,1,1,\xff', 0],
    ['a picture with 0 as black', 'BITMAP 0,0,1,1,1,\x00', 8],
  ])('%s', (_, command, width) => {
    const { sheets } = read(tsplLines(command), tspl);
    expect(sheets[0]?.bars.map(({ width_mm }) => width_mm * 8)).toEqual(width === 0 ? [] : [width]);
  });

  test.each([
    ['TEXT 0,0,"3",0,1,1,"A"', /another font/],
    ['TEXT 470,0,"TSS24.BF2",0,1,1,"A"', /right edge/],
    ['TEXT 0,310,"TSS24.BF2",0,1,1,"A"', /end of the label/],
    ['BARCODE 0,0,"128",80,0,0,2,2,"12345678"', /barcode/],
    ['QRCODE 0,0,M,4,A,0,"A1"', /QR code/],
    ['SOUND 5,200', /unknown command SOUND/],
    ['BITMAP 0,0,2,1,1,\xff', /another size|never|unknown/],
  ])('%s', (command, problem) => {
    const { defects } = read(`${tsplLines(command)}\r\n\r\n`, tspl);
    expect(defects.join()).toMatch(problem);
  });

  test('what the last program left in the image', () => {
    expect(read('SIZE 60 mm,40 mm\r\nPRINT 1,1\r\n', tspl).defects).toEqual(['PRINT without CLS']);
  });
});

describe('the emulated ZPL head would notice', () => {
  const label = (fields: string): string => `^XA^CI28^PW480^LL320\n${fields}\n^XZ`;
  test.each([
    ['^FO0,0^ADN,18,10^FD\xe6\x9c\xba^FS', /font D/],
    ['^FO0,0^A0N,24,12^FDA^FS', /font \^A0N/],
    ['^FO0,0^BY2^BCN,80,Y,N,N,N^FD>:A^FS', /more than bars/],
    ['^FO0,0^BY2^BCN,80,N,N,N,N^FD>;12^FS', /barcode/],
    ['^FO0,0^BY2^BCN,80,N,N,N,N^FD>:A>B^FS', /barcode/],
    ['^FO0,0^GFA,2,2,1,FF^FS', /another size/],
    ['^FO0,310^ADN,18,10^FDA^FS', /end of the label/],
    ['^FO470,0^ADN,18,10^FDA^FS', /right edge/],
    ['^FO0,0^XGR:LOGO.GRF^FS', /unknown command \^XG/],
  ])('%s', (field, problem) => {
    expect(read(label(field), zebra).defects.join()).toMatch(problem);
  });

  test('a Chinese font that this model does not have', () => {
    const { bytes } = encodePages([line('机油')], chinese);
    expect(read(bytes, chinese).defects).toEqual([]);
    expect(read(bytes, zebra).defects.join()).toMatch(/font \^A@/);
  });
});

describe('labels', () => {
  const page: Page = {
    width_mm: 60,
    rows: [
      { kind: 'text', height_mm: 6, spans: [{ x_mm: 1, text: '机油滤清器 赟', scaleX: 2, scaleY: 2, bold: true }] },
      { kind: 'qr', x_mm: 2, module_mm: 0.5, level: 'M', text: 'LY-0001' },
      { kind: 'code128', x_mm: 1, height_mm: 8, module_mm: 0.25, text: 'LY-0001' },
    ],
  };

  test.each(
    [tspl, zebra, chinese].flatMap((profile) =>
      (['native', 'raster'] as const).map((how) => [profile.id, how, profile] as const),
    ),
  )('%s: codes drawn by the head or here (%s) are the same bars', (_, how, profile) => {
    const own = { ...profile, commands: { qr: how, code128: how } } as typeof profile;
    const { sheets, defects } = read(encodePages([page], own).bytes, own);
    const wanted = pageToSheet(page, headOf(own));
    expect(defects).toEqual([]);
    expect(sheets[0]?.codes.length).toBe(how === 'native' ? 2 : 0);
    expectSameInk({ ...(sheets[0] ?? wanted), codes: wanted.codes }, wanted, page, headOf(own));
  });

  test('a head without a Chinese font is sent hanzi as dots, at their full size', () => {
    const [sheet] = read(encodePages([page], zebra).bytes, zebra).sheets;
    expect(sheet?.glyphs.map(({ char }) => char).join('')).toBe(' ');
    const ink = sheet?.bars.filter(({ y_mm }) => y_mm < 6) ?? [];
    expect(Math.max(...ink.map(({ y_mm, height_mm }) => y_mm + height_mm))).toBeGreaterThan(5);
    expect(Math.max(...ink.map(({ x_mm, width_mm }) => x_mm + width_mm))).toBeGreaterThan(35);
  });

  test('an installation has labels of its own size', () => {
    const label = { width_mm: 40, height_mm: 30 };
    for (const profile of [tspl, zebra as ZplProfile]) {
      const printer = createPrinter({ name: 'labels', profile, address: 'tcp://127.0.0.1', clock: systemClock, label });
      expect(printer.media).toEqual({ kind: 'label', width_mm: 40, height_mm: 30, column_mm: 1.5 });
      const { sheets, defects } = read(encodePages([line('单')], profile, { label }).bytes, profile);
      expect([defects, sheets[0]?.width_mm, sheets[0]?.height_mm]).toEqual([[], 40, 30]);
    }
  });
});

test.each(['generic-tspl-203', 'zebra-zpl-203'])(
  '%s: after a job that broke off, the next label is its own',
  async (profile) => {
    const emulator = new PagePrinterEmulator({ profile });
    const { address } = await emulator.start();
    const printer = createPrinter({ name: 'labels', profile, address, clock: systemClock });
    printer.start();
    await until(() => printer.state.state === 'ready');
    const print = (text: string) =>
      printer.print({ jobId: text, processId: 1, pages: [line(text), line(text)], cut: false });
    for (const at of [1, 20, 60, 100, 150]) {
      emulator.hangUpAfter(at);
      expect(await print('half 𠮷'), `at ${at}`).toMatchObject({ outcome: 'uncertain' });
      expect(await print('whole'), `after ${at}`).toMatchObject({ outcome: 'sent' });
      await until(() => emulator.sheets.length >= 2);
      expect(emulator.sheets.splice(0).map(sheetLines), `after ${at}`).toEqual([['whole'], ['whole']]);
    }
    await printer.stop();
    await emulator.stop();
  },
);
