import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../hub/kernel/csv.ts';
import type { ReadTable } from '../../hub/kernel/table-file.ts';
import { readXlsx } from '../../hub/kernel/xlsx.ts';
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

async function openParts(options = {}): Promise<Screen & { readonly workshop: Workshop }> {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const screen = await openScreen(browser, options);
  await signInAtDesk(screen.page, workshop.origin, '9001', '900110', 'main, wh-list, [data-count]');
  await screen.page.goto(`${workshop.origin}/desk/parts`);
  await screen.page.locator('[data-count="300"]').waitFor();
  return { ...screen, workshop };
}

/** What the first rows in sight say in one column. */
const cells = (page: Page, row: number): Promise<string[]> =>
  page.locator(`wh-list vaadin-grid [role=row][aria-rowindex="${row}"] [role=gridcell]`).evaluateAll((found) =>
    found.map((cell) => {
      const slot = cell.querySelector('slot') as unknown as { assignedElements(): { textContent: string | null }[] };
      return slot.assignedElements()[0]?.textContent?.trim() ?? '';
    }),
  );
const firstNumber = async (page: Page): Promise<string> => (await cells(page, 2))[0] ?? '';

test('a list is searched, sorted and counted in the hub, and comes as far as somebody scrolls', LONG, async () => {
  const { page, complaints } = await openParts();
  await expect.poll(() => firstNumber(page)).toBe('AC-OIL');
  await page.locator('wh-list vaadin-grid-sorter').first().click();
  await page.locator('wh-list vaadin-grid-sorter').first().click();
  await expect.poll(() => firstNumber(page)).toBe('WW-2');
  await page.locator('wh-list input[type=search]').fill('jylqq');
  await page.locator('[data-count="12"]').waitFor();
  await page.locator('wh-list input[type=search]').fill('没有这样的配件');
  await page.locator('wh-list [data-none]').getByText('没有找到“没有这样的配件”').waitFor();
  await page.locator('wh-list input[type=search]').fill('');
  await page.locator('[data-count="300"]').waitFor();
  await page
    .locator('wh-list vaadin-grid')
    .evaluate((grid: unknown) => (grid as { scrollToIndex(n: number): void }).scrollToIndex(299));
  await expect.poll(() => cells(page, 301)).toContain('AC-OIL');
  expect(complaints).toEqual([]);
});

test('columns that somebody put away stay away on this device', LONG, async () => {
  const { page } = await openParts();
  const titles = () => page.locator('wh-list vaadin-grid-sorter').allTextContents();
  await expect.poll(titles).toContain('规格');
  await page.locator('[data-act=columns]').click();
  await page.locator('[data-column=spec]').uncheck();
  await page.keyboard.press('Escape');
  await expect.poll(titles).not.toContain('规格');
  await page.reload();
  await page.locator('[data-count="300"]').waitFor();
  await expect.poll(titles).not.toContain('规格');
});

test('what was found is taken along as CSV and as XLSX, with every column', LONG, async () => {
  const { page } = await openParts();
  await page.locator('wh-list input[type=search]').fill('jylqq');
  await page.locator('[data-count="12"]').waitFor();
  const take = async (format: string): Promise<Uint8Array> => {
    const downloading = page.waitForEvent('download');
    await page.locator('[data-act=file]').click();
    await page.locator(`[data-format=${format}]`).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe(`配件目录.${format}`);
    return new Uint8Array(readFileSync(await file.path()));
  };
  const csv = readCsv(await take('csv')) as ReadTable;
  expect(csv.header.slice(0, 2)).toEqual(['配件编号', '配件名称']);
  expect(csv.rows).toHaveLength(12);
  expect(csv.rows[0]?.cells.slice(0, 2)).toEqual(['OF-ACC', '机油滤清器']);
  expect(await readXlsx(await take('xlsx'))).toEqual(csv);
});

test('a row is opened by the keyboard alone', LONG, async () => {
  const { page } = await openParts();
  await expect.poll(() => firstNumber(page)).toBe('AC-OIL');
  const told = page.evaluate(
    `new Promise((resolve) => document.addEventListener('row-chosen', ({ detail }) => resolve(detail.number)))`,
  );
  await page.locator('wh-list input[type=search]').focus();
  // Past the two filters, into the titles, into the rows, one down, open.
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  expect(await told).toBe('AC-R134A');
});

test('the list: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { page } = await openParts({ bypassCSP: true });
  await assertSound(page, 'a list');
  await page.locator('[data-act=columns]').click();
  await page.locator('[data-column=spec]').waitFor();
  await assertSound(page, 'the columns of a list');
});
