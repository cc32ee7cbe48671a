import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { demoParts } from '../../hub/demo/catalogue.ts';
import { openBrowser } from '../support/browser.ts';
import { act, actor, openCounterPage, type Scene } from './scene.ts';
import { Tally } from './tally.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const FOURTEEN = demoParts()
  .filter(({ decimals, stock }) => decimals === 0 && stock >= 3000)
  .slice(0, 14);

/** 周建国 was issued fourteen parts, three of each, and tapped 日清: his return ticket was printed. */
async function ticketOf({ workshop }: Scene): Promise<{ id: string; number: string }> {
  const [keeper, technician] = [await actor(workshop, '2001', 'keeper'), await actor(workshop, '1007', 'technician')];
  const { warehouse, lines } = await workshop.hub.store.read((reader) => ({
    warehouse: reader.one<{ id: string }>('select id from warehouse limit 1')?.id ?? '',
    lines: FOURTEEN.map(({ number }) => ({
      part: reader.one<{ id: string }>('select id from part where number = ?', number)?.id ?? '',
      quantity: 3000,
    })),
  }));
  const head = { warehouse, purpose: 'kit', receiver: technician.person, order: null, remark: '' };
  const slip = await act(workshop, keeper, 'requisitions.create', { ...head, lines });
  await act(workshop, keeper, 'requisitions.confirm', { requisition: slip.id });
  return act(workshop, technician, 'returns.start', { person: technician.person, warehouse, ticket: true });
}

test('SK-8: a return ticket is scanned, fourteen lines are checked with a tap each, two are corrected, and the slip prints once', async () => {
  const scene = await openCounterPage(browser, { viewport: { width: 1280, height: 800 } });
  const { page, counter } = scene;
  const ticket = await ticketOf(scene);
  await page.locator(`[data-announced="${ticket.id}"]`).waitFor();
  const tally = new Tally('SK-8', 60);
  await tally.scan(counter.gun, ticket.number, page.locator(`[data-return="${ticket.id}"]`));
  const lines = page.locator('wh-return-line');
  expect(await lines.count()).toBe(14);
  await page.screenshot({ path: 'test/output/return-1280.png' });
  for (let index = 0; index < 14; index += 1) {
    const line = lines.nth(index);
    await tally.tap(line.locator('[data-act=same]'), () => line.locator('[data-quantity]', { hasText: '3' }).waitFor());
    expect(await line.locator('[data-act=more]').isDisabled()).toBe(true);
  }
  for (const index of [3, 9]) {
    const quantity = lines.nth(index).locator('[data-quantity]', { hasText: '2' });
    await tally.tap(lines.nth(index).locator('[data-act=less]'), () => quantity.waitFor());
  }
  await page.screenshot({ path: 'test/output/return-checked.png' });
  await tally.tap(page.locator('[data-act=receive]'), () => page.locator(`[data-received="${ticket.id}"]`).waitFor());
  tally.print();
  await page.screenshot({ path: 'test/output/return-done.png' });
  await scene.workshop.hub.idle();
  const held = await scene.workshop.hub.store.read((reader) =>
    reader.one<{ sum: number }>(
      "select sum(quantity) as sum from balance b join person p on p.id = b.location_id where p.number = '1007'",
    ),
  );
  expect(held?.sum).toBe(2000);
  const papers = counter.printer.sheets
    .map((sheet) => sheetLines(sheet).join('\n'))
    .filter((text) => text.includes('调回单'));
  expect(papers).toHaveLength(1);
  expect(papers[0]).toContain(ticket.number);
});

test('an opened pack comes back with its net quantity, a broken one with its problem, and what is kept with its reason', async () => {
  const scene = await openCounterPage(browser, { viewport: { width: 1024, height: 600 } });
  const { page, counter } = scene;
  const ticket = await ticketOf(scene);
  await counter.gun.scan(ticket.number, 'C0');
  const line = page.locator('wh-return-line').first();
  await line.locator('[data-act=look]').click();
  const dialog = page.locator('wh-return-dialog');
  await dialog.locator('[data-condition=damaged]').click();
  await dialog.locator('[name=problem]').fill('密封圈裂了');
  await page.screenshot({ path: 'test/output/return-dialog.png' });
  await dialog.locator('[data-act=set]').click();
  await line.getByText('密封圈裂了').waitFor();
  await page.locator('[data-act=aside]').click();
  await page.locator('[data-idle=ready]').waitFor();
  await page.locator(`[data-announced="${ticket.id}"]`).click();
  await page.locator(`[data-return="${ticket.id}"]`).waitFor();
});

test('a bag that nobody signed for is opened by touch and signed for with the receiver’s PIN; the keeper stays signed in', async () => {
  const scene = await openCounterPage(browser, { viewport: { width: 1280, height: 800 } });
  const { page } = scene;
  await ticketOf(scene);
  await page.locator('[data-unsigned]').first().click();
  await page.locator('[data-signing]').waitFor();
  await page.screenshot({ path: 'test/output/signing.png' });
  await page.keyboard.type('999999');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('wh-signing [role=alert]').textContent()).toContain('PIN 不对');
  await page.keyboard.type('100710');
  await page.keyboard.press('Enter');
  await page.locator('[data-signing]').waitFor({ state: 'detached' });
  expect(await page.locator('[data-unsigned]').count()).toBe(0);
  expect(await page.locator('[data-keeper]').textContent()).toContain('吴敏');
});
