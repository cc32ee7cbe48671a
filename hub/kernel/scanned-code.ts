/**
 * What a code says by itself, before any room looks for it: GS1 element strings, GTINs, VINs and plates.
 * Sources: GS1 General Specifications 3 (application identifiers) and 7.9 (check digit); ISO/IEC 15424 (symbology ids);
 * ISO 3779 and GB 16735 (VIN); GA 36-2018 (plates). Pure; nothing here knows a part.
 */

/** Symbologies whose data is a GS1 element string; in all others "01…" is just digits. */
const GS1_SYMBOLOGIES: ReadonlySet<string> = new Set(['C1', 'd2', 'Q3', 'e0']);
const GROUP_SEPARATOR = '\u001d';

/** Data after an application identifier that has a fixed length (GS1 General Specifications, figure 7.8.5-2), by its first two digits. */
const FIXED_LENGTHS: { readonly [prefix: string]: number } = {
  '00': 20,
  '01': 16,
  '02': 16,
  '03': 16,
  '04': 18,
  '11': 8,
  '12': 8,
  '13': 8,
  '14': 8,
  '15': 8,
  '16': 8,
  '17': 8,
  '18': 8,
  '19': 8,
  '20': 4,
  '31': 10,
  '32': 10,
  '33': 10,
  '34': 10,
  '35': 10,
  '36': 10,
  '41': 16,
};

/** The identifiers that a workshop needs. Anything else is kept in `others` under its digits. */
const NAMES: { readonly [ai: string]: keyof Omit<Gs1Content, 'others'> } = {
  '01': 'gtin',
  '10': 'batch',
  '17': 'expiry',
  '21': 'serial',
  '30': 'count',
  '37': 'count',
  '240': 'partNumber',
  '241': 'partNumber',
  '400': 'order',
};

export type Gs1Content = {
  gtin?: string;
  batch?: string;
  /** YYMMDD as printed; a day of 00 means the end of the month. */
  expiry?: string;
  serial?: string;
  /** Pieces, as digits. */
  count?: string;
  partNumber?: string;
  order?: string;
  readonly others: { readonly [ai: string]: string };
};

export type Gs1Result =
  | { readonly content: Gs1Content }
  | { readonly defect: 'bad-check-digit' | 'truncated' | 'unknown-identifier' };

export function isGs1(symbology: string | null): boolean {
  return symbology !== null && GS1_SYMBOLOGIES.has(symbology);
}

/** Check digit of a GTIN of any length from its digits without it: weights 3 and 1 from the right. */
export function gtinCheckDigit(digits: string): number {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    sum += Number(digit) * (index % 2 === 0 ? 3 : 1);
  });
  return (10 - (sum % 10)) % 10;
}

export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12}|\d{13}|\d{14})$/.test(text)) return false;
  return gtinCheckDigit(text.slice(0, -1)) === Number(text.at(-1));
}

/** Every form in which one GTIN is printed and scanned: 14, 13 and 12 digits are the same article when the front is zeros. */
export function gtinForms(text: string): string[] {
  if (!isGtin(text)) return [text];
  const fourteen = text.padStart(14, '0');
  const forms = [text, fourteen];
  if (fourteen.startsWith('0')) forms.push(fourteen.slice(1));
  if (fourteen.startsWith('00')) forms.push(fourteen.slice(2));
  if (fourteen.startsWith('000000')) forms.push(fourteen.slice(6));
  return [...new Set(forms)];
}

function identifierAt(text: string): string | null {
  const three = text.slice(0, 3);
  if (three in NAMES) return three;
  const two = text.slice(0, 2);
  if (two in NAMES || (two in FIXED_LENGTHS && !/^3[1-6]$/.test(two) && two !== '41')) return two;
  if (/^3[1-6]\d\d/.test(text)) return text.slice(0, 4);
  if (/^(4[0-2]|24|25)\d/.test(text)) return three;
  if (/^9\d/.test(text) || two === '22') return two;
  if (/^(39|7\d|8\d)\d\d/.test(text)) return text.slice(0, 4);
  return null;
}

/**
 * Reads a GS1 element string. A leading FNC1 may or may not have been sent as GS; so may a last one.
 * Refuses what it does not understand: half a code is worse than none.
 */
export function parseGs1(text: string): Gs1Result {
  const content: Gs1Content & { others: Record<string, string> } = { others: {} };
  let rest = text.startsWith(GROUP_SEPARATOR) ? text.slice(1) : text;
  while (rest !== '') {
    const ai = identifierAt(rest);
    if (ai === null) return { defect: 'unknown-identifier' };
    const fixed = FIXED_LENGTHS[ai.slice(0, 2)];
    const separator = rest.indexOf(GROUP_SEPARATOR);
    const end = fixed ?? (separator < 0 ? rest.length : separator);
    if (rest.length < end || end <= ai.length) return { defect: 'truncated' };
    const value = rest.slice(ai.length, end);
    if (value.includes(GROUP_SEPARATOR)) return { defect: 'truncated' };
    const name = NAMES[ai];
    if (name === undefined) content.others[ai] = value;
    else content[name] = value;
    rest = rest.slice(end);
    if (rest.startsWith(GROUP_SEPARATOR)) rest = rest.slice(1);
  }
  if (content.gtin !== undefined && !isGtin(content.gtin)) return { defect: 'bad-check-digit' };
  return { content };
}

const VIN_SHAPE = /^[A-HJ-NPR-Z0-9]{17}$/;
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

function vinValue(char: string): number {
  if (/\d/.test(char)) return Number(char);
  // A–H 1–8, J–N 1–5, P 7, R 9, S–Z 2–9.
  const table: { readonly [letter: string]: number } = {
    A: 1,
    B: 2,
    C: 3,
    D: 4,
    E: 5,
    F: 6,
    G: 7,
    H: 8,
    J: 1,
    K: 2,
    L: 3,
    M: 4,
    N: 5,
    P: 7,
    R: 9,
    S: 2,
    T: 3,
    U: 4,
    V: 5,
    W: 6,
    X: 7,
    Y: 8,
    Z: 9,
  };
  return table[char] ?? 0;
}

export type Vin = {
  readonly vin: string;
  /** Only a warning: European makers do not fill the ninth place by the rule. */
  readonly checkDigitHolds: boolean;
};

/** A VIN as a car's label gives it. A leading I ("import") is taken off only when there are eighteen characters. */
export function parseVin(text: string): Vin | null {
  const vin = text.length === 18 && text.startsWith('I') ? text.slice(1) : text;
  if (!VIN_SHAPE.test(vin)) return null;
  const sum = [...vin].reduce((total, char, index) => total + vinValue(char) * (VIN_WEIGHTS[index] ?? 0), 0);
  const wanted = sum % 11 === 10 ? 'X' : String(sum % 11);
  return { vin, checkDigitHolds: vin[8] === wanted };
}

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const ORDINARY = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$`);
const SPECIAL = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[警学挂港澳使领]$`);
/** Small new-energy cars: D A B C E battery, F G H J K others, then a letter or digit, then digits; large ones end in D or F. */
const NEW_ENERGY = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z](?:[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[DF])$`);

export type Plate = {
  /** Without its dot: "京AD1234". */
  readonly plate: string;
  readonly newEnergy: boolean;
};

/** A Chinese plate in any of the ways in which it is written: with a dot, a dash or blanks, in small letters. */
export function parsePlate(text: string): Plate | null {
  const plate = text.replace(/[·•.\-\s]/gu, '').toUpperCase();
  if (plate.length === 8) return NEW_ENERGY.test(plate) ? { plate, newEnergy: true } : null;
  return ORDINARY.test(plate) || SPECIAL.test(plate) ? { plate, newEnergy: false } : null;
}
