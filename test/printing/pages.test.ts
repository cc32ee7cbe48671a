import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Media, Page } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import type { Block, PrintedDocument, Table } from '../../hub/kernel/document.ts';
import { geometryOf, heightOfAll } from '../../hub/printing/geometry.ts';
import { layOut } from '../../hub/printing/layout.ts';

const AT_180 = 12 / (180 / 25.4);
const MEDIA: readonly (readonly [string, Media])[] = [
  ['80 mm roll', { kind: 'roll', width_mm: 72, column_mm: 1.5 }],
  ['58 mm roll', { kind: 'roll', width_mm: 48, column_mm: 1.5 }],
  ['241 mm form, whole', { kind: 'form', width_mm: 203.2, height_mm: 279.4, column_mm: AT_180 }],
  ['241 mm form, half', { kind: 'form', width_mm: 203.2, height_mm: 139.7, column_mm: AT_180 }],
  ['241 mm form, third', { kind: 'form', width_mm: 203.2, height_mm: 93.1, column_mm: AT_180 }],
  [
    '241 mm form, half, 12 characters an inch',
    { kind: 'form', width_mm: 203.2, height_mm: 139.7, column_mm: 25.4 / 12 },
  ],
  ['label 60 × 40', { kind: 'label', width_mm: 56, height_mm: 40, column_mm: 1.5 }],
  ['label 40 × 30', { kind: 'label', width_mm: 38, height_mm: 30, column_mm: 1.5 }],
];

/** Every hanzi of a document is another one, so that each can be found again on the paper. */
const FIRST_HANZI = 0x4e00;
const isHanzi = (char: string): boolean => /\p{Script=Han}/u.test(char);

type Shape =
  | { of: 'text' | 'heading'; length: number }
  | { of: 'columns' | 'fields'; lengths: number[] }
  | { of: 'table'; lengths: number[][]; values: number[] }
  | { of: 'rule' | 'space' | 'barcode' | 'qr' | 'page-break' }
  | { of: 'together'; shapes: Shape[] };

const length = fc.integer({ min: 0, max: 70 });
const flat: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ of: fc.constantFrom('text' as const, 'heading' as const), length }),
  fc.record({
    of: fc.constantFrom('columns' as const, 'fields' as const),
    lengths: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 7 }),
  }),
  fc.record({
    of: fc.constant('table' as const),
    lengths: fc.array(fc.tuple(length, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
      maxLength: 45,
    }),
    values: fc.array(fc.integer({ min: 0, max: 9_000_000 }), { minLength: 45, maxLength: 45 }),
  }),
  fc.record({ of: fc.constantFrom('rule', 'space', 'barcode', 'qr', 'page-break' as const) }) as fc.Arbitrary<Shape>,
);
const shapes: fc.Arbitrary<Shape[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: flat },
    {
      weight: 1,
      arbitrary: fc.record({
        of: fc.constant('together' as const),
        shapes: fc.array(
          flat.filter(({ of }) => of !== 'page-break'),
          { maxLength: 4 },
        ),
      }),
    },
  ),
  { maxLength: 8 },
);

/** The document of such a shape; `next` gives the hanzi. */
function documentOf(wanted: readonly Shape[]): PrintedDocument {
  let next = FIRST_HANZI;
  const take = (count: number): string => String.fromCodePoint(...Array.from({ length: count }, () => next++));
  const blockOf = (shape: Shape): Block => {
    switch (shape.of) {
      case 'text':
        return { block: 'text', text: take(shape.length), align: 'centre' };
      case 'heading':
        return { block: 'heading', text: take(shape.length), align: 'left' };
      case 'columns':
        return {
          block: 'columns',
          columns: shape.lengths.map((each, at) => ({ text: take(each), share: at + 1, align: 'right' })),
        };
      case 'fields':
        return {
          block: 'fields',
          fields: shape.lengths.map((each, at) => ({ label: take(3), text: take(each), alone: at % 4 === 3 })),
        };
      case 'table':
        return {
          block: 'table',
          columns: [
            { title: 'name', align: 'left', share: 3 },
            { title: 'bin', align: 'left', narrow: 'below' },
            { title: 'sum', align: 'right', sum: { as: 'quantity' } },
          ],
          rows: shape.lengths.map(([name = 0, bin = 0], at) => ({
            cells: [take(name), take(bin), String(shape.values[at] ?? 0)],
            values: [0, 0, shape.values[at] ?? 0],
          })),
          subtotal: 'subtotal {n}',
          total: 'total {n}',
        };
      case 'barcode':
        return { block: 'barcode', text: 'LY-20261122-0035' };
      case 'qr':
        return { block: 'qr', text: 'https://workshop.example/r/LY-20261122-0035' };
      case 'space':
        return { block: 'space', height_mm: 7 };
      case 'together':
        return { block: 'together', blocks: shape.shapes.map(blockOf) };
      case 'rule':
      case 'page-break':
        return { block: shape.of };
    }
  };
  return {
    template: 't',
    title: 'LY-20261122-0035',
    head: [{ block: 'text', text: '领用单', align: 'centre' }],
    blocks: wanted.map(blockOf),
    pageWords: 'page {n} of {m}',
  };
}

const HEAD = new Set('领用单');

/** The hanzi of a block, in the order of its texts. */
function hanziOf(block: Block): string[] {
  switch (block.block) {
    case 'text':
    case 'heading':
      return [...block.text];
    case 'columns':
      return block.columns.flatMap(({ text }) => [...text]);
    case 'fields':
      return block.fields.flatMap(({ label, text }) => [...label, ...text]);
    case 'table':
      return block.rows.flatMap(({ cells }) => cells.flatMap((cell) => [...cell])).filter(isHanzi);
    case 'together':
      return block.blocks.flatMap(hanziOf);
    default:
      return [];
  }
}

/** Where each hanzi of the body stands: row after row over all pages. */
function placesOf(pages: readonly Page[]): Map<string, { page: number; row: number }> {
  const places = new Map<string, { page: number; row: number }>();
  let row = 0;
  for (const [page, { rows }] of pages.entries()) {
    for (const one of rows) {
      row += 1;
      const text = one.kind === 'text' ? one.spans.map((span) => span.text).join('') : '';
      for (const char of [...text].filter((each) => isHanzi(each) && !HEAD.has(each))) {
        if (places.has(char)) throw new Error(`${char} stands on the paper twice`);
        places.set(char, { page, row });
      }
    }
  }
  return places;
}

const textOf = (page: Page): string[] =>
  page.rows.flatMap((row) => (row.kind === 'text' ? [row.spans.map(({ text }) => text).join(' ')] : []));

test.each(MEDIA)(
  'on a %s every text of any document stands once, in its order and inside the paper',
  (_name, media) => {
    const { head, edge_mm } = geometryOf(media);
    fc.assert(
      fc.property(shapes, (wanted) => {
        const document = documentOf(wanted);
        const pages = layOut(document, media);
        const places = placesOf(pages);
        expect([...places.keys()].sort()).toEqual(
          document.blocks
            .flatMap(hanziOf)
            .filter((char) => !HEAD.has(char))
            .sort(),
        );
        let last = 0;
        for (const block of document.blocks) {
          const rows = hanziOf(block).map((char) => places.get(char)?.row ?? last);
          expect(Math.min(...rows, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(last);
          last = Math.max(last, ...rows);
        }
        for (const page of pages) {
          const sheet = pageToSheet(page, head);
          const shown = sheet.glyphs.filter(({ char }) => char !== ' ').length;
          expect(shown).toBe([...textOf(page).join('').replaceAll(' ', '')].length);
          // The head puts a row at its nearest dot.
          const dot_mm = 1 / head.dotsPerMm;
          const outside = [...sheet.glyphs, ...sheet.bars].filter(
            ({ x_mm, y_mm, width_mm, height_mm }) =>
              x_mm + width_mm > media.width_mm + 0.01 ||
              (media.kind !== 'roll' &&
                (y_mm < edge_mm - dot_mm || y_mm + height_mm > media.height_mm - edge_mm + dot_mm)),
          );
          expect(outside).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  },
);

test.each(MEDIA.filter(([, { kind }]) => kind === 'form'))(
  'on a %s every page says which it is and repeats the head',
  (_name, media) => {
    fc.assert(
      fc.property(shapes, (wanted) => {
        const pages = layOut(documentOf(wanted), media);
        for (const [index, page] of pages.entries()) {
          const lines = textOf(page);
          expect(lines[0]).toBe('领用单');
          expect(lines.at(-1)).toBe(`LY-20261122-0035 page ${index + 1} of ${pages.length}`);
          expect(page.height_mm).toBe(media.kind === 'form' && media.height_mm);
        }
      }),
      { numRuns: 50 },
    );
  },
);

const NOTHING = Array.from({ length: 45 }, () => 0);
/** Two tables that fill a low page to its last line once something stands before them: there is room for both, and for no subtotal. */
const TIGHT: Shape[] = [
  { of: 'qr' },
  { of: 'together', shapes: [{ of: 'columns', lengths: [0] }] },
  {
    of: 'together',
    shapes: [
      { of: 'text', length: 0 },
      {
        of: 'table',
        lengths: [
          [0, 0, 0],
          [0, 1, 0],
        ],
        values: NOTHING,
      },
      { of: 'table', lengths: [[0, 1, 0]], values: NOTHING },
    ],
  },
];

test.each(MEDIA)('on a %s what shall be together is, where a page is high enough', (_name, media) => {
  fc.assert(
    fc.property(shapes, (wanted) => {
      const document = documentOf(wanted);
      const places = placesOf(layOut(document, media));
      for (const block of document.blocks.filter(({ block: kind }) => kind === 'together')) {
        const alone = layOut({ ...document, blocks: [block] }, media);
        const pages = new Set(hanziOf(block).flatMap((char) => places.get(char)?.page ?? []));
        if (alone.length === 1) expect(pages.size).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 50, examples: [[TIGHT]] },
  );
});

/** A number behind its word: thousandths are printed as units. */
const numberAfter = (line: string, word: string): { lines: number; sum: number } | null => {
  const found = new RegExp(`^${word} (\\d+) ([\\d.]+)$`).exec(line);
  return found === null ? null : { lines: Number(found[1]), sum: Math.round(Number(found[2]) * 1000) };
};

test.each(MEDIA.filter(([, { kind }]) => kind !== 'label'))(
  'on a %s the subtotals of the pages make up the total',
  (_name, media) => {
    const rows = fc.array(
      fc.record({ length: fc.integer({ min: 0, max: 200 }), value: fc.integer({ min: 0, max: 5_000_000 }) }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 12 }), (wanted, before) => {
        const table: Table = {
          block: 'table',
          columns: [
            { title: 'name', align: 'left', share: 1 },
            { title: 'sum', align: 'right', sum: { as: 'quantity' } },
          ],
          rows: wanted.map(({ length: long, value }) => ({ cells: ['长'.repeat(long), ''], values: [0, value] })),
          subtotal: 'subtotal {n}',
          total: 'total {n}',
        };
        const lead = Array.from({ length: before }, (): Block => ({ block: 'text', text: '行', align: 'left' }));
        const pages = layOut({ template: 't', title: 't', blocks: [...lead, table] }, media);
        const lines = pages.flatMap(textOf);
        const subtotals = lines.flatMap((line) => numberAfter(line, 'subtotal') ?? []);
        const totals = lines.flatMap((line) => numberAfter(line, 'total') ?? []);
        const sum = wanted.reduce((all, { value }) => all + value, 0);
        expect(totals).toEqual([{ lines: wanted.length, sum }]);
        if (subtotals.length === 0) return;
        expect(subtotals.length).toBeGreaterThan(1);
        expect(subtotals.reduce((all, one) => all + one.sum, 0)).toBe(sum);
        expect(subtotals.reduce((all, one) => all + one.lines, 0)).toBe(wanted.length);
      }),
      { numRuns: 50 },
    );
  },
);

test('no page is printed for a space, a page break or a barcode that nothing follows', () => {
  const media: Media = { kind: 'form', width_mm: 203.2, height_mm: 93.1, column_mm: AT_180 };
  const lines = Array.from({ length: 17 }, (): Block => ({ block: 'text', text: '行', align: 'left' }));
  const pagesWith = (...blocks: Block[]): number =>
    layOut({ template: 't', title: 't', blocks: [...lines, ...blocks] }, media).length;
  expect(pagesWith()).toBe(1);
  expect(pagesWith({ block: 'space', height_mm: 30 })).toBe(1);
  expect(pagesWith({ block: 'page-break' }, { block: 'page-break' })).toBe(1);
  expect(pagesWith({ block: 'barcode', text: 'LY-20261122-0035', ifRoom: true })).toBe(1);
  expect(pagesWith({ block: 'barcode', text: 'LY-20261122-0035' })).toBe(2);
  expect(pagesWith({ block: 'space', height_mm: 30 }, { block: 'text', text: '行', align: 'left' })).toBe(2);
});

const HARD_TEXTS: readonly (readonly [string, string])[] = [
  ['ten thousand characters', '备注'.repeat(5_000)],
  ['one word of ten thousand letters', 'x'.repeat(10_000)],
  ['emoji', '👍🏽 刹车片👨‍👩‍👧 OK'],
  ['right-to-left text and its marks', '\u202eevil\u202c שלום عربى'],
  ['control characters', 'a\u001b@b\u0000c\td\u007f'],
  ['lone surrogates', 'a\ud800b'],
  ['closing punctuation only', '！'.repeat(300)],
  ['line breaks of every kind', 'a\r\nb\rc\nd\u2028e'],
  ['nothing', ''],
];

test.each(HARD_TEXTS)('%s make pages that can be read, on every medium', (_name, text) => {
  for (const [, media] of MEDIA) {
    const { head, room_mm } = geometryOf(media);
    const document: PrintedDocument = {
      template: 't',
      title: text,
      head: [{ block: 'heading', text, align: 'centre' }],
      blocks: [
        { block: 'fields', fields: [{ label: text, text, alone: true }] },
        { block: 'qr', text },
        { block: 'barcode', text },
        { block: 'signature', label: text },
      ],
    };
    for (const page of layOut(document, media)) {
      if (media.kind !== 'roll') {
        expect(heightOfAll(page.rows, geometryOf(media))).toBeLessThanOrEqual(room_mm + 2 * 4 + 0.01);
      }
      expect(textOf(page).filter((line) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(line))).toEqual([]);
      const ends = pageToSheet(page, head).glyphs.map(({ x_mm, width_mm }) => x_mm + width_mm);
      expect(ends.filter((end_mm) => end_mm > media.width_mm + 0.01)).toEqual([]);
    }
  }
});

test('a thousand lines are as many pages as they need, at once', () => {
  const table: Table = {
    block: 'table',
    columns: [{ title: '配件', align: 'left', share: 1 }],
    rows: Array.from({ length: 1000 }, (_, at) => ({ cells: [`配件 ${at}`] })),
    total: '合计 {n} 项',
    subtotal: '本页小计 {n} 项',
  };
  for (const [, media] of MEDIA) {
    const pages = layOut({ template: 't', title: 't', blocks: [table] }, media);
    expect(pages.flatMap(textOf).filter((line) => line.startsWith('配件 '))).toHaveLength(1000);
    expect(pages.flatMap(textOf)).toContain('合计 1000 项');
  }
});
