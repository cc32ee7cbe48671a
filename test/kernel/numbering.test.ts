import fc from 'fast-check';
import { expect, test } from 'vitest';
import { businessDay } from '../../hub/kernel/clock.ts';
import { formatNumber, isDocumentNumber, type NumberSeries, nextInSeries } from '../../hub/kernel/numbering.ts';

test('the first number of a day is 0001 and the counter grows to five digits after 9999', () => {
  expect(formatNumber('LY', nextInSeries(null, '20261122'))).toBe('LY-20261122-0001');
  expect(formatNumber('LY', nextInSeries({ day: '20261122', counter: 9999 }, '20261122'))).toBe('LY-20261122-10000');
});

test('a clock that goes two weeks back does not bring an old date back', () => {
  const next = nextInSeries({ day: '20261122', counter: 7 }, '20261108');
  expect(next).toEqual({ day: '20261122', counter: 8 });
});

test('whatever the clock does, no number comes twice and numbers only grow', () => {
  const days = fc.array(fc.constantFrom('20261120', '20261121', '20261122', '20261123'), { maxLength: 60 });
  fc.assert(
    fc.property(days, (clock) => {
      let last: NumberSeries | null = null;
      const seen = new Set<string>();
      for (const today of clock) {
        const next = nextInSeries(last, today);
        if (last !== null) {
          const isLater = next.day > last.day || (next.day === last.day && next.counter === last.counter + 1);
          expect(isLater).toBe(true);
        }
        const number = formatNumber('LY', next);
        expect(seen.has(number)).toBe(false);
        expect(isDocumentNumber(number, 'LY')).toBe(true);
        seen.add(number);
        last = next;
      }
    }),
  );
});

test('the business day begins at midnight of the workshop, not of Greenwich', () => {
  expect(businessDay(Date.UTC(2026, 10, 21, 15, 59), 'Asia/Shanghai')).toBe('20261121');
  expect(businessDay(Date.UTC(2026, 10, 21, 16, 0), 'Asia/Shanghai')).toBe('20261122');
});
