import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import writeSheet from 'write-excel-file/universal';
import type { Refusal } from './refusal.ts';
import { type ReadTable, refuseTable, tableOf, type WrittenTable } from './table-file.ts';
import { withShownZeros } from './xlsx-zeros.ts';

/** A sheet of 100,000 rows has some 60 MB inside; more is a bomb or no list. */
const MOST_UNPACKED_BYTES = 200 * 1024 * 1024;
/** Longest name of a sheet, and what it must not contain (ECMA-376 18.2.19, as Excel holds it). */
const MOST_NAME = 31;
const NOT_IN_NAME = /[\\/?*[\]:]/g;
/** Excel shows no more of a number, and what it saves beyond is noise of binary fractions. */
const DIGITS = 15;
/** What a spreadsheet shows of a number that is no day of its calendar. */
const LAST_YEAR = 9999;
const NO_DATE = '########';
/** Widths of columns, in characters of the default font; a hanzi counts two. */
const [NARROWEST, WIDEST] = [8, 40];
const ROWS_FOR_WIDTH = 200;

/** One sheet with the titles in bold and held at the top. Texts stay texts: a bar code is no number. */
export async function writeXlsx({ title, header, rows }: WrittenTable): Promise<Uint8Array> {
  const titles = header.map((text) => ({ value: clean(text), type: String, fontWeight: 'bold' as const }));
  const lines = rows.map((cells) =>
    cells.map((cell) =>
      typeof cell === 'number'
        ? { value: cell, type: Number }
        : cell === ''
          ? null
          : { value: clean(cell), type: String },
    ),
  );
  const columns = header.map((text, index) => ({
    width: widthOf([text, ...rows.slice(0, ROWS_FOR_WIDTH).map((cells) => String(cells[index] ?? ''))]),
  }));
  const sheet = title.replace(NOT_IN_NAME, ' ').slice(0, MOST_NAME);
  const file = await writeSheet([titles, ...lines], { sheet, columns, stickyRowsCount: 1 }).toBlob();
  return new Uint8Array(await file.arrayBuffer());
}

/**
 * XML has no place for control characters but tab and line feed; half of a surrogate pair is no character. "_x000D_" would be read as what it
 * names, so that its first letter is named too (ECMA-376 22.4.2.4).
 */
function clean(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '')
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  );
}

function widthOf(texts: readonly string[]): number {
  const widest = Math.max(...texts.map((text) => [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0)));
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

/** What the archive says that it holds, unpacked; null: it is none. fflate unpacks no more than an entry has declared. */
function unpackedBytes(bytes: Uint8Array): number | null {
  let sum = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        sum += originalSize;
        return false;
      },
    });
    return sum;
  } catch {
    return null;
  }
}

/** The first sheet. Refuses what would grow too large before it unpacks anything. */
export async function readXlsx(bytes: Uint8Array): Promise<ReadTable | Refusal> {
  const unpacked = unpackedBytes(bytes);
  if (unpacked === null) return refuseTable('tables.unreadable');
  if (unpacked > MOST_UNPACKED_BYTES)
    return refuseTable('tables.too-large', { limit: MOST_UNPACKED_BYTES / 1024 / 1024 });
  try {
    const rows = await readSheet(withShownZeros(bytes).slice().buffer, { trim: false, parseNumber: numberText });
    return tableOf(rows.map((cells) => cells.map(cellText)));
  } catch {
    return refuseTable('tables.unreadable');
  }
}

/** "6.95010085257E+12" → "6950100852570", 0.30000000000000004 → "0.3" */
function numberText(text: string): string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : String(Number(number.toPrecision(DIGITS)));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return dateText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return String(cell);
}

/** The day, and the time where there is one. */
function dateText(date: Date): string {
  if (!(date.getUTCFullYear() <= LAST_YEAR)) return NO_DATE;
  const [day = '', time = ''] = date.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`;
}
