import { expect, test } from 'vitest';
import { openYard } from '../support/yard.ts';

const DAYS_4_MS = 96 * 3_600_000;

/** Five pieces on the shelf, three of them asked for by the technician, one of them issued: the rest waits. */
async function withRest() {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  await yard.arrive(part, 5000);
  const slip = await yard.submitted([{ part, quantity: 3000 }], yard.zhou);
  return { ...yard, part, whole: slip, rest: await yard.shorten(slip, 1000) };
}

const expire = async ({ shop, react }: Awaited<ReturnType<typeof withRest>>) => {
  shop.clock.advance(DAYS_4_MS);
  await shop.done('requisitions.expire', {});
  await react();
};

test('the rest of a slip that expired is cancelled with it, since nobody would ever serve it', async () => {
  const yard = await withRest();
  expect(await yard.slip(yard.rest)).toMatchObject({ approval: 'DRAFT', lines: [{ quantity: 2000 }] });
  await expire(yard);
  expect(await yard.slip(yard.whole)).toMatchObject({ approval: 'EXPIRED' });
  expect(await yard.slip(yard.rest)).toMatchObject({ approval: 'CANCELLED' });
});

test('a rest that was taken back by hand waits for nothing and expires like any draft', async () => {
  const yard = await withRest();
  await yard.shop.done('requisitions.approve', { requisition: yard.whole }, yard.keeper);
  await yard.arrive(yard.part, 1000);
  expect(await yard.slip(yard.rest)).toMatchObject({ approval: 'SUBMITTED' });
  await yard.shop.done('requisitions.withdraw', { requisition: yard.rest }, yard.zhou);
  await yard.react();
  await expire(yard);
  expect(await yard.slip(yard.rest)).toMatchObject({ approval: 'EXPIRED' });
});

test('an undo takes away what somebody did to a rest or to a copy, never the rest or the copy itself', async () => {
  const yard = await withRest();
  const { id: copy } = await yard.shop.done<{ id: string }>(
    'requisitions.copy',
    { requisition: yard.whole },
    yard.keeper,
  );
  for (const [requisition, quantity] of [
    [yard.rest, 2000],
    [copy, 3000],
  ] as const) {
    const undo = () => yard.shop.run('requisitions.undo', { requisition }, yard.keeper);
    expect(await undo()).toMatchObject({ code: 'requisitions.nothing-to-undo' });
    await yard.shop.done('requisitions.add-line', { requisition, part: yard.part, quantity: 1000 }, yard.keeper);
    expect(await undo()).toMatchObject({ outcome: 'accepted' });
    expect(await yard.slip(requisition)).toMatchObject({ receiver: { name: '周建国' }, lines: [{ quantity }] });
  }
});
