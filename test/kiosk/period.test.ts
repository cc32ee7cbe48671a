import { expect, test } from 'vitest';
import { askedOf, daysOf } from '../../kiosk/desk/list-filter.ts';
import { dayAfter, dayAt, dayStart, useTimeZone } from '../../kiosk/hub/wall-time.ts';

test.each([
  ['Asia/Shanghai', '2026-11-22', '2026-11-21T16:00:00.000Z'],
  ['UTC', '2026-11-22', '2026-11-22T00:00:00.000Z'],
  ['America/New_York', '2026-11-22', '2026-11-22T05:00:00.000Z'],
  // On the day on which the clocks change it still begins by the old ones.
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z'],
])('a day begins at midnight on the wall of the workshop (%s, %s)', (timeZone, day, at) => {
  useTimeZone(timeZone);
  expect(new Date(dayStart(day)).toISOString()).toBe(at);
  expect(dayAt(dayStart(day))).toBe(day);
  expect(dayAt(dayStart(day) - 1)).toBe(dayAfter(day, -1));
});

test('a period has its last day whole', () => {
  useTimeZone('Asia/Shanghai');
  const iso = (asked: ReturnType<typeof askedOf>) =>
    Object.fromEntries(Object.entries(asked).map(([key, at]) => [key, new Date(at).toISOString()]));
  expect(daysOf('today', '2026-03-01')).toEqual({ from: '2026-03-01', until: '2026-03-01' });
  expect(daysOf('yesterday', '2026-03-01')).toEqual({ from: '2026-02-28', until: '2026-02-28' });
  expect(daysOf('week', '2026-03-01')).toEqual({ from: '2026-02-23', until: '2026-03-01' });
  expect(daysOf('month', '2026-03-01')).toEqual({ from: '2026-01-31', until: '2026-03-01' });
  expect(iso(askedOf({ from: '2026-03-01', until: '2026-03-01' }))).toEqual({
    from: '2026-02-28T16:00:00.000Z',
    until: '2026-03-01T16:00:00.000Z',
  });
  expect(iso(askedOf({ from: '', until: '2026-03-01' }))).toEqual({ until: '2026-03-01T16:00:00.000Z' });
  expect(askedOf({ from: '', until: '' })).toEqual({});
});
