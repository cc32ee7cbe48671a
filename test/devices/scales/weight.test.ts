import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  convertWeight,
  decimalOf,
  fromMicrograms,
  MASS_UNITS,
  toMicrograms,
  unitOf,
  withPoint,
} from '../../../devices/scales/weight.ts';

describe('decimals', () => {
  test.each([
    ['  0013.50', '13.50'],
    ['-  00.50', '-0.50'],
    ['+000.000', '0.000'],
    ['-0.0', '0.0'],
    ['.5', '0.5'],
    ['7.', '7'],
    ['000', '0'],
  ])('%j is %s', (text, value) => {
    expect(decimalOf(text)).toBe(value);
  });

  test.each(['', ' ', '.', '-', '1.2.3', '1-2', '1e3', '１', '0x1', '1 2', 'NaN', '--1'])('%j is no number', (text) => {
    expect(decimalOf(text)).toBeNull();
  });

  test('the point goes where it is told', () => {
    expect([
      withPoint('001234', 2),
      withPoint('5', 3),
      withPoint('120', 0),
      withPoint('', 2),
      withPoint('1 2', 1),
    ]).toEqual(['12.34', '0.005', '120', null, null]);
  });
});

describe('units', () => {
  test('are exact by their definitions', () => {
    expect(toMicrograms('1', 'lb')).toBe(453_592_370n);
    expect(toMicrograms('1', 'oz')).toBe(28_349_523n);
    expect(convertWeight('16', 'oz', 'lb', 6)).toBe('1.000000');
    expect(convertWeight('12', 'ozt', 'g', 7)).toBe('373.2417216');
    expect(convertWeight('1', 'jin', 'kg', 1)).toBe('0.5');
    expect(convertWeight('0.1', 'kg', 'g', 1)).toBe('100.0');
  });

  test('round half away from zero, below zero too', () => {
    expect([convertWeight('1.5', 'mg', 'g', 3), convertWeight('-1.5', 'mg', 'g', 3)]).toEqual(['0.002', '-0.002']);
    expect(fromMicrograms(-12_345_000n, 'g', 3)).toBe('-12.345');
  });

  test('pieces are no mass', () => {
    expect([toMicrograms('3', 'pcs'), convertWeight('3', 'pcs', 'kg', 0)]).toEqual([null, null]);
  });

  test('words of scales are understood, and others are not', () => {
    expect(['KG', ' g ', 'PCS', 'PC', 'lbs', 'stone', ''].map(unitOf)).toEqual([
      'kg',
      'g',
      'pcs',
      'pcs',
      'lb',
      null,
      null,
    ]);
  });

  test('no weight changes by going to another unit and back with enough decimals', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.constantFrom(...MASS_UNITS),
        (micrograms, unit) => {
          const there = fromMicrograms(micrograms, unit, 20);
          expect(there === null ? null : toMicrograms(there, unit)).toBe(micrograms);
        },
      ),
    );
  });
});
