import { expect, test } from 'vitest';
import { scannerAt } from '../support/scans.ts';
import { openYard } from '../support/yard.ts';

/** A list that 周建国 scanned at his bay and sent; what follows it has had no turn yet. */
async function sentList() {
  const yard = await openYard();
  const part = await yard.addPart('OF');
  await yard.arrive(part, 5000);
  const bay = scannerAt(yard.shop, 'bay-2');
  await bay.openedBy(yard.shop.people.zhou);
  expect(await bay.scan('OF-1', 'WH-CONFIRM')).toMatchObject({ code: 'scans.asked' });
  const [wait] = await yard.waits();
  return { ...yard, bay, requisition: wait?.requisition ?? '' };
}

const pickTickets = ({ shop }: Awaited<ReturnType<typeof sentList>>) =>
  shop.store.read((reader) => reader.all("select 1 from print_job where document_kind = 'pick-ticket'").length);

test('nobody is sent to the shelf for what was issued, rejected or taken back meanwhile', async () => {
  const acts = [
    ['requisitions.approve', 'keeper', {}],
    ['requisitions.reject', 'keeper', { reason: '不用了' }],
    ['requisitions.withdraw', 'zhou', {}],
  ] as const;
  for (const [operation, who, more] of acts) {
    const yard = await sentList();
    await yard.shop.done(operation, { requisition: yard.requisition, ...more }, yard[who]);
    await yard.react();
    expect(await pickTickets(yard), operation).toBe(0);
  }
  const yard = await sentList();
  await yard.react();
  expect(await pickTickets(yard)).toBe(1);
});
