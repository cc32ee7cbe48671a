import { dayAfter, dayStart } from '../hub/wall-time.ts';
import type { Key } from '../words/sentences.ts';

/** What narrows a list besides the search, as data. */
export type ListFilter = ChoiceFilter | PeriodFilter;

/** One of several. Where fewer than two are there, there is nothing to choose and nothing is shown. */
export type ChoiceFilter = {
  readonly kind: 'choice';
  /** What the hub's query calls it. */
  readonly key: string;
  readonly title: Key;
  /** Said of the choice that narrows nothing. */
  readonly any: Key;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
};

/** Made from one day to another; the query has `from` and `until`. */
export type PeriodFilter = { readonly kind: 'period'; readonly key: 'period'; readonly title: Key };

export const PERIODS = ['today', 'yesterday', 'week', 'month', 'own'] as const;
export type Period = (typeof PERIODS)[number];

/** What is added to the request; nothing where nothing is chosen. */
export type Narrowed = Readonly<Record<string, string | number>>;

/** Days ("2026-11-22"), both of them inside; empty: open on that side. */
export type Days = { readonly from: string; readonly until: string };

/** The days that a period means on `today`. */
export function daysOf(period: Exclude<Period, 'own'>, today: string): Days {
  switch (period) {
    case 'today':
      return { from: today, until: today };
    case 'yesterday':
      return { from: dayAfter(today, -1), until: dayAfter(today, -1) };
    case 'week':
      return { from: dayAfter(today, -6), until: today };
    case 'month':
      return { from: dayAfter(today, -29), until: today };
  }
}

/** As the hub's queries take it: wall times, the first inclusive, the second not. */
export function askedOf({ from, until }: Days): Narrowed {
  return {
    ...(from === '' ? {} : { from: dayStart(from) }),
    ...(until === '' ? {} : { until: dayStart(dayAfter(until, 1)) }),
  };
}
