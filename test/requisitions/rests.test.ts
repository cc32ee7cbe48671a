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

test('what is short of a slip later on does not go to a rest that was taken back, where nobody would serve it', async () => {
  const yard = await openYard();
  const [filter, pads] = [await yard.addPart('OF'), await yard.addPart('PAD')];
  for (const part of [filter, pads]) await yard.arrive(part, 5000);
  const whole = await yard.submitted([
    { part: filter, quantity: 3000 },
    { part: pads, quantity: 3000 },
  ]);
  const taken = await yard.shorten(whole, 1000);
  await yard.arrive(filter, 1000);
  await yard.shop.done('requisitions.withdraw', { requisition: taken }, yard.keeper);
  await yard.react();
  const line = (await yard.slip(whole))?.lines[1]?.id;
  const less = { requisition: whole, line, quantity: 1000, reason: '坏了两套', backOrder: true };
  await yard.shop.done('requisitions.issue-less', less, yard.keeper);
  await yard.arrive(pads, 1000);
  const rests = await yard.shop.store.read((reader) =>
    reader.all(
      `select r.approval, l.part_id as part, l.quantity from requisition r join requisition_line l on l.requisition_id = r.id
       where r.back_order_of = ? order by r.number`,
      whole,
    ),
  );
  expect(rests).toEqual([
    { approval: 'DRAFT', part: filter, quantity: 2000 },
    { approval: 'SUBMITTED', part: pads, quantity: 2000 },
  ]);
});
