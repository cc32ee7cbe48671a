import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitting } from '../../kiosk/desk/list-column.ts';

const columns = [
  { key: 'number', width: 140 },
  { key: 'creator', width: 90, yields: 2 },
  { key: 'plate', width: 100, yields: 1 },
  { key: 'value', width: 100, yields: 3 },
];
const keys = (room: number, kept: readonly string[] = []) =>
  fitting(columns, room, ({ key }) => kept.includes(key)).map(({ key }) => key);

test('where there is room for all, all are there', () => {
  expect(keys(430)).toEqual(['number', 'creator', 'plate', 'value']);
});

test('what yields most goes first, and no more goes than must', () => {
  expect(keys(429)).toEqual(['number', 'creator', 'plate']);
  expect(keys(300)).toEqual(['number', 'plate']);
  expect(keys(50)).toEqual(['number']);
});

test('what somebody asked for or sorts by stays, and the next one goes instead', () => {
  expect(keys(400, ['value'])).toEqual(['number', 'plate', 'value']);
});

test('columns keep their order, and what is left fits unless nothing yields any more', () => {
  const column = fc.record(
    { key: fc.string(), width: fc.integer({ min: 40, max: 300 }), yields: fc.integer({ min: 1, max: 9 }) },
    { requiredKeys: ['key', 'width'] },
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(column, { selector: ({ key }) => key, maxLength: 12 }),
      fc.integer({ min: 0, max: 2000 }),
      (all, room) => {
        const left = fitting(all, room, () => false);
        expect(all.filter((one) => left.includes(one))).toEqual(left);
        const width = left.reduce((sum, one) => sum + one.width, 0);
        if (width > room) expect(left.every((one) => one.yields === undefined)).toBe(true);
      },
    ),
  );
});
