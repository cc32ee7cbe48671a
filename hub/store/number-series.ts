import { type DocumentPrefix, formatNumber, type NumberSeries, nextInSeries, positionOf } from '../kernel/numbering.ts';
import type { Tx } from './sql.ts';

/** Takes the next number of a series inside the transaction: never twice, gaps allowed. `today` is a business day "20261122". */
export function takeNumber(tx: Tx, prefix: DocumentPrefix, today: string): string {
  const last = tx.one<NumberSeries>('select day, counter from number_series where prefix = ?', prefix) ?? null;
  const next = nextInSeries(last, today);
  setSeries(tx, prefix, next);
  return formatNumber(prefix, next);
}

/** A number that came from elsewhere, of `today` or before: those that are taken from now on are later ones. One of days to come moves nothing. */
export function passNumber(tx: Tx, prefix: DocumentPrefix, number: string, today: string): void {
  const passed = positionOf(number, prefix);
  const last = tx.one<NumberSeries>('select day, counter from number_series where prefix = ?', prefix);
  if (passed === null || passed.counter === 0 || passed.day > today) return;
  const isLater =
    last === undefined || passed.day > last.day || (passed.day === last.day && passed.counter > last.counter);
  if (isLater) setSeries(tx, prefix, passed);
}

function setSeries(tx: Tx, prefix: DocumentPrefix, { day, counter }: NumberSeries): void {
  tx.run(
    `insert into number_series (prefix, day, counter) values (?, ?, ?)
     on conflict (prefix) do update set day = excluded.day, counter = excluded.counter`,
    ...[prefix, day, counter],
  );
}
