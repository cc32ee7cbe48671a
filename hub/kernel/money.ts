import { ONE_UNIT, type Quantity } from './quantity.ts';

/** Money is a whole number of fen. */
export type Fen = number;

/** Amount of a line: unit price × quantity, rounded half-up to the fen once per line (away from zero for reversals). */
export function lineAmount(unitPrice: Fen, quantity: Quantity): Fen {
  const exact = BigInt(unitPrice) * BigInt(quantity);
  const unit = BigInt(ONE_UNIT);
  const size = exact < 0n ? -exact : exact;
  const rounded = (size + unit / 2n) / unit;
  return Number(exact < 0n ? -rounded : rounded);
}

/** "￥1,234.50" with the full-width sign that every Chinese head can print. */
export function formatMoney(amount: Fen): string {
  const size = Math.abs(amount);
  const yuan = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}￥${yuan}.${String(size % 100).padStart(2, '0')}`;
}
