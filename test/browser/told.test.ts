import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KIOSK, openBrowser, openScreen, type Screen } from '../support/browser.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';
import { signInAtDesk } from './desk-scene.ts';
import { act, actor, PINS, submitSlip } from './scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };
type Desk = Screen & { readonly workshop: Workshop };

async function openDesk(path: string, number: string, pin: string, options = {}): Promise<Desk> {
  const workshop = await startWorkshop({ kiosk: KIOSK });
  const screen = await openScreen(browser, options);
  await signInAtDesk(screen.page, workshop.origin, number, pin, 'main, wh-list, [data-count]');
  await screen.page.goto(`${workshop.origin}/desk/${path}`);
  return { ...screen, workshop };
}

const idOf = async ({ hub }: Workshop, sql: string, ...values: string[]): Promise<string> =>
  (await hub.store.read((reader) => reader.one<{ id: string }>(sql, ...values)))?.id ?? '';

/** 周建国 was issued two bolts, at another screen. */
async function holdBolts(workshop: Workshop): Promise<void> {
  const slip = await submitSlip(workshop, [{ number: 'BLT-M8-25', quantity: 2 }]);
  await act(workshop, await actor(workshop, '2001', 'keeper'), 'requisitions.approve', { requisition: slip.id });
}

/** He uses one of them, at his bay. */
async function useBolt(workshop: Workshop): Promise<void> {
  const technician = await actor(workshop, '1007', 'technician');
  const part = await idOf(workshop, "select id from part where number = 'BLT-M8-25'");
  const order = await idOf(workshop, 'select id from repair_order order by number limit 1');
  const lines = [{ part, quantity: 1000, lots: [] }];
  await act(workshop, technician, 'holdings.use', { person: technician.person, order, lines });
}

const cell = (page: Page, text: string) => page.locator('wh-list vaadin-grid-cell-content', { hasText: text });

test(
  'what is used at a bay is seen at the desk, in the list and beside it, and what was typed there stays',
  LONG,
  async () => {
    const { page, workshop, complaints } = await openDesk('holdings', '3101', '310110');
    await page.locator('[data-none=yet]').waitFor();
    await holdBolts(workshop);
    await cell(page, '周建国').waitFor();
    await page.locator('wh-list input[type=search]').fill('周建国');
    await cell(page, '2 个').click();
    const detail = page.locator('wh-holding-detail');
    await detail.locator('[data-held]', { hasText: '2 个' }).waitFor();
    await detail.locator('[name=order]').selectOption({ index: 2 });
    const order = await detail.locator('[name=order]').inputValue();
    await detail.locator('[name=remark]').fill('螺纹坏了');
    await useBolt(workshop);
    await cell(page, '1 个').waitFor();
    await detail.locator('[data-held]', { hasText: '1 个' }).waitFor();
    expect(await detail.locator('[name=quantity]').inputValue()).toBe('1');
    expect(await detail.locator('[name=remark]').inputValue()).toBe('螺纹坏了');
    expect(await detail.locator('[name=order]').inputValue()).toBe(order);
    expect(await page.locator('wh-list input[type=search]').inputValue()).toBe('周建国');
    expect(await page.locator('wh-list [role=row][aria-selected=true]').count()).toBe(1);
    await useBolt(workshop);
    await page.locator('[data-none=found]').waitFor();
    await detail.locator('[data-held]', { hasText: '0 个' }).waitFor();
    expect(complaints).toEqual([]);
  },
);

test(
  'while the hub is stopped the desk is grey with its age and nobody acts; when it is back all is told anew',
  LONG,
  async () => {
    const { page, workshop } = await openDesk('holdings', '3101', '310110');
    await holdBolts(workshop);
    await cell(page, '2 个').click();
    const detail = page.locator('wh-holding-detail');
    await detail.locator('[name=remark]').fill('螺纹坏了');
    await workshop.stop();
    await page.locator('.age').getByText('秒前').waitFor();
    expect(await page.locator('.desk.stale').count()).toBe(1);
    for (const name of ['use', 'offer', 'loss', 'damage']) {
      await expect.poll(() => detail.locator(`[data-act=${name}]`).isDisabled()).toBe(true);
    }
    for (const name of ['print', 'file']) {
      expect(await page.locator(`wh-list [data-act=${name}]`).isDisabled()).toBe(true);
    }
    await page.screenshot({ path: 'test/output/desk-lost.png' });
    await page.locator('wh-language-switch button').last().click();
    for (const [width, height] of [
      [1024, 600],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `test/output/desk-lost-${width}.png` });
    }
    await page.locator('wh-language-switch button').last().click();
    await page.setViewportSize({ width: 1280, height: 800 });
    const port = Number(new URL(workshop.origin).port);
    await useBolt(await startWorkshop({ kiosk: KIOSK, folder: workshop.folder, port }));
    await cell(page, '1 个').waitFor();
    await detail.locator('[data-held]', { hasText: '1 个' }).waitFor();
    expect(await page.locator('.age').count()).toBe(0);
    expect(await detail.locator('[name=remark]').inputValue()).toBe('螺纹坏了');
    expect(await detail.locator('[data-act=use]').isDisabled()).toBe(false);
  },
);

test(
  'a list that is told anew stays where it is scrolled, asks for what is in sight and does not flicker',
  LONG,
  async () => {
    const { page, workshop } = await openDesk('parts', '9001', '900110');
    await page.locator('[data-count="300"]').waitFor();
    const grid = page.locator('wh-list vaadin-grid');
    await grid.evaluate((found: unknown) => (found as { scrollToIndex(n: number): void }).scrollToIndex(220));
    const scrolled = () => grid.evaluate((found) => found.shadowRoot?.querySelector('#table')?.scrollTop ?? 0);
    // The last page comes into sight of its own.
    await expect.poll(() => page.locator('wh-list [loading]').count()).toBe(0);
    const [part, number] = await workshop.hub.store.read((reader) => {
      const found = reader.one<{ id: string; number: string }>(
        'select id, number from part order by number limit 1 offset 222',
      );
      return [found?.id ?? '', found?.number ?? ''] as const;
    });
    await cell(page, number).first().waitFor();
    const place = await scrolled();
    await page.evaluate(`
      const grid = document.querySelector('wh-app').shadowRoot.querySelector('wh-desk').shadowRoot.querySelector('wh-parts')
        .shadowRoot.querySelector('wh-list').shadowRoot.querySelector('vaadin-grid');
      window.flickers = 0;
      new MutationObserver((changes) => {
        window.flickers += changes.filter(({ target }) => target.hasAttribute('loading') && target !== grid).length;
      }).observe(grid.shadowRoot, { subtree: true, attributes: true, attributeFilter: ['loading'] });
      const send = WebSocket.prototype.send;
      window.asked = [];
      WebSocket.prototype.send = function (text) {
        const frame = JSON.parse(text);
        if (frame.type === 'ask') window.asked.push(frame);
        return send.call(this, text);
      };
    `);
    const manager = await actor(workshop, '9001', 'manager');
    await act(workshop, manager, 'parts.change', { part, name: '换了名的配件' });
    await cell(page, '换了名的配件').waitFor();
    expect(await scrolled()).toBe(place);
    expect(await page.evaluate('window.flickers')).toBe(0);
    const asked = await page.evaluate(
      'window.asked.map(({ name, request: { offset, limit } }) => ({ name, offset, limit }))',
    );
    expect(asked).toEqual([{ name: 'stock.parts', offset: 200, limit: 50 }]);
  },
);

test('a quantity that is being typed is not overwritten by what another changes', LONG, async () => {
  const { page, workshop } = await openDesk('requisitions', '2001', PINS['2001']);
  const keeper = await actor(workshop, '2001', 'keeper');
  const technician = await actor(workshop, '1007', 'technician');
  const slip = await act(workshop, keeper, 'requisitions.create', {
    ...{ warehouse: await idOf(workshop, 'select id from warehouse limit 1'), purpose: 'kit', order: null, remark: '' },
    receiver: technician.person,
    lines: [
      { part: await idOf(workshop, "select id from part where number = 'BLT-M8-25'"), quantity: 2000 },
      { part: await idOf(workshop, "select id from part where number = 'FUS-10'"), quantity: 2000 },
    ],
  });
  await cell(page, slip.number).click();
  const quantity = (number: string) => page.locator(`wh-slip-lines [data-line="${number}"] input`);
  await quantity('BLT-M8-25').fill('7');
  for (const number of ['BLT-M8-25', 'FUS-10']) {
    const line = await idOf(
      workshop,
      'select l.id from requisition_line l join part p on p.id = l.part_id where p.number = ?',
      number,
    );
    await act(workshop, keeper, 'requisitions.set-quantity', { requisition: slip.id, line, quantity: 3000 });
  }
  await expect.poll(() => quantity('FUS-10').inputValue()).toBe('3');
  expect(await quantity('BLT-M8-25').inputValue()).toBe('7');
  await quantity('BLT-M8-25').press('Tab');
  await expect
    .poll(() =>
      workshop.hub.store.read(
        (reader) =>
          reader.one<{ quantity: number }>(
            "select l.quantity from requisition_line l join part p on p.id = l.part_id where p.number = 'BLT-M8-25'",
          )?.quantity,
      ),
    )
    .toBe(7000);
  await act(workshop, keeper, 'requisitions.cancel', { requisition: slip.id });
  await page.locator('wh-slip-detail .chip', { hasText: '已取消' }).waitFor();
  await cell(page, '已取消').first().waitFor();
});
