import { loadProfile } from '../load-profile.ts';
import type { ScannerProfile } from '../profile-scanner.ts';
import { ReportScannerEmulator } from './report-scanner.ts';

const SHIFT = 0x02;
const CONTROL = 0x01;

/** A key of a US keyboard: its HID usage, its Linux key code, and the characters on it. */
const KEYS: readonly (readonly [usage: number, code: number, plain: string, shifted: string])[] = [
  ...[..."1234567890-='"].map((plain, index): [number, number, string, string] => {
    const usages = [0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e, 0x34];
    return [usages[index] ?? 0, plain === "'" ? 40 : 2 + index, plain, '!@#$%^&*()_+"'[index] ?? ''];
  }),
  ...row('qwertyuiop', 16),
  ...row('asdfghjkl', 30),
  ...row('zxcvbnm', 44),
  [0x2f, 26, '[', '{'],
  [0x30, 27, ']', '}'],
  [0x31, 43, '\\', '|'],
  [0x33, 39, ';', ':'],
  [0x35, 41, '`', '~'],
  [0x36, 51, ',', '<'],
  [0x37, 52, '.', '>'],
  [0x38, 53, '/', '?'],
  [0x2c, 57, ' ', ' '],
  [0x28, 28, '\r', '\r'],
  [0x2b, 15, '\t', '\t'],
];

function row(letters: string, firstCode: number): [number, number, string, string][] {
  return [...letters].map((letter, index) => {
    return [0x04 + letter.charCodeAt(0) - 'a'.charCodeAt(0), firstCode + index, letter, letter.toUpperCase()];
  });
}

export type KeyboardEmulatorOptions = {
  /** Name of a file in `firmware-profiles/scanner/`, or the profile itself. */
  readonly profile: string | ScannerProfile;
  readonly address?: string;
  /** What the port delivers; the profile's first transport by default, as the driver takes it. */
  readonly as?: 'hid-keyboard' | 'evdev';
  /** No empty report between two different keys, as some firmware does it. */
  readonly withoutReleases?: boolean;
};

/** A keyboard-wedge scanner at the level of its boot reports, or of the kernel events that they become. It types ASCII only. */
export class KeyboardScannerEmulator extends ReportScannerEmulator {
  readonly profile: ScannerProfile;
  readonly #isEvdev: boolean;
  readonly #withoutReleases: boolean;

  constructor({ profile, address = 'memory:keyboard', as, withoutReleases = false }: KeyboardEmulatorOptions) {
    super(address, null);
    this.profile = typeof profile === 'string' ? loadProfile('scanner', profile) : profile;
    this.#isEvdev = (as ?? this.profile.transports[0]) === 'evdev';
    this.#withoutReleases = withoutReleases;
  }

  reportsOf(text: string, symbology: string | null = null): Uint8Array[] {
    const { terminator } = this.profile.framing;
    const end = terminator === 'none' ? '' : terminator === 'TAB' ? '\t' : '\r';
    const typed = `${symbology === null ? '' : `]${symbology}`}${text}${end}`;
    return [...typed].flatMap((character) => this.keysOf(character));
  }

  /** The reports of one character: down, and up again. @throws RangeError for one that no US keyboard has. */
  keysOf(character: string): Uint8Array[] {
    const typed = character === '\x1d' ? ']' : character;
    const key = KEYS.find(([, , plain, shifted]) => plain === typed || shifted === typed);
    if (key === undefined) throw new RangeError(`no key types ${JSON.stringify(character)}`);
    const [usage, code, plain] = key;
    const modifiers = character === '\x1d' ? CONTROL : plain === typed ? 0 : SHIFT;
    if (this.#isEvdev) return [keyEvents(code, modifiers)];
    const down = Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0);
    return this.#withoutReleases ? [down] : [down, new Uint8Array(8)];
  }
}

/** Modifier down, key down, key up, modifier up, each closed by a SYN event, as the kernel makes them of two reports. */
function keyEvents(code: number, modifiers: number): Uint8Array {
  const modifierCode = modifiers === SHIFT ? 42 : modifiers === CONTROL ? 29 : null;
  const around = (value: number): [number, number, number][] =>
    modifierCode === null
      ? []
      : [
          [1, modifierCode, value],
          [0, 0, 0],
        ];
  const events: [number, number, number][] = [
    ...around(1),
    [1, code, 1],
    [0, 0, 0],
    [1, code, 0],
    [0, 0, 0],
    ...around(0),
  ];
  return new Uint8Array(Buffer.concat(events.map((event) => inputEvent(...event))));
}

/** `struct input_event` with a time of zero: 24 bytes, or 16 where a long has four. */
function inputEvent(type: number, code: number, value: number): Buffer {
  const event = Buffer.alloc(['arm', 'ia32', 'mipsel'].includes(process.arch) ? 16 : 24);
  event.writeUInt16LE(type, event.length - 8);
  event.writeUInt16LE(code, event.length - 6);
  event.writeInt32LE(value, event.length - 4);
  return event;
}
