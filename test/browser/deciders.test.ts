import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import { signInAtDesk } from './desk-scene.ts';
import { act, actor, PINS, submitSlip } from './scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };
const MANAGER = ['9001', '900110'] as const;
const KEEPER = ['2001', PINS['2001']] as const;

async function openAt(workshop: Workshop, path: string, [number, pin]: readonly [string, string]): Promise<Page> {
  const { page } = await openScreen(browser);
  await signInAtDesk(page, workshop.origin, number, pin, 'main, wh-list, [data-count]');
  await page.goto(`${workshop.origin}/desk/${path}`);
  return page;
}

/** What may be done with what is opened from the list. */
async function actsOn(page: Page, detail: string, number: string): Promise<(string | null)[]> {
  await page.locator('wh-list vaadin-grid-cell-content', { hasText: number }).click();
  await page.locator(`${detail} [data-number]`, { hasText: number }).waitFor();
  return page.locator(`${detail} [data-act]`).evaluateAll((found) => found.map((one) => one.getAttribute('data-act')));
}

test('a slip is decided at the desk by a keeper of its warehouse; the manager reads who that is', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
  const manager = await openAt(workshop, 'requisitions', MANAGER);
  const his = await actsOn(manager, 'wh-slip-detail', slip.number);
  expect(his).toContain('cancel');
  for (const name of ['approve', 'reject', 'confirm']) expect(his).not.toContain(name);
  await manager.locator('wh-slip-detail [data-decides]').getByText('由总仓的库管审批出库').waitFor();
  // Nor is he let lower a quantity, which would be refused him as well.
  expect(await manager.locator('wh-slip-lines input[type=number]').count()).toBe(0);
  await manager.screenshot({ path: 'test/output/desk-decides.png' });
  const keeper = await openAt(workshop, 'requisitions', KEEPER);
  expect(await actsOn(keeper, 'wh-slip-detail', slip.number)).toEqual(expect.arrayContaining(['approve', 'reject']));
  expect(await keeper.locator('[data-decides]').count()).toBe(0);
  await keeper.locator('wh-slip-detail [data-act=approve]').click();
  // Both see it at once; undoing it is a keeper's as well.
  await manager.locator('wh-slip-detail .chip', { hasText: '已批准' }).waitFor();
  expect(await manager.locator('wh-slip-detail [data-act=reverse]').count()).toBe(0);
  await keeper.locator('wh-slip-detail [data-act=reverse]').waitFor();
});

test('so is a return, which shows what was left when it was received', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const [keeper, technician] = [await actor(workshop, '2001', 'keeper'), await actor(workshop, '1007', 'technician')];
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
  await act(workshop, keeper, 'requisitions.approve', { requisition: slip.id });
  const { warehouse } = await workshop.hub.store.read((reader) => ({
    warehouse: reader.one<{ id: string }>('select id from warehouse limit 1')?.id ?? '',
  }));
  const back = await act(workshop, technician, 'returns.start', {
    ...{ person: technician.person, warehouse, ticket: false },
  });
  const line = await workshop.hub.store.read((reader) => reader.one<{ id: string }>('select id from return_line'));
  await act(workshop, technician, 'returns.set-line', { return: back.id, line: line?.id, quantity: 1000 });
  await act(workshop, technician, 'returns.submit', { return: back.id });
  const page = await openAt(workshop, 'returns', MANAGER);
  const his = await actsOn(page, 'wh-return-detail', back.number);
  for (const name of ['approve', 'reject', 'receive']) expect(his).not.toContain(name);
  await page.locator('wh-return-detail [data-decides]').getByText('由总仓的库管审批和收料').waitFor();
  await act(workshop, keeper, 'returns.approve', { return: back.id });
  await page.locator('wh-return-detail .chip', { hasText: '已批准' }).waitFor();
  await act(workshop, keeper, 'returns.receive', { return: back.id });
  await page.locator('wh-return-detail .chip', { hasText: '已签收' }).waitFor();
  const figures = page.locator('wh-return-detail [data-line="FUS-10"] td.num');
  expect(await figures.allTextContents().then((texts) => texts.map((text) => text.trim()))).toEqual(['2', '1 个']);
  await page.screenshot({ path: 'test/output/desk-returned.png' });
});

test('the number of a hand-over stands in one line beside its list', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const [keeper, technician] = [await actor(workshop, '2001', 'keeper'), await actor(workshop, '1007', 'technician')];
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
  await act(workshop, keeper, 'requisitions.approve', { requisition: slip.id });
  const part = await workshop.hub.store.read((reader) =>
    reader.one<{ id: string }>("select id from part where number = 'FUS-10'"),
  );
  const taker = (await actor(workshop, '1008', 'technician')).person;
  const lines = [{ part: part?.id, quantity: 1000, lots: [] }];
  await act(workshop, technician, 'holdings.offer', { giver: technician.person, taker, remark: '', lines });
  const page = await openAt(workshop, 'holdings', MANAGER);
  await page.locator('wh-list vaadin-grid-cell-content', { hasText: '周建国' }).first().click();
  const number = page.locator('wh-holding-detail [data-hand-over] td:first-child .fig');
  for (const width of [1280, 1024, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await number.waitFor();
    expect(await number.evaluate((found) => found.getClientRects().length)).toBe(1);
    const detail = page.locator('wh-holding-detail');
    expect(await detail.evaluate((found) => found.scrollWidth - found.clientWidth)).toBe(0);
    await page.screenshot({ path: `test/output/desk-hand-over-${width}.png` });
  }
});
