import type { Reader } from '../store/open.ts';
import { namedLots, type PromisedLot } from './lot-rules.ts';
import { lotPromises, type SlipRow } from './store.ts';

/** The lots of a part that other waiting slips name, and which slip. `before`: only of slips that were submitted before this one. */
export function promisedLots(reader: Reader, row: SlipRow, part: string, before = false): PromisedLot[] {
  const of = { slip: row.id, warehouse: row.warehouse_id, part, before };
  return lotPromises(reader, of).flatMap(({ lots, to }) => namedLots({ lots }).map((named) => ({ ...named, to })));
}
