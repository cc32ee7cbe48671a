import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import { signInAtDesk } from './desk-scene.ts';
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
    await page.getByText('只认了 0 个。请点选是哪几个').first().waitFor();
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
    await dialog.getByText('只认了 0 个。请点选是哪几个').waitFor();
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

/** 周建国 holds batteries. */
async function holdBatteries(workshop: Workshop, serials = ['A70-2610001', 'A70-2610002']): Promise<void> {
  const slip = await submitSlip(workshop, [{ number: 'BAT-70AGM', quantity: serials.length }]);
  const keeper = await actor(workshop, '2001', 'keeper');
  const of = await workshop.hub.store.read((reader) =>
    reader.one<{ id: string }>('select id from requisition_line where requisition_id = ?', slip.id),
  );
  const named = serials.map((lot) => ({ lot, quantity: 1000 }));
  await act(workshop, keeper, 'requisitions.name-lots', { requisition: slip.id, line: of?.id, lots: named });
  await act(workshop, keeper, 'requisitions.approve', { requisition: slip.id });
}

test('of two batteries one comes back, and the return says which', LONG, async () => {
  const { page, workshop, counter } = await openCounterPage(browser);
  await holdBatteries(workshop);
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

test(
  'of two batteries one is handed over at the bay and the other reported broken at the desk, each by its name',
  LONG,
  async () => {
    const workshop = await startWorkshop({ kiosk: KIOSK, bays: [2] });
    await holdBatteries(workshop);
    const li = await actor(workshop, '1008', 'technician');
    const { page: bay } = await openScreen(browser);
    await bay.goto(`${workshop.origin}/bay/bay-2`);
    await bay.locator('[data-tile]', { hasText: '周建国' }).click();
    await bay.locator('wh-pin-pad').waitFor();
    await bay.keyboard.type('100710');
    await bay.keyboard.press('Enter');
    await bay.locator('footer [data-act=all]').click();
    await bay.locator('wh-bay-held [data-held="BAT-70AGM"]').click();
    const give = bay.locator('wh-bay-give');
    // All of them need no name.
    expect(await give.locator('[data-lot]').count()).toBe(0);
    await give.locator('[data-step="-1"]').click();
    await give.locator(`[data-taker="${li.person}"]`).click();
    await bay.locator('[data-refused="requisitions.serials-missing"]').last().waitFor();
    await give.locator('[data-lot="A70-2610002"]').click();
    await bay.screenshot({ path: 'test/output/bay-give-serial.png' });
    await give.locator(`[data-taker="${li.person}"]`).click();
    await bay.getByText('已提出移交').waitFor();
    const offered = await workshop.hub.store.read((reader) => reader.one<{ id: string }>('select id from hand_over'));
    await act(workshop, li, 'holdings.accept', { handOver: offered?.id });

    const { page: desk } = await openScreen(browser);
    await signInAtDesk(desk, workshop.origin, '3101', '310110');
    await desk.goto(`${workshop.origin}/desk/holdings`);
    const detail = desk.locator('wh-holding-detail');
    await desk.locator('vaadin-grid-cell-content', { hasText: '周建国' }).first().click();
    await detail.getByText('A70-2610002').waitFor();
    await detail.locator('[name=remark]').fill('壳裂了');
    await detail.locator('[data-act=damage]').click();
    await detail.locator('[data-act=approve-loss]').click();
    await detail.locator('[data-loss]', { hasText: '已批准' }).waitFor();
    await desk.screenshot({ path: 'test/output/desk-serial-loss.png' });
    const lots = await workshop.hub.store.read((reader) =>
      reader.all("select kind, lot from movement where kind in ('transfer', 'scrap') order by at_wall, kind"),
    );
    expect(lots).toEqual([
      { kind: 'transfer', lot: 'A70-2610002' },
      { kind: 'scrap', lot: 'A70-2610001' },
    ]);
  },
);

test('at the desk what was named for one act is not named for the next', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  await holdBatteries(workshop, ['A70-2610001', 'A70-2610002', 'A70-2610003']);
  const { page } = await openScreen(browser);
  await signInAtDesk(page, workshop.origin, '3101', '310110');
  await page.goto(`${workshop.origin}/desk/holdings`);
  await page.locator('vaadin-grid-cell-content', { hasText: '周建国' }).first().click();
  const detail = page.locator('wh-holding-detail');
  await detail.locator('[name=quantity]').fill('1');
  await detail.locator('[name=order]').selectOption({ index: 1 });
  for (const [serial, left] of [
    ['A70-2610001', 2],
    ['A70-2610003', 1],
  ] as const) {
    await detail.locator(`[data-lot="${serial}"]`).click();
    await detail.locator('[data-act=use]').click();
    await detail.locator('[data-held]', { hasText: `${left} 个` }).waitFor();
    await expect.poll(() => detail.locator(`[data-lot="${serial}"]`).count()).toBe(0);
  }
  await detail.locator('[name=remark]').fill('壳裂了');
  await detail.locator('[data-act=damage]').click();
  await detail.locator('[data-loss]', { hasText: 'A70-2610002' }).waitFor();
});

test('what is kept for another slip is shown as such, and cannot be tapped', LONG, async () => {
  const { page, workshop } = await openCounterPage(browser);
  const keeper = await actor(workshop, '2001', 'keeper');
  const [first, second] = [
    await submitSlip(workshop, [{ number: 'BAT-70AGM', quantity: 1 }]),
    await submitSlip(workshop, [{ number: 'BAT-70AGM', quantity: 1 }]),
  ];
  await page.locator(`[data-to-approve="${second.id}"]`).click();
  const dialog = page.locator('wh-approval-dialog');
  const chip = dialog.locator('[data-lot="A70-2610001"]');
  await chip.waitFor();
  const of = await workshop.hub.store.read((reader) =>
    reader.one<{ id: string }>('select id from requisition_line where requisition_id = ?', first.id),
  );
  const lots = [{ lot: 'A70-2610001', quantity: 1000 }];
  await act(workshop, keeper, 'requisitions.name-lots', { requisition: first.id, line: of?.id, lots });
  // A colleague named it while the dialog stood: the next tap shows it.
  await dialog.locator('[data-lot="A70-2610002"]').click();
  await dialog.locator('[data-lot="A70-2610002"][aria-pressed=true]').click();
  await chip.getByText(`已留给 ${first.number}`).waitFor();
  expect(await chip.isDisabled()).toBe(true);
  await page.screenshot({ path: 'test/output/lot-kept.png' });
});
