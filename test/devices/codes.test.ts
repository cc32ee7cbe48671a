import { describe, expect, test } from 'vitest';
import { loadPrinter } from '../../devices/load-profile.ts';
import * as command from '../../devices/printers/escpos/commands.ts';
import { encodePage } from '../../devices/printers/escpos/encode.ts';
import { headOf } from '../../devices/printers/head.ts';
import type { Page } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { code128Modules, qrModules, shorterCode128Modules } from '../../devices/printers/symbols.ts';
import type { EscposProfile } from '../../devices/profile-printer.ts';
import { valuesOf } from './code128-table.ts';
import { line, read } from './emulated-head.ts';
import { expectSameSheet } from './same-sheet.ts';

const xprinter = loadPrinter('esc-pos', 'xprinter-80');

describe('barcodes', () => {
  test('CODE128 says its length, its code set, and doubles braces', () => {
    const bytes = Buffer.from(command.code128('W{O', 80, 2)).toString('hex');
    expect(bytes).toBe('1d68501d77021d48001d6b49067b42577b7b4f');
    const page: Page = {
      width_mm: 72,
      rows: [{ kind: 'code128', x_mm: 0, height_mm: 10, module_mm: 0.25, text: 'W{O' }, ...line('after').rows],
    };
    const { sheet, defects } = read(encodePage(page, xprinter), xprinter);
    expect(defects).toEqual([]);
    expect(sheet.codes.map(({ text }) => text)).toEqual(['W{O']);
    expect(sheetLines(sheet)).toEqual(['after']);
  });

  test('its modules have the right check character and ends', () => {
    const widths = (modules: readonly boolean[]): string =>
      modules
        .map((black) => (black ? '#' : '.'))
        .join('')
        .replace(/(.)\1*/g, (run) => String(run.length));
    const wikipedia = code128Modules('Wikipedia') ?? [];
    expect(wikipedia.length).toBe(11 * 11 + 13);
    expect(widths(wikipedia).slice(0, 6)).toBe('211214'); // Start B
    expect(widths(wikipedia).slice(-7)).toBe('2331112'); // Stop
    // 104 + 55·1 + 73·2 + 75·3 + 73·4 + 80·5 + 69·6 + 68·7 + 73·8 + 65·9 = 3281 = 88 mod 103, which is "x" in code set B.
    const x = (code128Modules('x') ?? []).slice(11, 22);
    expect(wikipedia.slice(-24, -13)).toEqual(x);
    expect(code128Modules('工单')).toBeNull();
    expect(code128Modules('')).toBeNull();
  });

  test('a set-up code has its FNC3 where its maker wants it, and a control character behind a SHIFT', () => {
    const hex = (...code: Parameters<typeof command.code128>): string =>
      Buffer.from(command.code128(...code))
        .toString('hex')
        .slice('1d68501d77021d4800'.length);
    expect(hex('92', 80, 2, 'first')).toBe('1d6b49067b427b333932');
    expect(hex('~A.', 80, 2, 'last')).toBe('1d6b49077b427e412e7b33');
    expect(hex('$P\r', 80, 2, 'first')).toBe('1d6b49097b427b3324507b530d');
    // Values of code set B (ISO/IEC 15417, table 1): Start B 104, FNC3 96, "9" 25, "2" 18, SHIFT 98, CR in set A 77, "A" 33.
    const values = (...code: Parameters<typeof code128Modules>): number[] =>
      valuesOf(code128Modules(...code)).slice(0, -1);
    expect(values('92', 'first')).toEqual([104, 96, 25, 18]);
    expect(values('A', 'last')).toEqual([104, 33, 96]);
    expect(values('A\r')).toEqual([104, 33, 98, 77]);
    expect(values('A')).toEqual([104, 33]);
  });

  test.each(['gs-k', 'raster'] as const)(
    'FNC3 comes through the wire, drawn by the head or as a picture: %s',
    (code128) => {
      const profile: EscposProfile = { ...xprinter, commands: { ...xprinter.commands, code128 } };
      const codes = [{ text: '92', fnc3: 'first' }, { text: '~DEFALT.', fnc3: 'last' }, { text: '@SETUPE1' }] as const;
      const page: Page = {
        width_mm: 72,
        rows: codes.map((code) => ({ kind: 'code128', x_mm: 10, height_mm: 10, module_mm: 0.25, ...code })),
      };
      const { sheet, defects } = read(encodePage(page, profile), profile);
      const wanted = pageToSheet(page, headOf(profile));
      expect(defects).toEqual([]);
      expect(wanted.codes.map(({ text, fnc3 }) => ({ text, fnc3 }))).toEqual([
        { text: '92', fnc3: 'first' },
        { text: '~DEFALT.', fnc3: 'last' },
        { text: '@SETUPE1', fnc3: null },
      ]);
      // A picture does not say what it is; its bars do.
      expectSameSheet(code128 === 'raster' ? { ...sheet, codes: wanted.codes } : sheet, wanted, headOf(profile));
    },
  );

  test('the emulator would notice a code set that it was not told, and an FNC3 in the middle', () => {
    const sent = (text: string): string[] => {
      const data = Buffer.from(`{B${text}`, 'latin1');
      return read(Uint8Array.from([0x1d, 0x6b, 73, data.length, ...data]), xprinter, false).defects;
    };
    expect(sent('A{3')).toEqual([]);
    for (const wrong of ['A{3B', 'A{C1', '\r', '{3{3A', '{SA', 'A{S'])
      expect(sent(wrong), wrong).toEqual(['CODE128 with bytes that code set B has not']);
  });

  test('QR stores the UTF-8 bytes with their length', () => {
    const bytes = Buffer.from(command.qr('工', 'H', 4)).toString('hex');
    expect(bytes).toBe('1d286b0400314132001d286b03003143041d286b03003145331d286b0600315030e5b7a51d286b0300315130');
    expect(qrModules('A', 'M')?.length).toBe(21);
    expect(qrModules('工'.repeat(3000), 'H')).toBeNull();
  });

  test.each([
    ['LY-20261122-0035', [104, 44, 57, 13, 99, 20, 26, 11, 22, 100, 13, 99, 0, 35]],
    ['6921588800017', [105, 69, 21, 58, 88, 0, 1, 100, 23]],
    ['A123', null],
    ['工2026', null],
  ] as const)('where the paper is narrow, digits stand in pairs: %s', (text, wanted) => {
    const modules = shorterCode128Modules(text);
    expect(modules === null ? null : valuesOf(modules).slice(0, -1)).toEqual(wanted);
  });

  test('the number of a slip has its bars on 58 mm too, as a picture', () => {
    const narrow = loadPrinter('esc-pos', 'xprinter-58');
    const page: Page = {
      width_mm: 48,
      rows: [{ kind: 'code128', x_mm: 0, height_mm: 10, module_mm: 0.25, text: 'LY-20261122-0035' }],
    };
    const { sheet, defects } = read(encodePage(page, narrow), narrow);
    expect([sheet.codes, defects]).toEqual([[], []]);
    const wanted = pageToSheet(page, headOf(narrow));
    expect(wanted.codes.map(({ text }) => text)).toEqual(['LY-20261122-0035']);
    expectSameSheet(sheet, wanted, headOf(narrow));
    expect(sheet.bars.length).toBeGreaterThan(30);
  });

  test('a code too wide for the paper is printed as its text, never silently left out', () => {
    const long = 'LSVAAXQRSEBGHDXYZ-LSVAAXQRSEBGHDXYZ';
    const page: Page = {
      width_mm: 72,
      rows: [{ kind: 'code128', x_mm: 0, height_mm: 10, module_mm: 0.5, text: long }],
    };
    const { sheet } = read(encodePage(page, xprinter), xprinter);
    expect([sheetLines(sheet), sheet.codes]).toEqual([[long], []]);
    const vin: Page = {
      width_mm: 72,
      rows: [{ kind: 'code128', x_mm: 70, height_mm: 10, module_mm: 0.5, text: 'LSVAA4182E2184847' }],
    };
    expect(read(encodePage(vin, xprinter), xprinter).sheet.codes[0]?.text).toBe('LSVAA4182E2184847');
  });
});
