import { expect, test } from 'vitest';
import { writePng } from '../../devices/printers/png.ts';
import { jobsOfQueue, nextJob } from '../../hub/printing/store.ts';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { sampleSlip } from '../../hub/requisitions/sample.ts';
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

test('a logo is printed above the name; a picture that cannot be read is refused and changes nothing', async () => {
  const { run, done, store } = await openShop();
  const logo = Buffer.from(writePng([[true, false]])).toString('base64');
  await done('requisitions.set-template', { template: { ...ORDINARY_TEMPLATE, logo, shopName: '城东店' } });
  const kept = await store.read(readTemplate);
  const { head = [] } = requisitionDocument(sampleSlip(0), kept, SETTINGS);
  expect(head.slice(0, 2)).toMatchObject([
    { block: 'picture', png: logo, words: '(店标)' },
    { block: 'text', text: '城东店' },
  ]);
  const bad = { ...ORDINARY_TEMPLATE, logo: Buffer.from('a photo').toString('base64') };
  expect(await run('requisitions.set-template', { template: bad })).toMatchObject({
    outcome: 'refused',
    code: 'requisitions.no-picture',
  });
  expect(await store.read(readTemplate)).toEqual(kept);
});

test('a template that an older hub kept has what came later as usual', async () => {
  const { store } = await openShop();
  await store.write((tx) => {
    tx.run("insert into print_template (template, content) values ('requisition', ?)", '{"shopName":"城东店"}');
  });
  expect(await store.read(readTemplate)).toEqual({ ...ORDINARY_TEMPLATE, shopName: '城东店' });
});
