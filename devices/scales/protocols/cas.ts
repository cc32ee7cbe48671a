import { Type } from 'typebox';
import { type FrameReader, refused } from '../frames.ts';
import { type LineMeaning, lineReader } from '../line-frames.ts';
import { decimalOf, frameReading, type Unit, unitOf } from '../weight.ts';

/**
 * CAS indicators, 22 bytes: `ST,GS,` device id, lamps, `,` eight characters of weight, a blank, the unit, CR LF. Lamps: bit 7 always,
 * 6 stable, 4 hold, 3 print, 2 gross, 1 tare, 0 zero.
 */
export const Cas22Options = Type.Object({ name: Type.Literal('cas-22') }, { additionalProperties: false });
/** CAS indicators, 10 bytes: eight characters of weight, CR LF, and no flags at all. */
export const Cas10Options = Type.Object({ name: Type.Literal('cas-10') }, { additionalProperties: false });

const FRAME_22 = /(ST|US|OL),(GS|NT),[^,](.),([ \d.+-]{8}) ([ A-Za-z]{2})$/s;
const FAULT = /ERR.{0,4}$/;

export function readCas22(): FrameReader {
  const read = (line: string): LineMeaning => {
    const frame = FRAME_22.exec(line);
    if (frame === null) return replyOf(line);
    const [, header, weighing, lamps = '', digits = '', word = ''] = frame;
    const unit = unitOf(word);
    const blank = digits.trim() === '';
    const value = decimalOf(digits);
    if (unit === null || (value === null && !blank)) return { start: frame.index, meaning: refused('bad-layout') };
    const overload = header === 'OL';
    const reading = frameReading({
      value: overload ? null : value,
      unit,
      stable: header === 'ST',
      net: weighing === 'NT',
      zero: (lamps.charCodeAt(0) & 0x01) !== 0,
      overload,
    });
    return { start: frame.index, meaning: { kind: 'reading', reading } };
  };
  return lineReader(22, read);
}

export function readCas10(unit: Unit): FrameReader {
  const read = (line: string): LineMeaning => {
    const fault = replyOf(line);
    if (fault !== null) return fault;
    if (line.length < 8) return null;
    const start = line.length - 8;
    const digits = line.slice(start);
    // What an overload looks like here is in no manual that was found: nothing but blanks or signs is no weight.
    if (/^[ .+-]*$/.test(digits)) return { start, meaning: { kind: 'reading', reading: frameReading({ unit }) } };
    if (/O[LFV]/i.test(digits)) {
      return { start, meaning: { kind: 'reading', reading: frameReading({ unit, overload: true }) } };
    }
    const value = decimalOf(digits);
    if (value === null) return null;
    return { start, meaning: { kind: 'reading', reading: frameReading({ value, unit }) } };
  };
  return lineReader(10, read);
}

/** `ERR 01` and the like: an answer, but no weight (CI-6000A manual, p. 63). */
function replyOf(line: string): LineMeaning {
  const fault = FAULT.exec(line);
  return fault === null ? null : { start: fault.index, meaning: { kind: 'reply', says: 'not-understood' } };
}
