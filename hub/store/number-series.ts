import { type DocumentPrefix, formatNumber, type NumberSeries, nextInSeries } from '../kernel/numbering.ts';
import type { Tx } from './sql.ts';

/** Takes the next number of a series inside the transaction: never twice, gaps allowed. `today` is a business day "20261122". */
export function takeNumber(tx: Tx, prefix: DocumentPrefix, today: string): string {
  const last = tx.one<NumberSeries>('select day, counter from number_series where prefix = ?', prefix) ?? null;
  const next = nextInSeries(last, today);
  tx.run(
    `insert into number_series (prefix, day, counter) values (?, ?, ?)
     on conflict (prefix) do update set day = excluded.day, counter = excluded.counter`,
    prefix,
    next.day,
    next.counter,
  );
  return formatNumber(prefix, next);
}
