import { locationKind } from '../places/store.ts';
import type { Tx } from '../store/open.ts';
import { isWay } from './rules.ts';
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
