import { describe, expect, test } from 'vitest';
import { interpreterFor } from '../../devices/emulators/page-printer.ts';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import { encodePages } from '../../devices/printers/encode-pages.ts';
import { headOf, mediaOf } from '../../devices/printers/head.ts';
import type { Sheet } from '../../devices/printers/page.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { withMarks } from '../../hub/printing/marks.ts';
import { findJob } from '../../hub/printing/store.ts';
import { keepDevice } from '../../hub/stations/device-store.ts';
import { openShop, type Shop } from '../support/shop.ts';

const LABEL_PRINTERS = listProfiles('printer').filter((name) => {
  const { dialect } = loadProfile('printer', name);
  return dialect === 'tspl' || dialect === 'zpl';
});

async function shopWithPrinter(): Promise<Shop> {
  const shop = await openShop();
  await shop.store.write((tx) =>
    keepDevice(tx, {
      ...{ name: 'label-printer', family: 'printer', label: '', profile: 'generic-tspl' },
      ...{ address: 'tcp://192.0.2.7:9100', station_id: null, bin_id: null, origin: 'page', own: {} },
    }),
  );
  return shop;
}

/** What the label printer of a profile makes of a job. */
async function printed({ store }: Shop, job: string, name: string): Promise<Sheet[]> {
  const profile = loadProfile('printer', name);
  const content = (await store.read((reader) => findJob(reader, job)))?.content;
  if (content === undefined) throw new Error('no job');
  const pages = layOut(
    withMarks(content, { copy: 1, demo: true, language: 'zh', movedFrom: 'x' }),
    mediaOf(headOf(profile)),
  );
  const sheets: Sheet[] = [];
  interpreterFor(profile, { sheet: (sheet) => sheets.push(sheet), defect: () => {} }).feed(
    encodePages(pages, profile).bytes,
  );
  return sheets;
}

describe.each(LABEL_PRINTERS)('%s', (name) => {
  test('prints so many labels of a part, each whole, with the code that was asked for', async () => {
    const shop = await shopWithPrinter();
    await shop.done('parts.add', {
      ...{
        number: '04E115561H',
        name: '机油滤清器',
        model: '迈腾 B8L',
        spec: '',
        unit: '个',
        category: '',
        decimals: 0,
        price: 3_850,
      },
      barcodes: [{ code: '6921588800017', packQuantity: 1_000 }],
    });
    const { job } = await shop.done<{ job: string }>('parts.print-labels', {
      ...{ code: '6921588800017', printer: 'label-printer', times: 3 },
    });
    const sheets = await printed(shop, job, name);
    expect(sheets.map(({ codes }) => codes.map(({ text }) => text))).toEqual([
      ['6921588800017'],
      ['6921588800017'],
      ['6921588800017'],
    ]);
    for (const sheet of sheets) expect(sheetLines(sheet).join('\n')).toMatch(/04E115561H\n[\s\S]*B8L/);
  });

  test('leaves out of a part what its label has no room for, and never begins another', async () => {
    const shop = await shopWithPrinter();
    const long = { name: '机油滤清器总成'.repeat(6), model: '迈腾'.repeat(20), spec: '1.4T'.repeat(12) };
    await shop.done('parts.add', {
      ...{ number: '04E115561H', ...long, unit: '个', category: '', decimals: 0, price: 3_850, barcodes: [] },
    });
    const { job } = await shop.done<{ job: string }>('parts.print-labels', {
      ...{ code: '04E115561H', printer: 'label-printer', times: 2 },
    });
    const sheets = await printed(shop, job, name);
    expect(sheets.map(({ codes }) => codes.map(({ text }) => text))).toEqual([['04E115561H'], ['04E115561H']]);
  });

  test('prints a label of a bin', async () => {
    const shop = await shopWithPrinter();
    await shop.done('places.add-bin', { warehouse: shop.warehouse, code: 'A3-07-2' });
    const { job } = await shop.done<{ job: string }>('places.print-bin-labels', {
      ...{ code: 'A3-07-2', printer: 'label-printer', times: 1 },
    });
    const [sheet, ...more] = await printed(shop, job, name);
    expect(more).toEqual([]);
    expect(sheet?.codes.map(({ text }) => text)).toEqual(['A3-07-2']);
    expect(sheetLines(sheet as Sheet)[0]).toBe('A3-07-2');
  });
});

test('a code that nothing has and a printer that is none are refused', async () => {
  const shop = await shopWithPrinter();
  const wanted = { code: 'NOTHING', printer: 'label-printer', times: 1 };
  const facts = { code: 'NOTHING' };
  expect(await shop.run('parts.print-labels', wanted)).toMatchObject({ code: 'parts.no-such-part', facts });
  expect(await shop.run('places.print-bin-labels', wanted)).toMatchObject({ code: 'places.no-such-bin', facts });
  await shop.done('places.add-bin', { warehouse: shop.warehouse, code: 'A3-07' });
  expect(await shop.run('places.print-bin-labels', { code: 'A3-07', printer: 'no-printer', times: 1 })).toMatchObject({
    code: 'printing.no-such-printer',
  });
});
