import { describe, expect, test } from 'vitest';
import { EscpInterpreter } from '../../devices/emulators/escp-interpreter.ts';
import { loadPrinter } from '../../devices/load-profile.ts';
import { encodeForms } from '../../devices/printers/escp/encode.ts';
import type { Page, Sheet } from '../../devices/printers/page.ts';
import { line } from './emulated-head.ts';

const lq = loadPrinter('esc-p', 'epson-lq-630k');
const plain = loadPrinter('esc-p', 'generic-escp2-24pin');

function read(
  bytes: readonly (number | string)[],
  profile = lq,
): { sheets: Sheet[]; defects: string[]; isBlank: boolean } {
  const sheets: Sheet[] = [];
  const defects: string[] = [];
  const head = new EscpInterpreter(profile, {
    sheet: (sheet) => sheets.push(sheet),
    defect: (what) => defects.push(what),
  });
  head.feed(Uint8Array.from(bytes.flatMap((byte) => (typeof byte === 'string' ? [...Buffer.from(byte)] : [byte]))));
  return { sheets, defects, isBlank: head.isPageBlank };
}
const height_mm = (sheet: Sheet | undefined): number => Math.round((sheet?.height_mm ?? 0) * 10) / 10;

describe('the emulated head would notice', () => {
  test('a form length that ESC C NUL cannot say: whole inches only', () => {
    // 140 mm by ESC C NUL 5 would be 127 mm; 33 lines of ESC 2 are right.
    expect(height_mm(read([0x1b, 0x43, 0, 5, 0x0c]).sheets[0])).toBe(127);
    expect(height_mm(read([0x1b, 0x32, 0x1b, 0x43, 33, 0x0c]).sheets[0])).toBe(139.7);
  });

  test('a form that never came out, and one that was begun in the middle of another', () => {
    expect(read(['A\n']).isBlank).toBe(false);
    expect(read(['A\n', 0x1b, 0x40]).defects).toEqual(['initialised in the middle of a form']);
  });

  test('line feeds instead of FF: they run over the fold', () => {
    const feeds = new Array<number>(66).fill(0x0a);
    expect(read(['A', ...feeds]).defects).toEqual(['fed over the fold']);
    expect(read(['A', ...feeds.slice(1), 0x0c]).defects).toEqual([]);
  });

  test('hanzi that are not as wide as two half-width glyphs', () => {
    const x = (spacing: number[]): (number | undefined)[] =>
      read([0x1c, 0x26, ...spacing, 0xb9, 0xa4, 'AB', 0x0c]).sheets[0]?.glyphs.map(({ x_mm }) =>
        Math.round((x_mm * 180) / 25.4),
      ) ?? [];
    expect(x([])).toEqual([0, 27, 41]);
    expect(x([0x1c, 0x53, 0, 6, 0x1c, 0x54, 0, 3])).toEqual([0, 30, 45]);
  });

  test('an FS command that the model does not have, hanzi outside their mode, text in the style of the panel', () => {
    expect(read([0x1c, 0x26], plain).defects).toEqual(['unknown command 1c26']);
    expect(read([0x1c, 0x2e, 0xb9, 0xa4, 0x0c]).defects.slice(0, 1)).toEqual(['byte b9 outside hanzi mode']);
    expect(read(['A', 0x0c], plain).defects).toEqual(["another country's signs", 'proportional text']);
  });

  test('double height over the upper fold, and a defined unit, which would change ESC $', () => {
    const text = [0x1b, 0x52, 0, 0x1b, 0x70, 0, 0x1b, 0x77, 1, 'A', 0x0c];
    expect(read(text, plain).defects).toEqual(['text over the upper fold']);
    expect(read([0x1b, 0x28, 0x55, 1, 0, 10]).defects[0]).toBe('unknown command 1b28');
  });
});

describe('a form', () => {
  test.each([
    ['whole', 66, 279.4],
    ['half', 33, 139.7],
    ['third', 22, 93.1],
  ])('%s is %i lines long', (form, lines, height) => {
    const { bytes } = encodeForms([line('单')], lq, { form });
    expect(Buffer.from(bytes).toString('hex')).toContain(`1b321b43${lines.toString(16)}`);
    expect(height_mm(read([...bytes]).sheets[0])).toBe(height);
  });

  test('that the profile has not is refused by name', () => {
    expect(() => encodeForms([], lq, { form: 'quarter' })).toThrow(/quarter/);
  });

  test('columns stand where they were put, whatever hanzi stand before them', () => {
    const spans = ['机油滤清器', 'x2', '件'].map((text, index) => ({
      x_mm: index * 42.333,
      text,
      scaleX: 1,
      scaleY: 1,
      bold: false,
    }));
    const page: Page = { width_mm: 203.2, rows: [{ kind: 'text', height_mm: 5, spans }] };
    const [sheet] = read([...encodeForms([page], lq).bytes]).sheets;
    const at = (char: string): number | undefined => sheet?.glyphs.find((glyph) => glyph.char === char)?.x_mm;
    expect(at('x')).toBeCloseTo(42.333, 2);
    expect(at('件')).toBeCloseTo(84.667, 2);
  });

  test('no blanks are sent for columns, and no line feeds for the rest of a form', () => {
    const bytes = encodeForms([line('单'), line('单')], lq).bytes;
    expect([...bytes].filter((byte) => byte === 0x20 || byte === 0x0a)).toEqual([]);
    expect([...bytes].filter((byte) => byte === 0x0c).length).toBe(2);
  });
});
