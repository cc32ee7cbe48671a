import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { KIOSK, openBrowser, openScreen, type Screen } from '../support/browser.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import { signInAtDesk } from './desk-scene.ts';
import { assertSound } from './sound-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };
type Scene = Screen & { readonly workshop: Workshop };

async function openCatalogue(number = '9001', pin = '900110', options = {}): Promise<Scene> {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const screen = await openScreen(browser, options);
  await signInAtDesk(screen.page, workshop.origin, number, pin, '[data-person]');
  await screen.page.goto(`${workshop.origin}/desk/parts`);
  await screen.page.locator('[data-count="300"]').waitFor();
  return { ...screen, workshop };
}

/** While a dialog goes away, nothing behind it can be used. */
const dialogsGone = (page: Page) => expect.poll(() => page.locator('wa-dialog[open]').count()).toBe(0);

async function search(page: Page, text: string, count: number): Promise<void> {
  await page.locator('wh-list input[type=search]').first().fill(text);
  await page.locator(`[data-count="${count}"]`).waitFor();
}

async function openPart(page: Page, number: string): Promise<void> {
  await search(page, number, 1);
  await page.locator('wh-list .cell').getByText(number, { exact: true }).click();
  await page.locator('[data-number]').getByText(number).waitFor();
}

const detail = (page: Page) => page.locator('wh-part-detail');
const save = (page: Page) => page.locator('wh-part-form [data-act=save]');
const csv = (text: string) => ({ name: 'parts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a part is found by pinyin, made, changed, priced, placed and weighed', LONG, async () => {
  const { page, complaints } = await openCatalogue();
  await search(page, 'jylqq xuanyi', 1);
  await page.locator('[data-act=new]').click();
  const fill = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, value] of Object.entries(fields)) await page.locator(`wh-part-form [name=${name}]`).fill(value);
  };
  await fill({
    number: 'CLP-NEW',
    price: '1.5',
    name: '轮眉卡扣',
    model: '途观 L',
    unit: '个',
    barcodes: '6954321000014\n6954321000021=50',
    packs: '包=50',
    fitments: '途观 L\n迈腾 B8L',
  });
  await save(page).click();
  await page.locator('[data-number]').getByText('CLP-NEW').waitFor();
  await detail(page).getByText('1 包 = 50 个').waitFor();
  await detail(page).getByText('迈腾 B8L · 途观 L').waitFor();

  await detail(page).locator('[data-edit="part.change-prices"]').click();
  await fill({ retail: '1.8', member: '1.6' });
  await save(page).click();
  await detail(page).locator('[data-price]').getByText('￥1.80').waitFor();
  await detail(page).getByText('￥1.60').waitFor();

  await detail(page).locator('[data-edit="part.stocking"]').click();
  await page.locator('wh-part-form [name=homeBin]').selectOption({ label: 'A1-08' });
  await fill({ minimum: '2.5', maximum: '200' });
  await save(page).click();
  await page.locator('[data-wrong="quantity.whole-only"]').waitFor();
  await fill({ minimum: '20' });
  await save(page).click();
  await detail(page).locator('tr.bad[data-warehouse=A]').getByText('20 / 200').waitFor();

  await detail(page).locator('[data-edit="part.weight-new"]').click();
  await fill({ weight: '2.35', n: '30', cv: '1.2' });
  await save(page).click();
  const weight = detail(page).locator('[data-weight]');
  await weight.getByText('2.35 g').waitFor();
  await weight.locator('[data-act=retire-weight]').click();
  await detail(page).locator('tr.old').waitFor();

  await detail(page).locator('[name=other]').fill('门板卡扣');
  await detail(page).locator('[data-found=CLP-DR]').click();
  await detail(page).locator('[data-related=CLP-DR]').waitFor();

  await page.locator('select[name=show]').selectOption('below-minimum');
  await search(page, 'lmkk', 1);
  expect(complaints).toEqual([]);
});

test('what is sold by the metre says what a metre weighs; what is weighed out has no such weight', LONG, async () => {
  const { page } = await openCatalogue();
  await openPart(page, 'HSE-VAC4');
  await detail(page).getByText('还不知道 1 米多重').waitFor();
  await detail(page).locator('[data-edit="part.unit-weight-new"]').click();
  const field = (name: string) => page.locator(`wh-part-form [name=${name}]`);
  await field('amount').fill('0');
  await field('weight').fill('120');
  await save(page).click();
  await page.locator('[data-wrong="quantity.not-a-number"]').waitFor();
  await field('amount').fill('2.5');
  await save(page).click();
  await detail(page).locator('[data-weight]').getByText('48 g / 米').waitFor();
  await dialogsGone(page);
  await openPart(page, 'GRS-LI');
  await detail(page).locator('[data-section="part.stock"]').waitFor();
  expect(await detail(page).locator('[data-section="part.unit-weight"], [data-section="part.weight"]').count()).toBe(0);
});

test('a price asks for the PIN again when it was given long ago', LONG, async () => {
  const { page, workshop } = await openCatalogue();
  await openPart(page, 'OF-B8L');
  await workshop.hub.store.write((tx) => tx.run('update session set opened_at = opened_at - 600000'));
  await detail(page).locator('[data-edit="part.change-prices"]').click();
  await page.locator('wh-part-form [name=retail]').fill('41');
  await save(page).click();
  await page.locator('wh-part-form [name=pin]').fill('900110');
  await page.locator('wh-part-form [data-act=prove]').click();
  await detail(page).locator('[data-price]').getByText('￥41.00').waitFor();
});

test('a picture is made small and shown; a file that is none is said', LONG, async () => {
  const { page, complaints } = await openCatalogue('2001', '246810');
  await openPart(page, 'OF-B8L');
  await detail(page)
    .locator('[name=photo]')
    .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await detail(page).getByText('JPEG 或 PNG').waitFor();
  const picture = await page.screenshot();
  await detail(page).locator('[name=photo]').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
  const shown = detail(page).locator('[data-photo]');
  await shown.waitFor();
  await expect
    .poll(() => shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBe(900);
  await detail(page).locator('[data-act=photo-remove]').click();
  await shown.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('a keeper may not price, rename or import; a technician only looks', LONG, async () => {
  const keeper = await openCatalogue('2001', '246810');
  await openPart(keeper.page, 'OF-B8L');
  await detail(keeper.page).locator('[data-edit="part.stocking"]').waitFor();
  for (const hidden of [
    '[data-edit="part.change"]',
    '[data-edit="part.change-prices"]',
    '[data-act=import]',
    '[data-act=retire]',
  ])
    expect(await keeper.page.locator(hidden).count()).toBe(0);
  const technician = await openCatalogue('1007', '100710');
  await openPart(technician.page, 'OF-B8L');
  await detail(technician.page).locator('[data-warehouse=A]').waitFor();
  for (const hidden of ['[data-edit]', '[data-act=new]', '[data-act=labels]'])
    expect(await technician.page.locator(hidden).count()).toBe(0);
});

test('a table is tried row by row, mended, written whole, and found', LONG, async () => {
  const { page, complaints } = await openCatalogue();
  await page.locator('[data-act=import]').click();
  const bring = (text: string) => page.locator('wh-table-import [name=file]').setInputFiles(csv(text));
  const count = (kind: string, of: number) =>
    page
      .locator(`[data-kind=${kind}]`)
      .getByText(new RegExp(`\\b${of}$`))
      .waitFor();
  const head = '编号,名称,单位,零售价,适用车型,备注\n';
  await bring(
    `${head}NEW-1,轮毂盖,个,38,迈腾 B8L,x\nOF-B8L,,,39,,\nAF-B8L,空气滤清器,,,,\nNEW-1,又一次,,,,\nX-1,错,个,三十,,`,
  );
  for (const kind of ['create', 'update', 'skip', 'duplicate', 'error']) await count(kind, 1);
  expect(await page.locator('[data-act=commit]').isDisabled()).toBe(true);
  await page.getByText('这些列没有用到: 备注').waitFor();
  await page.locator('[data-kind=error]').click();
  await page.locator('wh-table-import .cell').getByText('零售价: “三十”不是数').waitFor();
  await bring(`${head}NEW-1,轮毂盖,个,38,迈腾 B8L,x\nOF-B8L,,,39,,`);
  await count('error', 0);
  await page.locator('[data-act=commit]').click();
  await page.locator('wh-table-import [data-done]').getByText('新增 1, 更新 1').waitFor();
  await page.locator('wh-table-import [data-act=close]').first().click();
  await dialogsGone(page);
  await search(page, '轮毂盖', 1);
  await page.locator('wh-list .cell').getByText('NEW-1').waitFor();
  expect(complaints).toEqual([]);
});

test('a large table shows how far it is, and the desk goes on meanwhile', LONG, async () => {
  const { page } = await openCatalogue();
  await page.locator('[data-act=import]').click();
  const rows = Array.from({ length: 4000 }, (_, n) => `BIG-${n},大批配件 ${n},个,${n / 100}`).join('\n');
  await page.locator('wh-table-import [name=file]').setInputFiles(csv(`编号,名称,单位,零售价\n${rows}`));
  await page.locator('[data-phase] progress').waitFor();
  await page.locator('[data-kind=create]').getByText('4000').waitFor();
  await page.locator('[data-act=commit]').click();
  await page.locator('[data-phase=writing]').waitFor();
  await page.locator('wh-table-import [data-done]').waitFor();
});

test('the list and a label come out of the printer that is chosen', LONG, async () => {
  const { page, workshop, complaints } = await openCatalogue();
  const papers = () => (workshop.counters[0]?.printer.sheets ?? []).map((sheet) => sheetLines(sheet).join('\n'));
  await search(page, 'jylqq', 12);
  await page.locator('wh-list [data-act=print]').click();
  await page.locator('wh-print-dialog [data-printer=counter-1-printer]').first().click();
  await page.locator('[data-queued]').waitFor();
  await expect.poll(papers, { timeout: 20_000 }).toHaveLength(1);
  expect(papers()[0]).toMatch(/配件目录[\s\S]*搜索\s*jylqq[\s\S]*OF-ACC[\s\S]*合计 12 项/);
  await page.keyboard.press('Escape');
  await dialogsGone(page);
  await openPart(page, 'OF-B8L');
  await detail(page).locator('[data-act=labels]').click();
  await detail(page).locator('[name=times]').fill('2');
  await detail(page).locator('[data-printer=counter-1-printer]').click();
  await expect.poll(papers, { timeout: 20_000 }).toHaveLength(2);
  expect(papers()[1]?.match(/OF-B8L/g)?.length).toBeGreaterThanOrEqual(2);
  expect(complaints).toEqual([]);
});

test('the catalogue: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { page } = await openCatalogue('9001', '900110', { bypassCSP: true });
  await openPart(page, 'OF-B8L');
  await assertSound(page, 'a part beside the list');
  await page.setViewportSize({ width: 1280, height: 800 });
  await detail(page).locator('[data-edit="part.change"]').click();
  await page.locator('wh-part-form [name=fitments]').waitFor();
  await assertSound(page, 'a form about a part');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'))).toBeLessThanOrEqual(
    0,
  );
  await detail(page).locator('[data-act=close]').first().click();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('[data-act=import]').click();
  await page
    .locator('wh-table-import [name=file]')
    .setInputFiles(csv('编号,名称\nN1,新的\nOF-B8L,别名\nN1,重复\n,没有'));
  await page.locator('[data-counts]').waitFor();
  await assertSound(page, 'an import that was tried');
});
