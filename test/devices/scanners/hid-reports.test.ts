import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HidPosScannerEmulator } from '../../../devices/emulators/hid-pos-scanner.ts';
import { listProfiles, loadProfile } from '../../../devices/load-profile.ts';
import type { ScannerProfile } from '../../../devices/profile-scanner.ts';
import { HidPosReader } from '../../../devices/scanners/hid/report-reader.ts';
import { brief, decode, LONG_SILENCE_MS } from './sample-scans.ts';

const profile = loadProfile('scanner', 'honeywell-hid-pos');
const gun = new HidPosScannerEmulator({ profile });
const LONG = `VIN:${'X'.repeat(96)}`;
const [head = new Uint8Array(), tail = new Uint8Array()] = gun.reportsOf(LONG, 'Q1');
const short = gun.reportsOf('A1', 'C0');
const feed = (reader: HidPosReader, reports: readonly Uint8Array[], at_ms = 0) =>
  brief(reports.flatMap((report) => reader.feed(report, at_ms)));

describe('a code of several reports', () => {
  test('is told once, when its last report is there, with the bytes of all', () => {
    const reader = new HidPosReader(profile);
    expect(reader.feed(head, 0)).toEqual([]);
    const [event] = reader.feed(tail, 1);
    expect(event).toMatchObject({ kind: 'frame', text: LONG, symbology: 'Q1' });
    expect(event?.raw).toEqual(Uint8Array.from([...head, ...tail]));
    expect(reader.pending).toBe(false);
  });

  test('whose rest does not come is refused after silence, and the next code is whole', () => {
    const reader = new HidPosReader(profile);
    reader.feed(head, 0);
    expect(brief(reader.idle(499))).toEqual([]);
    expect(brief(reader.idle(500))).toEqual(['!incomplete']);
    expect(feed(reader, short, 501)).toEqual(['A1']);
  });

  test('is not continued by a code that comes much later, even when no timer ran', () => {
    const reader = new HidPosReader(profile);
    reader.feed(head, 0);
    expect(feed(reader, [tail], 600)).toEqual(['!incomplete', 'X'.repeat(44)]);
  });

  test('is not continued by a code of another symbology', () => {
    expect(feed(new HidPosReader(profile), [head, ...short])).toEqual(['!incomplete', 'A1']);
  });

  test('whose device was unplugged in the middle invents nothing', () => {
    const reader = new HidPosReader(profile);
    reader.feed(head, 0);
    expect(brief(reader.reset())).toEqual(['!incomplete']);
    expect(feed(reader, short, 1)).toEqual(['A1']);
  });

  test('over the longest length is refused once and dropped to its end', () => {
    const small = { ...profile, framing: { ...profile.framing, maxLength: 100 } };
    const reader = new HidPosReader(small);
    expect(feed(reader, gun.reportsOf('Y'.repeat(500), 'Q1'))).toEqual(['!too-long']);
    expect(feed(reader, short)).toEqual(['A1']);
    expect(feed(reader, gun.reportsOf('Y'.repeat(100), 'Q1'))).toEqual(['Y'.repeat(100)]);
  });

  test('a device that goes on for ever with nothing to say is stopped too', () => {
    const reader = new HidPosReader({ ...profile, framing: { ...profile.framing, maxLength: 16 } });
    const endless = Uint8Array.from(head);
    endless[1] = 0;
    const events = Array.from({ length: 100 }, () => reader.feed(endless, 0)).flat();
    expect(brief(events)).toEqual(['!too-long']);
  });
});

describe('one report', () => {
  const [report = new Uint8Array()] = short;
  const changed = (index: number, value: number): Uint8Array => report.with(index, value);

  test('of another id is a reply and no scan, and does not disturb one', () => {
    expect(feed(new HidPosReader(profile), [head, changed(0, 9), tail])).toEqual(['?reply', LONG]);
  });

  test('with a length that it cannot have is refused', () => {
    expect(feed(new HidPosReader(profile), [changed(1, 57), report])).toEqual(['!bad-layout', 'A1']);
  });

  test('that is torn is refused, and ends what it stood in', () => {
    expect(feed(new HidPosReader(profile), [head, report.subarray(0, 4), report])).toEqual([
      '!incomplete',
      '!bad-layout',
      'A1',
    ]);
  });

  test('with nothing in it is no scan', () => {
    expect(feed(new HidPosReader(profile), [changed(1, 0)])).toEqual(['!incomplete']);
  });

  test('with a line end at its end is the code without it: the scanner was set up for another mode before', () => {
    expect(feed(new HidPosReader(profile), gun.reportsOf('A1\r\n', 'C0'))).toEqual(['A1']);
  });

  test('of an answer to a command is no scan where the model answers so, and a book where it does not', () => {
    expect(feed(new HidPosReader(profile), gun.reportsOf('PAP.', 'X0'))).toEqual(['?reply']);
    const books = { ...profile, framing: { ...profile.framing, replies: [] } };
    expect(feed(new HidPosReader(books), gun.reportsOf('123456789X', 'X0'))).toEqual(['123456789X']);
  });

  test("names its symbology by the vendor's own id where the layout has one", () => {
    const layout = { reportId: 0, lengthByte: 0, codeIdByte: 1, data: { byte: 2, bytes: 20 } };
    const own: ScannerProfile = { ...profile, hid: { layout }, framing: { ...profile.framing, codeIds: { j: 'C0' } } };
    const bytes = new Uint8Array(22);
    bytes.set([2, 0x6a, 0x41, 0x31]);
    const [event] = new HidPosReader(own).feed(bytes, 0);
    expect(event).toMatchObject({ text: 'A1', symbology: 'C0' });
  });
});

describe('any code, any noise', () => {
  const profiles = listProfiles('scanner')
    .map((name) => loadProfile('scanner', name))
    .filter(({ transports }) => transports.includes('hid-pos'));
  const text = fc.string({ unit: fc.constantFrom(...'ABCxyz0189-./ +工单京·'), minLength: 1, maxLength: 300 });

  test('a code comes out as it went in', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), text, (one, code) => {
        const emulator = new HidPosScannerEmulator({ profile: one });
        const reader = new HidPosReader(one, () => emulator.port.reportDescriptor?.() ?? null);
        expect(brief(decode(reader, emulator.reportsOf(code, 'Q1')))).toEqual([code]);
        expect(reader.pending).toBe(false);
      }),
    );
  });

  test('reports of noise never throw, never stay, and hurt no later code', () => {
    const noise = fc.array(fc.uint8Array({ maxLength: 80 }).map((bytes) => Uint8Array.from([2, ...bytes])));
    fc.assert(
      fc.property(fc.constantFrom(...profiles), noise, (one, reports) => {
        const emulator = new HidPosScannerEmulator({ profile: one });
        const reader = new HidPosReader(one, () => emulator.port.reportDescriptor?.() ?? null);
        decode(reader, reports);
        const events = decode(reader, emulator.reportsOf('A1', 'C0'), LONG_SILENCE_MS * 3);
        expect(brief(events)).toEqual(['A1']);
      }),
    );
  });
});
