import { type NamedLot, namedQuantity } from '../stock/rules.ts';
import { lotsAt } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import { namedLots, type PromisedLot } from './lot-rules.ts';
import { lotPromises, type SlipRow } from './store.ts';

/** The lots of a part that other waiting slips name, and which slip. `before`: only of slips that were submitted before this one. */
export function promisedLots(reader: Reader, row: SlipRow, part: string, before = false): PromisedLot[] {
  const of = { slip: row.id, warehouse: row.warehouse_id, part, before };
  return lotPromises(reader, of).flatMap(({ lots, to }) => namedLots({ lots }).map((named) => ({ ...named, to })));
}

/** What of each lot of a part is there and kept for no other slip. */
export function freeLots(reader: Reader, row: SlipRow, part: string): NamedLot[] {
  const promised = promisedLots(reader, row, part);
  return lotsAt(reader, part, { warehouse: row.warehouse_id }).map(({ lot, quantity }) => {
    const kept = namedQuantity(promised.filter((one) => one.lot === lot));
    return { lot, quantity: Math.max(0, quantity - kept) };
  });
}
