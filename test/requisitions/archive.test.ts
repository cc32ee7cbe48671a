import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Queries } from '../../hub/executor/queries.ts';
import { archiveQueries } from '../../hub/requisitions/archive.ts';
import type { ArchivedSlip } from '../../hub/requisitions/archive-contract.ts';
import { type ImportShop, importShop, said } from '../support/imports.ts';
import { SYSTEM } from '../support/store.ts';

/** As another system exports its slips. */
const ROWS = `序号,出库单编号,审批状态,签收状态,出库方式,创建人,备注,经办人
1,LY-20231012-0035,已批准,未签收,领取单,,李明学院,
2,LY-20231012-0034,已批准,未签收,领取单,张三,,王五
3,LY-20231012-0033,已否决,未签收,领取单,,外二补货,
`;

let at: ImportShop;
beforeEach(async () => {
  at = await importShop();
});
const archive = async (search = ''): Promise<ArchivedSlip[]> => {
  const reply = await new Queries(at.shop.store, archiveQueries).ask('requisitions.archive', { search }, SYSTEM);
  return (reply as { rows: ArchivedSlip[] }).rows;
};
const draft = (): Promise<{ id: string; number: string }> =>
  at.shop.done('requisitions.create', {
    ...{
      warehouse: at.shop.warehouse,
      purpose: 'kit',
      receiver: at.shop.people.zhou,
      order: null,
      remark: '',
      lines: [],
    },
  });

describe('the slips of another system come as they are, under their own numbers', () => {
  const expectAll = async (file: Uint8Array): Promise<void> => {
    const lines = new TextDecoder().decode(file).trim().split('\n').slice(1);
    const { id, state, rows } = await at.dryRun('slips', null, file);
    expect(said(rows).filter((row) => !row.endsWith(' create'))).toEqual([]);
    expect(state.unused).toEqual(['序号']);
    expect(await at.commit(id)).toEqual({ created: lines.length, updated: 0 });
    const kept = (await archive()).map((slip) =>
      [slip.number, slip.approval, slip.signing, slip.kind, slip.creator, slip.remark, slip.handler].join(),
    );
    expect(kept.toSorted()).toEqual(lines.map((line) => line.trim().split(',').slice(1).join()).toSorted());
    expect((await at.dryRun('slips', null, file)).state.counts).toMatchObject({ skip: lines.length, create: 0 });
  };

  test('rows of the same shape', () => expectAll(new TextEncoder().encode(ROWS)));

  const real = join(import.meta.dirname, '../../../shared/data/requisitions.csv');
  test.skipIf(!existsSync(real))('the rows of a company, where they are at hand', () =>
    expectAll(new Uint8Array(readFileSync(real))),
  );
});

test('they are found by any of their words, and changed by a later file', async () => {
  await at.commit((await at.dryRun('slips', null, ROWS)).id);
  expect((await archive('王五')).map(({ number }) => number)).toEqual(['LY-20231012-0034']);
  const later = await at.dryRun(
    'slips',
    null,
    '出库单编号,审批状态,签收状态,出库方式,创建人,备注,经办人\nLY-20231012-0034,已批准,已签收,领取单,张三,,王五',
  );
  expect(later.rows).toMatchObject([
    { kind: 'update', changes: [{ column: 'signing', before: '未签收', after: '已签收' }] },
  ]);
  expect(await at.commit(later.id)).toEqual({ created: 0, updated: 1 });
  expect(await archive('已签收')).toHaveLength(1);
});

test('no number is used twice: one of this house is refused, and its own series goes on after those that came today', async () => {
  const own = await draft();
  const [prefix, day] = own.number.split('-');
  const { rows } = await at.dryRun(
    'slips',
    null,
    `出库单编号\n${own.number}\n\n${prefix}-${day}-0002\n${prefix}-${day}-0002`,
  );
  expect(said(rows)).toEqual(['2 error number:import.number-of-ours', '4 create', '5 duplicate :import.number-twice']);
  const { id } = await at.dryRun('slips', null, `出库单编号\n${prefix}-${day}-0041\n${prefix}-20991231-9000`);
  await at.commit(id);
  expect((await draft()).number).toBe(`${prefix}-${day}-0042`);
});

test('an old slip of a day to come keeps its number: on that day the own series steps over it', async () => {
  const day = new Date(at.shop.clock.wall() + 32 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const taken = ['0001', '0002', '0004'].map((counter) => `LY-${day}-${counter}`);
  expect(await at.commit((await at.dryRun('slips', null, ['出库单编号', ...taken].join('\n'))).id)).toMatchObject({
    created: 3,
  });
  expect((await draft()).number < `LY-${day}`).toBe(true);
  at.shop.clock.advance(24 * 3_600_000);
  expect([(await draft()).number, (await draft()).number]).toEqual([`LY-${day}-0003`, `LY-${day}-0005`]);
});

test('a number beyond all counting comes as it is, and moves no series', async () => {
  const own = await draft();
  const huge = `${own.number.slice(0, -4)}99999999999999999999`;
  expect(await at.commit((await at.dryRun('slips', null, `出库单编号\n${huge}`)).id)).toMatchObject({ created: 1 });
  expect((await draft()).number).toBe(`${own.number.slice(0, -4)}0002`);
});

test('what came is looked up and nothing else: it is no slip to sign, to copy or to issue', async () => {
  await at.commit((await at.dryRun('slips', null, ROWS)).id);
  const slips = await at.shop.store.read((reader) =>
    reader.one<{ n: number }>('select count(*) as n from requisition'),
  );
  expect(slips).toEqual({ n: 0 });
});
