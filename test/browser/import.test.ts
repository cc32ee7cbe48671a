import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../hub/kernel/csv.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { ReadTable } from '../../hub/kernel/table-file.ts';
import { writeXlsx } from '../../hub/kernel/xlsx.ts';
import { COMPANY_ROWS } from '../parts/company-rows.ts';
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
/** As another system exports its slips. */
const SLIPS = `序号,出库单编号,审批状态,签收状态,出库方式,创建人,备注,经办人
1,LY-20231012-0035,已批准,未签收,领取单,,李明学院,
2,LY-20231012-0034,已批准,未签收,领取单,张三,,王五
3,LY-20231012-0033,已否决,未签收,领取单,,外二补货,
`;
const MB = 1024 * 1024;

async function desk(path: string, options = {}): Promise<Scene> {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const screen = await openScreen(browser, options);
  await signInAtDesk(screen.page, workshop.origin, '9001', '900110', '[data-person]');
  await screen.page.goto(`${workshop.origin}/desk/${path}`);
  await screen.page.locator('wh-list').first().waitFor();
  return { ...screen, workshop };
}

const dialog = (page: Page) => page.locator('wh-table-import');
const bring = (page: Page, content: string | Uint8Array, name = 'table.csv') =>
  dialog(page)
    .locator('[name=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
async function asWorkbook(csv: string): Promise<Uint8Array> {
  const { header, rows } = readCsv(Buffer.from(csv)) as ReadTable;
  return writeXlsx({ title: '表', header, rows: rows.map(({ cells }) => cells) });
}
/** What the dry run says: how many rows of each kind. */
async function counts(page: Page, of: Readonly<Record<string, number>>): Promise<void> {
  for (const kind of ['create', 'update', 'skip', 'duplicate', 'error'])
    await dialog(page)
      .locator(`[data-kind=${kind}]`)
      .getByText(new RegExp(`\\D${of[kind] ?? 0}$`))
      .waitFor();
}
const rowSays = (page: Page, text: string) => dialog(page).locator('.cell', { hasText: text }).first().waitFor();
const refusal = (page: Page, code: string) => dialog(page).locator(`[data-code="${code}"]`);
const commit = (page: Page) => dialog(page).locator('[data-act=commit]');

const count = ({ workshop }: Scene, of: string): Promise<number> =>
  workshop.hub.store.read((reader) => reader.one<{ n: number }>(`select count(*) as n from ${of}`)?.n ?? -1);
const holdings = (scene: Scene) =>
  count(scene, "movement where kind = 'opening' and to_location in (select id from person)");

async function openHoldings(options = {}): Promise<Scene> {
  const scene = await desk('holdings', options);
  await scene.page.locator('[data-act=import]').click();
  await dialog(scene.page).locator('[name=person] option', { hasText: '1007' }).waitFor({ state: 'attached' });
  return scene;
}
const choose = (page: Page, person: string) => dialog(page).locator('[name=person]').selectOption({ label: person });

async function openSlips(options = {}): Promise<Scene> {
  const scene = await desk('requisitions', options);
  await scene.page.locator('[data-act=archive]').click();
  await scene.page.locator('wh-slip-archive [data-act=import]').click();
  await dialog(scene.page).locator('[name=file]').waitFor({ state: 'attached' });
  return scene;
}

test('what an employee holds comes as CSV, is tried, written, and all the same as XLSX again', LONG, async () => {
  const scene = await openHoldings();
  const { page, complaints } = scene;
  expect(await dialog(page).locator('.pick').isVisible()).toBe(false);
  await choose(page, '周建国 · 1007');
  await bring(page, iconv.encode(COMPANY_ROWS, 'gb18030'));
  await counts(page, { create: 8 });
  await rowSays(page, '宏图CC388A加粉磁鼓');
  await page.getByText('这些列没有用到: 序号').waitFor();
  expect(await holdings(scene)).toBe(0);
  await commit(page).click();
  await dialog(page).locator('[data-done]').getByText('新增 8').waitFor();
  expect(await holdings(scene)).toBe(8);

  await bring(page, await asWorkbook(COMPANY_ROWS), 'table.xlsx');
  await counts(page, { skip: 8 });
  await dialog(page).locator('[data-why="import.nothing-to-do"]').waitFor();
  expect(await commit(page).isDisabled()).toBe(true);
  await dialog(page).locator('[data-act=close]').first().click();
  await page.locator('wh-list [data-count="8"]').waitFor();
  await page.locator('wh-list .cell').getByText('宏图218A碳粉').first().waitFor();
  expect(complaints).toEqual([]);
});

test('a table with nothing but its titles is said to have no row', LONG, async () => {
  const { page } = await openHoldings();
  await choose(page, '周建国 · 1007');
  await bring(page, '员工,配件编号,配件名称,单位,持有数量\n');
  await dialog(page).locator('[data-why="import.no-rows"]').getByText('一行也没有').waitFor();
  expect(await commit(page).isDisabled()).toBe(true);
});

test('each row of holdings says what would become of it; with one that is wrong nothing is written', LONG, async () => {
  const scene = await openHoldings();
  const { page } = scene;
  await choose(page, '周建国 · 1007');
  const head = '员工,配件编号,配件名称,单位,持有数量\n';
  await bring(
    page,
    `${head},N1,甲,个,3.50\n,N2,,个,-3\n李志明,N3,丙,个,1\n,N4,丁,个,"1,000"\n,N4,丁,个,1\n,6.9501E+12,戊,个,1`,
  );
  await counts(page, { create: 1, error: 5 });
  await rowSays(page, '数量: “-3”: 不能是负数');
  await rowSays(page, '这一行是 李志明 的, 不是 周建国 的');
  await rowSays(page, '第 5 行已经有这个配件, 请合成一行');
  await rowSays(page, '原来的编码已经丢了');
  // What is to be done stands at the end of the sentence: nothing of it is cut.
  const said = dialog(page).locator('.cell', { hasText: '请把这一列设成文本再填' }).first();
  const [sentence, cell] = await Promise.all([said.boundingBox(), said.locator('..').boundingBox()]);
  if (sentence === null || cell === null) throw new Error('The row is not in sight');
  expect(sentence.x + sentence.width).toBeLessThanOrEqual(cell.x + cell.width + 1);
  expect(await commit(page).isDisabled()).toBe(true);
  await dialog(page).locator('[data-kind=create]').click();
  await dialog(page).locator('[data-count="1"]').waitFor();
  // The list's own dialog goes away, the import stays.
  await dialog(page).locator('[data-act=columns]').click();
  await dialog(page).locator('[data-column=what]').waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).locator('[data-column=what]').waitFor({ state: 'hidden' });
  await expect.poll(() => page.locator('wa-dialog[open]').count()).toBe(1);
  await dialog(page).locator('[data-counts]').waitFor();
  expect(await holdings(scene)).toBe(0);

  // Another employee: what was tried for the first is not what is written for the second.
  await choose(page, '李志明 · 1008');
  await expect.poll(() => dialog(page).locator('[data-counts]').count()).toBe(0);
  await bring(page, `${head}李志明,N3,丙,个,1`);
  await counts(page, { create: 1 });
});

test(
  'old slips come as XLSX, change by a later CSV, are looked up and exported, and come back all the same',
  LONG,
  async () => {
    const scene = await openSlips();
    const { page, complaints } = scene;
    await bring(page, await asWorkbook(SLIPS), 'slips.xlsx');
    await counts(page, { create: 3 });
    expect(await count(scene, 'slip_archive')).toBe(0);
    await commit(page).click();
    await dialog(page).locator('[data-done]').waitFor();
    expect(await count(scene, 'slip_archive')).toBe(3);

    const later = `出库单编号;审批状态;签收状态;出库方式;创建人;备注;经办人\r\nLY-20231012-0034;已批准;已签收;领取单;张三;;王五\r\nLY-20231012-0033;已否决;未签收;领取单;;外二补货;\r\nLY-20231012-0033;又一次;;;;;\r\nLY-20231012-0036;已批准;未签收;领取单;;"=1+1;\n新的一行";`;
    await bring(page, `\uFEFF${later}`);
    await counts(page, { create: 1, update: 1, skip: 1, duplicate: 1 });
    await rowSays(page, '签收状态: 未签收 → 已签收');
    await commit(page).click();
    await dialog(page).locator('[data-done]').getByText('新增 1, 更新 1').waitFor();
    await dialog(page).locator('[data-act=close]').first().click();

    const archive = page.locator('wh-slip-archive');
    await archive.locator('[data-count="4"]').waitFor();
    for (const format of ['csv', 'xlsx']) {
      const downloading = page.waitForEvent('download');
      await archive.locator('wh-list [data-act=file]').click();
      await archive.locator(`[data-format=${format}]`).click();
      const file = readFileSync(await (await downloading).path());
      await expect.poll(() => archive.locator('wa-dialog[open]').count()).toBe(1);
      await archive.locator('[data-act=import]').click();
      await bring(page, file, `back.${format}`);
      await counts(page, { skip: 4 });
      await dialog(page).locator('[data-act=close]').first().click();
      await archive.locator('[data-count="4"]').waitFor();
    }
    expect(complaints).toEqual([]);
  },
);

test('the catalogue is taken along and comes back all the same, as CSV and as XLSX', LONG, async () => {
  const { page, complaints } = await desk('parts');
  for (const format of ['csv', 'xlsx']) {
    const downloading = page.waitForEvent('download');
    await page.locator('wh-list [data-act=file]').first().click();
    await page.locator(`[data-format=${format}]`).click();
    const file = readFileSync(await (await downloading).path());
    await expect.poll(() => page.locator('wa-dialog[open]').count()).toBe(0);
    await page.locator('[data-act=import]').click();
    await bring(page, file, `parts.${format}`);
    await counts(page, { skip: 300 });
    await dialog(page).locator('[data-act=close]').first().click();
    await expect.poll(() => page.locator('wa-dialog[open]').count()).toBe(0);
  }
  expect(complaints).toEqual([]);
});

test('a file that is no such table gets a sentence, whichever it is, and the next one is taken', LONG, async () => {
  const { page, complaints } = await openSlips();
  const files: readonly (readonly [string | Uint8Array, string, string])[] = [
    ['配件编号,配件名称\nA,甲', 'import.no-slip-column', '出库单编号'],
    [Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'tables.unreadable', '.xlsx'],
    ['<html><table><tr><td>出库单编号</td></tr></table></html>', 'tables.unreadable', '不是 CSV'],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'tables.old-workbook', '另存为'],
    ['', 'tables.empty', '文件是空的'],
    [' \r\n,,\r\n', 'tables.empty', '文件是空的'],
    [new Uint8Array(30 * MB).fill(65), 'tables.too-large', '最多 16 MB'],
    ['出库单编号,备注\nLY-1,a,b,c', 'tables.row-too-long', '第 2 行'],
    ['出库单编号,备注\nLY-1,"a', 'tables.open-quote', '第 2 行'],
  ];
  for (const [file, code, words] of files) {
    await bring(page, file);
    await refusal(page, code).getByText(words).waitFor();
    expect(await dialog(page).locator('[data-counts]').count()).toBe(0);
  }
  await bring(page, SLIPS);
  await counts(page, { create: 3 });
  expect(await dialog(page).locator('[role=alert]').count()).toBe(0);
  // The same at the employee's: another column is missing.
  await page.goto(page.url().replace('requisitions', 'holdings'));
  await page.locator('[data-act=import]').click();
  await choose(page, '周建国 · 1007');
  await bring(page, '配件编号,配件名称\nA,甲');
  await refusal(page, 'import.no-quantity-column').getByText('持有数量').waitFor();
  await bring(page, '配件名称,持有数量\n甲,1');
  await refusal(page, 'import.no-number-column').waitFor();
  expect(complaints).toEqual([]);
});

test(
  'a trial that others pushed out, that the catalogue overtook or that the disk did not take says so',
  LONG,
  async () => {
    const scene = await openHoldings();
    const { page, workshop } = scene;
    await choose(page, '周建国 · 1007');
    await bring(page, COMPANY_ROWS);
    await counts(page, { create: 8 });
    const cookie = await workshop.signInAtDesk('9001');
    const headers = { cookie, 'x-workshop-place': 'desk', 'content-type': 'application/octet-stream' };
    for (const _ of [1, 2]) {
      const id = { 'idempotency-key': newId() };
      await fetch(`${workshop.origin}/api/v1/imports?of=slips`, {
        method: 'POST',
        headers: { ...headers, ...id },
        body: SLIPS,
      });
    }
    await refusal(page, 'import.unknown').waitFor();
    expect(await commit(page).count()).toBe(0);

    await bring(page, COMPANY_ROWS);
    await counts(page, { create: 8 });
    await workshop.hub.store.write((tx) => tx.run('update catalogue_version set version = version + 1'));
    await commit(page).click();
    await refusal(page, 'import.stale').getByText('请把文件再选一次').waitFor();

    await bring(page, COMPANY_ROWS);
    await counts(page, { create: 8 });
    const limit = (pages: string) => workshop.hub.store.write((tx) => tx.all(`pragma max_page_count = ${pages}`));
    await workshop.hub.store
      .write((tx) => {
        const used = tx.one<{ n: number }>('select page_count as n from pragma_page_count')?.n ?? 0;
        tx.all(`pragma max_page_count = ${used}`);
        tx.run('create table filler (bytes blob)');
      })
      .catch(() => undefined);
    await commit(page).click();
    await refusal(page, 'store.full').waitFor();
    expect(await dialog(page).locator('[data-done]').count()).toBe(0);
    expect(await holdings(scene)).toBe(0);
    await limit('1000000');
    await commit(page).click();
    await dialog(page).locator('[data-done]').waitFor();
    expect(await holdings(scene)).toBe(8);
  },
);

test('the dialogs: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { page } = await openHoldings({ bypassCSP: true });
  await choose(page, '周建国 · 1007');
  await assertSound(page, 'holdings, before the file');
  await page.setViewportSize({ width: 1280, height: 800 });
  await bring(page, '员工,配件编号,配件名称,单位,持有数量,备注\n李志明,A,甲,个,1.5,x\n,B,乙,个,1,');
  await counts(page, { create: 1, error: 1 });
  await assertSound(page, 'holdings that were tried');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'))).toBeLessThanOrEqual(
    0,
  );
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(page.url().replace('holdings', 'requisitions'));
  await page.locator('[data-act=archive]').click();
  await page.locator('wh-slip-archive [data-count="0"]').waitFor();
  await assertSound(page, 'the old slips');
});

const real = (name: string): string => join(import.meta.dirname, '../../../shared/data', name);
test.skipIf(!existsSync(real('holdings.csv')))(
  'the files of a company, where they are at hand, come as they are',
  LONG,
  async () => {
    const [held, slips] = ['holdings.csv', 'requisitions.csv'].map((name) => readFileSync(real(name)));
    const rows = (file: Buffer | undefined): number => String(file).trim().split('\n').length - 1;
    const { page } = await openHoldings();
    await choose(page, '周建国 · 1007');
    await bring(page, held ?? '');
    await counts(page, { create: rows(held) });
    await commit(page).click();
    await dialog(page).locator('[data-done]').waitFor();
    await page.goto(page.url().replace('holdings', 'requisitions'));
    await page.locator('[data-act=archive]').click();
    await page.locator('wh-slip-archive [data-act=import]').click();
    await bring(page, slips ?? '');
    await counts(page, { create: rows(slips) });
    await commit(page).click();
    await dialog(page).locator('[data-done]').waitFor();
  },
);
