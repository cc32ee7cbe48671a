import { ALT, CONTROL, type KeyPress, LOST_KEYS, META, SHIFT } from './key-press.ts';

/** No UTF-8 text holds this byte: a frame with it is refused as `bad-encoding`, with what came. */
const NO_CHARACTER = 0xff;
const ENTER = 0x0d;
const TAB = 0x09;

/**
 * HID Usage Tables 1.5, chapter 10 (keyboard page) with the US layout, which scanners type unless they were set up for another country: first
 * usage, then the characters of the keys from there on, plain and with shift.
 */
const ROWS: readonly (readonly [firstUsage: number, plain: string, shifted: string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x28, '\r', '\r'],
  [0x2b, '\t -=[]\\', '\t _+{}|'],
  [0x33, ";'`,./", ':"~<>?'],
  [0x54, '/*-+\r1234567890.', '/*-+\r1234567890.'],
  [0x67, '=', '='],
];
const CHARACTERS = new Map<number, readonly [plain: string, shifted: string]>(
  ROWS.flatMap(([first, plain, shifted]) =>
    [...plain].map((character, index) => [first + index, [character, shifted[index] ?? ''] as const] as const),
  ),
);

/** Caps lock, scroll lock, num lock: they change lamps, not what was scanned (we read below the layout that they act on). */
const LOCKS: ReadonlySet<number> = new Set([0x39, 0x47, 0x53]);

/**
 * The byte that a key press types, or null for a key that types nothing. Control with a letter is the control character (Ctrl-] is the GS of a GS1
 * code). A key that stands for no character of ours, and everything typed with Alt (Alt-numpad codes) or the Windows key, becomes a byte that makes
 * the frame refused: a code without one of its characters would be another code.
 */
export function typedByte(press: KeyPress): number | null {
  if (press === LOST_KEYS) return NO_CHARACTER;
  const { usage, modifiers } = press;
  if (LOCKS.has(usage)) return null;
  const characters = CHARACTERS.get(usage);
  if (characters === undefined || (modifiers & (ALT | META)) !== 0) return NO_CHARACTER;
  const [plain, shifted] = characters;
  if ((modifiers & CONTROL) !== 0) return controlCharacter(plain, shifted, modifiers);
  return ((modifiers & SHIFT) === 0 ? plain : shifted).charCodeAt(0);
}

/** `@` to `_` with control are 00 to 1F, and so are the lower-case letters. */
function controlCharacter(plain: string, shifted: string, modifiers: number): number {
  const code = ((modifiers & SHIFT) === 0 ? plain.toUpperCase() : shifted).charCodeAt(0);
  if (code === ENTER || code === TAB) return code;
  return code >= 0x40 && code <= 0x5f ? code & 0x1f : NO_CHARACTER;
}
