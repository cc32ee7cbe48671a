import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { openBrowser } from '../support/browser.ts';
import { code, line, openCounterPage, typePin, visitorPage } from './scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('badge, order, parts, confirm card: no touch, and the page shows each', { timeout: 120_000 }, async () => {
  const { page, counter, order, complaints } = await openCounterPage(browser);
  const { gun, printer } = counter;
  await gun.scan('GP1007', 'C0');
  await page.getByText('周建国').first().waitFor();
  await gun.scan(order, 'C0');
  await page.locator('wh-plate').first().waitFor();
  await gun.scan(code('OF-B8L'), 'E0');
  await line(page, 'OF-B8L').waitFor();
  await expect.poll(() => page.locator('[data-tone]').first().getAttribute('data-tone')).toBe('accepted');
  await gun.scan(code('SP-B8L'), 'E0');
  await line(page, 'SP-B8L').waitFor();
  // The preview is the paper: what stands on it now is what the head prints later.
  await page.locator('wh-paper svg').first().waitFor();
  await gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-done]').waitFor();
  await page.locator('[data-print=CONFIRMED]').first().waitFor();
  expect(printer.sheets).toHaveLength(1);
  const [sheet] = printer.sheets;
  expect(sheet === undefined ? '' : sheetLines(sheet).join('\n')).toMatch(/机油滤清器 迈腾 B8L/);
  expect(printer.defects).toEqual([]);
  expect(complaints).toEqual([]);
});

test('focus torture: a composing input method, an open dialog, a reload; every scan lands, the text is untouched', {
  timeout: 120_000,
}, async () => {
  const { page, counter, order, complaints } = await openCounterPage(browser);
  const { gun } = counter;
  await gun.scan('GP1007', 'C0');
  await gun.scan(order, 'C0');
  await gun.scan(code('OF-B8L'), 'E0');
  await line(page, 'OF-B8L').waitFor();

  const field = page.locator('wh-remark input');
  await field.click();
  await page.keyboard.insertText('外三');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'buhuo', selectionStart: 5, selectionEnd: 5 });
  await expect.poll(() => field.inputValue()).toBe('外三buhuo');
  await gun.scan(code('AF-B8L'), 'E0');
  await line(page, 'AF-B8L').waitFor();
  await gun.scan(code('CF-B8L'), 'E0');
  await line(page, 'CF-B8L').waitFor();
  expect(await field.inputValue()).toBe('外三buhuo');
  await devtools.send('Input.insertText', { text: '补货' });
  expect(await field.inputValue()).toBe('外三补货');
  await page.keyboard.press('Enter');

  await page.locator('[data-act=count]').first().click();
  await page.locator('wh-quantity-stepper').waitFor();
  await gun.scan(code('FF-B8L'), 'E0');
  await line(page, 'FF-B8L').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');

  // The page is gone while the scanner beeps; the slip lives in the hub.
  await page.goto('about:blank');
  await gun.scan(code('BPF-B8L'), 'E0');
  await page.goBack();
  for (const number of ['OF-B8L', 'AF-B8L', 'CF-B8L', 'FF-B8L', 'BPF-B8L']) await line(page, number).waitFor();
  await expect.poll(() => page.locator('wh-remark input').inputValue()).toBe('外三补货');
  expect(complaints).toEqual([]);
});

test('ten scans in a row of two codes are ten; the same code at once is shown as a duplicate with a tone of its own', {
  timeout: 120_000,
}, async () => {
  const { page, counter } = await openCounterPage(browser);
  const [first, second] = [code('FUS-10'), code('FUS-15')];
  for (let scan = 0; scan < 10; scan += 1) await counter.gun.scan(scan % 2 === 0 ? first : second, 'E0');
  await counter.gun.scan(second, 'E0');
  await page.locator('[data-outcome=duplicate]').first().waitFor();
  await page.getByText('已忽略').first().waitFor();
  await expect.poll(() => page.locator('[data-tone]').first().getAttribute('data-tone')).toBe('duplicate');
  for (const number of ['FUS-10', 'FUS-15'])
    expect(await line(page, number).locator('[data-quantity]').textContent()).toBe('5');
});

test('a refusal is large and has its numbers; the other language says the same', { timeout: 120_000 }, async () => {
  const { page, counter } = await openCounterPage(browser);
  for (const text of [code('TB-B8L'), 'WH-KIT', code('TB-B8L'), 'WH-KIT', code('TB-B8L')])
    await counter.gun.scan(text, 'C0');
  await page.locator('[data-refusal="requisitions.short"]').waitFor();
  await page.getByText('仅剩 2 套可领, 需 3').first().waitFor();
  await expect.poll(() => page.locator('[data-tone]').first().getAttribute('data-tone')).toBe('refused');
  await page.locator('wh-language-switch button').click();
  await page.getByText('only 2 套 left to issue, 3 needed').first().waitFor();
});

test('a page without the session of the open keeper asks for the PIN when a hand does something, and then does it', {
  timeout: 120_000,
}, async () => {
  const scene = await openCounterPage(browser);
  const { page, counter } = scene;
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10')]) await counter.gun.scan(text, 'C0');
  await line(page, 'FUS-10').waitFor();
  // The browser was started anew: the cookie is gone, the counter is still open.
  const other = await visitorPage(browser, scene);
  await line(other.page, 'FUS-10').waitFor();
  await other.page.locator('wh-foot [data-act=confirm]').click();
  await typePin(other.page);
  await other.page.locator('[data-done]').waitFor();
  await page.locator('[data-done]').waitFor();
});

test('no paper is a red strip in words, and the page says that the slip waits', { timeout: 120_000 }, async () => {
  const { page, counter } = await openCounterPage(browser);
  counter.printer.paperOut = true;
  await page.locator('[data-code="paper-out"]').first().waitFor({ timeout: 15_000 });
  counter.printer.paperOut = false;
  await page.locator('[data-code="paper-out"]').first().waitFor({ state: 'detached', timeout: 15_000 });
});

test('an uncertain slip is asked about once, with two answers', { timeout: 120_000 }, async () => {
  const { page, counter } = await openCounterPage(browser);
  counter.printer.hangUpAfter(200);
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await counter.gun.scan(text, 'C0');
  await page
    .getByText(/打出来了吗/)
    .first()
    .waitFor({ timeout: 15_000 });
  await page.locator('[data-act=not-printed]').click();
  await page.locator('[data-print=CONFIRMED]').first().waitFor({ timeout: 15_000 });
  expect(
    counter.printer.sheets.map((sheet) => sheetLines(sheet).join('\n')).filter((text) => text.includes('补打 1')),
  ).toHaveLength(1);
});

test('when the hub is gone the page says so and comes back by itself to the slip in progress', {
  timeout: 120_000,
}, async () => {
  const { page, counter, workshop } = await openCounterPage(browser);
  await counter.gun.scan('GP1007', 'C0');
  await page.getByText('周建国').first().waitFor();
  for (const client of workshop.hub.app.websocketServer.clients) client.terminate();
  await counter.gun.scan(code('OF-B8L'), 'E0');
  await line(page, 'OF-B8L').waitFor({ timeout: 20_000 });
});
