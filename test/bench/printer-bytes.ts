import { loadProfile } from '../../devices/load-profile.ts';
import { encodePages } from '../../devices/printers/encode-pages.ts';
import { fontAt, systemFont } from '../../devices/printers/glyph-font.ts';
import { encodeText } from '../../devices/printers/glyphs.ts';
import { headOf } from '../../devices/printers/head.ts';
import type { Page, Row } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { quantile, whole } from './numbers.ts';
import type { BenchRow } from './row.ts';

const ROUNDS = 400;

/** Twelve lines of three columns, a rule, a barcode and a QR code: a slip, a form, or more than a label holds. */
const SLIP: readonly Row[] = [
  ...Array.from({ length: 12 }, (_, index) => textRow(index)),
  { kind: 'rule', height_mm: 2, dashed: false },
  { kind: 'code128', x_mm: 2, height_mm: 8, module_mm: 0.25, text: 'LY-2026-0001' },
  { kind: 'qr', x_mm: 2, module_mm: 0.5, level: 'M', text: 'https://hub.local/s/LY-2026-0001' },
];
const LABEL: readonly Row[] = [...SLIP.slice(0, 4), ...SLIP.slice(13, 14)];

function textRow(index: number): Row {
  const span = (x_mm: number, text: string) => ({ x_mm, text, scaleX: 1, scaleY: 1, bold: false });
  const columns = [span(0, `机油滤清器总成 ${index}`), span(34, `LY-${1000 + index}`), span(50, '12.50')];
  return { kind: 'text', height_mm: 4.2, spans: columns };
}

const DIALECTS: readonly (readonly [what: string, profile: string, rows: readonly Row[]])[] = [
  ['a slip in ESC/POS', 'epson-tm-t88', SLIP],
  ['a form in ESC/P-K', 'epson-lq-630k', SLIP],
  ['a form in ESC/P, hanzi drawn', 'generic-escp2-24pin', SLIP],
  ['a label in TSPL', 'generic-tspl-203', LABEL],
  ['a label in ZPL, hanzi drawn', 'zebra-zpl-203', LABEL],
];

/** Page → bytes of each dialect, a long form, and what a glyph costs that a head does not have. */
export async function benchPrinterBytes(): Promise<BenchRow[]> {
  return [
    ...DIALECTS.flatMap(([what, name, rows]) => pageRows(what, name, [{ width_mm: 72, rows }])),
    ...pageRows('200 lines on dot-matrix forms', 'epson-lq-630k', longForm()),
    ...drawnRows(),
  ];
}

const longForm = (): Page[] =>
  Array.from({ length: 4 }, (_, page) => ({
    width_mm: 203.2,
    rows: Array.from({ length: 50 }, (_, index) => textRow(page * 50 + index)),
  }));

function pageRows(what: string, name: string, pages: readonly Page[]): BenchRow[] {
  const profile = loadProfile('printer', name);
  const head = headOf(profile);
  const texts = pages.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === 'text' ? row.spans : [])));
  const { bytes } = encodePages(pages, profile);
  const ours = times(ROUNDS, () => encodePages(pages, profile));
  const preview = times(ROUNDS, () => pages.map((page) => pageToSheet(page, head)));
  const floor = times(ROUNDS, () => texts.map(({ text }) => encodeText(text, 'gb18030')));
  const row = (label: string, measured: readonly number[], share: number): BenchRow => ({
    what: `${what}: ${label}, p${share * 100} of ${ROUNDS}`,
    value: `${quantile(measured, share).toFixed(2)} ms`,
    against: `${quantile(floor, share).toFixed(2)} ms for its texts in GB 18030 alone`,
    ratio: (quantile(measured, share) / quantile(floor, share)).toFixed(1),
  });
  return [
    row(`page to ${whole(bytes.length)} bytes`, ours, 0.5),
    row('page to bytes', ours, 0.99),
    row('preview', preview, 0.5),
  ];
}

function drawnRows(): BenchRow[] {
  const known = systemFont();
  if (known === null) return [];
  const began = performance.now();
  const font = fontAt(known.path);
  font.draw('犇', 24, 24);
  const first_ms = performance.now() - began;
  const hanzi = Array.from({ length: ROUNDS }, (_, index) => String.fromCodePoint(0x4e00 + index * 17));
  let next = 0;
  const drawn = times(ROUNDS, () => font.draw(hanzi[next++ % ROUNDS] ?? '一', 24, 24), 0);
  const kept = times(ROUNDS, () => font.draw('犇', 24, 24));
  return [
    {
      what: 'first rare hanzi of a process (the font is opened)',
      value: `${first_ms.toFixed(0)} ms`,
      against: '–',
      ratio: '–',
    },
    ...([0.5, 0.99] as const).map((share) => ({
      what: `a rare hanzi drawn at 24 dots, p${share * 100} of ${ROUNDS}`,
      value: `${(quantile(drawn, share) * 1000).toFixed(0)} µs`,
      against: `${(quantile(kept, share) * 1000).toFixed(1)} µs drawn before`,
      ratio: (quantile(drawn, share) / quantile(kept, share)).toFixed(0),
    })),
  ];
}

function times(rounds: number, act: () => unknown, warmUp = rounds / 4): number[] {
  for (let round = 0; round < warmUp; round++) act();
  return Array.from({ length: rounds }, () => {
    const began = performance.now();
    act();
    return performance.now() - began;
  });
}
