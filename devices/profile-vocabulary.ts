import { Type } from 'typebox';

/** The words that the profiles of all families share. */

export const closed = { additionalProperties: false } as const;

/** Bytes as hex pairs ("02 5D 45"), blanks allowed. */
export const Hex = Type.String({ pattern: '^([0-9A-Fa-f]{2}\\s*)*$' });
/** A few fixed bytes, either `hex:02` or `text:P1` (ASCII). */
export const Marker = Type.String({ pattern: '^(hex:([0-9A-Fa-f]{2} ?)+|text:[ -~]+)$' });
export const Words = Type.String({ minLength: 1 });

/** Where a CODE128 symbol has its FNC3, the mark of a set-up code. */
export const Fnc3Place = Type.Enum(['first', 'last'] as const);

export const identity = {
  /** Equals the name of the file without `.yaml`. */
  id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
  vendor: Words,
  model: Words,
  /** Manual and page, standard, issue or measurement for every fact below. */
  sources: Type.Array(Words, { minItems: 1 }),
};

/** The factory settings of the serial line. A USB virtual COM port ignores them. */
export const SerialTransport = Type.Object(
  {
    baudRate: Type.Integer({ minimum: 300, maximum: 921_600 }),
    dataBits: Type.Enum([7, 8] as const),
    parity: Type.Enum(['none', 'even', 'odd'] as const),
    stopBits: Type.Enum([1, 2] as const),
  },
  closed,
);
