import { ONE_UNIT } from '../kernel/quantity.ts';
import type { PartMatch } from '../parts/scans.ts';
import type { Reader } from '../store/open.ts';
import { partsWithSerial } from './store.ts';

/** A serial number that lies in a bin or is in somebody's hands is the one piece that has it. */
export function recogniseSerial(reader: Reader, text: string): PartMatch[] {
  return partsWithSerial(reader, text).map((part) => ({ meaning: 'part', part, packQuantity: ONE_UNIT, lot: text }));
}
