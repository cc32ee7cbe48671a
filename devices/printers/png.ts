import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { ModuleGrid } from './symbols.ts';

/** A picture without colours, as it lies on white paper: row after row from the top left, 0 black to 255 white. */
export type GrayPicture = { readonly width: number; readonly height: number; readonly light: Uint8Array };

/** More than any paper here has dots; what claims to be larger is not unpacked. */
const MOST_PIXELS = 4_000_000;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Of each colour type: how many samples a pixel has, and of how many bits they may be (PNG, table 11.1). */
const COLOUR_TYPES: Readonly<Record<number, { readonly samples: number; readonly depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};
const GRAY = 0;
const PALETTE = 3;

type Header = {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly samples: number;
};

/**
 * A PNG (ISO/IEC 15948) as lightness. Null for what is none, is broken, interlaced or too large: the caller prints words then. The single transparent
 * colour that a PNG without alpha may name is not looked for.
 */
export function readPng(bytes: Uint8Array): GrayPicture | null {
  const chunks = chunksOf(bytes);
  const header = headerIn(chunks?.get('IHDR'));
  const packed = chunks?.get('IDAT');
  if (chunks === null || header === null || packed === undefined) return null;
  const { width, height, depth, samples } = header;
  const row_bytes = Math.ceil((width * samples * depth) / 8);
  const filtered = inflated(packed, (row_bytes + 1) * height);
  if (filtered === null) return null;
  const rows = unfiltered(filtered, row_bytes, height, Math.max(1, (samples * depth) >> 3));
  if (rows === null) return null;
  const lightness = lightnessOf(header, chunks.get('PLTE'), chunks.get('tRNS'));
  const light = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * row_bytes, (y + 1) * row_bytes);
    for (let x = 0; x < width; x++) light[y * width + x] = lightness(row, x);
  }
  return { width, height, light };
}

/** Black dots as a PNG of one bit a pixel. */
export function writePng(grid: ModuleGrid): Uint8Array {
  const width = grid[0]?.length ?? 0;
  const row_bytes = Math.ceil(width / 8);
  const rows = new Uint8Array((row_bytes + 1) * grid.length);
  for (const [y, row] of grid.entries()) {
    for (const [x, black] of row.entries()) {
      const at = y * (row_bytes + 1) + 1 + (x >> 3);
      if (!black) rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(grid.length, 4);
  header.set([1, GRAY, 0, 0, 0], 8);
  return Uint8Array.from(
    Buffer.concat([
      SIGNATURE,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** The chunks by name, those of one name joined; null when one is cut off or missing, or its check value is wrong. */
function chunksOf(bytes: Uint8Array): Map<string, Uint8Array> | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null;
  const parts = new Map<string, Uint8Array[]>();
  for (let at = SIGNATURE.length; !parts.has('IEND'); ) {
    if (at + 12 > buffer.length) return null;
    const end = at + 8 + buffer.readUInt32BE(at);
    if (end + 4 > buffer.length || buffer.readUInt32BE(end) !== crc32(buffer.subarray(at + 4, end))) return null;
    const name = buffer.toString('latin1', at + 4, at + 8);
    parts.set(name, [...(parts.get(name) ?? []), buffer.subarray(at + 8, end)]);
    at = end + 4;
  }
  return new Map([...parts].map(([name, some]) => [name, Buffer.concat(some)]));
}

function headerIn(data: Uint8Array | undefined): Header | null {
  if (data?.length !== 13) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colourType = -1, compression, filter, interlace] = data.subarray(8);
  const type = COLOUR_TYPES[colourType];
  const isPlain = compression === 0 && filter === 0 && interlace === 0;
  if (type === undefined || !type.depths.includes(depth) || !isPlain) return null;
  if (width === 0 || height === 0 || width * height > MOST_PIXELS) return null;
  return { width, height, depth, colourType, samples: type.samples };
}

/** Exactly so many bytes; null for more, less, or what is not zlib's. */
function inflated(packed: Uint8Array, length: number): Uint8Array | null {
  try {
    const bytes = inflateSync(packed, { maxOutputLength: length });
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}

/** Each row is told as its difference from what is left of it, above it, or both (PNG, 9.2). Null for a filter that there is not. */
function unfiltered(bytes: Uint8Array, row_bytes: number, height: number, pixel_bytes: number): Uint8Array | null {
  const rows = new Uint8Array(row_bytes * height);
  for (let y = 0; y < height; y++) {
    const from = y * (row_bytes + 1);
    const filter = bytes[from] ?? 0;
    if (filter > 4) return null;
    const start = y * row_bytes;
    for (let x = 0; x < row_bytes; x++) {
      const left = x < pixel_bytes ? 0 : (rows[start + x - pixel_bytes] ?? 0);
      const above = y === 0 ? 0 : (rows[start + x - row_bytes] ?? 0);
      const corner = x < pixel_bytes || y === 0 ? 0 : (rows[start + x - row_bytes - pixel_bytes] ?? 0);
      rows[start + x] = (bytes[from + 1 + x] ?? 0) + foretold(filter, left, above, corner);
    }
  }
  return rows;
}

function foretold(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

/** The neighbour that is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

type Lightness = (row: Uint8Array, x: number) => number;

function lightnessOf(
  { colourType, depth, samples }: Header,
  palette: Uint8Array | undefined,
  alphas: Uint8Array | undefined,
): Lightness {
  /** Eight bits of a sample; the lower eight of sixteen are less than a printer can show. */
  const sample = (row: Uint8Array, at: number): number => {
    if (depth === 8) return row[at] ?? 0;
    if (depth === 16) return row[at * 2] ?? 0;
    const bit = at * depth;
    return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  };
  if (colourType === PALETTE) {
    return (row, x) => {
      const at = sample(row, x);
      const [red = 0, green = 0, blue = 0] = palette?.subarray(at * 3, at * 3 + 3) ?? [];
      return onWhite(luma(red, green, blue), alphas?.[at] ?? 255);
    };
  }
  if (samples < 3) {
    const most = depth < 8 ? (1 << depth) - 1 : 255;
    return (row, x) => {
      const light = (sample(row, x * samples) * 255) / most;
      return onWhite(light, samples === 2 ? sample(row, x * 2 + 1) : 255);
    };
  }
  return (row, x) => {
    const at = x * samples;
    const light = luma(sample(row, at), sample(row, at + 1), sample(row, at + 2));
    return onWhite(light, samples === 4 ? sample(row, at + 3) : 255);
  };
}

/** ITU-R BT.601. */
const luma = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

const onWhite = (light: number, alpha: number): number => Math.round((light * alpha) / 255 + 255 - alpha);
