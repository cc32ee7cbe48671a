import type { EscpInterpreter, EscpModes } from './escp-interpreter.ts';

export type EscpCommand = {
  /** Number of parameter bytes, or how to find it from those that have come; null when more must come first. */
  readonly length: number | ((parameters: Uint8Array) => number | null);
  run(head: EscpInterpreter, parameters: Uint8Array): void;
};

const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
const isOn = (n: number | undefined): boolean => n === 1 || n === 0x31;

const mode = (change: (n: number, modes: EscpModes) => Partial<EscpModes>, length = 1): EscpCommand => ({
  length,
  run: ({ modes }, parameters) => void Object.assign(modes, change(parameters[0] ?? 0, modes)),
});

/** Which `ESC *` modes put how many columns into an inch, on heads with 24 pins. Others are defects. */
const COLUMNS_PER_INCH: Readonly<Record<number, number>> = { 39: 180 };

function picture(head: EscpInterpreter, parameters: Uint8Array): void {
  if (COLUMNS_PER_INCH[parameters[0] ?? 0] !== 180) {
    head.events.defect(`picture of mode ${parameters[0]}`);
    return;
  }
  if (head.modes.hanzi) head.events.defect('picture in hanzi mode');
  const columns = parameters.subarray(3);
  const grid = Array.from({ length: 24 }, (_, y) =>
    Array.from({ length: word(parameters, 1) }, (_, x) => ((columns[x * 3 + (y >> 3)] ?? 0) & (0x80 >> (y & 7))) !== 0),
  );
  head.picture(grid);
}

/** By the hex of their first bytes. What is not here is a defect: the encoder has no reason to send it. */
export const ESCP_COMMANDS: Readonly<Record<string, EscpCommand>> = {
  '00': { length: 0, run: () => {} },
  '0a': { length: 0, run: (head) => head.lineFeed() },
  '0c': { length: 0, run: (head) => head.formFeed() },
  '0d': { length: 0, run: (head) => head.endLine() },
  '12': { length: 0, run: () => {} },
  '1b24': { length: 2, run: (head, bytes) => head.moveTo(word(bytes, 0) * 3) },
  '1b2a': {
    length: (bytes) => (bytes.length < 3 ? null : 3 + word(bytes, 1) * ((bytes[0] ?? 0) >= 32 ? 3 : 1)),
    run: picture,
  },
  '1b32': { length: 0, run: ({ modes }) => void Object.assign(modes, { lineSpacing: 30 }) },
  '1b33': mode((n) => ({ lineSpacing: n })),
  '1b40': { length: 0, run: (head) => head.initialize() },
  // ESC C NUL n: whole inches.
  '1b43': {
    length: (bytes) => (bytes[0] === undefined ? null : bytes[0] === 0 ? 2 : 1),
    run: (head, [lines = 0, inches = 0]) => head.setForm(lines === 0 ? inches * 180 : lines * head.modes.lineSpacing),
  },
  '1b45': mode(() => ({ bold: true }), 0),
  '1b46': mode(() => ({ bold: false }), 0),
  '1b4d': mode(() => ({ pitch: 15 }), 0),
  '1b4f': { length: 0, run: () => {} },
  '1b50': mode(() => ({ pitch: 18 }), 0),
  '1b52': mode((n) => ({ country: n })),
  '1b55': { length: 1, run: () => {} },
  '1b57': mode((n) => ({ wide: isOn(n) })),
  '1b70': mode((n) => ({ proportional: isOn(n) })),
  '1b77': mode((n) => ({ tall: isOn(n) })),
};

/** The commands of ESC/P-K, under the names that a profile lists them by. */
export const HANZI_COMMANDS: Readonly<Record<string, EscpCommand & { readonly name: string }>> = {
  '1c26': { name: 'FS &', ...mode(() => ({ hanzi: true }), 0) },
  '1c2e': { name: 'FS .', ...mode(() => ({ hanzi: false }), 0) },
  '1c53': {
    name: 'FS S',
    length: 2,
    run: ({ modes }, [left = 0, right = 0]) => void Object.assign(modes, { fullSpace: left + right }),
  },
  '1c54': {
    name: 'FS T',
    length: 2,
    run: ({ modes }, [left = 0, right = 0]) => void Object.assign(modes, { halfSpace: left + right }),
  },
  '1c57': { name: 'FS W', ...mode((n) => ({ quadruple: isOn(n) })) },
};
