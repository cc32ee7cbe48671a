import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexBytes } from '../../../devices/profile.ts';
import { parseDescriptor } from '../../../devices/scanners/hid/descriptor.ts';
import { layoutFromDescriptor } from '../../../devices/scanners/hid/layout.ts';

const HONEYWELL = hexBytes(
  '058C0902A10185020912A102150026FF00750895010501093B81029503058C09FB09FC09FD8102953809FE820201950209FC810325017501950109FF810295078103C0C0',
);
/** A Datalogic Gryphon GD4400 as a keyboard, as felis/USB_Host_Shield_2.0 issue 669 shows it. */
const GRYPHON_KEYBOARD = hexBytes(
  '05 01 09 06 A1 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01 95 05 75 01 05 08 19 01 29 05 91 02 95 01 75 03 91 01 95 06 75 08 15 00 26 FF 00 05 07 19 00 2A FF 00 81 00 C0',
);
const layoutOf = (hex: string) => layoutFromDescriptor(hexBytes(hex));
const WRAPPED = (inner: string): string => `05 8C 09 02 A1 01 85 02 15 00 26 FF 00 75 08 ${inner} C0`;

describe('the scanned-data report', () => {
  test('is found with its id, data, length, AIM id and continuation', () => {
    expect(layoutFromDescriptor(HONEYWELL)).toEqual({
      reportId: 2,
      lengthByte: 1,
      aimByte: 2,
      data: { byte: 5, bytes: 56 },
      continued: { byte: 63, bit: 0 },
    });
  });

  test('is found without length, AIM id and continuation', () => {
    expect(layoutOf(WRAPPED('95 1F 09 FE 81 02'))).toEqual({ reportId: 2, data: { byte: 1, bytes: 31 } });
  });

  test('of a device without report ids begins at its first byte', () => {
    expect(layoutOf('05 8C 09 02 A1 01 75 08 95 08 09 FE 81 02 C0')).toEqual({
      reportId: 0,
      data: { byte: 0, bytes: 8 },
    });
  });

  test('a single symbology byte is the vendor’s own id', () => {
    expect(layoutOf(WRAPPED('95 01 09 FB 81 02 95 10 09 FE 81 02'))).toMatchObject({
      codeIdByte: 1,
      data: { byte: 2 },
    });
  });

  test('three elements of the first symbology usage are an AIM id', () => {
    expect(layoutOf(WRAPPED('95 03 09 FB 81 02 95 10 09 FE 81 02'))).toMatchObject({ aimByte: 1, data: { byte: 4 } });
  });

  test('is the one inside a scanned-data collection, when another report holds data too', () => {
    const other = '85 05 95 20 09 FE 81 02';
    const own = '85 06 09 12 A1 02 95 08 09 FE 81 02 C0';
    expect(layoutOf(`05 8C 09 02 A1 01 15 00 75 08 ${other} ${own} C0`)).toMatchObject({ reportId: 6 });
  });

  test('usages written with their page in four bytes, pushed and popped states and long items are understood', () => {
    const page = '0B FE 00 8C 00';
    expect(layoutOf(`05 01 09 02 A1 01 75 08 A4 75 01 95 08 81 03 B4 FE 02 AA 01 02 95 04 ${page} 81 02 C0`)).toEqual({
      reportId: 0,
      data: { byte: 1, bytes: 4 },
    });
  });

  test.each([
    ['constant data', WRAPPED('95 10 09 FE 81 03')],
    ['an array', WRAPPED('95 10 09 FE 81 00')],
    ['data that does not begin at a byte', '05 8C 09 02 A1 01 85 02 75 01 95 01 81 03 75 08 95 04 09 FE 81 02 C0'],
    ['elements of 16 bits', '05 8C 09 02 A1 01 75 10 95 04 09 FE 81 02 C0'],
    ['another usage page', '05 8D 09 02 A1 01 75 08 95 04 09 FE 81 02 C0'],
    ['an output report', '05 8C 09 02 A1 01 75 08 95 04 09 FE 91 02 C0'],
  ])('is not believed to be in %s', (_, hex) => {
    expect(layoutOf(hex)).toBeNull();
  });

  test('a keyboard has none', () => {
    expect(layoutFromDescriptor(GRYPHON_KEYBOARD)).toBeNull();
    const fields = parseDescriptor(GRYPHON_KEYBOARD)?.fields ?? [];
    expect(fields.map(({ bitOffset, bitSize, count }) => [bitOffset, bitSize, count])).toEqual([
      [0, 1, 8],
      [8, 8, 1],
      [16, 8, 6],
    ]);
  });
});

describe('a descriptor that is none', () => {
  test.each([
    ['empty', ''],
    ['cut in an item', '05 8C 09 02 A1 01 26 FF'],
    ['an open collection', '05 8C 09 02 A1 01'],
    ['a close without a collection', 'C0'],
    ['a pop without a push', 'B4'],
    ['report id 0', '05 8C 09 02 A1 01 85 00 C0'],
    ['a report as large as no report', '05 8C 09 02 A1 01 75 08 96 FF FF 09 FE 81 02 C0'],
    ['reports with and without id', '05 8C 09 02 A1 01 75 08 95 01 09 FE 81 02 85 02 09 FE 81 02 C0'],
    ['a long item that is cut', 'FE FF 00'],
  ])('%s is refused', (_, hex) => {
    expect(parseDescriptor(hexBytes(hex))).toBeNull();
  });

  test('is refused when it is too long', () => {
    expect(parseDescriptor(new Uint8Array(5000))).toBeNull();
  });

  test('whatever its bytes are: it never throws, and what it gives lies in a report', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      // The real one with a few bytes changed reaches further in.
      fc
        .array(fc.tuple(fc.nat(HONEYWELL.length - 1), fc.nat(255)), { maxLength: 6 })
        .map((changes) => changes.reduce((bytes, [at, value]) => bytes.with(at, value), HONEYWELL)),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        const layout = layoutFromDescriptor(bytes);
        if (layout === null) return;
        expect(layout.data.bytes).toBeGreaterThan(0);
        expect(layout.data.byte + layout.data.bytes).toBeLessThanOrEqual(2048);
        for (const byte of [layout.lengthByte, layout.aimByte, layout.codeIdByte, layout.continued?.byte]) {
          expect(byte ?? 0).toBeLessThan(2048);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('many usages and deep collections cost nothing', () => {
    expect(parseDescriptor(hexBytes(`05 8C 19 00 2A FF FF 75 08 95 04 81 02`))?.fields[0]?.usages.length).toBe(256);
    expect(parseDescriptor(hexBytes('A1 01 '.repeat(40) + 'C0 '.repeat(40)))).toBeNull();
  });
});
