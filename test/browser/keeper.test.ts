import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { systemActor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import {
  act,
  closedCounterPage,
  code,
  focusPath,
  line,
  openCounterPage,
  type Scene,
  typePin,
  visitorPage,
} from './scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };

/** A scan that was kept while the hub went down and never acted on. */
async function missScan(workshop: Workshop, text: string): Promise<string> {
  const scan = newId();
  await act(workshop, systemActor('test'), 'stations.journal-scan', {
    station: 'counter-1',
    device: 'counter-1-scanner',
    scan,
    text,
    symbology: null,
    raw: Buffer.from(text).toString('hex'),
    at: Date.now(),
    defect: null,
    repeatsAfter_ms: null,
    late: false,
  });
  await act(workshop, systemActor('test'), 'stations.mark-missed', {});
  return scan;
}

function reprints({ counter }: Scene): number {
  return counter.printer.sheets.filter((sheet) => sheetLines(sheet).join('\n').includes('补打 1')).length;
}

test(
  'a page that is signed out asks for the PIN before a reprint, a missed scan, an answer about paper; then does it',
  LONG,
  async () => {
    const scene = await openCounterPage(browser);
    const { page, counter, workshop } = scene;
    for (const text of ['GP1007', 'WH-KIT', code('FUS-10'), 'WH-CONFIRM']) await counter.gun.scan(text, 'C0');
    await page.locator('[data-print=CONFIRMED]').first().waitFor();
    const { page: other } = await visitorPage(browser, scene);

    await other.locator('[data-act=reprint]').click();
    await typePin(other);
    await expect.poll(() => reprints(scene)).toBe(1);

    // Signing in there ended the session here: this page goes on as a visitor, without being told to reload.
    const scan = await missScan(workshop, code('FUS-15'));
    await page.locator(`[data-missed="${scan}"] [data-act=ignore]`).click();
    await typePin(page);
    await page.locator(`[data-missed="${scan}"]`).waitFor({ state: 'detached' });

    counter.printer.hangUpAfter(200);
    for (const text of ['GP1007', 'WH-KIT', code('FUS-15'), 'WH-CONFIRM']) await counter.gun.scan(text, 'C0');
    await other.locator('[data-strip=question] [data-act=printed]').click({ timeout: 15_000 });
    await typePin(other);
    await other.locator('[data-strip=question]').waitFor({ state: 'detached' });
    expect(scene.complaints).toEqual([]);
  },
);

test('a counter is handed over from any of its pages; one without the session asks for the PIN', LONG, async () => {
  const scene = await openCounterPage(browser);
  const { page } = scene;
  const { page: other } = await visitorPage(browser, scene);
  await other.locator('[data-act=hand-over]').click();
  await typePin(other);
  await other.locator('[data-idle=closed]').waitFor();
  await page.locator('[data-idle=closed]').waitFor();
  expect(await page.locator('[data-refusal]').count()).toBe(0);
});

test('two counters in one browser: handing over the one leaves the other open', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK, counters: 2 });
  const { page: first } = await openScreen(browser);
  const second = await first.context().newPage();
  for (const [index, page] of [first, second].entries()) {
    await page.goto(`${workshop.origin}/counter/counter-${index + 1}`);
    await page.locator('[data-idle=closed]').waitFor();
    await workshop.counters[index]?.gun.scan(index === 0 ? 'GP2001' : 'GP2002', 'C0');
    await typePin(page, index === 0 ? '2001' : '2002');
    await page.locator('[data-keeper]').waitFor();
  }
  // Reloaded, the first page comes with the cookie of the second counter's keeper: the PIN of its own is asked for.
  await first.reload();
  await first.locator('[data-act=hand-over]').click();
  await first.getByRole('heading', { name: '吴敏, 请输入 PIN' }).waitFor();
  await typePin(first);
  await first.locator('[data-idle=closed]').waitFor();
  await second.getByText('库管 郑强').waitFor();
  expect(await second.locator('[data-idle=ready]').count()).toBe(1);
});

test('a PIN that nobody gives does nothing', LONG, async () => {
  const scene = await openCounterPage(browser);
  const { page: other } = await visitorPage(browser, scene);
  await other.locator('[data-act=hand-over]').click();
  await other.locator('wh-pin-pad').waitFor();
  await other.keyboard.press('Escape');
  await other.locator('[data-idle=ready]').waitFor();
  await other.locator('[data-act=hand-over]').click();
  await other.locator('[data-act=drop]').click();
  await other.locator('[data-keeper]').waitFor();
  await scene.page.locator('[data-idle=ready]').waitFor();
});

test('on a closed counter a hand is told to open it first, and nothing is done', LONG, async () => {
  const { page, workshop } = await closedCounterPage(browser);
  const scan = await missScan(workshop, code('FUS-15'));
  await page.locator(`[data-missed="${scan}"] [data-act=act]`).click();
  await page.locator('[data-refusal="page.counter-closed"]').waitFor();
  await page.getByText('柜台未开, 没有执行').waitFor();
  await page.locator(`[data-missed="${scan}"]`).waitFor();
});

test(
  'the PIN pad has the keyboard to itself: an open dialog closes, a focused button is not pressed',
  LONG,
  async () => {
    const { page, counter } = await openCounterPage(browser);
    for (const text of ['GP1007', 'WH-KIT', code('FUS-10')]) await counter.gun.scan(text, 'C0');
    await line(page, 'FUS-10').waitFor();
    await page.locator('wh-foot [data-act=confirm]').focus();
    await counter.gun.scan('GP2002', 'C0');
    await page.locator('wh-pin-pad').waitFor();
    await page.getByText('接替 吴敏').waitFor();
    await expect.poll(() => focusPath(page)).toContain('wh-pin-pad');
    await page.locator('wh-foot [data-act=cancel]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press(' ');
    expect(await page.locator('wh-cancel-dialog [data-act=cancel-slip]').isVisible()).toBe(false);
    await page.keyboard.press('Escape');

    await line(page, 'FUS-10').waitFor();
    await page.locator('wh-foot [data-act=count]').click();
    await page.locator('wh-quantity-stepper input').focus();
    // Any other scan in between, so that the badge is no held trigger.
    await counter.gun.scan(code('FUS-15'), 'E0');
    await counter.gun.scan('GP2002', 'C0');
    await page.locator('wh-pin-pad').waitFor();
    await page.locator('wh-quantity-stepper').waitFor({ state: 'hidden' });
    await expect.poll(() => focusPath(page)).toContain('wh-pin-pad');
    await typePin(page, '2002');
    await page.getByText('库管 郑强').waitFor();
    // What the other keeper had begun goes on under the new one, with nothing counted by the digits of the PIN.
    expect(await line(page, 'FUS-10').locator('[data-quantity]').textContent()).toBe('1');
  },
);

test('the paper is on the screen again after a PIN pad stood over it', LONG, async () => {
  const { page, counter } = await openCounterPage(browser);
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10')]) await counter.gun.scan(text, 'C0');
  await page.locator('wh-paper svg').waitFor();
  await counter.gun.scan('GP2002', 'C0');
  await page.locator('wh-pin-pad').waitFor();
  await page.locator('wh-paper').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.locator('wh-paper svg').waitFor();
});

test(
  'a remark that was not accepted stays in the field, outlives a reload, and is sent after the PIN',
  LONG,
  async () => {
    const scene = await openCounterPage(browser);
    const { page, counter, workshop } = scene;
    for (const text of ['GP1007', 'WH-KIT', code('FUS-10')]) await counter.gun.scan(text, 'C0');
    await line(page, 'FUS-10').waitFor();
    const { page: other } = await visitorPage(browser, scene);
    const field = other.locator('wh-remark input');
    await field.fill('外三补货');
    await other.keyboard.press('Enter');
    await other.locator('wh-pin-pad').waitFor();
    await other.keyboard.press('Escape');
    await other.locator('[data-unsaved]').waitFor();
    expect(await field.inputValue()).toBe('外三补货');
    await other.reload();
    await expect.poll(() => field.inputValue()).toBe('外三补货');
    // Signing in for anything at all sends what was kept.
    await other.locator('[data-act=undo]').click();
    await typePin(other);
    const remark = () =>
      workshop.hub.store.read((reader) => reader.one<{ remark: string }>('select remark from requisition')?.remark);
    await expect.poll(remark).toBe('外三补货');
    await other.locator('[data-unsaved]').waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('wh-remark input').inputValue()).toBe('外三补货');
  },
);

test('a remark is saved at a pause in typing, before the confirm card is scanned', LONG, async () => {
  const { page, counter, workshop } = await openCounterPage(browser);
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10')]) await counter.gun.scan(text, 'C0');
  await line(page, 'FUS-10').waitFor();
  await page.locator('wh-remark input').pressSequentially('旧件留给客户');
  const remark = () =>
    workshop.hub.store.read((reader) => reader.one<{ remark: string }>('select remark from requisition')?.remark);
  await expect.poll(remark).toBe('旧件留给客户');
  expect(await focusPath(page)).toContain('wh-remark');
  await counter.gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-done]').waitFor();
});
