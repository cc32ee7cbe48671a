import { expect, test } from 'vitest';
import { typedQuantity } from '../../kiosk/elements/typed-quantity.ts';

test('a typed quantity is read in thousandths', () => {
  expect(typedQuantity('3', '个', 0)).toEqual({ quantity: 3000 });
  expect(typedQuantity(' 3.42 ', '升', 3)).toEqual({ quantity: 3420 });
  expect(typedQuantity('0.005', '千克', 3)).toEqual({ quantity: 5 });
  expect(typedQuantity('5.', '升', 2)).toEqual({ quantity: 5000 });
});

test('what an input method gives in full width means the same', () => {
  expect(typedQuantity('１２．５', '米', 1)).toEqual({ quantity: 12_500 });
  expect(typedQuantity('１２。５', '米', 1)).toEqual({ quantity: 12_500 });
});

test('a piece cannot be halved, and 2.00 pieces are two', () => {
  expect(typedQuantity('1.5', '个', 0)).toMatchObject({ wrong: 'quantity.whole-only', facts: { unit: '个' } });
  expect(typedQuantity('2.00', '个', 0)).toEqual({ quantity: 2000 });
});

test('more decimals than the unit has are said, not rounded', () => {
  expect(typedQuantity('1.234', '米', 2)).toMatchObject({ wrong: 'quantity.too-precise', facts: { decimals: 2 } });
  expect(typedQuantity('1.2345', '千克', 3)).toMatchObject({ wrong: 'quantity.too-precise' });
});

test.each(['', 'abc', '1,5', '-1', '1e3', '0x10', '1.2.3', '١٢'])('%j is no quantity', (typed) => {
  expect(typedQuantity(typed, '个', 0)).toMatchObject({ wrong: 'quantity.not-a-number' });
});

test('a line carries a million units at most', () => {
  expect(typedQuantity('1000000', '个', 0)).toEqual({ quantity: 1_000_000_000 });
  expect(typedQuantity('1000001', '个', 0)).toMatchObject({ wrong: 'quantity.too-large', facts: { most: '1000000' } });
  expect(typedQuantity('9'.repeat(14), '个', 0)).toMatchObject({ wrong: 'quantity.too-large' });
});
