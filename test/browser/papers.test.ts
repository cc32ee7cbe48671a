import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { type Counter, startWorkshop, type Workshop } from '../support/workshop.ts';
import { signInAtDesk } from './desk-scene.ts';
import { act, actor, PINS, submitSlip } from './scene.ts';

const LONG = { timeout: 120_000 };
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Desk = { readonly workshop: Workshop; readonly printer: Counter['printer']; readonly page: Page };

async function openDesk(): Promise<Desk> {
  const workshop = await startWorkshop({ kiosk: KIOSK, bays: [2] });
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  const { page } = await openScreen(browser);
  await signInAtDesk(page, workshop.origin, '2001', PINS['2001']);
  return { workshop, printer: counter.printer, page };
}

async function open({ workshop, page }: Desk, list: string, number: string): Promise<void> {
  await page.goto(`${workshop.origin}/desk/${list}`);
  await page.locator('vaadin-grid-cell-content', { hasText: number }).first().click();
}

/** What the paper in the pane says. */
const paper = (page: Page) => page.locator('wh-document-papers .pages svg').first();

async function printsOn({ printer, page, workshop }: Desk, says: readonly string[]): Promise<void> {
  const before = printer.sheets.length;
  await page.locator('wh-document-papers [data-act=reprint]').click();
  await page.locator('[data-printer=counter-1-printer]').click();
  await page.locator('[data-queued]').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => printer.sheets.length).toBe(before + 1);
  await workshop.hub.idle();
  const [sheet] = printer.sheets.slice(-1);
  const text = sheet === undefined ? '' : sheetLines(sheet).join('\n');
  for (const word of says) expect(text).toContain(word);
}

test(
  'the slip, the ticket of its bag and the pick ticket are looked at and printed from the slip’s own pane',
  LONG,
  async () => {
    const desk = await openDesk();
    const { workshop, page } = desk;
    const technician = { ...(await actor(workshop, '1007', 'technician')), station: 'bay-2' };
    const { part, order } = await workshop.hub.store.read((reader) => ({
      part: reader.one<{ id: string }>("select id from part where number = 'FUS-10'")?.id,
      order: reader.one<{ id: string }>('select id from repair_order order by number limit 1')?.id,
    }));
    const asked = await act<{ requisition: string; number: string }>(workshop, technician, 'bays.ask-for-parts', {
      ...{ station: 'bay-2', order, remark: '', lines: [{ part, quantity: 2000 }] },
    });
    await workshop.hub.idle();
    await open(desk, 'requisitions', asked.number);
    await page.locator('[data-paper=pick-ticket]').click();
    await expect.poll(() => paper(page).getAttribute('aria-label')).toContain('拣料票');
    // A bag has its ticket when it is packed.
    expect(await page.locator('[data-paper=bag-ticket]').count()).toBe(0);
    await printsOn(desk, ['拣料票', '补打 1', asked.number]);
    await page.locator('[data-act=approve]').click();
    await page.locator('[data-paper=bag-ticket]').click();
    await expect.poll(() => paper(page).getAttribute('aria-label')).toContain('2 号工位');
    await printsOn(desk, ['周建国', asked.number]);
    await page.locator('[data-paper=requisition]').click();
    await expect.poll(() => paper(page).getAttribute('aria-label')).toContain('领用单');
    await printsOn(desk, ['领用单', '补打 1']);
  },
);

test('the return ticket is printed again from the return’s own pane', LONG, async () => {
  const desk = await openDesk();
  const { workshop, page } = desk;
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
  await act(workshop, await actor(workshop, '2001', 'keeper'), 'requisitions.approve', { requisition: slip.id });
  const technician = await actor(workshop, '1007', 'technician');
  const warehouse = await workshop.hub.store.read(
    (reader) => reader.one<{ id: string }>('select id from warehouse')?.id,
  );
  const back = await act(workshop, technician, 'returns.start', { person: technician.person, warehouse, ticket: true });
  await workshop.hub.idle();
  await open(desk, 'returns', back.number);
  await page.locator('[data-paper=return-ticket]').click();
  await expect.poll(() => paper(page).getAttribute('aria-label')).toContain('退料票');
  await printsOn(desk, ['退料票', '补打 1', back.number]);
});

test('the paper has the width of its pane, and a tap shows it so large that it can be read', LONG, async () => {
  const desk = await openDesk();
  const { workshop, page } = desk;
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
  await open(desk, 'requisitions', slip.number);
  await page.locator('[data-field=medium]').selectOption('form-241');
  const pane = async () => (await page.locator('wh-document-papers').boundingBox())?.width ?? 0;
  const width = async () => (await paper(page).boundingBox())?.width ?? 0;
  await expect.poll(async () => (await width()) / (await pane())).toBeGreaterThan(0.99);
  await paper(page).click();
  const large = page.locator('wh-paper-view .large svg').first();
  await large.waitFor();
  await expect.poll(async () => (await large.boundingBox())?.width ?? 0).toBeGreaterThan(1000);
  await page.keyboard.press('Escape');
  // While it still closes, the page below it hears no key.
  const standing = page.locator('wh-paper-view wa-dialog dialog[open]');
  await standing.waitFor({ state: 'detached' });
  await page.locator('wh-slip-detail [data-number]').waitFor();
  await page.locator('[data-act=larger]').press('Enter');
  await large.waitFor();
});

test('what is opened again while it still closes stands open, and is closed by the next Escape', LONG, async () => {
  const desk = await openDesk();
  const { workshop, page } = desk;
  const slip = await submitSlip(workshop, [{ number: 'FUS-10', quantity: 2 }]);
  await open(desk, 'requisitions', slip.number);
  await paper(page).click();
  const large = page.locator('wh-paper-view .large svg').first();
  await large.waitFor();
  const wasClosing = await page.locator('wh-paper-view').evaluate(async (view) => {
    const dialog = view.shadowRoot.querySelector('wh-dialog');
    const frame = dialog.shadowRoot.querySelector('wa-dialog');
    const gone = new Promise((resolve) => frame.addEventListener('wa-after-hide', resolve, { once: true }));
    dialog.shadowRoot.querySelector('[data-act=close]').click();
    for (const element of [view, dialog, frame]) await element.updateComplete;
    const closing = frame.shadowRoot.querySelector('dialog').classList.contains('hide');
    view.shadowRoot.querySelector('[data-act=larger]').click();
    await gone;
    return closing;
  });
  expect(wasClosing).toBe(true);
  await large.waitFor();
  const standing = page.locator('wh-paper-view wa-dialog dialog[open]');
  await standing.waitFor();
  await page.keyboard.press('Escape');
  await standing.waitFor({ state: 'detached' });
});
