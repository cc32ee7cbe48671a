import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoney, lineAmount } from '../../hub/kernel/money.ts';
import { formatPlate } from '../../hub/kernel/plate.ts';
import { formatQuantity } from '../../hub/kernel/quantity.ts';

test('a line is rounded half-up to the fen, and away from zero when it is a reversal', () => {
  expect(lineAmount(101, 500)).toBe(51);
  expect(lineAmount(101, -500)).toBe(-51);
  expect(lineAmount(29_800, 3_420)).toBe(101_916);
});

test('a reversal is worth exactly what it undoes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 1, max: 1_000_000_000 }),
      (price, quantity) => {
        expect(lineAmount(price, quantity) + lineAmount(price, -quantity)).toBe(0);
      },
    ),
  );
});

test('quantities read as a person writes them', () => {
  expect(formatQuantity(1000)).toBe('1');
  expect(formatQuantity(3420)).toBe('3.42');
  expect(formatQuantity(5)).toBe('0.005');
  expect(formatQuantity(-1500)).toBe('-1.5');
});

test('the text of a quantity says exactly the quantity', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (quantity) => {
      expect(Math.round(Number(formatQuantity(quantity)) * 1000)).toBe(quantity);
    }),
  );
});

test('money carries the full-width sign and two digits of fen', () => {
  expect(formatMoney(123_450)).toBe('￥1,234.50');
  expect(formatMoney(-5)).toBe('-￥0.05');
});

test('plates are shown with their dot, old and new energy, and what is no plate as it is', () => {
  expect(formatPlate('京AD1234')).toBe('京A·D1234');
  expect(formatPlate('粤BF88088')).toBe('粤B·F88088');
  expect(formatPlate('京A1234警')).toBe('京A·1234警');
  expect(formatPlate('ABC123')).toBe('ABC123');
});
