import { type Static, Type } from 'typebox';
import {
  Captured,
  closed,
  Fnc3Place,
  Hex,
  identity,
  Marker,
  SerialTransport,
  standing,
  Words,
} from './profile-vocabulary.ts';

/**
 * How a scanner may be connected, which is how its bytes reach us: a line of bytes (RS-232, USB virtual COM port), scanned-data reports of a
 * HID-POS device, or a keyboard, taken from the rest of the machine either as HID boot reports (`hid-keyboard`) or as kernel events (`evdev`).
 */
export const SCANNER_TRANSPORTS = ['serial', 'hid-pos', 'hid-keyboard', 'evdev'] as const;
export type ScannerTransport = (typeof SCANNER_TRANSPORTS)[number];

export const isKeyboard = (transport: ScannerTransport): boolean =>
  transport === 'hid-keyboard' || transport === 'evdev';

const AimId = Type.String({ pattern: '^[A-Za-z][0-9A-Za-z]$' });
const UsbId = Type.String({ pattern: '^[0-9a-f]{4}$' });
const ByteIndex = Type.Integer({ minimum: 0, maximum: 2047 });

/** A place of every byte is counted from the start of the report as it is read, its id included. */
export const HidLayoutSchema = Type.Object(
  {
    /** 0: the device has no report ids, and none stands before its reports. */
    reportId: Type.Integer({ minimum: 0, maximum: 255 }),
    /** Left out: the data ends at its trailing zeros. */
    lengthByte: Type.Optional(ByteIndex),
    data: Type.Object({ byte: ByteIndex, bytes: Type.Integer({ minimum: 1, maximum: 2047 }) }, closed),
    /** First of the three bytes of the AIM id, `]` included. */
    aimByte: Type.Optional(ByteIndex),
    /** The vendor's own symbology id, one of `framing.codeIds`. */
    codeIdByte: Type.Optional(ByteIndex),
    /** Set: the code goes on in the next report. */
    continued: Type.Optional(Type.Object({ byte: ByteIndex, bit: Type.Integer({ minimum: 0, maximum: 7 }) }, closed)),
  },
  closed,
);
export type HidLayout = Static<typeof HidLayoutSchema>;

const Framing = Type.Object(
  {
    prefix: Type.Optional(Marker),
    suffix: Type.Optional(Marker),
    /**
     * CR, LF and CRLF all end a frame at any run of CR and LF: a scanner set to the other one still works. CR-LF-TAB takes TAB too. A HID-POS
     * report has its own end: `none`.
     */
    terminator: Type.Enum(['CR', 'LF', 'CRLF', 'CR-LF-TAB', 'ETX', 'TAB', 'none'] as const),
    /** Silence that ends a frame (terminator none) or gives a half frame up. 0: never. */
    idleFlush_ms: Type.Integer({ minimum: 0, maximum: 10_000 }),
    /** Most bytes in a frame before its terminator. */
    maxLength: Type.Integer({ minimum: 8, maximum: 16_384 }),
    /** Decimal digits before the data that say how many bytes it has (Cino). */
    lengthDigits: Type.Optional(Type.Integer({ minimum: 2, maximum: 4 })),
    /** `auto` cuts `]cm` where it is there; `expected` refuses a frame without it. */
    aimId: Type.Enum(['none', 'expected', 'auto'] as const),
    /** The vendor's own code ids (one to three characters) and the AIM id (without bracket) that each stands for. */
    codeIds: Type.Optional(Type.Record(Type.String({ pattern: '^[ -~]{1,3}$' }), AimId)),
    /** AIM ids with which this model answers commands: never scans. */
    replies: Type.Optional(Type.Array(AimId)),
    bcc: Type.Enum(['none', 'xor-after-terminator'] as const),
    /** The printable that this scanner sends where a GS1 code has its separator 1D. */
    gsSubstitute: Type.Optional(Type.String({ pattern: '^[ -~]$' })),
  },
  closed,
);

const SampleEvent = Type.Object({ text: Type.String(), symbology: Type.Union([Type.String(), Type.Null()]) }, closed);

/** What a scanner can be set up to be by codes of its maker: a profile's own mode, and the ways back. */
const SET_UP_TARGETS = ['usb-com', 'hid-pos', 'usb-keyboard', 'factory'] as const;

const SetUpStep = Type.Union([
  Type.Object(
    {
      /** What the maker's manual calls this code. */
      name: Words,
      /** The exact text of the CODE128 symbol, a CR at its end included. */
      code: Type.String({ minLength: 1 }),
      /** Left out: a plain symbol, without FNC3. */
      fnc3: Type.Optional(Fnc3Place),
    },
    closed,
  ),
  /** No source states the code: where in the maker's manual it is printed. */
  Type.Object({ manual: Words }, closed),
]);

const SetUp = Type.Object(
  {
    to: Type.Enum(SET_UP_TARGETS),
    /** What is scanned, in this order; entering and leaving the set-up mode are steps of their own. */
    steps: Type.Array(SetUpStep, { minItems: 1 }),
    /** What the source does not say; the sheet then tells that the manual decides. */
    unverified: Type.Optional(Words),
    source: Words,
  },
  closed,
);

export const ScannerProfileSchema = Type.Object(
  {
    ...identity,
    family: Type.Literal('scanner'),
    ...standing,
    /** The first is the one that is meant when only a port is given. All of one kind: bytes, reports or keys. */
    transports: Type.Array(Type.Enum(SCANNER_TRANSPORTS), { minItems: 1, uniqueItems: true }),
    /** By what the USB device is recognised; without product: any of that vendor. */
    usb: Type.Optional(Type.Array(Type.Object({ vendor: UsbId, product: Type.Optional(UsbId) }, closed))),
    /** Serial only: the factory settings of the line. */
    line: Type.Optional(SerialTransport),
    /** HID-POS only. */
    hid: Type.Optional(
      Type.Object(
        {
          /** For devices whose report descriptor does not say where the code is; the descriptor wins where it does. */
          layout: Type.Optional(HidLayoutSchema),
          /** A feature report (its id first) that this model wants before it speaks. */
          onOpen: Type.Optional(Hex),
        },
        closed,
      ),
    ),
    framing: Framing,
    encoding: Type.Enum(['latin1', 'utf8', 'gb18030'] as const),
    /** How a scanner that types like a keyboard is made one of this profile, for the printed set-up sheet. */
    setUp: Type.Optional(Type.Array(SetUp, { minItems: 1 })),
    samples: Type.Array(
      Type.Object(
        {
          /** Serial: the bytes of the line. */
          bytes: Type.Optional(Hex),
          /** HID: whole input reports, one after the other. */
          reports: Type.Optional(Type.Array(Hex, { minItems: 1 })),
          /** HID-POS: the report descriptor of the device that sent them, where it is known. */
          descriptor: Type.Optional(Hex),
          events: Type.Array(SampleEvent),
          note: Words,
          source: Words,
          captured: Captured,
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);
export type ScannerProfile = Static<typeof ScannerProfileSchema>;
export type ScannerSample = ScannerProfile['samples'][number];

/** What the schema cannot say, as path and problem; null when it makes sense. */
export function scannerNonsense(profile: ScannerProfile): readonly [path: string, problem: string] | null {
  const { transports, line, hid, framing, samples, setUp = [] } = profile;
  const { terminator, idleFlush_ms, bcc } = framing;
  const hasReports = transports.includes('hid-pos');
  const kinds = new Set(transports.map((transport) => (isKeyboard(transport) ? 'keys' : transport)));
  if (kinds.size > 1) return ['/transports', 'mixes bytes, reports and keys: a profile for each'];
  if (kinds.has('serial') !== (line !== undefined)) return ['/line', 'belongs to a serial scanner, and to no other'];
  if (hid !== undefined && !hasReports) return ['/hid', 'belongs to a HID-POS scanner'];
  if (terminator === 'none' && idleFlush_ms === 0) {
    return ['/framing/idleFlush_ms', 'must be above 0 when there is no terminator'];
  }
  if (bcc !== 'none' && (terminator === 'none' || terminator === 'CR-LF-TAB')) {
    return ['/framing/bcc', 'needs one certain terminator'];
  }
  if (hasReports && (terminator !== 'none' || framing.prefix !== undefined || framing.aimId !== 'auto')) {
    return ['/framing', 'of HID-POS reports needs terminator none, no prefix and aimId auto'];
  }
  // A key that is no character becomes FF, which no UTF-8 text holds: that is how the frame is refused.
  if (kinds.has('keys') && profile.encoding !== 'utf8') return ['/encoding', 'of a keyboard must be utf8'];
  for (const [index, { to }] of setUp.entries()) {
    if (setUp.findIndex((other) => other.to === to) !== index) return [`/setUp/${index}/to`, `is there twice: ${to}`];
    const isOther = (to === 'usb-com' && !kinds.has('serial')) || (to === 'hid-pos' && !hasReports);
    if (isOther) return [`/setUp/${index}/to`, 'is the mode of another profile'];
  }
  for (const [index, { bytes, reports, descriptor }] of samples.entries()) {
    const isLine = kinds.has('serial');
    if ((bytes !== undefined) !== isLine || (reports !== undefined) === isLine) {
      return [`/samples/${index}`, isLine ? 'needs bytes, not reports' : 'needs reports, not bytes'];
    }
    if (descriptor !== undefined && !hasReports) return [`/samples/${index}/descriptor`, 'belongs to HID-POS'];
    if (hasReports && descriptor === undefined && hid?.layout === undefined) {
      return [`/samples/${index}/descriptor`, 'is missing, and the profile has no layout of its own'];
    }
  }
  return null;
}
