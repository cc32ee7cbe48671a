import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EscposInterpreter } from '../../devices/emulators/escpos-interpreter.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import * as command from '../../devices/printers/escpos/commands.ts';
import { encodeJob, encodePage } from '../../devices/printers/escpos/encode.ts';
import { printable } from '../../devices/printers/glyphs.ts';
import { headOf } from '../../devices/printers/head.ts';
import type { Page, Row, Sheet } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { code128Modules, qrModules } from '../../devices/printers/symbols.ts';
import type { PrinterProfile } from '../../devices/profile.ts';
import { valuesOf } from './code128-table.ts';
import { expectSameSheet } from './same-sheet.ts';

const xprinter = loadProfile('printer', 'xprinter-80');
const epson = loadProfile('printer', 'epson-tm-t88');
const profiles: PrinterProfile[] = [
  xprinter,
  epson,
  loadProfile('printer', 'xprinter-58'),
  { ...xprinter, chinese: { select: 'kanji-mode', encoding: 'gb18030' } },
  { ...xprinter, chinese: { select: 'kanji-mode', encoding: 'gbk' } },
  { ...xprinter, chinese: { select: 'none', encoding: 'utf8' } },
  { ...xprinter, motion: { horizontal: 203, vertical: 406, command: 'fixed' } },
];

type Read = { sheet: Sheet; defects: string[]; replies: string[]; cuts: Sheet[]; drawers: number };
function read(bytes: Uint8Array, profile: PrinterProfile, kanjiAtPowerUp = true, piece = 64): Read {
  const result: Omit<Read, 'sheet'> = { defects: [], replies: [], cuts: [], drawers: 0 };
  const head = new EscposInterpreter(
    profile,
    {
      reply: (reply) => result.replies.push(Buffer.from(reply).toString('hex')),
      status: () => 0x12,
      cut: (sheet) => result.cuts.push(sheet),
      drawer: () => {
        result.drawers += 1;
      },
      defect: (what) => result.defects.push(what),
    },
    kanjiAtPowerUp,
  );
  for (let at = 0; at < bytes.length; at += piece) head.feed(bytes.subarray(at, at + piece));
  expect(head.isBetweenCommands).toBe(true);
  return { ...result, sheet: head.paper.sheet };
}
const line = (text: string): Page => ({
  width_mm: 72,
  rows: [{ kind: 'text', height_mm: 4, spans: [{ x_mm: 0, text, scaleX: 1, scaleY: 1, bold: false }] }],
});
const charsOf = (sheet: Sheet): string => sheet.glyphs.map(({ char }) => char).join('');

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({
    unit: fc.constantFrom(...'领料单工单京·¥￥赟犇𠮷é°×〓AB19-. \x1b\x1d\x1c\x10\x04\x0a@!'),
    maxLength: 24,
  }),
);
const span = fc.record({
  x_mm: fc.double({ min: 0, max: 75, noNaN: true }),
  text: anyText,
  scaleX: fc.integer({ min: 1, max: 4 }),
  scaleY: fc.integer({ min: 1, max: 4 }),
  bold: fc.boolean(),
});
const height_mm = fc.double({ min: 0, max: 60, noNaN: true });
const codeText = fc.oneof(fc.stringMatching(/^[ -~]{0,24}$/), anyText);
const row: fc.Arbitrary<Row> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('text' as const), height_mm, spans: fc.array(span, { maxLength: 4 }) }),
  },
  fc.record({ kind: fc.constant('space' as const), height_mm }),
  fc.record({ kind: fc.constant('rule' as const), height_mm, dashed: fc.boolean() }),
  fc.record({
    kind: fc.constant('code128' as const),
    x_mm: fc.double({ min: 0, max: 60, noNaN: true }),
    height_mm,
    module_mm: fc.double({ min: 0.1, max: 1, noNaN: true }),
    text: codeText,
  }),
  fc.record({
    kind: fc.constant('code128' as const),
    x_mm: fc.double({ min: 0, max: 60, noNaN: true }),
    height_mm,
    module_mm: fc.double({ min: 0.1, max: 1, noNaN: true }),
    text: codeText,
    fnc3: fc.constantFrom('first' as const, 'last' as const),
  }),
  fc.record({
    kind: fc.constant('qr' as const),
    x_mm: fc.double({ min: 0, max: 60, noNaN: true }),
    module_mm: fc.double({ min: 0.1, max: 2, noNaN: true }),
    level: fc.constantFrom('L' as const, 'M' as const, 'Q' as const, 'H' as const),
    text: codeText,
  }),
);
const anyPage: fc.Arbitrary<Page> = fc.record({ width_mm: fc.constant(72), rows: fc.array(row, { maxLength: 6 }) });

describe('a page, encoded and read by an emulated head', () => {
  test('is on paper what the preview shows, within one dot, and nothing was misunderstood', () => {
    fc.assert(
      fc.property(
        anyPage,
        fc.constantFrom(...profiles),
        fc.boolean(),
        fc.integer({ min: 1, max: 300 }),
        (page, profile, kanji, piece) => {
          const { sheet, defects } = read(encodePage(page, profile), profile, kanji, piece);
          expect(defects).toEqual([]);
          expectSameSheet(sheet, pageToSheet(page, headOf(profile)), headOf(profile));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('codes that the head cannot draw come as pictures: the same bars, no command of its own', () => {
    const drawn: PrinterProfile = { ...xprinter, commands: { ...xprinter.commands, qr: 'raster', code128: 'raster' } };
    const page: Page = {
      width_mm: 72,
      rows: [
        { kind: 'code128', x_mm: 3, height_mm: 40, module_mm: 0.25, text: 'LY-0001' },
        { kind: 'qr', x_mm: 10, module_mm: 0.5, level: 'M', text: 'https://hub.local/领料单/1' },
      ],
    };
    const { sheet, defects } = read(encodePage(page, drawn), drawn);
    expect(defects).toEqual([]);
    const wanted = pageToSheet(page, headOf(drawn));
    // The barcode is 320 dots high, but GS h, which the preview obeys, ends at 255.
    expectSameSheet({ ...sheet, codes: wanted.codes }, wanted, headOf(drawn));
  });
});

describe('text', () => {
  test('any string comes back as it was mapped, and no byte of it is a command', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...profiles), (text, profile) => {
        const { sheet, defects, cuts, drawers } = read(encodePage(line(text), profile), profile);
        expect(defects).toEqual([]);
        expect(cuts.length + drawers).toBe(0);
        const mapped = printable(text, profile.chinese.encoding);
        expect(mapped.startsWith(charsOf(sheet))).toBe(true);
        expect(charsOf(sheet)).toBe(charsOf(pageToSheet(line(text), headOf(profile))));
      }),
      { numRuns: 300 },
    );
  });

  test('a name full of commands is only a name', () => {
    const { sheet, cuts, drawers } = read(encodePage(line('\x1bp\x00\x19\xfa\x1dVB\x00\x1b@王'), xprinter), xprinter);
    expect([cuts.length, drawers]).toEqual([0, 0]);
    expect(charsOf(sheet)).toBe(' p  ú VB  @王');
  });

  test('¥ is the full-width yen sign, the dot of a plate A1A4, rare hanzi print, four-byte ones are visibly missing', () => {
    expect(charsOf(read(encodePage(line('¥5 京A·D12345 犇赟昇 𠮷'), xprinter), xprinter).sheet)).toBe(
      '￥5 京A·D12345 犇赟昇 〓',
    );
    const four = { ...xprinter, chinese: { select: 'kanji-mode', encoding: 'gb18030' } } satisfies PrinterProfile;
    expect(charsOf(read(encodePage(line('𠮷'), four), four).sheet)).toBe('𠮷');
  });

  test('invisible characters leave nothing, private and lone ones a 〓', () => {
    expect(printable('a\u200bb\ufeffc\ufe0f', 'gb18030-2byte')).toBe('abc');
    expect(printable('\ue000\ud800', 'gb18030')).toBe('〓〓');
    // Code page 936 would send a bare 80 for the euro sign, which is no pair.
    expect(printable('€', 'gbk')).toBe('〓');
    expect(printable('€', 'gb18030-2byte')).toBe('€');
  });

  test('columns stand where they were put, whatever stands before them', () => {
    const spans = [
      { x_mm: 0, text: '机油滤清器', scaleX: 1, scaleY: 1, bold: false },
      { x_mm: 40, text: 'x2', scaleX: 1, scaleY: 1, bold: false },
    ];
    const { sheet } = read(
      encodePage({ width_mm: 72, rows: [{ kind: 'text', height_mm: 4, spans }] }, xprinter),
      xprinter,
    );
    expect(sheet.glyphs.find(({ char }) => char === 'x')?.x_mm).toBe(40);
    expect(sheetLines(sheet)).toEqual(['机油滤清器 x2']);
  });

  test('the emulator would notice hanzi without Kanji mode, a code within it, and a wrapped line', () => {
    const off = Uint8Array.of(0x1b, 0x40, 0x1c, 0x2e, 0xb9, 0xa4);
    expect(read(off, xprinter).defects).toEqual(['byte b9 outside Kanji mode', 'byte a4 outside Kanji mode']);
    expect(read(Uint8Array.from([0x1c, 0x26, ...command.code128('A', 40, 2)]), xprinter).defects).toEqual([
      'barcode in Kanji mode',
    ]);
    expect(read(new Uint8Array(49).fill(0x41), xprinter).defects).toEqual(['text wrapped']);
    expect(read(Uint8Array.of(0x1b, 0x21, 0x30), xprinter).defects[0]).toBe('unknown command 1b21');
  });
});

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
      const profile: PrinterProfile = { ...xprinter, commands: { ...xprinter.commands, code128 } };
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

  test('a code too wide for the paper is printed as its text, never silently left out', () => {
    const long = 'LSVAA4182E2184847-LSVAA4182E2184847';
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

describe('a job', () => {
  test('opens the drawer with both times, cuts, and then asks for its process id', () => {
    const { bytes } = encodeJob({ page: line('收据'), cut: true, processId: 42, openDrawer: true }, epson);
    const { cuts, replies, drawers, defects, sheet } = read(bytes, epson);
    expect([cuts.length, drawers, replies, defects]).toEqual([1, 1, ['37223030343200'], []]);
    expect(sheet.glyphs).toEqual([]);
    expect(Buffer.from(bytes).toString('hex')).toContain('1b700019fa');
  });

  test('without a cutter it is fed out to be torn off', () => {
    const profile = loadProfile('printer', 'xprinter-58');
    const { bytes } = encodeJob({ page: line('收据'), cut: true, processId: 1 }, profile);
    const { cuts, defects, sheet } = read(bytes, profile);
    expect([cuts.length, defects]).toEqual([0, []]);
    expect(sheet.height_mm).toBe(4 + 15);
  });
});
