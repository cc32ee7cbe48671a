import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { openBrowser } from '../support/browser.ts';
import { act, actor, code, line, openCounterPage, submitSlip } from './scene.ts';
import { assertSound } from './sound-page.ts';

const LONG = { timeout: 120_000 };
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const lots = (page: Page, number: string) => line(page, number).locator('[data-lots]').textContent();

test(
  'a battery goes out by its serial number: scanned, or tapped in the dialog of its line; the slip says which',
  LONG,
  async () => {
    const { page, counter, order, workshop } = await openCounterPage(browser, { bypassCSP: true });
    await counter.gun.scan('GP1007', 'C0');
    await counter.gun.scan(order, 'C0');
    await counter.gun.scan(code('BAT-70AGM'), 'E0');
    await line(page, 'BAT-70AGM').waitFor();
    expect(await lots(page, 'BAT-70AGM')).toContain('序列号 0/1');
    await page.locator('[data-act=confirm]').click();
    await page.getByText('只认了 0 个。请扫序列号').first().waitFor();
    await page.screenshot({ path: 'test/output/serial-missing.png' });
    await line(page, 'BAT-70AGM').locator('.qty').click();
    await page.locator('wh-quantity-dialog [data-lot="A70-2610002"]').click();
    await page.locator('wh-quantity-dialog [data-lot="A70-2610002"][aria-pressed=true]').waitFor();
    await assertSound(page, 'the serial numbers of a line');
    await page.screenshot({ path: 'test/output/serial-dialog.png' });
    await page.locator('wh-quantity-dialog [data-act=close]').click();
    await counter.gun.scan('A70-2610004', 'C0');
    await expect.poll(() => lots(page, 'BAT-70AGM')).toContain('序列号 A70-2610002, A70-2610004');
    await page.screenshot({ path: 'test/output/serial-line.png' });
    await counter.gun.scan('WH-CONFIRM', 'C0');
    await page.locator('[data-done]').waitFor();
    await workshop.hub.idle();
    const paper = counter.printer.sheets.flatMap((sheet) => sheetLines(sheet)).join('');
    expect(paper.replace(/\s/g, '')).toContain('A70-2610002,A70-2610004');
  },
);

test(
  'what a technician asked for is named where it is approved; a lot that nobody names goes by its expiry',
  LONG,
  async () => {
    const { page, workshop } = await openCounterPage(browser);
    const slip = await submitSlip(workshop, [
      { number: 'BAT-70AGM', quantity: 1 },
      { number: 'BF-DOT4-1', quantity: 2 },
    ]);
    await page.locator(`[data-to-approve="${slip.id}"]`).click();
    const dialog = page.locator('wh-approval-dialog');
    await dialog.locator('[data-act=approve]').click();
    await dialog.getByText('只认了 0 个。请扫序列号').waitFor();
    await dialog.locator('[data-approval-line="BAT-70AGM"] [data-lot="A70-2610003"]').click();
    await dialog.locator('[data-lot="A70-2610003"][aria-pressed=true]').waitFor();
    await page.screenshot({ path: 'test/output/serial-approval.png' });
    await dialog.locator('[data-act=approve]').click();
    await page.locator(`[data-done="${slip.id}"]`).waitFor();
    const moved = await workshop.hub.store.read((reader) =>
      reader.all('select lot, quantity from movement where document_id = ? order by lot', slip.id),
    );
    expect(moved).toEqual([
      { lot: 'A70-2610003', quantity: 1000 },
      { lot: 'BF2511A', quantity: 2000 },
    ]);
  },
);

test('of two batteries one comes back, and the return says which', LONG, async () => {
  const { page, workshop, counter } = await openCounterPage(browser);
  const slip = await submitSlip(workshop, [{ number: 'BAT-70AGM', quantity: 2 }]);
  const keeper = await actor(workshop, '2001', 'keeper');
  const of = await workshop.hub.store.read((reader) =>
    reader.one<{ id: string }>('select id from requisition_line where requisition_id = ?', slip.id),
  );
  const named = ['A70-2610001', 'A70-2610002'].map((lot) => ({ lot, quantity: 1000 }));
  await act(workshop, keeper, 'requisitions.name-lots', { requisition: slip.id, line: of?.id, lots: named });
  await act(workshop, keeper, 'requisitions.approve', { requisition: slip.id });
  await counter.gun.scan('GP1007', 'C0');
  await counter.gun.scan('WH-RETURN', 'C0');
  const row = page.locator('wh-return-line[data-part="BAT-70AGM"]');
  await row.waitFor();
  await row.locator('[data-act=more]').click();
  await expect.poll(() => row.locator('[data-quantity]').textContent()).toBe('1');
  await row.locator('[data-act=look]').click();
  await page.locator('wh-return-dialog [data-lot="A70-2610002"]').click();
  await page.screenshot({ path: 'test/output/serial-return.png' });
  await page.locator('wh-return-dialog [data-act=set]').click();
  await expect.poll(() => row.locator('[data-lots]').textContent()).toContain('A70-2610002');
  await counter.gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-received]').waitFor();
  const back = await workshop.hub.store.read((reader) => reader.all("select lot from movement where kind = 'return'"));
  expect(back).toEqual([{ lot: 'A70-2610002' }]);
});
