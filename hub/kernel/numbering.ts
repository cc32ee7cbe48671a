/**
 * Document numbers `PP-YYYYMMDD-NNNN` (`life-cycles.md` D11). The date never goes back, even when the clock does; the counter
 * starts at 0001 for each prefix and day and grows to five digits after 9999; a number is never used twice.
 */
export type NumberSeries = { readonly day: string; readonly counter: number };

export const DOCUMENT_PREFIXES = {
  requisition: 'LY',
  return: 'DH',
  count: 'PD',
  purchaseOrder: 'CG',
  receipt: 'RK',
  transfer: 'DB',
  handOver: 'YJ',
  loss: 'BS',
  repairOrder: 'WX',
  settlement: 'JS',
  callback: 'HF',
} as const;
export type DocumentPrefix = (typeof DOCUMENT_PREFIXES)[keyof typeof DOCUMENT_PREFIXES];

/** The position after `last`; `today` is a business day "20261122". */
export function nextInSeries(last: NumberSeries | null, today: string): NumberSeries {
  if (last === null || today > last.day) return { day: today, counter: 1 };
  return { day: last.day, counter: last.counter + 1 };
}

export function formatNumber(prefix: DocumentPrefix, series: NumberSeries): string {
  return `${prefix}-${series.day}-${String(series.counter).padStart(4, '0')}`;
}

const NUMBER_SHAPE = /^([A-Z]{2})-(\d{8})-(\d{4,})$/;

/** Where in its series a number stands; null: it is of another prefix, or no number. */
export function positionOf(text: string, prefix: DocumentPrefix): NumberSeries | null {
  const [, of, day = '', counter = ''] = NUMBER_SHAPE.exec(text) ?? [];
  return of === prefix ? { day, counter: Number(counter) } : null;
}

export function isDocumentNumber(text: string, prefix: DocumentPrefix): boolean {
  return NUMBER_SHAPE.exec(text)?.[1] === prefix;
}
