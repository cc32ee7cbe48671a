import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerFrame } from '../../hub/server/socket-contract.ts';
import { CHROMIUM, FLAGS, KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startWorkshop } from '../support/workshop.ts';
import { COUNTER, closedCounterPage, code, line, openCounterPage, typePin } from './scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };

type Push = Extract<ServerFrame, { type: 'push' }>;

/** Lets a test put words into the hub's mouth: what it cannot do to a hub that also serves the page, such as filling its disk. */
async function interpose(page: Page, change: (push: Push) => object): Promise<void> {
  await page.routeWebSocket(/\/api\/v1\/socket/, (socket) => {
    const hub = socket.connectToServer();
    hub.onMessage((text) => {
      const frame = JSON.parse(String(text)) as ServerFrame;
      socket.send(frame.type === 'push' ? JSON.stringify({ ...frame, state: change(frame) }) : String(text));
    });
  });
}

test(
  'a browser that holds the sound back is said to be muted; a tap releases it, and only tones that were played count',
  LONG,
  async () => {
    const strict = await chromium.launch({
      executablePath: CHROMIUM,
      args: FLAGS.filter((flag) => !flag.startsWith('--autoplay-policy')),
    });
    try {
      const { page, counter } = await closedCounterPage(strict);
      const lamp = page.locator('[data-act=unmute]');
      await lamp.getByText('静音 · 点一下').waitFor();
      await counter.gun.scan(code('FUS-10'), 'E0');
      await page.locator('[data-refusal="scans.station-closed"]').waitFor();
      expect(await page.locator('wh-counter').getAttribute('data-tones')).toBeNull();
      await lamp.click();
      await lamp.waitFor({ state: 'detached' });
      await counter.gun.scan(code('FUS-15'), 'E0');
      await expect.poll(() => page.locator('wh-counter').getAttribute('data-tones')).toBe('1');
    } finally {
      await strict.close();
    }
  },
);

test(
  'scans that were not kept are a red strip with a tone of their own, until somebody has read it',
  LONG,
  async () => {
    const workshop = await startWorkshop({ kiosk: KIOSK });
    const [counter] = workshop.counters;
    const { page } = await openScreen(browser);
    let health = { store: 'ok', lostScans: 0 };
    await interpose(page, ({ state }) =>
      typeof state === 'object' && state !== null && 'lostScans' in state ? { ...state, ...health } : Object(state),
    );
    await page.goto(workshop.origin + COUNTER);
    await page.locator('[data-idle=closed]').waitFor();
    const strip = page.locator('[data-strip=lost]');
    const tones = () => page.locator('wh-counter').getAttribute('data-tones');
    /** A device that moves makes the hub push its state anew. */
    const push = (change: typeof health, paper: 'near-end' | 'ok') => {
      health = change;
      if (counter !== undefined) counter.printer.nearEnd = paper === 'near-end';
    };
    push({ store: 'full', lostScans: 1 }, 'near-end');
    await strip.getByText('有 1 次扫描没能马上存下').waitFor({ timeout: 15_000 });
    await page.locator('[data-strip=store]').getByText('主机磁盘已满').waitFor();
    await expect.poll(tones).toBe('1');
    expect(await page.locator('wh-counter').getAttribute('data-tone')).toBe('refused');
    await strip.locator('[data-act=lost-read]').click();
    await strip.waitFor({ state: 'detached' });
    push({ store: 'ok', lostScans: 3 }, 'ok');
    await strip.getByText('有 2 次扫描没能马上存下').waitFor({ timeout: 15_000 });
    await expect.poll(tones).toBe('2');
    expect(await page.locator('[data-strip=store]').count()).toBe(0);
  },
);

test('a page of another build than the hub serves loads itself again once, and never in a circle', LONG, async () => {
  // Somewhere between the hub and the page an old index.html was kept.
  const kiosk = tempFolder();
  cpSync(KIOSK, kiosk, { recursive: true });
  const index = join(kiosk, 'index.html');
  writeFileSync(
    index,
    readFileSync(index, 'utf8').replace(/name="build" content="[^"]+"/, 'name="build" content="old"'),
  );
  const workshop = await startWorkshop({ kiosk });
  const { page } = await openScreen(browser);
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads += 1;
  });
  await page.goto(workshop.origin);
  await expect.poll(() => loads).toBe(2);
  await page.locator('[data-face=counter]').waitFor();
  // The line is opened anew and the hub greets again: the same build is no reason any more.
  for (const client of workshop.hub.app.websocketServer.clients) client.terminate();
  await page.locator('[data-line=lost]').waitFor();
  await page.locator('[data-line=lost]').waitFor({ state: 'detached', timeout: 15_000 });
  expect(loads).toBe(2);
});

test('a demo is marked in both languages by both words', LONG, async () => {
  const { page } = await closedCounterPage(browser);
  await page.locator('[data-demo]').getByText('演示 DEMO').waitFor();
  await page.locator('wh-language-switch button').click();
  await page.getByText('Keeper: scan your badge to open').waitFor();
  await page.locator('[data-demo]').getByText('演示 DEMO').waitFor();
});

test(
  'a wrong address says that there is no such page, in the language of the device, and leads back',
  LONG,
  async () => {
    const workshop = await startWorkshop({ kiosk: KIOSK });
    const { page } = await openScreen(browser);
    for (const path of ['/lobby/and/more', '/counter/%E4', '/counters']) {
      await page.goto(workshop.origin + path);
      await page.locator('[data-nowhere]').getByText('没有这个页面').waitFor();
    }
    await page.locator('wh-language-switch button').click();
    await page.getByText('No such page').waitFor();
    await page.getByRole('link', { name: 'All screens' }).click();
    await page.locator('wh-faces').waitFor();
  },
);

test('a quantity by keyboard alone; what is no quantity is said and never set', LONG, async () => {
  const { page, counter } = await openCounterPage(browser);
  for (const text of ['GP1007', 'WH-KIT', code('FUS-10')]) await counter.gun.scan(text, 'C0');
  await line(page, 'FUS-10').waitFor();
  await page.locator('wh-foot [data-act=count]').focus();
  await page.keyboard.press('Enter');
  const field = page.locator('wh-quantity-stepper input');
  await field.waitFor();
  const wrong = async (typed: string, said: string) => {
    await field.fill(typed);
    await page.locator('[data-wrong]').getByText(said).waitFor();
    expect(await page.locator('wh-quantity-dialog [data-act=count]').isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe(typed);
  };
  await wrong('两个', '这不是数量');
  await wrong('1.5', '只能领整数');
  await wrong('1000001', '一行最多 1000000');
  await field.fill('３');
  await page.keyboard.press('Enter');
  await expect.poll(() => line(page, 'FUS-10').locator('[data-quantity]').textContent()).toBe('3');
  await line(page, 'FUS-10').getByText('人工').waitFor();
});

test('the whole of an issue by keyboard alone, from the PIN to the next slip', LONG, async () => {
  const { page, counter } = await closedCounterPage(browser);
  await counter.gun.scan('GP2001', 'C0');
  await typePin(page);
  for (const text of ['GP1007', code('FUS-10')]) await counter.gun.scan(text, 'C0');
  await line(page, 'FUS-10').waitFor();
  await page.locator('[data-act=kit]').focus();
  await page.keyboard.press('Enter');
  await page.getByText('不挂工单').first().waitFor();
  await page.locator('wh-foot [data-act=confirm]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-done]').waitFor();
});
