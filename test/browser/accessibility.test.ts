import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../hub/kernel/clock.ts';
import { openBench } from '../support/bench.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop } from '../support/workshop.ts';
import { code, line, openCounterPage, submitSlip } from './scene.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = [
  [1024, 600],
  [1280, 800],
  [1920, 1080],
] as const;
const LONG = { timeout: 120_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type AxeResult = { violations: { id: string; impact: string | null; nodes: { html: string }[] }[] };

/** Texts of the buttons, links and fields that are not wholly on the screen and cannot be scrolled to. */
const OUT_OF_REACH = `(() => {
  const out = [];
  const look = (root, scrolls) => {
    for (const element of root.children ?? []) {
      const style = getComputedStyle(element);
      if (style.display === 'none' || style.visibility === 'hidden') continue;
      const inside = scrolls || /auto|scroll/.test(style.overflowY);
      const box = element.getBoundingClientRect();
      const isControl = element.matches('button, a, input');
      if (isControl && box.width > 0 && !inside) {
        const isOut = box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
        if (isOut) out.push(element.textContent.trim() + ' ' + JSON.stringify(box));
      }
      if (element.shadowRoot) look(element.shadowRoot, inside);
      if (element.localName === 'slot') for (const each of element.assignedElements()) look({ children: [each] }, inside);
      else if (!element.shadowRoot) look(element, inside);
    }
  };
  look(document.body, false);
  return out;
})()`;

/** Words of the hub's own that stand in what a person reads: a code such as "scans.unknown", or a state such as QUEUED. */
const RAW_WORDS = `(() => {
  const found = [];
  const look = (root) => {
    for (const node of root.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        const raw = /\\b[a-z]+\\.[a-z]+(-[a-z]+)*\\b|\\b(DRAFT|SUBMITTED|APPROVED|REJECTED|CANCELLED|QUEUED|SENDING|CONFIRMED|UNCERTAIN|FAILED|EXPIRED)\\b/.exec(node.data);
        if (raw !== null) found.push(raw[0]);
      } else if (!['STYLE', 'SCRIPT'].includes(node.nodeName)) {
        if (node.shadowRoot) look(node.shadowRoot);
        look(node);
      }
    }
  };
  look(document.body);
  return found;
})()`;

async function seriousViolations(page: Page): Promise<unknown[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0]?.html]);
}

/** Nothing runs out of the screen at any size, in either language; axe finds nothing serious. */
async function assertSound(page: Page, name: string): Promise<void> {
  for (const language of ['zh', 'en']) {
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const where = `${name}, ${language}, ${width}×${height}`;
      const spill = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
      expect(spill, where).toBeLessThanOrEqual(0);
      expect(await page.evaluate(OUT_OF_REACH), where).toEqual([]);
    }
    expect(await seriousViolations(page), `${name}, ${language}`).toEqual([]);
    expect(await page.evaluate(RAW_WORDS), `${name}, ${language}`).toEqual([]);
    // By script, because the switch may lie behind a dialog.
    await page.locator('wh-language-switch button').dispatchEvent('click');
    await page.locator(`html[lang=${language === 'zh' ? 'en' : 'zh-CN'}]`).waitFor();
  }
}

test.each([
  ['the faces', '/', '[data-face=counter]'],
  ['the choice of a counter', '/counter', '[data-face=counter]'],
  ['a counter that does not exist', '/counter/nowhere', '[data-idle=absent]'],
  ['a counter that is closed', '/counter/counter-1', '[data-idle=closed]'],
])('%s: nothing runs out of the screen, and axe finds no serious violation', LONG, async (name, path, ready) => {
  const workshop = await startWorkshop({ kiosk: KIOSK, counters: 2 });
  const { page } = await openScreen(browser, { bypassCSP: true });
  await page.goto(workshop.origin + path);
  await page.locator(ready).first().waitFor();
  await assertSound(page, name);
});

test('the bench: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { hub } = await openBench(systemClock, KIOSK);
  const origin = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  await hub.start();
  const { page } = await openScreen(browser, { bypassCSP: true });
  await page.goto(`${origin}/bench`);
  await page.locator('wh-printer-bench').waitFor();
  await assertSound(page, 'the printer on the bench');
  // On a wide screen everything is in sight and there is nothing to choose.
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.locator('[data-machine-choice=scale]').click();
  for (const act of ['plug', 'shake', 'drift', 'overload'])
    await page.locator(`wh-scale-bench [data-act=${act}]`).click();
  await page.locator('wh-scale-bench [data-range=over]').waitFor();
  await assertSound(page, 'the scale on the bench');
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.locator('[data-machine-choice=spare]').click();
  for (const spare of ['scanner', 'scale']) await page.locator(`[data-spare=spare-${spare}] [data-act=plug]`).click();
  await page.locator('[data-scale=spare-scale]').waitFor();
  await assertSound(page, 'the spare devices');
});

test('a counter at work: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { page, workshop, counter, order } = await openCounterPage(browser, { bypassCSP: true });
  const slip = await submitSlip(workshop, [
    { number: 'OF-B8L', quantity: 2 },
    { number: 'SP-B8L', quantity: 4 },
    { number: 'FUS-10', quantity: 1 },
    { number: 'AF-B8L', quantity: 1 },
  ]);
  await assertSound(page, 'a counter that waits');
  for (const text of ['GP1008', order, code('TB-B8L'), code('FUS-10'), code('FUS-15')])
    await counter.gun.scan(text, 'C0');
  await line(page, 'FUS-15').waitFor();
  await assertSound(page, 'a slip in progress');
  await page.locator('wh-foot [data-act=count]').click();
  await page.locator('wh-quantity-stepper input').fill('1.5');
  await page.locator('[data-wrong]').waitFor();
  await assertSound(page, 'a quantity that is none');
  await page.keyboard.press('Escape');
  await page.locator('wh-quantity-stepper').waitFor({ state: 'hidden' });
  await page.locator(`[data-to-approve="${slip.id}"]`).click();
  await page.locator('wh-approval-dialog [data-act=ask-reject]').waitFor();
  await assertSound(page, 'a slip to approve');
  await page.locator('wh-approval-dialog [data-act=ask-reject]').click();
  await assertSound(page, 'the reasons of a rejection');
  await counter.gun.scan('GP2002', 'C0');
  await page.locator('wh-pin-pad').waitFor();
  await page.locator('wh-approval-dialog [data-act=close]').waitFor({ state: 'hidden' });
  await assertSound(page, 'the PIN pad');
  await page.keyboard.press('Escape');
  counter.printer.paperOut = true;
  await page.locator('[data-code="paper-out"]').first().waitFor({ timeout: 15_000 });
  await counter.gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-done]').waitFor();
  await assertSound(page, 'a slip that waits for paper');
});
