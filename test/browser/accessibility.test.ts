import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop } from '../support/workshop.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type AxeResult = { violations: { id: string; impact: string | null; nodes: { html: string }[] }[] };

test.each([
  ['the faces', '/', 'wh-faces'],
  ['a counter that is closed', '/counter/counter-1', '[data-idle=closed]'],
])(
  '%s: axe finds no serious violation, and nothing runs out of the screen at any size',
  { timeout: 120_000 },
  async (_name, path, ready) => {
    const workshop = await startWorkshop({ kiosk: KIOSK });
    for (const [width, height] of [
      [1024, 600],
      [1280, 800],
      [1920, 1080],
    ] as const) {
      const { page } = await openScreen(browser, { viewport: { width, height }, bypassCSP: true });
      await page.goto(workshop.origin + path);
      await page.locator(ready).first().waitFor();
      const spill = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
      expect(spill).toBeLessThanOrEqual(0);
      await page.evaluate(AXE);
      const result = (await page.evaluate('axe.run()')) as AxeResult;
      const serious = result.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    }
  },
);
