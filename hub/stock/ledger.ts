import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { locationKind } from '../places/store.ts';
import type { Tx } from '../store/open.ts';
import { openSources } from './holding-store.ts';
import { consume, isWay, type NamedLot } from './rules.ts';
import { insertMovement, type NewMovement } from './store.ts';

/**
 * Moves stock: the one way in which a quantity changes place. Whether there is enough is for the caller's rules to say with
 * the facts; should they ever be wrong, the schema aborts what would leave a bin or an employee below zero.
 * @throws Error when no movement of this kind may go that way (a bug of the caller).
 */
export function move(tx: Tx, movement: NewMovement): void {
  const from = locationKind(tx, movement.from);
  const to = locationKind(tx, movement.to);
  if (from === undefined || to === undefined || !isWay(movement.kind, from, to)) {
    throw new Error(`A movement of kind ${movement.kind} cannot go from ${from ?? 'nowhere'} to ${to ?? 'nowhere'}.`);
  }
  insertMovement(tx, movement);
}

/**
 * Moves what an employee holds to where it goes from him, one movement for each issue that it consumes: what is named, then those of
 * `order`, then the oldest. Returns the movements, or `holdings.short` {wanted, held} when he does not hold so much; then nothing has moved.
 */
export function moveFromHolder(
  tx: Tx,
  newId: () => string,
  out: Omit<NewMovement, 'id' | 'lot' | 'consumes' | 'reverses'> & {
    readonly order: string | null;
    /** Lots or serial numbers that somebody named; left out: none. */
    readonly named?: readonly NamedLot[];
  },
): string[] | Refusal {
  const { order, named, ...movement } = out;
  const taken = consume(openSources(tx, out.from, out.part), out.quantity, order, named);
  if (isRefusal(taken)) return taken;
  return taken.map(({ movement: consumes, lot, quantity }) => {
    const id = newId();
    move(tx, { ...movement, id, lot, quantity, consumes, reverses: null });
    return id;
  });
}
