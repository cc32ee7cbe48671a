import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPng, writePng } from '../../devices/printers/png.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

type Made = {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  /** Each with its filter byte in front. */
  readonly rows: Uint8Array;
  readonly interlace?: number;
  readonly more?: readonly Buffer[];
};

function png({ width, height, depth, colourType, rows, interlace = 0, more = [] }: Made): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType, 0, 0, interlace], 8);
  const packed = deflateSync(rows);
  const middle = Math.floor(packed.length / 2);
  return Buffer.concat([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', packed.subarray(0, middle)),
    chunk('IDAT', packed.subarray(middle)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Rows of bytes, each told by a filter: the other direction of what the standard writes down for a reader. */
function filtered(rows: readonly Uint8Array[], filters: readonly number[], pixel_bytes: number): Uint8Array {
  const byte = (y: number, x: number): number => rows[y]?.[x] ?? 0;
  return Buffer.concat(
    rows.map((row, y) => {
      const filter = filters[y % filters.length] ?? 0;
      const told = row.map((value, x) => {
        const [a, b, c] = [byte(y, x - pixel_bytes), byte(y - 1, x), byte(y - 1, x - pixel_bytes)];
        const p = a + b - c;
        const nearest = [a, b, c].reduce((best, one) => (Math.abs(p - one) < Math.abs(p - best) ? one : best));
        return value - ([0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0);
      });
      return Buffer.concat([Uint8Array.of(filter), told]);
    }),
  );
}

describe('a PNG', () => {
  test('of any filters reads as the lightness that was written', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        fc.tuple(size, size, fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })),
        fc.constantFrom(
          ...([
            [0, 1],
            [4, 2],
            [2, 3],
            [6, 4],
          ] as const),
        ),
        ([width, height, filters], [colourType, samples]) => {
          const rows = Array.from({ length: height }, () => Uint8Array.from(randomBytes(width * samples)));
          const read = readPng(png({ width, height, depth: 8, colourType, rows: filtered(rows, filters, samples) }));
          const wanted = rows.flatMap((row) =>
            Array.from({ length: width }, (_, x) => {
              const [first = 0, second = 0, third = 0, fourth = 0] = row.subarray(x * samples, (x + 1) * samples);
              const light = samples < 3 ? first : 0.299 * first + 0.587 * second + 0.114 * third;
              const alpha = samples === 2 ? second : samples === 4 ? fourth : 255;
              return Math.round((light * alpha) / 255 + 255 - alpha);
            }),
          );
          expect(read).toEqual({ width, height, light: Uint8Array.from(wanted) });
        },
      ),
    );
  });

  test('of few bits and of a palette with a see-through colour', () => {
    const gray = readPng(png({ width: 3, height: 1, depth: 2, colourType: 0, rows: Uint8Array.of(0, 0b00_01_11_00) }));
    expect([...(gray?.light ?? [])]).toEqual([0, 85, 255]);
    const palette = readPng(
      png({
        ...{ width: 3, height: 1, depth: 4, colourType: 3, rows: Uint8Array.of(0, 0x01, 0x20) },
        more: [
          chunk('PLTE', Uint8Array.of(0, 0, 0, 255, 255, 255, 0, 0, 0)),
          chunk('tRNS', Uint8Array.of(255, 255, 0)),
        ],
      }),
    );
    expect([...(palette?.light ?? [])]).toEqual([0, 255, 255]);
    const deep = readPng(png({ width: 1, height: 1, depth: 16, colourType: 0, rows: Uint8Array.of(0, 0x80, 0xff) }));
    expect([...(deep?.light ?? [])]).toEqual([0x80]);
  });

  test('of black dots comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 20 })
          .chain((width) =>
            fc.array(fc.array(fc.boolean(), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
          ),
        (grid) => {
          const read = readPng(writePng(grid));
          expect([...(read?.light ?? [])]).toEqual(grid.flat().map((black) => (black ? 0 : 255)));
        },
      ),
    );
  });
});

describe('what is no PNG that can be read', () => {
  const good = { width: 2, height: 2, depth: 8, colourType: 0, rows: Uint8Array.of(0, 1, 2, 0, 3, 4) } as const;

  test('the good one can', () => {
    expect([...(readPng(png(good))?.light ?? [])]).toEqual([1, 2, 3, 4]);
  });

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['an interlaced one', png({ ...good, interlace: 1 })],
    ['a filter that there is not', png({ ...good, rows: Uint8Array.of(5, 1, 2, 0, 3, 4) })],
    ['too few rows', png({ ...good, height: 3 })],
    ['more rows than it says', png({ ...good, height: 1 })],
    ['no pixels', png({ ...good, width: 0 })],
    ['more pixels than any paper has dots', png({ ...good, width: 60_000, height: 60_000 })],
    ['a depth that its colours cannot have', png({ ...good, depth: 4, colourType: 2 })],
  ])('is null: %s', (_, bytes) => {
    expect(readPng(bytes)).toBeNull();
  });

  test('a byte that was changed or an end that is missing is never a picture, and never an error', () => {
    const bytes = png(good);
    for (let at = 0; at < bytes.length; at++) {
      expect(readPng(bytes.subarray(0, at))?.light.length ?? 0).toBe(0);
      expect(readPng(Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 0x40 : byte)))).toBeNull();
    }
  });
});
