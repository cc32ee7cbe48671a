import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import { act, actor, submitSlip } from './scene.ts';
import { assertSound } from './sound-page.ts';

const LONG = { timeout: 120_000 };
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A page of the desk, signed in as somebody of the demo. */
async function desk(workshop: Workshop, path: string, number = '2001', pin = '246810', options = {}): Promise<Page> {
  const { page } = await openScreen(browser, options);
  await page.goto(`${workshop.origin}/desk/${path}`);
  await page.locator('[name=number] input').fill(number);
  await page.locator('[name=pin] input').fill(pin);
  await page.locator('[data-act=sign-in]').click();
  await page.locator('wh-list').waitFor();
  return page;
}

async function issued(workshop: Workshop) {
  const slip = await submitSlip(workshop, [
    { number: 'OF-B8L', quantity: 2 },
    { number: 'SP-B8L', quantity: 4 },
  ]);
  await act(workshop, await actor(workshop, '2001', 'keeper'), 'requisitions.approve', { requisition: slip.id });
  return slip;
}

const row = (page: Page, text: string) => page.locator('vaadin-grid-cell-content', { hasText: text }).first();

test(
  'a slip of a technician is approved at the desk, short and with the rest waiting, then reversed with the PIN',
  LONG,
  async () => {
    const workshop = await startWorkshop({ kiosk: KIOSK });
    const slip = await submitSlip(workshop, [{ number: 'OF-B8L', quantity: 5 }]);
    const page = await desk(workshop, 'requisitions');
    await row(page, slip.number).click();
    const line = page.locator('[data-line="OF-B8L"]');
    // More than was asked for is refused, and the field says again what the hub has.
    await line.locator('input').fill('6');
    await line.locator('input').press('Enter');
    await page.getByText('少发要比申领的 5 少').waitFor();
    expect(await line.locator('input').inputValue()).toBe('5');
    await line.locator('input').fill('3');
    await line.locator('input').press('Enter');
    await page.screenshot({ path: 'test/output/desk-short.png' });
    await page.locator('[data-act=drop-short]').click();
    expect(await line.locator('input').inputValue()).toBe('5');
    await line.locator('input').fill('3');
    await line.locator('input').press('Enter');
    await page.locator('[data-reason="short.not-good"]').click();
    await line.locator('[data-asked]', { hasText: '申领 5 有损坏' }).waitFor();
    await page.locator('[data-act=approve]').click();
    await page.locator('wh-slip-detail [data-approval=APPROVED]').waitFor();
    await page.screenshot({ path: 'test/output/desk-slip.png' });
    await page.locator('[data-act=reverse]').click();
    await page.locator('[data-reasons=reverse] button').first().click();
    await page.getByText('已冲销').first().waitFor();
    // What is void needs no rest.
    await workshop.hub.idle();
    const rest = await workshop.hub.store.read((reader) =>
      reader.all('select approval from requisition where back_order_of = ?', slip.id),
    );
    expect(rest).toEqual([{ approval: 'CANCELLED' }]);
  },
);

test('a slip is made, filled, copied and submitted at the desk', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const page = await desk(workshop, 'requisitions');
  await page.locator('[data-act=new]').click();
  await page.locator('wh-new-slip [name=receiver]').selectOption({ label: '周建国 · 1007' });
  // What it is for is said by whoever makes it.
  await page.locator('wh-new-slip [name=order]').selectOption('kit');
  await page.locator('[data-act=make]').click();
  await page.locator('wh-slip-detail [data-approval=DRAFT]').waitFor();
  await page.locator('[name=find]').fill('没有这种');
  await page.locator('[data-none]', { hasText: '没有找到“没有这种”' }).waitFor();
  await page.locator('[name=find]').fill('OF-B8L');
  await page.locator('[data-add="OF-B8L"]').click();
  await page.locator('[data-line="OF-B8L"]').waitFor();
  const quantity = page.locator('[data-line="OF-B8L"] input');
  await quantity.fill('2.5');
  await quantity.press('Enter');
  await page.getByText('按个计的配件只能领整数').waitFor();
  expect(await quantity.inputValue()).toBe('1');
  const number = await page.locator('wh-slip-detail [data-number]').textContent();
  await page.locator('[data-act=copy]').click();
  await expect.poll(() => page.locator('wh-slip-detail [data-number]').textContent()).not.toBe(number);
  await page.locator('[data-act=submit]').click();
  await page.locator('wh-slip-detail [data-approval=SUBMITTED]').waitFor();
});

test('what an employee holds is used, handed over and reported at the desk', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  await issued(workshop);
  const page = await desk(workshop, 'holdings', '3101', '310110');
  await row(page, 'OF-B8L').click();
  const detail = page.locator('wh-holding-detail');
  await detail.locator('[name=quantity]').fill('1');
  await detail.locator('[data-act=use]').click();
  await detail.getByText('请选工单').waitFor();
  await detail.locator('[name=order]').selectOption({ index: 1 });
  await detail.locator('[data-act=use]').click();
  await expect
    .poll(() => workshop.hub.store.read((reader) => reader.all("select 1 from movement where kind = 'use'").length))
    .toBe(1);
  await detail.locator('[name=taker]').selectOption({ label: '李志明' });
  await detail.locator('[data-act=offer]').click();
  await detail.locator('[data-hand-over]').waitFor();
  await detail.locator('[name=remark]').fill('摔坏了');
  await detail.locator('[data-act=damage]').click();
  await detail.locator('[data-loss]').waitFor();
  await page.screenshot({ path: 'test/output/desk-holdings.png' });
  await detail.locator('[data-act=approve-loss]').click();
  await detail.locator('[data-loss]', { hasText: '已批准' }).waitFor();
});

test('a keeper sees a loss report and who decides on it, not buttons that refuse', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  await issued(workshop);
  const page = await desk(workshop, 'holdings');
  await row(page, 'OF-B8L').click();
  const detail = page.locator('wh-holding-detail');
  await detail.locator('[name=remark]').fill('掉进机舱');
  await detail.locator('[data-act=loss]').click();
  await detail.locator('[data-loss]', { hasText: '待审批' }).waitFor();
  await detail.getByText('报损由主管或店长审批').waitFor();
  expect(await detail.locator('[data-act=approve-loss]').count()).toBe(0);
});

test('from a quantity to what proved it in two taps', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const slip = await issued(workshop);
  const page = await desk(workshop, 'movements');
  await row(page, slip.number).click();
  await page.locator('.detail', { hasText: '吴敏' }).waitFor();
  await page.screenshot({ path: 'test/output/desk-moves.png' });
});

/** A return that a technician has begun and nobody has checked. */
async function broughtBack(workshop: Workshop): Promise<{ id: string; number: string }> {
  const technician = await actor(workshop, '1007', 'technician');
  const warehouse = await workshop.hub.store.read(
    (reader) => reader.one<{ id: string }>('select id from warehouse')?.id,
  );
  return act(workshop, technician, 'returns.start', { person: technician.person, warehouse, ticket: false });
}

test.each(['requisitions', 'returns'])(
  '%s at the desk are looked at on any paper and downloaded',
  LONG,
  async (path) => {
    const workshop = await startWorkshop({ kiosk: KIOSK });
    const slip = await issued(workshop);
    const returned = await broughtBack(workshop);
    const page = await desk(workshop, path);
    await row(page, path === 'returns' ? returned.number : slip.number).click();
    const paper = page.locator('wh-paper-view');
    await paper.locator('[data-pages="1"] wh-paper svg').waitFor();
    await paper.locator('[data-field=medium]').selectOption('form-241-third');
    await paper.locator('wh-paper.wide svg').waitFor();
    await paper.scrollIntoViewIfNeeded();
    await page.screenshot({ path: `test/output/desk-paper-${path}.png` });
    const href = (await paper.locator('[data-act=pdf]').getAttribute('href')) ?? '';
    const pdf = await page.request.get(workshop.origin + href);
    expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
    // A third of eleven inches.
    expect(/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec((await pdf.body()).toString('latin1'))?.[1]).toBe('264');
  },
);

test.each([
  ['requisitions', 'slips'],
  ['returns', 'returns'],
  ['holdings', 'holdings'],
  ['movements', 'movements'],
])('the desk page %s: nothing runs out of the screen, and axe finds no serious violation', LONG, async (path) => {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const slip = await issued(workshop);
  const returned = await broughtBack(workshop);
  const page = await desk(workshop, path, '2001', '246810', { bypassCSP: true });
  await assertSound(page, `the list of ${path}`);
  const text = path === 'returns' ? returned.number : path === 'holdings' ? 'OF-B8L' : slip.number;
  await row(page, text).click();
  await page.locator('.detail header').first().waitFor();
  await assertSound(page, `what was chosen of ${path}`);
});
