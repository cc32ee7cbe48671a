import {
  type DocumentPrefix,
  formatNumber,
  isDocumentNumber,
  type NumberSeries,
  nextInSeries,
  positionOf,
} from '../kernel/numbering.ts';
import type { Tx } from './sql.ts';

/** Counters beyond are no count of a day's papers, and no series goes on after them. */
const MOST_IN_A_DAY = 99_999;

/**
 * Takes the next number of a series inside the transaction: never twice, and none that another system has given out; gaps allowed. `today` is a
 * business day "20261122".
 */
export function takeNumber(tx: Tx, prefix: DocumentPrefix, today: string): string {
  let next = nextInSeries(lastOf(tx, prefix), today);
  while (isFromElsewhere(tx, formatNumber(prefix, next))) next = nextInSeries(next, today);
  setSeries(tx, prefix, next);
  return formatNumber(prefix, next);
}

/**
 * A number that another system gave out: it is never taken here. Where it is of `today` or before, those that are taken from now on are later ones;
 * one of days to come is stepped over when its day is there.
 */
export function passNumber(tx: Tx, prefix: DocumentPrefix, number: string, today: string): void {
  if (!isDocumentNumber(number, prefix)) return;
  tx.run('insert into number_from_elsewhere (number) values (?) on conflict (number) do nothing', number);
  const passed = positionOf(number, prefix);
  if (passed === null || passed.counter === 0 || passed.counter > MOST_IN_A_DAY || passed.day > today) return;
  const last = lastOf(tx, prefix);
  const isLater = last === null || passed.day > last.day || (passed.day === last.day && passed.counter > last.counter);
  if (isLater) setSeries(tx, prefix, passed);
}

function isFromElsewhere(tx: Tx, number: string): boolean {
  return tx.one('select 1 as one from number_from_elsewhere where number = ?', number) !== undefined;
}

function lastOf(tx: Tx, prefix: DocumentPrefix): NumberSeries | null {
  return tx.one<NumberSeries>('select day, counter from number_series where prefix = ?', prefix) ?? null;
}

function setSeries(tx: Tx, prefix: DocumentPrefix, { day, counter }: NumberSeries): void {
  tx.run(
    `insert into number_series (prefix, day, counter) values (?, ?, ?)
     on conflict (prefix) do update set day = excluded.day, counter = excluded.counter`,
    ...[prefix, day, counter],
  );
}
