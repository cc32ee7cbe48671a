import { expect, test } from 'vitest';
import { demoParts } from '../../hub/demo/catalogue.ts';
import { RELATIONS } from '../../hub/demo/catalogue-facts.ts';
import { eanCheckDigit } from '../../hub/demo/ean.ts';
import { DEMO_VEHICLES } from '../../hub/demo/people.ts';
import { isDay } from '../../hub/parts/rules.ts';
import { openTestHub } from '../support/test-hub.ts';

const parts = demoParts();
const twice = (texts: readonly string[]): string[] => texts.filter((text, index) => texts.indexOf(text) !== index);

test('three hundred parts, each with a number, codes and a place of its own', () => {
  expect(parts).toHaveLength(300);
  expect(twice(parts.map(({ number }) => number))).toEqual([]);
  const codes = parts.flatMap(({ barcodes }) => barcodes.map(({ code }) => code));
  expect(twice(codes)).toEqual([]);
  for (const code of codes) expect(eanCheckDigit(code.slice(0, 12)), code).toBe(Number(code[12]));
  expect(parts.filter(({ brand }) => brand === '')).toEqual([]);
});

test('every car of the demo has its parts, and no two of its makers call two parts the same', () => {
  for (const { model } of DEMO_VEHICLES) {
    const fit = parts.filter(({ fitments }) => fitments.includes(model));
    expect(fit.length, model).toBeGreaterThan(20);
    expect(fit.map(({ name }) => name)).toContain('机油滤清器');
  }
  expect(twice(parts.flatMap(({ oeNumbers }) => oeNumbers))).toEqual([]);
});

test('a member pays no more than others, the house least; the least stock is below the most, and both are of the unit', () => {
  for (const { number, price, prices, minimum, maximum, decimals } of parts) {
    const { member = 0, wholesale = 0, internal = 0 } = prices;
    expect(price >= member && member >= wholesale && wholesale >= internal && internal > 0, number).toBe(true);
    expect(minimum < maximum && minimum % 10 ** (3 - decimals) === 0, number).toBe(true);
  }
});

test('what comes by the bag has a piece weight that can be counted by; what is weighed out has none', () => {
  const weighed = parts.filter(({ weight }) => weight !== null);
  for (const kind of ['BLT-', 'NUT-', 'CLP-', 'DPG-', 'BLB-', 'SP-', 'SCW-'])
    expect(
      weighed.some(({ number }) => number.startsWith(kind)),
      kind,
    ).toBe(true);
  for (const { number, weight } of weighed) {
    expect(weight?.cv_ppm ?? 0, number).toBeLessThan(20_000);
    expect(weight?.weight_ug ?? 0, number).toBeGreaterThan(500_000);
  }
  const drums = parts.filter(({ unit }) => unit === '千克');
  expect(drums.map(({ decimals, weight }) => [decimals, weight])).toEqual([
    [3, null],
    [3, null],
  ]);
});

test('the store of the demo holds all of it, found as a storekeeper finds it', async () => {
  const hub = await openTestHub();
  try {
    const count = (table: string): Promise<number> =>
      hub.store.read((reader) => reader.one<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0);
    expect(await count('part_stocking where home_bin is not null')).toBe(300);
    expect(await count('piece_weight')).toBe(parts.filter(({ weight }) => weight !== null).length);
    expect(await count('part_relation')).toBe(
      RELATIONS.reduce((sum, [, kind]) => sum + (kind === 'substitute' ? 2 : 1), 0),
    );
    const days = await hub.store.read((reader) => reader.all<{ day: string }>('select expires_on as day from lot'));
    expect(days.map(({ day }) => isDay(day))).toEqual(days.map(() => true));
    const found = await hub.app.inject({
      url: `/api/v1/parts?text=${encodeURIComponent('jylqq 途观')}&limit=5`,
      headers: { host: 'localhost' },
    });
    expect(found.json().parts.map(({ number }: { number: string }) => number)).toEqual(['OF-B8L', 'OF-TGL']);
  } finally {
    await hub.close();
  }
});
