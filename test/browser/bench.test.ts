import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../hub/kernel/clock.ts';
import { openBench } from '../support/bench.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };

/** Texts of a scale's buttons that run out of the column or of themselves, or are too small to touch. */
function cutOff(page: Page): Promise<string[]> {
  return page.locator('.machines').evaluate((column) => {
    const buttons = [...column.querySelector('wh-scale-bench').shadowRoot.querySelectorAll('button')];
    const edge = column.getBoundingClientRect().left + column.clientWidth;
    const cut = buttons.filter(
      (each) =>
        each.scrollWidth > each.clientWidth || each.getBoundingClientRect().right > edge || each.offsetHeight < 48,
    );
    const texts = cut.map((each) => each.textContent.trim());
    return column.scrollWidth > column.clientWidth ? ['the column', ...texts] : texts;
  });
}

async function openBenchPage(): Promise<{ page: Page; complaints: string[] }> {
  const { hub } = await openBench(systemClock, KIOSK);
  const origin = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  await hub.start();
  const { page, complaints } = await openScreen(browser);
  await page.goto(`${origin}/bench`);
  await page.locator('wh-bench .kinds').waitFor();
  return { page, complaints };
}

test('pieces are put on the scale and taken off by hand, and its display follows', LONG, async () => {
  const { page, complaints } = await openBenchPage();
  await page.locator('[data-machine-choice=scale]').click();
  const scale = page.locator('[data-scale=counter-1-scale]');
  const grams = async () => Number.parseFloat((await scale.locator('[data-display]').textContent()) ?? '');
  await scale.locator('[data-stable=true]').getByText('稳定').waitFor();
  expect(await grams()).toBe(0);

  await scale.locator('[data-piece=oil]').click();
  await scale.locator('[data-piece=bolt]').click();
  await scale.getByText('秤上 2 件').waitFor();
  await expect.poll(grams).toBeGreaterThan(880);
  await scale.locator('[data-stable=true]').waitFor();
  await scale.locator('[data-take="1"]').click();
  await scale.locator('[data-take="1"]').click();
  await expect.poll(grams).toBe(0);
  await expect.poll(() => scale.locator('[data-take="1"]').isDisabled()).toBe(true);

  await scale.locator('[data-act=shake]').click();
  await scale.locator('[data-stable=false]').getByText('不稳').waitFor();
  await scale.locator('[data-act=shake][aria-pressed=true]').click();
  await scale.locator('[data-stable=true]').waitFor();
  await scale.locator('[data-act=overload]').click();
  await scale.locator('[data-range=over]').getByText('超载').waitFor();
  await page.locator('[data-machine-choice=scale]').getByText('超载').waitFor();
  await scale.locator('[data-act=empty]').click();
  await expect.poll(grams).toBe(0);
  expect(complaints).toEqual([]);
});

test('the scale in sight is that of the counter whose scanner is in hand', LONG, async () => {
  const { page } = await openBenchPage();
  await page.locator('[data-machine-choice=scale]').click();
  await page.locator('[data-scale=counter-1-scale]').waitFor();
  await page.locator('[data-scanner=counter-2-scanner]').click();
  await page.locator('[data-scale=counter-2-scale]').waitFor();
  expect(await page.locator('[data-scale]').count()).toBe(1);
});

test('a spare device is plugged in, is used, and goes back into the drawer', LONG, async () => {
  const { page } = await openBenchPage();
  await page.locator('[data-machine-choice=spare]').click();
  expect(await page.locator('[data-scale=spare-scale], [data-scanner=spare-scanner]').count()).toBe(0);
  await page.locator('[data-spare=spare-scale] [data-act=plug]').click();
  const scale = page.locator('[data-scale=spare-scale]');
  await scale.locator('[data-piece=bolt]').click();
  await expect.poll(() => scale.locator('[data-display]').textContent()).toMatch(/^8\.\dg$/);
  await scale.locator('[data-act=plug]').click();
  await scale.waitFor({ state: 'detached' });

  await page.locator('[data-spare=spare-scanner] [data-act=plug]').click();
  await page.locator('[data-scanner=spare-scanner]').getByText('备用扫描枪').click();
  const card = page.locator('[data-group=keeper] button').first();
  expect(await card.isDisabled()).toBe(false);
  await page.locator('[data-spare=spare-scanner] [data-act=plug]').click();
  await page.locator('[data-scanner=spare-scanner]').waitFor({ state: 'detached' });
});

test('nothing of a scale runs out of its column, at any size, in either language', LONG, async () => {
  const { page } = await openBenchPage();
  await page.locator('[data-machine-choice=scale]').click();
  const scale = page.locator('[data-scale=counter-1-scale]');
  await scale.locator('[data-act=plug]').click();
  await scale.locator('[data-act=fill]').click();
  await scale.locator('[data-act=hand]').click();
  for (const language of ['zh', 'en']) {
    for (const [width, height] of [
      [1024, 600],
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      const cut = await cutOff(page);
      expect(cut, `${language}, ${width}×${height}`).toEqual([]);
    }
    await page.locator('wh-language-switch button').click();
    await page.locator(`html[lang=${language === 'zh' ? 'en' : 'zh-CN'}]`).waitFor();
  }
});

test(
  'the faces stand in the order in which parts go; at the desk a tap fills in whoever works there',
  LONG,
  async () => {
    const { hub } = await openBench(systemClock, KIOSK);
    const origin = await hub.app.listen({ host: '127.0.0.1', port: 0 });
    await hub.start();
    const { page } = await openScreen(browser);
    await page.goto(origin);
    await page.locator('[data-face=bench]').waitFor();
    const faces = page.locator('[data-face]');
    const names = await faces.evaluateAll((found) => found.map((face) => face.getAttribute('data-face')));
    expect(names.filter((name, index) => names.indexOf(name) === index).slice(0, 4)).toEqual([
      ...['counter', 'bay', 'desk', 'bench'],
    ]);
    for (const [number, role] of [
      ['2001', '库管'],
      ['3001', '服务顾问'],
      ['3101', '车间主管'],
      ['9001', '店长 管理员'],
    ]) {
      await page.goto(`${origin}/desk`);
      const person = page.locator(`[data-fill="${number}"]`);
      expect(await person.textContent()).toContain(role);
      await person.click();
      await page.locator('[data-act=sign-in]').click();
      await page.locator('[data-act=sign-out]').click();
      await page.locator('wh-desk-sign-in').waitFor();
    }
  },
);
