import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitingDrafts } from '../../hub/bays/store.ts';
import { holdingDiscrepancies, openSources } from '../../hub/stock/holding-store.ts';
import { employeeAccount, findDiscrepancies } from '../../hub/stock/proof.ts';
import { issuableNow } from '../../hub/stock/store.ts';
import type { Reader } from '../../hub/store/open.ts';
import { act, DOES, type House, openHouse } from '../support/shop-life.ts';

/** What holds after every act, whoever did what. */
function always(reader: Reader, { shop, all, parts }: House): void {
  expect(findDiscrepancies(reader)).toEqual([]);
  expect(holdingDiscrepancies(reader)).toEqual([]);
  const twice = reader.all(
    `select lot, sum(quantity) as quantity from balance
     where guarded = 1 and part_id = ? group by lot having sum(quantity) not in (0, 1000) or lot = '' and sum(quantity) > 0`,
    parts.serial,
  );
  expect(twice).toEqual([]);
  const differing = reader.all(
    `with reserved as (
       select document_id as slip, part_id as part, sum(quantity) as quantity from reservation where released_at is null group by 1, 2
     ), wanted as (
       select r.id as slip, l.part_id as part, l.quantity from requisition r join requisition_line l on l.requisition_id = r.id
       where r.approval = 'SUBMITTED' and l.quantity > 0
     )
     select * from (select * from reserved except select * from wanted)
     union all select * from (select * from wanted except select * from reserved)`,
  );
  expect(differing).toEqual([]);
  for (const part of all) {
    const promised = reader.one<{ sum: number }>(
      'select coalesce(sum(quantity), 0) as sum from reservation where part_id = ? and released_at is null',
      part,
    );
    const onShelf = reader.one<{ sum: number }>(
      `select coalesce(sum(a.quantity), 0) as sum from balance a join bin b on b.id = a.location_id
       where a.part_id = ? and b.kind <> 'quarantine'`,
      part,
    );
    expect(promised?.sum ?? 0).toBeLessThanOrEqual(onShelf?.sum ?? 0);
    for (const person of [shop.people.zhou, shop.people.li]) {
      const { issued, used, returned, other, held } = employeeAccount(reader, person, part);
      expect(issued).toBe(used + returned + other + held);
      expect(openSources(reader, person, part).reduce((sum, { remaining }) => sum + remaining, 0)).toBe(held);
    }
  }
  const misnamed = reader.all(
    `select l.id from requisition_line l join part p on p.id = l.part_id
     where (select coalesce(sum(json_extract(value, '$.quantity')), 0) from json_each(l.lots)) > l.quantity`,
  );
  expect(misnamed).toEqual([]);
}

/** What holds as soon as the reactions have had their turn and goods have come. */
function whenAllIsSaid(reader: Reader, { shop, all }: House): void {
  // Whatever waits for goods waits because there are none.
  for (const id of waitingDrafts(reader, all)) {
    const lines = reader.all<{ part: string; quantity: number }>(
      'select part_id as part, quantity from requisition_line where requisition_id = ? and quantity > 0',
      id,
    );
    const there = lines.filter(({ part }) => issuableNow(reader, shop.warehouse, part, id) > 0);
    expect(there).toEqual([]);
  }
  const overButWaited = reader.all(
    `select r.number, r.approval, r.signing from parts_wait w join requisition r on r.id = w.requisition_id
     where w.ended_at is null and (r.approval not in ('DRAFT', 'SUBMITTED', 'APPROVED') or r.signing <> 'UNSIGNED' or r.reversed_at is not null)`,
  );
  expect(overButWaited).toEqual([]);
  const orphans = reader.all(
    `select r.number, o.approval from requisition r join requisition o on o.id = r.back_order_of
     where r.approval = 'DRAFT' and r.submitted_at is null and (o.approval in ('REJECTED', 'CANCELLED', 'EXPIRED') or o.reversed_at is not null)`,
  );
  expect(orphans).toEqual([]);
}

test('whatever technicians and keepers do in whatever order, the books agree, no serial number is in two places, and nobody waits for what is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 80, size: 'max' }), async (acts) => {
      const house = await openHouse();
      for (const part of house.all) for (const n of [1, 2]) await house.arrive(part, n);
      for (const one of acts) {
        await DOES[one.act](house, one);
        await house.shop.store.read((reader) => always(reader, house));
      }
      await house.react();
      for (const part of house.all) await house.arrive(part, 0);
      await house.react();
      await house.shop.store.read((reader) => {
        always(reader, house);
        whenAllIsSaid(reader, house);
      });
      expect(house.shop.bugs).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 120_000);
