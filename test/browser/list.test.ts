import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../hub/kernel/csv.ts';
import type { ReadTable } from '../../hub/kernel/table-file.ts';
import { readXlsx } from '../../hub/kernel/xlsx.ts';
import { KIOSK, openBrowser, openScreen, type Screen } from '../support/browser.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import { signInAtDesk } from './desk-scene.ts';
import { act, actor, PINS, submitSlip } from './scene.ts';
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

/** The desk of a keeper in a workshop with a second warehouse. */
async function openDesk(page: string, options = {}): Promise<Screen & { readonly workshop: Workshop }> {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const manager = await actor(workshop, '9001', 'manager');
  await act(workshop, manager, 'places.add-warehouse', { code: 'B', name: '二号库' });
  const screen = await openScreen(browser, options);
  await signInAtDesk(screen.page, workshop.origin, '2001', PINS['2001'], 'main, wh-list, [data-count]');
  await screen.page.goto(`${workshop.origin}/desk/${page}`);
  return { ...screen, workshop };
}

test(
  'a list with nothing in it says what would come there and how; filters that find nothing say so and are cleared by a tap',
  LONG,
  async () => {
    const { page, workshop } = await openDesk('requisitions');
    await page.locator('[data-none=yet]').getByText('柜台扫技师工牌').waitFor();
    expect(await page.locator('[data-act=clear]').count()).toBe(0);
    const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
    await page.reload();
    await page.locator('[data-count="1"]').waitFor();
    const finds = async (name: string, wrong: string, right: string) => {
      await page.locator(`select[name=${name}]`).selectOption({ label: wrong });
      await page.locator('[data-none=found]').getByText('按现在的筛选, 一条也没有').waitFor();
      await page.locator('[data-act=clear]').click();
      await page.locator('[data-count="1"]').waitFor();
      expect(await page.locator(`select[name=${name}]`).inputValue()).toBe('');
      await page.locator(`select[name=${name}]`).selectOption({ label: right });
      await page.locator('[data-count="1"]').waitFor();
      await page.locator('wh-list vaadin-grid').getByText(slip.number).waitFor();
      await page.locator(`select[name=${name}]`).selectOption('');
    };
    await finds('approval', '已否决', '待审批');
    await finds('purpose', '补货', '订单领用');
    await finds('warehouse', '二号库', '总仓');
    await finds('period', '昨天', '今天');
    await page.locator('select[name=period]').selectOption('own');
    await page.locator('input[name=until]').fill('2020-01-31');
    await page.locator('[data-none=found]').waitFor();
    await page.locator('input[name=until]').fill('');
    await page.locator('input[name=from]').fill('2020-01-31');
    await page.locator('[data-count="1"]').waitFor();
    await page.locator('wh-list input[type=search]').fill('没有这样的单');
    await page.locator('[data-none=found]').getByText('没有找到“没有这样的单”').waitFor();
    await page.locator('[data-act=clear]').click();
    await page.locator('[data-count="1"]').waitFor();
    expect(await page.locator('wh-list input[type=search]').inputValue()).toBe('');
  },
);

test('returns, holdings and movements are narrowed to an employee', LONG, async () => {
  const { page, workshop } = await openDesk('holdings');
  const keeper = await actor(workshop, '2001', 'keeper');
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
  await act(workshop, keeper, 'requisitions.approve', { requisition: slip.id });
  const warehouse = await workshop.hub.store.read(
    (reader) => reader.one<{ id: string }>("select id from warehouse where code = 'A'")?.id,
  );
  const zhou = await actor(workshop, '1007', 'technician');
  await act(workshop, zhou, 'returns.start', { person: zhou.person, warehouse, ticket: false });
  const of = async (list: string, name: string) => {
    await page.goto(`${workshop.origin}/desk/${list}`);
    const choice = page.locator(`wh-list-filters select[name=${name}]`);
    await choice.selectOption({ label: '李志明 1008' });
    await page.locator('[data-none=found]').waitFor();
    await choice.selectOption({ label: '周建国 1007' });
    await page.locator('[data-count="1"]').waitFor();
  };
  await of('holdings', 'person');
  await of('returns', 'person');
  await of('movements', 'location');
});

test(
  'at 1280 × 800 a list fills the height, nothing of it is cut, and the creator is there; beside a slip columns yield',
  LONG,
  async () => {
    const { page, workshop } = await openDesk('requisitions');
    await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
    await page.reload();
    await page.locator('[data-count="1"]').waitFor();
    const grid = page.locator('wh-list vaadin-grid');
    const titles = () => page.locator('wh-list vaadin-grid-sorter').allTextContents();
    const spill = () =>
      grid.evaluate((of) => {
        const table = (
          of as unknown as { shadowRoot: { querySelector(name: string): { scrollWidth: number; clientWidth: number } } }
        ).shadowRoot.querySelector('#table');
        return table.scrollWidth - table.clientWidth;
      });
    await expect.poll(titles).toContain('创建人');
    await expect.poll(spill).toBe(0);
    const box = await grid.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(770);
    await grid.getByText('LY-').click();
    await page.locator('wh-slip-detail [data-number]').waitFor();
    await expect.poll(titles).not.toContain('创建人');
    await expect.poll(spill).toBe(0);
    // Whoever asks for a column gets it.
    await page.locator('[data-act=columns]').click();
    await page.locator('[data-column=creator]').uncheck();
    await page.locator('[data-column=creator]').check();
    await expect.poll(titles).toContain('创建人');
  },
);

test('the pages of the desk are beside the list, and on a phone one choice above it', LONG, async () => {
  const { page, workshop } = await openDesk('requisitions');
  const inSight = () =>
    page
      .locator('[data-tab]')
      .evaluateAll((links) =>
        links.map((link) =>
          (
            link as unknown as { getBoundingClientRect(): { width: number; right: number; bottom: number } }
          ).getBoundingClientRect(),
        ),
      );
  for (const { width, right, bottom } of await inSight()) {
    expect(width).toBeGreaterThan(0);
    expect(right).toBeLessThan(1280);
    expect(bottom).toBeLessThan(800);
  }
  await page.locator('[data-tab=returns]').click();
  await page.waitForURL('**/desk/returns');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator('[data-tab=returns]').waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.locator('select[name=page]').selectOption('holdings');
  await page.waitForURL(`${workshop.origin}/desk/holdings`);
  await page.locator('wh-holdings').waitFor();
});

test('the list: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { page } = await openParts({ bypassCSP: true });
  await assertSound(page, 'a list');
  await page.locator('[data-act=columns]').click();
  await page.locator('[data-column=spec]').waitFor();
  await assertSound(page, 'the columns of a list');
});
