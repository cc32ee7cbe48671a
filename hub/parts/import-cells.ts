import { MOST_QUANTITY, ONE_UNIT } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { pairOf, splitValues } from './cell-values.ts';
import type { PartFacts } from './facts-contract.ts';
import type { ImportColumn } from './import-columns.ts';

/** What a cell can name: levels by name or code, warehouses by code, bins of a warehouse. */
export type Known = {
  readonly level: (name: string) => { readonly code: string; readonly name: string } | undefined;
  /** Where a level stands among the others. */
  readonly position: (code: string) => number;
  /** '' means the only one, or the first. Undefined: there is none. */
  readonly warehouse: (code: string) => string | undefined;
  readonly hasBin: (warehouse: string, bin: string) => boolean;
};

type Stocking = PartFacts['stocking'][number];
export type Read<Value> = { readonly value: Value } | { readonly wrong: Refusal };

const wrong = (code: string, facts: Refusal['facts'] = {}) => ({ wrong: refuse(code, facts) });

/** Longest text of each column (`contract.ts`), and most of its values. */
const LONGEST: Partial<Record<ImportColumn, number>> = {
  ...{ number: 80, name: 120, model: 120, spec: 120, brand: 60, category: 60, unit: 10 },
};
/** Most values of a cell, and the longest name of one, before "=" where it has something that belongs to it. */
const VALUES = {
  barcodes: { most: 50, longest: 80, isPair: true },
  packs: { most: 20, longest: 10, isPair: true },
  prices: { most: 50, longest: 20, isPair: true },
  oeNumbers: { most: 100, longest: 80, isPair: false },
  fitments: { most: 300, longest: 80, isPair: false },
  stocking: { most: 300, longest: 80, isPair: false },
} as const;

/** How many decimals a unit has where the file does not say. */
const WEIGHED_OUT: Readonly<Record<string, number>> = { 米: 2, m: 2, 千克: 3, 公斤: 3, kg: 3, 升: 3, l: 3 };
export const decimalsOfUnit = (unit: string): number => WEIGHED_OUT[unit.toLowerCase()] ?? 0;

export function readText(column: ImportColumn, text: string): Read<string> {
  const limit = LONGEST[column] ?? 120;
  return text.length > limit ? wrong('import.too-long', { limit }) : { value: text };
}

/** Wide letters, digits and signs, as a Chinese keyboard gives them. */
const WIDE = /[\uff01-\uff5e]/g;
const WIDER_BY = 0xfee0;
/** What a spreadsheet makes of a long number in a column that is no text: the number itself is gone. */
const ROUNDED = /^\d(\.\d+)?e\+\d+$/i;
/** Longest number that zeros in front belong to: EAN-13. */
const LONGEST_DIGITS = 13;

export function narrow(code: string): string {
  return code.replace(WIDE, (char) => String.fromCharCode(char.charCodeAt(0) - WIDER_BY));
}

/** What is wrong with the number of a part that the catalogue does not have; `has` knows those that it has. */
export function newNumberRefusal(number: string, has: (number: string) => boolean): Refusal | null {
  if (ROUNDED.test(number)) return refuse('import.rounded', { text: number });
  if (!/^\d+$/.test(number)) return null;
  for (let zeros = 1; number.length + zeros <= LONGEST_DIGITS; zeros += 1) {
    const longer = '0'.repeat(zeros) + number;
    if (has(longer)) return refuse('import.zeros-lost', { text: number, number: longer });
  }
  return null;
}

/**
 * A number with at most so many decimals, as a whole number of the smallest of them: "￥1,234.50" with 2 is 123450. A comma stands before three
 * digits or it means something else elsewhere ("1,5"), and then it is no number.
 */
export function readNumber(text: string, decimals: number, most: number): Read<number> {
  const plain = text.normalize('NFKC').replace(/^¥\s*/, '').trim();
  if (/^[-\u2212(]\s*¥?\s*\d/.test(plain)) return wrong('import.negative', { text });
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(plain);
  if (match === null) return wrong('import.not-a-number', { text });
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return wrong('import.too-precise', { text, decimals });
  const value = Number((match[1] ?? '').replaceAll(',', '') + fraction.padEnd(decimals, '0'));
  return value > most ? wrong('import.not-a-number', { text }) : { value };
}

/** Fen; no part costs ten million. */
export const readPrice = (text: string): Read<number> => readNumber(text, 2, 1_000_000_000);
export const readQuantity = (text: string): Read<number> => readNumber(text, 3, MOST_QUANTITY);

const YES = new Set(['是', '有', '1', 'y', 'yes', 'true', '√', '停用']);
const NO = new Set(['否', '无', '0', 'n', 'no', 'false', '×', '在用']);

export function readYes(text: string): Read<boolean> {
  const plain = text.toLowerCase();
  if (YES.has(plain)) return { value: true };
  return NO.has(plain) ? { value: false } : wrong('import.not-yes-or-no', { text });
}

export function readDecimals(text: string): Read<number> {
  return /^[0-3]$/.test(text) ? { value: Number(text) } : wrong('import.not-decimals', { text });
}

/** Values of one cell, each once. */
export function readValues(column: keyof typeof VALUES, text: string): Read<string[]> {
  const { most, longest, isPair } = VALUES[column];
  const values = splitValues(text);
  if (values.length > most) return wrong('import.too-many-values', { limit: most });
  const isTooLong = values.some((value) => (isPair ? pairOf(value)[0] : value).length > longest);
  return isTooLong ? wrong('import.too-long', { limit: longest }) : { value: values };
}

export function readBarcodes(text: string): Read<PartFacts['barcodes']> {
  return eachValue('barcodes', text, (value) => {
    const [name, quantity] = pairOf(value);
    const code = narrow(name);
    if (ROUNDED.test(code)) return wrong('import.rounded', { text: name });
    if (quantity === null) return { value: { code, packQuantity: ONE_UNIT } };
    const read = readQuantity(quantity);
    if ('wrong' in read) return read;
    return read.value === 0
      ? wrong('import.not-a-number', { text: value })
      : { value: { code, packQuantity: read.value } };
  });
}

export function readPacks(text: string): Read<PartFacts['packs']> {
  return eachValue('packs', text, (value) => {
    const [unit, quantity] = pairOf(value);
    if (unit === '' || quantity === null) return wrong('import.not-a-pair', { text: value });
    const read = readQuantity(quantity);
    if ('wrong' in read) return read;
    return read.value === 0 ? wrong('import.not-a-number', { text: value }) : { value: { unit, quantity: read.value } };
  });
}

export function readLevelPrices(text: string, known: Known): Read<PartFacts['prices']> {
  return eachValue('prices', text, (value) => {
    const [name, amount] = pairOf(value);
    if (amount === null) return wrong('import.not-a-pair', { text: value });
    const level = known.level(name);
    if (level === undefined) return wrong('parts.no-such-level', { level: name });
    const price = readPrice(amount);
    return 'wrong' in price ? price : { value: { level: level.code, name: level.name, price: price.value } };
  });
}

function eachValue<Value>(
  column: keyof typeof VALUES,
  text: string,
  read: (value: string) => Read<Value>,
): Read<Value[]> {
  const values = readValues(column, text);
  if ('wrong' in values) return values;
  const all: Value[] = [];
  for (const value of values.value) {
    const one = read(value);
    if ('wrong' in one) return one;
    all.push(one.value);
  }
  return { value: all };
}

/** "A:A1-01; B:B2-05": what stands for each warehouse; without a code it is the only one's. */
function byWarehouse<Value>(
  text: string,
  known: Known,
  read: (value: string, warehouse: string) => Read<Value>,
): Read<{ warehouse: string; value: Value }[]> {
  return eachValue('stocking', text, (entry) => {
    const at = entry.indexOf(':');
    const named = at < 0 ? undefined : known.warehouse(entry.slice(0, at).trim());
    const warehouse = named ?? known.warehouse('');
    if (warehouse === undefined) return wrong('import.no-such-warehouse', { text: entry });
    const value = read(named === undefined ? entry : entry.slice(at + 1).trim(), warehouse);
    return 'wrong' in value ? value : { value: { warehouse, value: value.value } };
  });
}

export type StockingChange = { readonly warehouse: string } & Partial<Omit<Stocking, 'warehouse'>>;

export function readStocking(
  column: 'bin' | 'minimum' | 'maximum',
  text: string,
  known: Known,
): Read<StockingChange[]> {
  const all = byWarehouse<string | number>(text, known, (value, warehouse) => {
    if (column !== 'bin') return readQuantity(value);
    return known.hasBin(warehouse, value) ? { value } : wrong('import.no-such-bin', { bin: value });
  });
  if ('wrong' in all) return all;
  return { value: all.value.map(({ warehouse, value }) => ({ warehouse, [column]: value })) };
}
