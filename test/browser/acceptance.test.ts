import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop } from '../support/workshop.ts';
import { act, actor, code, line, openCounterPage, type Scene, submitSlip } from './scene.ts';
import { Tally } from './tally.ts';

const LONG = { timeout: 120_000 };
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

function balance({ workshop }: Scene, sql: string): Promise<number> {
  return workshop.hub.store.read((reader) => reader.one<{ sum: number }>(sql)?.sum ?? 0);
}
const HELD =
  "select sum(b.quantity) as sum from balance b join person p on p.id = b.location_id where p.number = '1007'";
const IN_BINS = 'select sum(quantity) as sum from balance where in_bin = 1';
const FIVE = ['AF-B8L', 'OF-B8L', 'SP-B8L', 'CF-B8L'] as const;

/** A pack of three has a barcode of its own. */
async function packOfThree({ workshop }: Scene): Promise<string> {
  const pack = '6921589000019';
  await workshop.hub.store.write((tx) =>
    tx.run(
      "insert into part_barcode (code, part_id, pack_quantity) select ?, id, 3000 from part where number = 'FUS-10'",
      pack,
    ),
  );
  return pack;
}

/** SK-1, as it is with and without the line to head office. */
async function issueFive(scene: Scene, tally: Tally): Promise<void> {
  const { page, counter, order, workshop } = scene;
  const pack = await packOfThree(scene);
  const other = await openScreen(browser);
  await other.page.goto(`${workshop.origin}/counter/counter-1`);
  const [held, stock] = [await balance(scene, HELD), await balance(scene, IN_BINS)];
  await tally.scan(counter.gun, 'GP1007', page.getByText('周建国'));
  await tally.scan(counter.gun, order, page.locator('wh-slip wh-plate'));
  for (const number of FIVE) await tally.scan(counter.gun, code(number), line(page, number), 'E0');
  await tally.scan(counter.gun, pack, line(page, 'FUS-10'), 'E0');
  await tally.scan(counter.gun, 'WH-CONFIRM', page.locator('[data-done]'));
  await tally.machine(() => page.locator('wh-done [data-print=CONFIRMED]').waitFor());
  await other.page.locator('[data-done]').waitFor();
  expect((await balance(scene, HELD)) - held).toBe(7000);
  expect(stock - (await balance(scene, IN_BINS))).toBe(7000);
  expect(counter.printer.sheets).toHaveLength(1);
  expect(sheetLines(counter.printer.sheets[0] as never).join('\n')).toMatch(/LY-\d{8}-\d{4}/);
  expect(tally.taps).toBe(0);
}

test('SK-1: five lines are issued without a touch; stock, holding, paper and the other page agree', LONG, async () => {
  const scene = await openCounterPage(browser);
  const tally = new Tally('SK-1', 25);
  await issueFive(scene, tally);
  tally.print();
});

test(
  'SK-2: ten scans in a row are ten, in their order, and the same code at once is shown as ignored',
  LONG,
  async () => {
    const { page, counter } = await openCounterPage(browser);
    const tally = new Tally('SK-2', null);
    const codes = Array.from({ length: 10 }, (_, n) => code(n % 2 === 0 ? 'FUS-10' : 'FUS-15'));
    await tally.machine(async () => {
      // The last one once more at once: what comes later than 300 ms is another piece, however slow this machine is.
      for (const text of [...codes, codes[9] ?? '']) await counter.gun.scan(text, 'E0');
      await expect.poll(() => line(page, 'FUS-15').locator('[data-quantity]').textContent()).toBe('5');
    });
    tally.scans = 10;
    expect(await line(page, 'FUS-10').locator('[data-quantity]').textContent()).toBe('5');
    await page.locator('[data-outcome=duplicate]').first().waitFor();
    tally.print();
  },
);

test('SK-3: a scan lands on the slip while an input method composes; the text is untouched', LONG, async () => {
  const { page, counter } = await openCounterPage(browser);
  const tally = new Tally('SK-3', null);
  await tally.scan(counter.gun, 'GP1007', page.getByText('周建国'));
  const field = page.locator('wh-remark input');
  await field.click();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'buhuo', selectionStart: 5, selectionEnd: 5 });
  await expect.poll(() => field.inputValue()).toBe('buhuo');
  await tally.scan(counter.gun, code('OF-B8L'), line(page, 'OF-B8L'), 'E0');
  expect(await field.inputValue()).toBe('buhuo');
  tally.print();
});

test('SK-4: two counters and the last piece: one issues, the other reads what is left', LONG, async () => {
  const workshop = await startWorkshop({ kiosk: KIOSK, counters: 2 });
  const pages: Page[] = [];
  for (const [index, counter] of workshop.counters.entries()) {
    const { page } = await openScreen(browser);
    await page.goto(`${workshop.origin}/counter/${counter.id}`);
    await counter.gun.scan(`GP200${index + 1}`, 'C0');
    await page.locator('wh-pin-pad').waitFor();
    await page.keyboard.type(index === 0 ? '246810' : '135790');
    await page.keyboard.press('Enter');
    await page.locator('[data-keeper]').waitFor();
    // Two timing belts are all there is: each asks for both.
    for (const text of ['GP1007', 'WH-KIT', code('TB-B8L')]) await counter.gun.scan(text, 'C0');
    await line(page, 'TB-B8L').waitFor();
    await new Promise((resolve) => setTimeout(resolve, 320));
    await counter.gun.scan(code('TB-B8L'), 'C0');
    await expect.poll(() => line(page, 'TB-B8L').locator('[data-quantity]').textContent()).toBe('2');
    pages.push(page);
  }
  await Promise.all(workshop.counters.map(({ gun }) => gun.scan('WH-CONFIRM', 'C0')));
  const seen = await Promise.all(
    pages.map((page) =>
      Promise.race([
        page
          .locator('[data-done]')
          .waitFor()
          .then(() => 'issued'),
        page
          .getByText('仅剩 0 套 可领')
          .first()
          .waitFor()
          .then(() => 'refused'),
      ]),
    ),
  );
  expect(seen.sort()).toEqual(['issued', 'refused']);
});

test('SK-5: any one keeper approves with one tap; whoever looks later sees who did', LONG, async () => {
  const scene = await openCounterPage(browser);
  const { page, workshop } = scene;
  const slip = await submitSlip(workshop, [{ number: 'OF-B8L', quantity: 2 }]);
  const tally = new Tally('SK-5', 4);
  await page.locator(`[data-to-approve="${slip.id}"]`).click();
  await tally.tap(page.locator('wh-approval-dialog [data-act=approve]'), () =>
    page.locator(`[data-done="${slip.id}"]`).waitFor(),
  );
  const keeper = await actor(workshop, '2002', 'keeper');
  const again = act(workshop, keeper, 'requisitions.approve', { requisition: slip.id });
  await expect(again).rejects.toThrow(/already-decided.*吴敏/);
  expect(tally.taps).toBe(1);
  tally.print();
});

test(
  'SK-6: a rejection has its reason, frees what was reserved, and the slip is copied and not revived',
  LONG,
  async () => {
    const scene = await openCounterPage(browser);
    const { page, workshop } = scene;
    const slip = await submitSlip(workshop, [{ number: 'OF-B8L', quantity: 12 }]);
    const tally = new Tally('SK-6', null);
    await tally.tap(page.locator(`[data-to-approve="${slip.id}"]`));
    await tally.tap(page.locator('wh-approval-dialog [data-act=ask-reject]'));
    await tally.tap(page.locator('wh-approval-dialog .reasons .btn').first(), () =>
      page.locator(`[data-to-approve="${slip.id}"]`).waitFor({ state: 'detached' }),
    );
    const reserved = await balance(scene, 'select count(*) as sum from reservation where released_at is null');
    expect(reserved).toBe(0);
    const technician = await actor(workshop, '1007', 'technician');
    await expect(act(workshop, technician, 'requisitions.submit', { requisition: slip.id })).rejects.toThrow(
      /not-a-draft/,
    );
    const copy = await act(workshop, technician, 'requisitions.copy', { requisition: slip.id });
    expect(copy.number).not.toBe(slip.number);
    tally.print();
  },
);

test(
  "SK-7: yesterday's kit of twelve lines is copied and submitted with two taps, with what there is today",
  LONG,
  async () => {
    const workshop = await startWorkshop({ kiosk: KIOSK });
    const numbers = ['OF', 'AF', 'CF', 'FF', 'SP', 'WBF', 'WBR', 'SB', 'IC', 'VB', 'TH', 'CLP'].map(
      (kind) => `${kind}-B8L`,
    );
    const slip = await submitSlip(
      workshop,
      numbers.map((number) => ({ number, quantity: 2 })),
    );
    const keeper = await actor(workshop, '2001', 'keeper');
    await act(workshop, keeper, 'requisitions.approve', { requisition: slip.id });
    const { page } = await openScreen(browser);
    await page.goto(`${workshop.origin}/desk/requisitions`);
    await page.locator('[name=number] input').fill('2001');
    await page.locator('[name=pin] input').fill('246810');
    await page.locator('[data-act=sign-in]').click();
    await page.locator('vaadin-grid-cell-content', { hasText: slip.number }).first().click();
    await page.locator('wh-slip-detail [data-approval=APPROVED]').waitFor();
    const tally = new Tally('SK-7', 10);
    await tally.tap(page.locator('wh-slip-detail [data-act=copy]'), () =>
      page.locator('wh-slip-detail [data-approval=DRAFT]').waitFor(),
    );
    expect(await page.locator('wh-slip-lines tr[data-line]').count()).toBe(12);
    // Of three timing things there were three: one is left of the two that were wanted.
    await page.locator('tr.bad [data-asked]').first().waitFor();
    await tally.tap(page.locator('wh-slip-detail [data-act=submit]'), () =>
      page.locator('wh-slip-detail [data-approval=SUBMITTED]').waitFor(),
    );
    expect(tally.taps).toBe(2);
    tally.print();
  },
);

test(
  'SK-12: without the line to head office all is the same; the bar says how much waits, and nothing asks',
  LONG,
  async () => {
    const workshop = await startWorkshop({ kiosk: KIOSK, pty: true, headOffice: 'http://127.0.0.1:9' });
    const [counter] = workshop.counters;
    if (counter === undefined) throw new Error('no counter');
    const order = await workshop.hub.store.read(
      (reader) =>
        reader.one<{ number: string }>('select number from repair_order order by number limit 1')?.number ?? '',
    );
    const screen = await openScreen(browser);
    await screen.page.goto(`${workshop.origin}/counter/counter-1`);
    await counter.gun.scan('GP2001', 'C0');
    await screen.page.locator('wh-pin-pad').waitFor();
    await screen.page.keyboard.type('246810');
    await screen.page.keyboard.press('Enter');
    await screen.page.locator('[data-keeper]').waitFor();
    const tally = new Tally('SK-12', 25);
    await issueFive({ workshop, counter, order, ...screen }, tally);
    const bar = screen.page.locator('[data-line=offline]');
    await bar.getByText('总部离线').waitFor();
    expect(Number(await bar.locator('[data-waiting]').textContent())).toBeGreaterThan(0);
    expect(await screen.page.locator('wa-dialog[open]').count()).toBe(0);
    tally.print();
  },
);
