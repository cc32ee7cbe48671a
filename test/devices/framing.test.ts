import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../../devices/load-profile.ts';
import type { ScannerProfile } from '../../devices/profile-scanner.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import { Framer } from '../../devices/scanners/framing.ts';
import type { FramerEvent } from '../../devices/scanners/reader.ts';

const generic = loadProfile('scanner', 'generic-serial');
const withFraming = (
  framing: Partial<ScannerProfile['framing']>,
  encoding: ScannerProfile['encoding'] = 'utf8',
): ScannerProfile => ({
  ...generic,
  encoding,
  framing: { ...generic.framing, ...framing },
});
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const brief = (events: readonly FramerEvent[]): string[] =>
  events.map((event) => (event.kind === 'frame' ? event.text : event.kind === 'refused' ? `!${event.code}` : '?reply'));

describe('ends of a frame', () => {
  test('two scans in one chunk are two scans', () => {
    expect(brief(new Framer(generic).feed(ascii('A1\r\nB2\r\n'), 0))).toEqual(['A1', 'B2']);
  });

  test('a CRLF that is torn between two chunks leaves no LF on the next scan', () => {
    const framer = new Framer(generic);
    expect(brief(framer.feed(ascii('A1\r'), 0))).toEqual(['A1']);
    expect(brief(framer.feed(ascii('\nB2\r'), 1))).toEqual(['B2']);
  });

  test('a scan is told at its first terminator byte, not when the run is over', () => {
    const [event] = new Framer(generic).feed(ascii('A1\r'), 0);
    expect(event?.raw).toEqual(ascii('A1\r'));
  });

  test('ETX and TAB end a frame and CR stays data there', () => {
    expect(brief(new Framer(withFraming({ terminator: 'ETX' })).feed(ascii('A\r1\x03'), 0))).toEqual(['A\r1']);
    expect(brief(new Framer(withFraming({ terminator: 'TAB' })).feed(ascii('A1\t\tB\t'), 0))).toEqual(['A1', 'B']);
  });

  test('empty lines are nothing', () => {
    expect(new Framer(generic).feed(ascii('\r\n\r\n'), 0)).toEqual([]);
  });
});

describe('silence', () => {
  test('without a terminator it ends the frame', () => {
    const framer = new Framer(withFraming({ terminator: 'none', idleFlush_ms: 50 }));
    expect(framer.feed(ascii('A1'), 0)).toEqual([]);
    expect(framer.idle(49)).toEqual([]);
    expect(brief(framer.idle(50))).toEqual(['A1']);
    expect(framer.pending).toBe(false);
  });

  test('a timer that comes too late does not glue two scans together', () => {
    const framer = new Framer(withFraming({ terminator: 'none', idleFlush_ms: 50 }));
    framer.feed(ascii('A1'), 0);
    expect(brief([...framer.feed(ascii('B2'), 80), ...framer.idle(200)])).toEqual(['A1', 'B2']);
  });

  test('with a terminator half a frame is given up, and said to be', () => {
    const framer = new Framer(generic);
    framer.feed(ascii('690123'), 0);
    expect(brief(framer.feed(ascii('6901234567892\r'), 600))).toEqual(['!incomplete', '6901234567892']);
  });
});

describe('too long', () => {
  test('one refusal, then nothing until the next terminator, then scans again', () => {
    const framer = new Framer(withFraming({ maxLength: 8 }));
    const events = framer.feed(ascii(`${'A'.repeat(5000)}\rB2\r`), 0);
    expect(brief(events)).toEqual(['!too-long', 'B2']);
    expect(events[0]?.raw.length).toBe(8);
  });

  test('exactly the longest frame is still a scan', () => {
    expect(brief(new Framer(withFraming({ maxLength: 8 })).feed(ascii('12345678\r'), 0))).toEqual(['12345678']);
  });

  test('a megabyte of noise is not kept', () => {
    const framer = new Framer(generic);
    const events = framer.feed(new Uint8Array(1_000_000).fill(0x41), 0);
    expect(brief(events)).toEqual(['!too-long']);
    expect(events[0]?.raw.length).toBe(generic.framing.maxLength);
  });
});

describe('prefix, suffix and ids', () => {
  const framed = withFraming({ prefix: 'text:P1', suffix: 'hex:03' });

  test('a missing prefix or suffix is refused with its bytes', () => {
    const events = new Framer(framed).feed(ascii('A1\x03\rP1A1\rP1B2\x03\r'), 0);
    expect(brief(events)).toEqual(['!bad-prefix', '!bad-suffix', 'B2']);
    expect(events[0]?.raw).toEqual(ascii('A1\x03\r'));
  });

  test('a printable prefix may come again in the data', () => {
    expect(brief(new Framer(framed).feed(ascii('P1XP1Y\x03\r'), 0))).toEqual(['XP1Y']);
  });

  test('expected AIM ids must be there; auto takes what comes; none cuts nothing', () => {
    expect(brief(new Framer(withFraming({ aimId: 'expected' })).feed(ascii('A1\r]C0B2\r'), 0))).toEqual([
      '!bad-prefix',
      'B2',
    ]);
    expect(brief(new Framer(withFraming({ aimId: 'none' })).feed(ascii(']C0B2\r'), 0))).toEqual([']C0B2']);
    expect(brief(new Framer(generic).feed(ascii(']-x\r]C0\r'), 0))).toEqual([']-x', '!incomplete']);
  });

  test('vendor code ids stand before or after the AIM id and name the symbology', () => {
    const profile = withFraming({ codeIds: { j: 'C0', s: 'Q1' } });
    const events = new Framer(profile).feed(ascii('jA1\r]C0jB2\rj]C0C3\rxD4\r'), 0);
    expect(brief(events)).toEqual(['A1', 'B2', 'C3', '!bad-prefix']);
    expect(events.map((event) => (event.kind === 'frame' ? event.symbology : null))).toEqual(['C0', 'C0', 'C0', null]);
  });

  test('a printable GS is put right in GS1 codes and left alone in others', () => {
    const profile = withFraming({ gsSubstitute: '~' });
    expect(brief(new Framer(profile).feed(ascii(']C110AB~21S\r]C0a~b\r'), 0))).toEqual(['10AB\x1d21S', 'a~b']);
  });
});

describe('check byte', () => {
  const profile = loadProfile('scanner', 'unitech-serial-bcc');

  test('a wrong one is refused, and the next scan is good', () => {
    const events = new Framer(profile).feed(
      Uint8Array.from([...ascii('TESU\r\n'), 0x11, ...ascii('TEST\r\n'), 0x11]),
      0,
    );
    expect(brief(events)).toEqual(['!bad-checksum', 'TEST']);
  });

  test('a check byte that was lost costs its own scan and no other', () => {
    const events = new Framer(profile).feed(Uint8Array.from([...ascii('TEST\r\nTEST\r\n'), 0x11]), 0);
    expect(brief(events)).toEqual(['!bad-checksum', 'TEST']);
  });

  test('a check byte that is itself CR is no terminator', () => {
    const bytes = frameBytes(profile, '\n', null);
    expect(bytes.at(-1)).toBe(0x0d);
    expect(brief(new Framer(profile).feed(Uint8Array.from([...bytes, ...frameBytes(profile, 'B2', null)]), 0))).toEqual(
      ['\n', 'B2'],
    );
  });
});

describe('encodings', () => {
  test('bytes that are no text in the encoding are refused, not guessed', () => {
    expect(brief(new Framer(generic).feed(Uint8Array.of(0xb9, 0xa4, 0x0d), 0))).toEqual(['!bad-encoding']);
    expect(brief(new Framer(withFraming({}, 'gb18030')).feed(Uint8Array.of(0xb9, 0xa4, 0x0d), 0))).toEqual(['工']);
    expect(brief(new Framer(withFraming({}, 'latin1')).feed(Uint8Array.of(0xb9, 0xa4, 0x0d), 0))).toEqual(['¹¤']);
  });
});

describe('any code through any profile', () => {
  const profiles = [
    generic,
    ...['newland-serial', 'cino-serial-frame', 'unitech-serial-bcc'].map((name) => loadProfile('scanner', name)),
    withFraming({ terminator: 'none', idleFlush_ms: 50 }),
  ];
  const code = fc.string({ unit: fc.constantFrom(...'ABCxyz0189-./ +工单京·'), minLength: 1, maxLength: 40 });

  test('comes out as it went in, in whatever pieces the line delivers it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...profiles),
        code,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (profile, text, cuts) => {
          const framer = new Framer(profile);
          const bytes = frameBytes(profile, text, 'Q1');
          const events: FramerEvent[] = [];
          for (let at = 0, piece = 0; at < bytes.length; piece++) {
            const size = cuts[piece % cuts.length] ?? 1;
            events.push(...framer.feed(bytes.subarray(at, at + size), piece));
            at += size;
          }
          events.push(...framer.idle(100_000));
          expect(brief(events)).toEqual([text]);
          expect(framer.pending).toBe(false);
        },
      ),
    );
  });

  test('noise of any kind never throws, never scans twice and never stays', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), fc.uint8Array({ maxLength: 300 }), (profile, noise) => {
        const framer = new Framer(profile);
        framer.feed(noise, 0);
        framer.idle(100_000);
        const events = framer.feed(frameBytes(profile, 'A1', 'C0'), 100_001);
        expect(brief([...events, ...framer.idle(300_000)])).toEqual(['A1']);
      }),
    );
  });
});
