import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyboardScannerEmulator } from '../../../devices/emulators/keyboard-scanner.ts';
import { loadProfile } from '../../../devices/load-profile.ts';
import { KeyReader } from '../../../devices/scanners/keyboard/key-reader.ts';
import { brief, decode, LONG_SILENCE_MS } from './sample-scans.ts';

const profile = loadProfile('scanner', 'generic-wedge');
const bare = loadProfile('scanner', 'generic-wedge-bare');
const gun = new KeyboardScannerEmulator({ profile, as: 'hid-keyboard' });
const reader = (): KeyReader => new KeyReader(profile, 'hid-keyboard');
const feed = (to: KeyReader, reports: readonly Uint8Array[], at_ms = 0) =>
  brief(reports.flatMap((report) => to.feed(report, at_ms)));
const report = (modifiers: number, ...keys: number[]): Uint8Array =>
  Uint8Array.from([modifiers, 0, ...keys, 0, 0, 0, 0, 0, 0]).subarray(0, 8);
const RELEASED = report(0);
const ENTER = report(0, 0x28);

describe('keys of a report', () => {
  test('count when they go down: held, repeated and released ones do not', () => {
    const a = report(0, 0x04);
    expect(feed(reader(), [a, a, a, RELEASED, RELEASED, a, RELEASED, ENTER])).toEqual(['aa']);
  });

  test('that come together count in their order, and one that stays down does not count again', () => {
    expect(feed(reader(), [report(0, 0x04, 0x05), report(0, 0x05, 0x06), ENTER])).toEqual(['abc']);
  });

  test('two different keys need no empty report between them', () => {
    expect(feed(reader(), [report(0, 0x04), report(2, 0x05), report(0, 0x06), ENTER])).toEqual(['aBc']);
  });

  test('Enter, keypad Enter and Tab end a code', () => {
    const ends = [report(0, 0x28), report(0, 0x58), report(0, 0x2b)];
    for (const end of ends) expect(feed(reader(), [report(0, 0x04), RELEASED, end])).toEqual(['a']);
  });

  test('the digits of the keypad are digits, lock keys are nothing', () => {
    expect(feed(reader(), [report(0, 0x53), report(0, 0x59), report(0, 0x62), report(0, 0x39), ENTER])).toEqual(['10']);
  });

  test('Ctrl-] is GS, which a GS1 code needs', () => {
    expect(feed(reader(), gun.reportsOf('10AB\x1d21S', 'C1'))).toEqual(['10AB\x1d21S']);
  });
});

describe('what cannot be told is refused, not left out', () => {
  test.each([
    ['a character typed with Alt', report(4, 0x5a)],
    ['a function key', report(0, 0x3a)],
    ['a key with the Windows key', report(8, 0x04)],
    ['Ctrl with a digit', report(1, 0x1e)],
    ['too many keys at once', report(0, 1, 1, 1, 1, 1, 1)],
    ['a report of another length', new Uint8Array(5)],
  ])('%s', (_, strange) => {
    const reports = [report(0, 0x04), RELEASED, strange, RELEASED, report(0, 0x05), ENTER, RELEASED];
    expect(feed(reader(), [...reports, ...gun.reportsOf('B2')])).toEqual(['!bad-encoding', 'B2']);
  });

  test('events that the kernel dropped', () => {
    const events = new KeyboardScannerEmulator({ profile, as: 'evdev' });
    const dropped = new Uint8Array(events.keysOf('A')[0]?.length ?? 0).subarray(0, process.arch === 'arm' ? 16 : 24);
    dropped[dropped.length - 6] = 3;
    const typed = [...events.reportsOf('69'), dropped, ...events.reportsOf('0'), ...events.reportsOf('A1')];
    const all = brief(decode(new KeyReader(profile, 'evdev'), typed));
    expect(all).toEqual(['69', '!bad-encoding', 'A1']);
  });
});

describe('silence', () => {
  test('gives half a code up where Enter is missing', () => {
    const keys = reader();
    keys.feed(report(0, 0x04), 0);
    expect(brief(keys.idle(299))).toEqual([]);
    expect(brief(keys.idle(300))).toEqual(['!incomplete']);
  });

  test('ends a code where the scanner sends no Enter', () => {
    const keys = new KeyReader(bare, 'hid-keyboard');
    expect(feed(keys, [report(2, 0x04), RELEASED, report(0, 0x1e), RELEASED])).toEqual([]);
    expect(brief(keys.idle(150))).toEqual(['A1']);
  });

  test('an unplug in the middle invents nothing, and no key is held afterwards', () => {
    const keys = reader();
    keys.feed(report(2, 0x04), 0);
    expect(brief(keys.reset())).toEqual(['!incomplete']);
    expect(feed(keys, [report(2, 0x04), RELEASED, ENTER])).toEqual(['A']);
  });
});

describe('any code, any noise', () => {
  const code = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }).filter((text) => !/^\]/.test(text));

  test('every printable character is typed and read, as reports and as kernel events, with and without releases', () => {
    fc.assert(
      fc.property(code, fc.constantFrom('hid-keyboard', 'evdev'), fc.boolean(), (text, as, withoutReleases) => {
        const emulator = new KeyboardScannerEmulator({ profile, as, withoutReleases });
        fc.pre(!(withoutReleases && keysRepeat(emulator, text)));
        expect(brief(decode(new KeyReader(profile, as), emulator.reportsOf(text)))).toEqual([text]);
      }),
    );
  });

  test('noise never throws, never stays, and hurts no later code', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), fc.constantFrom('hid-keyboard', 'evdev'), (noise, as) => {
        const keys = new KeyReader(profile, as);
        decode(keys, noise);
        keys.reset();
        const emulator = new KeyboardScannerEmulator({ profile, as });
        expect(brief(decode(keys, emulator.reportsOf('A1'), LONG_SILENCE_MS * 3))).toEqual(['A1']);
      }),
    );
  });
});

/** "1!" is one key twice: without a release between them no reader can tell. */
function keysRepeat(emulator: KeyboardScannerEmulator, text: string): boolean {
  const usages = [...text].map((character) => emulator.keysOf(character)[0]?.[2]);
  return usages.some((usage, index) => index > 0 && usage === usages[index - 1]);
}
