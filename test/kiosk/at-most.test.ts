import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AtMost } from '../../kiosk/hub/at-most.ts';

const EVERY_MS = 1000;
let acted: number[];
let may: boolean;
let it: AtMost;
beforeEach(() => {
  vi.useFakeTimers();
  const began = performance.now();
  acted = [];
  may = true;
  it = new AtMost(
    EVERY_MS,
    () => acted.push(performance.now() - began),
    () => may,
  );
});
afterEach(() => {
  vi.useRealTimers();
});

test('however often it is wanted, it is done at once, once a second, and after the last of it', () => {
  for (let wish = 0; wish < 25; wish += 1) {
    it.want();
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(10 * EVERY_MS);
  expect(acted).toEqual([0, 1000, 2000, 3000]);
});

test('what is wanted after a rest is done at once', () => {
  it.want();
  vi.advanceTimersByTime(1500);
  it.want();
  expect(acted).toEqual([0, 1500]);
});

test('while it may not be done it waits, and is done once afterwards', () => {
  may = false;
  it.want();
  it.want();
  vi.advanceTimersByTime(5500);
  expect(acted).toEqual([]);
  may = true;
  vi.advanceTimersByTime(10 * EVERY_MS);
  expect(acted).toEqual([6000]);
});

test('what was stopped is done no more, until it is wanted again', () => {
  it.want();
  it.want();
  it.stop();
  vi.advanceTimersByTime(10 * EVERY_MS);
  expect(acted).toEqual([0]);
  it.want();
  expect(acted).toEqual([0, 10_000]);
});
