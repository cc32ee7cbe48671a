import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import {
  act,
  actor,
  closedCounterPage,
  code,
  line,
  openCounterPage,
  submitSlip,
  typePin,
  visitorPage,
} from './scene.ts';
import { assertSound } from './sound-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };
const dialog = (page: Page) => page.locator('wh-approval-dialog');

async function openSlip(page: Page, id: string): Promise<void> {
  await page.locator(`[data-to-approve="${id}"]`).click();
  await dialog(page).locator('[data-act=close]').waitFor();
}

test(
  'the whole slip is shown before it is approved; approved, it is the slip that stands there as issued, with its paper',
  LONG,
  async () => {
    const { page, workshop, counter, complaints } = await openCounterPage(browser);
    const slip = await submitSlip(workshop, [
      { number: 'OF-B8L', quantity: 2 },
      { number: 'SP-B8L', quantity: 4 },
    ]);
    await openSlip(page, slip.id);
    const shown = dialog(page);
    for (const text of [slip.number, '周建国', '客户等着', '2 行配件']) await shown.getByText(text).first().waitFor();
    await shown.locator('wh-plate').waitFor();
    const row = shown.locator('[data-approval-line="OF-B8L"]');
    expect(await row.locator('[data-quantity]').textContent()).toBe('2');
    expect(await row.locator('[data-issuable]').textContent()).toBe('12');
    await shown.locator('[data-act=approve]').click();
    await page.locator(`[data-done="${slip.id}"]`).waitFor();
    await page.locator('wh-done [data-print=CONFIRMED]').waitFor();
    await shown.locator('[data-act=close]').waitFor({ state: 'hidden' });
    expect(counter.printer.sheets).toHaveLength(1);
    expect(complaints).toEqual([]);
  },
);

test('the pick ticket that is scanned at the counter opens its slip, to be approved by one tap', LONG, async () => {
  const { page, workshop, counter } = await openCounterPage(browser);
  const [first, second] = [
    await submitSlip(workshop, [{ number: 'OF-B8L', quantity: 1 }]),
    await submitSlip(workshop, [{ number: 'AF-B8L', quantity: 1 }]),
  ];
  await page.locator(`[data-to-approve="${second.id}"]`).waitFor();
  await counter.gun.scan(first.number, 'C0');
  await dialog(page).getByText(first.number).first().waitFor();
  await dialog(page).locator('[data-act=approve]').click();
  await page.locator(`[data-done="${first.id}"]`).waitFor();
});

test(
  'a slip that is short cannot be approved: the line is red, and the sentence says what can be done',
  LONG,
  async () => {
    const { page, workshop } = await openCounterPage(browser);
    const slip = await submitSlip(workshop, [{ number: 'TB-B8L', quantity: 2 }]);
    await openSlip(page, slip.id);
    expect(await dialog(page).locator('[data-act=approve]').isEnabled()).toBe(true);
    // The opening count was wrong: the shelf is empty, whatever was reserved.
    const opening = await workshop.hub.store.read((reader) =>
      reader.one<{ id: string }>(
        "select movement.id from movement join part on part.id = part_id where part.number = 'TB-B8L'",
      ),
    );
    const manager = { ...(await actor(workshop, '9001', 'keeper')), roles: ['manager'] as const };
    await act(workshop, manager, 'stock.reverse', { movement: opening?.id, reason: '盘点' });
    await dialog(page).locator('[data-approval-line="TB-B8L"][data-lacking]').waitFor();
    await dialog(page).getByText('仅剩 0 套可领, 需 2').waitFor();
    await dialog(page).getByText('1 行库存不足, 不能批准').waitFor();
    expect(await dialog(page).locator('[data-act=approve]').isDisabled()).toBe(true);
    await dialog(page).locator('[data-act=ask-reject]').click();
    await dialog(page).locator('[data-reason="reject.reserved"]').click();
    await page.locator(`[data-to-approve="${slip.id}"]`).waitFor({ state: 'detached' });
  },
);

test('what somebody else decides meanwhile is said in the open dialog, and its buttons are gone', LONG, async () => {
  const { page, workshop } = await openCounterPage(browser);
  const other = await actor(workshop, '2002', 'keeper');
  const decisions = [
    ['requisitions.approve', {}, '已批准 · 郑强'],
    ['requisitions.reject', { reason: '数量不对' }, '已否决 · 数量不对'],
    ['requisitions.cancel', {}, '已取消'],
  ] as const;
  for (const [name, facts, said] of decisions) {
    const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 1 }]);
    await openSlip(page, slip.id);
    await act(workshop, other, name, { requisition: slip.id, ...facts });
    await dialog(page).locator('[data-decided]').getByText(said).waitFor();
    expect(await dialog(page).locator('[data-act=approve]').count()).toBe(0);
    await dialog(page).locator('[data-act=close]').click();
    await dialog(page).locator('[data-act=close]').waitFor({ state: 'hidden' });
  }
});

test('behind a slip in progress the dialog itself says that the other one is issued and printed', LONG, async () => {
  const { page, workshop, counter } = await openCounterPage(browser);
  for (const text of ['GP1008', 'WH-KIT', code('FUS-15')]) await counter.gun.scan(text, 'C0');
  await line(page, 'FUS-15').waitFor();
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 1 }]);
  await openSlip(page, slip.id);
  await dialog(page).locator('[data-act=approve]').click();
  await dialog(page).getByText('已批准 · 吴敏').waitFor();
  await dialog(page).locator('[data-print=CONFIRMED]').waitFor();
  await dialog(page).locator('[data-act=close]').click();
  await line(page, 'FUS-15').waitFor();
});

test('on a closed counter slips to approve are seen and cannot be decided', LONG, async () => {
  const { page, workshop, counter } = await closedCounterPage(browser);
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 1 }]);
  await page.locator('[data-open-first]').waitFor();
  await openSlip(page, slip.id);
  await dialog(page).getByText('柜台未开').waitFor();
  for (const button of ['approve', 'ask-reject'])
    expect(await dialog(page).locator(`[data-act=${button}]`).isDisabled()).toBe(true);
  // Opening the counter puts the dialog away for the PIN pad; afterwards it can be decided.
  await counter.gun.scan('GP2001', 'C0');
  await typePin(page);
  await page.locator('[data-keeper]').waitFor();
  expect(await page.locator('[data-open-first]').count()).toBe(0);
  await openSlip(page, slip.id);
  await dialog(page).locator('[data-act=approve]').click();
  await page.locator(`[data-done="${slip.id}"]`).waitFor();
});

test(
  'a page that is signed out approves after the PIN; a reason at a touch is kept in one language',
  LONG,
  async () => {
    const scene = await openCounterPage(browser);
    const { workshop } = scene;
    const { page } = await visitorPage(browser, scene);
    const [first, second] = [
      await submitSlip(workshop, [{ number: 'FUS-10', quantity: 1 }]),
      await submitSlip(workshop, [{ number: 'FUS-15', quantity: 1 }]),
    ];
    await openSlip(page, first.id);
    await dialog(page).locator('[data-act=approve]').click();
    await typePin(page);
    await page.locator(`[data-done="${first.id}"]`).waitFor();

    await page.locator('wh-language-switch button').click();
    await openSlip(page, second.id);
    await dialog(page).getByText('1 line', { exact: false }).first().waitFor();
    await dialog(page).locator('[data-act=ask-reject]').click();
    await dialog(page).getByRole('button', { name: 'Wrong quantity' }).click();
    await page.locator(`[data-to-approve="${second.id}"]`).waitFor({ state: 'detached' });
    const row = await workshop.hub.store.read((reader) =>
      reader.one<{ reason: string }>('select reason from requisition where id = ?', second.id),
    );
    expect(row?.reason).toBe('数量不对');
  },
);

test(
  'what a technician took without a keeper is rejected only when the keeper says that it lies on the shelf again',
  LONG,
  async () => {
    const { page, workshop, counter } = await closedCounterPage(browser);
    const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 1 }]);
    await act(workshop, await actor(workshop, '1007', 'technician'), 'requisitions.take', { requisition: slip.id });
    await counter.gun.scan('GP2001', 'C0');
    await typePin(page);
    await openSlip(page, slip.id);
    await dialog(page).getByText('周建国 已自取').waitFor();
    await dialog(page).locator('[data-act=ask-reject]').click();
    const reason = dialog(page).locator('[data-reason="reject.wrong-part"]');
    expect(await reason.isDisabled()).toBe(true);
    await dialog(page).locator('[data-act=parts-are-back]').check();
    await page.screenshot({ path: 'test/output/reject-taken.png' });
    await reason.click();
    await page.locator(`[data-to-approve="${slip.id}"]`).waitFor({ state: 'detached' });
    const decided = await workshop.hub.store.read((reader) =>
      reader.one('select approval from requisition where id = ?', slip.id),
    );
    expect(decided).toEqual({ approval: 'REJECTED' });
  },
);

test('a keeper at the counter issues less, says why, and the rest waits', LONG, async () => {
  const { page, workshop } = await openCounterPage(browser, { bypassCSP: true });
  const slip = await submitSlip(workshop, [{ number: 'OF-B8L', quantity: 3 }]);
  await openSlip(page, slip.id);
  const row = dialog(page).locator('[data-approval-line="OF-B8L"]');
  await row.locator('[data-act=less]').click();
  await row.locator('wh-quantity-stepper [data-step="-1"]').click();
  await page.screenshot({ path: 'test/output/approval-less.png' });
  await assertSound(page, 'less of a line');
  await row.locator('[data-reason]').first().click();
  await row.locator('[data-asked]').waitFor();
  await expect.poll(() => row.locator('[data-quantity]').first().textContent()).toBe('2');
  await dialog(page).locator('[data-act=approve]').click();
  await page.locator(`[data-done="${slip.id}"]`).waitFor();
  const rest = await workshop.hub.store.read((reader) =>
    reader.all(
      'select r.approval, l.quantity from requisition r join requisition_line l on l.requisition_id = r.id where r.back_order_of = ?',
      slip.id,
    ),
  );
  expect(rest).toEqual([{ approval: 'DRAFT', quantity: 1000 }]);
});
