import { expect, test } from 'vitest';
import { scannerAt } from '../support/scans.ts';
import { openYard } from '../support/yard.ts';

const one = (lot: string) => ({ lot, quantity: 1000 });

/** The technician holds batteries S1 to S3, and a return of his is a draft. */
async function withBatteries() {
  const yard = await openYard();
  const battery = await yard.addPart('BAT', { serialTracked: true });
  const serials = ['S1', 'S2', 'S3'];
  for (const serial of serials) await yard.arrive(battery, 1000, serial);
  await yard.issue([{ part: battery, quantity: 3000, lots: serials.map(one) }]);
  const slip = await yard.startReturn();
  const line = (await yard.returned(slip))?.lines[0]?.id ?? '';
  const check = (quantity: number, ...lots: string[]) =>
    yard.shop.done('returns.set-line', { return: slip, line, quantity, lots: lots.map(one) }, yard.keeper);
  const use = (lot: string) =>
    yard.shop.done(
      'holdings.use',
      {
        ...{ person: yard.shop.people.zhou, order: yard.shop.order.id },
        lines: [{ part: battery, quantity: 1000, lots: [one(lot)] }],
      },
      yard.zhou,
    );
  return { ...yard, id: slip, check, use };
}

test('what one line of a part names the other line does not take, in whatever order they stand', async () => {
  const yard = await openYard();
  const fluid = await yard.addPart('DOT4', { lotTracked: true });
  await yard.arrive(fluid, 3000, 'A');
  await yard.arrive(fluid, 1000, 'B');
  // B came to him first, and would go first.
  await yard.issue([{ part: fluid, quantity: 1000, lots: [one('B')] }]);
  await yard.issue([{ part: fluid, quantity: 3000 }]);
  const id = await yard.startReturn();
  const set = (line: string | undefined, quantity: number, lot: string) =>
    yard.shop.done('returns.set-line', { return: id, line, quantity, lots: [one(lot)] }, yard.keeper);
  await set((await yard.returned(id))?.lines[0]?.id, 3000, 'A');
  const split = { return: id, part: fluid, condition: 'damaged', quantity: 1000, problem: '漏' };
  await yard.shop.done('returns.split-line', split, yard.keeper);
  await set((await yard.returned(id))?.lines[1]?.id, 1000, 'B');
  await yard.shop.done('returns.confirm', { return: id }, yard.keeper);
  expect((await yard.returned(id))?.lines).toMatchObject([
    { condition: 'good', lots: [{ lot: 'A', quantity: 3000 }] },
    { condition: 'damaged', lots: [one('B')] },
  ]);
});

test('a return that names a piece which was used meanwhile says which one, and moves nothing', async () => {
  const yard = await withBatteries();
  await yard.check(1000, 'S1');
  await yard.use('S1');
  expect(await yard.shop.run('returns.confirm', { return: yard.id }, yard.keeper)).toMatchObject({
    ...{ code: 'returns.lot-not-held', facts: { lot: 'S1', wanted: 1000, held: 0 } },
  });
});

test.each([
  ['all of them were checked', ['S1', 'S2', 'S3'], ['S2', 'S3']],
  ['only that one was checked', ['S1'], ['S2']],
])('the ticket scanned again forgets a piece that was used meanwhile: %s', async (_what, checked, scanned) => {
  const yard = await withBatteries();
  await yard.check(checked.length * 1000, ...checked);
  await yard.use('S1');
  const gun = scannerAt(yard.shop, 'counter-1');
  await gun.openedBy(yard.shop.people.wu);
  await gun.scan((await yard.returned(yard.id))?.number ?? '');
  for (const serial of scanned) expect(await gun.scan(serial)).toMatchObject({ code: 'scans.return-counted' });
  expect(await gun.scan('WH-CONFIRM')).toMatchObject({ code: 'scans.return-received' });
  expect((await yard.returned(yard.id))?.lines).toMatchObject([
    { quantity: scanned.length * 1000, lots: scanned.map(one) },
  ]);
});
