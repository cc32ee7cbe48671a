import Papa from 'papaparse';
import type { Refusal } from './refusal.ts';
import { type Cell, type ReadTable, refuseTable, tableOf, type WrittenTable } from './table-file.ts';

/** Excel takes a CSV for UTF-8 only with this in front; without, it reads it as GB18030. */
const BOM = '\uFEFF';
const SEPARATORS = [',', ';', '\t'];

/**
 * What a spreadsheet would run instead of show; a Chinese one takes the wide signs for the same. Such a text gets an apostrophe in front, as people
 * type it themselves; one that has apostrophes before it gets one more, so that reading takes exactly one away. Numbers are numbers.
 */
const RUNS = /^'*\s*[=+\-@＝＋－＠]/;
const WAS_KEPT = /^'+\s*[=+\-@＝＋－＠]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** UTF-8 with a BOM, CR LF, quotes where they are needed (RFC 4180). */
export function writeCsv({ header, rows }: WrittenTable): string {
  const text = (cell: Cell): string => {
    const plain = String(cell);
    return RUNS.test(plain) && !NUMBER.test(plain) ? `'${plain}` : plain;
  };
  const all = [header, ...rows].map((cells) => cells.map(text));
  // Whoever reads it must not take another separator inside of a text for the one of the file.
  const quotes = (cell: unknown): boolean => /[;\t]/.test(String(cell));
  return BOM + Papa.unparse(all, { newline: '\r\n', quotes });
}

/** UTF-8 or UTF-16 by its mark, UTF-8 without one where it is valid, else GB18030, as Chinese Excel saves it. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** "sep=;" above the titles tells Excel the separator; it is no row of the sheet. */
const SEPARATOR_LINE = /^sep=.\n/i;

/** No table begins like a web page; some programs call theirs a workbook. */
const MARKUP = /^\s*<(\?xml|!doctype|html|head|meta|table)\b/i;

/** Separated by comma, semicolon or tab, whichever the first line has most of outside of quotes. */
export function readCsv(bytes: Uint8Array): ReadTable | Refusal {
  // A file that went through several hands ends its lines in several ways.
  const text = decodeText(bytes).replace(/\r\n?/g, '\n').replace(SEPARATOR_LINE, '');
  // No text file of a spreadsheet has a NUL: this is something else that was renamed.
  if (text.includes('\0') || MARKUP.test(text)) return refuseTable('tables.unreadable');
  const { data, errors } = Papa.parse<string[]>(text, {
    ...{ delimiter: separatorOf(text), newline: '\n', skipEmptyLines: false },
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) return refuseTable('tables.open-quote', { row: (broken.row ?? 0) + 1 });
  return tableOf(data.map((cells) => cells.map((cell) => (WAS_KEPT.test(cell) ? cell.slice(1) : cell))));
}

function separatorOf(text: string): string {
  const start = text.search(/\S/);
  const [line = ''] = text
    .slice(Math.max(0, start))
    .replace(/"[^"]*"/g, '')
    .split('\n', 1);
  const counts = SEPARATORS.map((separator) => line.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
