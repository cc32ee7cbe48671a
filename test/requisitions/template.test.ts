import { expect, test } from 'vitest';
import { jobsOfQueue, nextJob } from '../../hub/printing/store.ts';
import { ORDINARY_TEMPLATE } from '../../hub/requisitions/template-contract.ts';
import { readTemplate } from '../../hub/requisitions/template-store.ts';
import { keeperActor, openShop, SETTINGS } from '../support/shop.ts';

test('a slip is printed as the workshop chose, a job for each copy; what was printed before stays as it was', async () => {
  const shop = await openShop({ ...SETTINGS, slipPrinter: () => 'p' });
  const { store, done, people, warehouse, order } = shop;
  const part = await shop.addPart('OF-1', 9_000);
  const issue = async (): Promise<void> => {
    const keeper = keeperActor(people.wu);
    const { id } = await done('requisitions.create', {
      warehouse,
      purpose: 'order',
      receiver: people.zhou,
      order: order.id,
      remark: '',
      lines: [{ part, quantity: 1000 }],
    });
    await done('requisitions.confirm', { requisition: id }, keeper);
  };
  await issue();
  const chosen = {
    ...ORDINARY_TEMPLATE,
    shopName: '城东店',
    columns: ['part' as const, 'amount' as const],
    copies: ['存根' as const, '财务' as const],
  };
  await done('requisitions.set-template', { template: chosen });
  expect(await store.read(readTemplate)).toEqual(chosen);
  await issue();
  const jobs = await store.read((reader) => jobsOfQueue(reader, 10));
  expect(jobs.map(({ copyName, copy }) => [copyName, copy])).toEqual([
    ['财务', 0],
    ['存根', 0],
    ['存根', 0],
  ]);
  const first = await store.read((reader) => nextJob(reader, 'p'));
  expect(JSON.stringify(first?.content)).not.toContain('城东店');
});

test('a template without a column, or with the same one twice, is none', async () => {
  const { run } = await openShop();
  for (const columns of [[], ['part', 'part'], ['colour']]) {
    const template = { ...ORDINARY_TEMPLATE, columns };
    await expect(run('requisitions.set-template', { template })).rejects.toMatchObject({ code: 'request.invalid' });
  }
});

test('a template that an older hub kept has what came later as usual', async () => {
  const { store } = await openShop();
  await store.write((tx) => {
    tx.run("insert into print_template (template, content) values ('requisition', ?)", '{"shopName":"城东店"}');
  });
  expect(await store.read(readTemplate)).toEqual({ ...ORDINARY_TEMPLATE, shopName: '城东店' });
});
