import { Type } from 'typebox';
import { type FrameReader, refused } from '../frames.ts';
import { type LineMeaning, lineReader } from '../line-frames.ts';
import { decimalOf, type FrameReading, frameReading, unitOf } from '../weight.ts';

/**
 * METTLER TOLEDO Standard Interface Command Set. `S S     100.00 g`: stable; `S D`: dynamic; `S +`, `S -`: over and under; `S I`: busy.
 * The weight has ten characters, right aligned. `SI`, `SIR`, `SNR` all answer with the id S.
 */
export const MtSicsOptions = Type.Object({ name: Type.Literal('mt-sics') }, { additionalProperties: false });

const WEIGHT = /S ([SD]) ([ \d.+-]{10}) ([A-Za-z%/]{1,5})$/;
const OUT_OF_RANGE = /S ([+-])$/;
const REPLIES = [
  [/S I$/, 'busy'],
  [/E[STL]$/, 'not-understood'],
  [/(?:Z|T|TI|ZI|TAC|@|I4|PW) [A-Z](?: .*)?$/, 'done'],
] as const;

export function readMtSics(): FrameReader {
  return lineReader(48, readLine);
}

function readLine(line: string): LineMeaning {
  const weight = WEIGHT.exec(line);
  if (weight !== null) {
    const [, state, digits = '', word = ''] = weight;
    const [value, unit] = [decimalOf(digits), unitOf(word)];
    // A percentage or a unit of its own is shown, but it is no weight.
    if (value === null || unit === null) return { start: weight.index, meaning: refused('bad-layout') };
    return reading(weight.index, { value, unit, stable: state === 'S' });
  }
  const out = OUT_OF_RANGE.exec(line);
  if (out !== null) return reading(out.index, { stable: false, overload: out[1] === '+', underload: out[1] === '-' });
  for (const [pattern, says] of REPLIES) {
    const reply = pattern.exec(line);
    if (reply !== null) return { start: reply.index, meaning: { kind: 'reply', says } };
  }
  return null;
}

const reading = (start: number, said: Partial<FrameReading>): LineMeaning => ({
  start,
  meaning: { kind: 'reading', reading: frameReading(said) },
});
