/** A quantity is a whole number of thousandths of the part's unit: 1 piece = 1000, 3.42 litres = 3420. */
export type Quantity = number;

export const ONE_UNIT: Quantity = 1000;

/** Largest quantity that a line may carry: one million units. Sums stay far inside 2^53. */
export const MOST_QUANTITY: Quantity = 1_000_000 * ONE_UNIT;

/** Whether the unit can have such a quantity: half a filter does not exist, half a metre of hose does. */
export function fitsUnit(quantity: Quantity, decimals: number): boolean {
  return quantity % 10 ** (3 - decimals) === 0;
}

/** Shortest decimal text: 1000 → "1", 3420 → "3.42". */
export function formatQuantity(quantity: Quantity): string {
  const sign = quantity < 0 ? '-' : '';
  const size = Math.abs(quantity);
  const fraction = String(size % ONE_UNIT)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${sign}${Math.floor(size / ONE_UNIT)}${fraction === '' ? '' : `.${fraction}`}`;
}
