import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = [
  [1024, 600],
  [1280, 800],
  [1920, 1080],
] as const;
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
export async function assertSound(page: Page, name: string): Promise<void> {
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
