import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { PagePrinterEmulator } from '../../devices/emulators/page-printer.ts';
import { writePng } from '../../devices/printers/png.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { DEMO_PEOPLE } from '../../hub/demo/people.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import { act, actor } from './scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SERIOUS = `axe.run().then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes[0].html))`;
const LONG = { timeout: 120_000 };

async function signIn(page: Page, { origin }: Workshop, role: 'manager' | 'technician'): Promise<void> {
  const person = DEMO_PEOPLE.find(({ roles }) => roles.includes(role));
  await page.goto(`${origin}/desk/print`);
  await page.locator('[name=number] input').fill(person?.number ?? '');
  await page.locator('[name=pin] input').fill(person?.pin ?? '');
  await page.locator('[data-act=sign-in]').click();
  await page.locator('[data-person]').waitFor();
}

/** Each document of a counter on paper, as text. */
const papers = ({ counters }: Workshop, index: number): string[] =>
  (counters[index]?.printer.sheets ?? []).map((sheet) => sheetLines(sheet).join('\n'));

test('a slip that waits is seen as a form, moved to another printer and printed again as 补打 1', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK, counters: 2 });
  const { page, complaints } = await openScreen(browser);
  await signIn(page, workshop, 'manager');
  const [first] = workshop.counters;
  if (first === undefined) throw new Error('no counter');
  first.printer.paperOut = true;
  await page.locator('[data-printer=counter-1-printer][data-able=false]').waitFor({ timeout: 15_000 });
  const keeper = await actor(workshop, '2001', 'keeper');
  await act(workshop, keeper, 'printing.self-test', { printer: 'counter-1-printer' });

  await page.locator('[data-job][data-state=QUEUED]').click();
  await page.locator('[data-pages="1"] wh-paper svg').waitFor();
  await page.locator('[data-field=medium]').selectOption('form-241-third');
  await page.locator('[data-pages="2"] wh-paper svg').first().waitFor();
  await page.evaluate(AXE);
  expect(await page.evaluate(SERIOUS)).toEqual([]);
  const href = await page.locator('[data-act=pdf]').getAttribute('href');
  const pdf = await page.request.get(workshop.origin + href);
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);

  await page.locator('[data-field=printer]').selectOption('counter-2-printer');
  await page.locator('[data-act=move]').click();
  await page.locator('[data-act=reprint]').waitFor({ timeout: 15_000 });
  expect(papers(workshop, 1)).toHaveLength(1);
  expect(papers(workshop, 1)[0]).toContain('代打, 原打印机: counter-1-printer');
  await page.locator('[data-act=reprint]').click();
  await eventually(() => expect(papers(workshop, 1)[1]).toContain('补打 1'));
  expect(papers(workshop, 0)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a manager chooses how slips look, sees it at once, and it stays', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const { page, complaints } = await openScreen(browser);
  await signIn(page, workshop, 'manager');
  await page.locator('[data-tab=print-template]').click();
  const paper = page.locator('.pages wh-paper svg').first();
  const said = async (): Promise<string> => (await paper.getAttribute('aria-label')) ?? '';
  await eventually(async () => expect(await said()).toContain('序号 编号 配件 货位 数量'));
  await page.locator('[data-field=shopName]').fill('城东汽车维修中心');
  await page.locator('[data-choice=columns-bin]').uncheck();
  await page.locator('[data-earlier=quantity]').click();
  await page.locator('[data-choice=columns-amount]').check();
  await eventually(async () => expect(await said()).toMatch(/城东汽车维修中心[\s\S]*序号 编号 数量 配件 金额/));
  const isChecked = (name: string): Promise<boolean> => page.locator(`[data-choice=columns-${name}]`).isChecked();
  expect(await Promise.all(['part', 'amount', 'bin', 'price'].map(isChecked))).toEqual([true, true, false, false]);
  await page.evaluate(AXE);
  expect(await page.evaluate(SERIOUS)).toEqual([]);
  await page.locator('[data-act=save]').click();
  await page.locator('.done').waitFor();
  await page.reload();
  await eventually(async () => expect(await said()).toMatch(/城东汽车维修中心[\s\S]*序号 编号 数量 配件 金额/));
  expect(complaints).toEqual([]);
});

test(
  'labels for a part and a bin come out of the label printer, as many as were asked for; what is none is said',
  LONG,
  async () => {
    const labels = new PagePrinterEmulator({ profile: 'generic-tspl-203' });
    const { address } = await labels.start();
    onTestFinished(() => labels.stop());
    const workshop = await startWorkshop({ kiosk: KIOSK });
    const { number = '' } = DEMO_PEOPLE.find(({ roles }) => roles.includes('manager')) ?? {};
    const manager = await actor(workshop, number, 'manager');
    const { device } = await act<{ device: string }>(workshop, manager, 'stations.add-device', {
      ...{ family: 'printer', profile: 'generic-tspl-203', address, station: null },
      ...{ label: '标签打印机', own: {} },
    });
    const { page, complaints } = await openScreen(browser);
    await signIn(page, workshop, 'manager');
    await page.locator(`[data-printer=${device}][data-able=true]`).waitFor({ timeout: 15_000 });
    await page.locator('wh-label-form summary').click();
    // The label printer is proposed, not the receipt printer of the counter.
    expect(await page.locator('wh-label-form [name=printer]').inputValue()).toBe(device);
    const print = async (kind: string, code: string, times: string): Promise<void> => {
      await page.locator('wh-label-form [name=kind]').selectOption(kind);
      await page.locator('wh-label-form [name=code]').fill(code);
      await page.locator('wh-label-form [name=times]').fill(times);
      await page.locator('[data-act=labels]').click();
    };
    await print('part', 'OF-B8L', '3');
    await page.locator('wh-label-form .done').waitFor();
    await eventually(() => expect(labels.sheets).toHaveLength(3));
    await print('bin', 'A1-01', '1');
    await eventually(() => expect(labels.sheets).toHaveLength(4));
    expect(labels.sheets.map(({ codes }) => codes.map(({ text }) => text))).toEqual([
      ...new Array(3).fill(['OF-B8L']),
      ['A1-01'],
    ]);
    expect(labels.defects).toEqual([]);
    // The newest is the bin's, once the page has heard of it.
    await expect.poll(() => page.locator('[data-job]').count()).toBe(2);
    await page.locator('[data-job]').first().click();
    await page.locator('[data-pages="1"] wh-paper svg').waitFor();
    await page.evaluate(AXE);
    expect(await page.evaluate(SERIOUS)).toEqual([]);
    await print('bin', 'ZZ-99', '1');
    expect(await page.locator('wh-label-form [role=alert]').textContent()).toContain('没有这个货位');
    expect(labels.sheets).toHaveLength(4);
    await page.goto(`${workshop.origin}/desk/parts`);
    await page.locator('wh-list [data-count="300"]').waitFor();
    await page.locator('wh-list [data-act=print]').click();
    const offered = page.locator('wh-list wh-print-dialog [data-printer]');
    await offered.first().waitFor();
    // A list is offered the receipt printer of the counter, and no labels.
    expect(await offered.evaluateAll((found) => found.map((one) => one.getAttribute('data-printer')))).toEqual([
      'counter-1-printer',
    ]);
    expect(complaints).toEqual([]);
  },
);

test('a shop puts its logo on its slips; a file that is no picture is said to be none', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const { page, complaints } = await openScreen(browser);
  await signIn(page, workshop, 'manager');
  await page.locator('[data-tab=print-template]').click();
  const logo = page.locator('[data-field=logo]');
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await page.locator('.logo [role=alert]').waitFor();
  const checks = Array.from({ length: 700 }, (_, y) =>
    Array.from({ length: 1400 }, (_, x) => (x >> 5) % 2 === (y >> 5) % 2),
  );
  await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(writePng(checks)) });
  const image = page.locator('.pages wh-paper svg image').first();
  await image.waitFor();
  expect(await page.locator('.logo [role=alert]').count()).toBe(0);
  await page.locator('[data-act=save]').click();
  await page.locator('.done').waitFor();
  await page.reload();
  await image.waitFor();
  await page.locator('[data-act=logo-off]').click();
  await image.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('who may not print sees why, and nothing else', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const { page } = await openScreen(browser);
  await signIn(page, workshop, 'technician');
  expect(await page.locator('main[role=alert]').textContent()).toContain('看不了打印队列');
});
