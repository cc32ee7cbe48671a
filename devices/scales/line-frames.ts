import { type Found, type FrameReader, type Meaning, MORE, refused, textOf } from './frames.ts';

const CR = 0x0d;
const LF = 0x0a;

/** A frame found in a line: where it begins there, and what it means. null: the line is none of this protocol. */
export type LineMeaning = { readonly start: number; readonly meaning: Meaning } | null;

/**
 * The protocols that speak in lines. A line ends at the first byte of any run of CR and LF; what belongs to the frame stands at its end,
 * so that the torn head of another frame in front of it is told apart. A line that is no frame is refused as `bad-layout`.
 */
export function lineReader(longest: number, read: (line: string) => LineMeaning): FrameReader {
  const find = (bytes: Uint8Array): Found => {
    if (isEnd(bytes[0])) {
      const rest = bytes.findIndex((byte) => !isEnd(byte));
      return { kind: 'gap', length: rest < 0 ? bytes.length : rest };
    }
    const end = bytes.findIndex(isEnd);
    if (end < 0) return MORE;
    const found = read(textOf(bytes.subarray(0, end)));
    return found === null
      ? { kind: 'frame', before: 0, length: end + 1, meaning: refused('bad-layout') }
      : { kind: 'frame', before: found.start, length: end + 1, meaning: found.meaning };
  };
  return { longest, find };
}

const isEnd = (byte: number | undefined): boolean => byte === CR || byte === LF;
