import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinValues, pairOf, splitValues } from '../../hub/parts/cell-values.ts';

test('values of one cell, as people write them', () => {
  expect(splitValues('A; B；C\nD;;A ;')).toEqual(['A', 'B', 'C', 'D']);
  expect(splitValues('5"; 6"')).toEqual(['5"', '6"']);
  expect(splitValues('"a;b"; "c ""d"""; "open')).toEqual(['a;b', 'c "d"', '"open']);
  expect(splitValues('')).toEqual([]);
  expect(pairOf('A=B = 10')).toEqual(['A=B', '10']);
  expect(pairOf('A')).toEqual(['A', null]);
});

test('whatever values there are, one cell holds them and gives them back', () => {
  const piece = fc.constantFrom('A', '机油', ';', '；', '"', '""', '=', ' ', '\n', '\t', ',', ':');
  const value = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(value, { maxLength: 6 }), (values) => {
      expect(splitValues(joinValues(values))).toEqual(values);
      // The cell itself is trimmed on its way.
      expect(splitValues(joinValues(values).trim())).toEqual(values);
    }),
    { numRuns: 500 },
  );
});
