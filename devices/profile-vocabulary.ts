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

/** How much of a scanner's or scale's profile is known, and since when. */
export const standing = {
  /** The firmware that the facts are known for, as the device itself names it; left out: not said anywhere. */
  firmware: Type.Optional(Type.Object({ from: Type.Optional(Words), to: Type.Optional(Words) }, closed)),
  /** What no manual says and nobody has tried: one sentence each. Empty when every fact is in the sources. */
  unverified: Type.Array(Words),
  /** The day on which the facts were last compared with their sources. */
  checked: Type.String({ pattern: '^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' }),
  /** Who tried it on which real device and firmware, and when. Left out: nobody. */
  hardware: Type.Optional(Words),
};

/** A sample that was recorded from a real device, by whom its `source` says; left out: built from the manual. */
export const Captured = Type.Optional(Type.Literal(true));

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
