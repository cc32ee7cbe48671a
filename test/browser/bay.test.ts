import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { type BayStation, type Counter, startWorkshop, type Workshop } from '../support/workshop.ts';
import { act, actor, code } from './scene.ts';
import { assertSound } from './sound-page.ts';

const LONG = { timeout: 120_000 };
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type BayScene = { workshop: Workshop; counter: Counter; here: BayStation; elsewhere: BayStation; page: Page };

/** The page of bay 2, where 京AD1234 stands; bay 3 is another car's. */
async function bayScene(options: { bypassCSP?: boolean } = {}): Promise<BayScene> {
  const workshop = await startWorkshop({ kiosk: KIOSK, bays: [2, 3] });
  const [counter] = workshop.counters;
  const [here, elsewhere] = workshop.bays;
  if (counter === undefined || here === undefined || elsewhere === undefined) throw new Error('no bay');
  const { page } = await openScreen(browser, options);
  await page.goto(`${workshop.origin}/bay/bay-2`);
  await page.locator('[data-tile]').first().waitFor();
  return { workshop, counter, here, elsewhere, page };
}

/** 周建国 taps his tile and types his PIN. */
async function signIn(page: Page): Promise<void> {
  await page.locator('[data-tile]', { hasText: '周建国' }).click();
  await page.locator('wh-pin-pad').waitFor();
  await page.keyboard.type('100710');
  await page.keyboard.press('Enter');
  await page.locator('[data-technician]').waitFor();
}

async function approveAtCounter({ workshop }: BayScene, number: string): Promise<void> {
  const keeper = await actor(workshop, '2001', 'keeper');
  const id = await workshop.hub.store.read(
    (reader) => reader.one<{ id: string }>('select id from requisition where number = ?', number)?.id ?? '',
  );
  await act(workshop, keeper, 'requisitions.approve', { requisition: id });
}

/** The ids of parts with thousandths of each, and what they are asked or issued for. */
async function factsFor(workshop: Workshop, parts: readonly (readonly [string, number])[]) {
  return workshop.hub.store.read((reader) => ({
    warehouse: reader.one<{ id: string }>('select id from warehouse')?.id,
    order: reader.one<{ id: string }>("select id from repair_order where bay = '2 号工位'")?.id,
    lines: parts.map(([number, pieces]) => ({
      part: reader.one<{ id: string }>('select id from part where number = ?', number)?.id,
      quantity: pieces * 1000,
    })),
  }));
}

/** 周建国 has them in his kit; `serials`: which ones of the first part. */
async function issueToZhou(
  workshop: Workshop,
  parts: readonly (readonly [string, number])[],
  serials: readonly string[] = [],
): Promise<void> {
  const [keeper, zhou] = [await actor(workshop, '2001', 'keeper'), await actor(workshop, '1007', 'technician')];
  const { warehouse, lines } = await factsFor(workshop, parts);
  const head = { warehouse, purpose: 'kit', receiver: zhou.person, order: null, remark: '' };
  const { id: requisition } = await act(workshop, keeper, 'requisitions.create', { ...head, lines });
  if (serials.length > 0) {
    const line = await workshop.hub.store.read(
      (reader) =>
        reader.one<{ id: string }>('select id from requisition_line where requisition_id = ?', requisition)?.id,
    );
    const lots = serials.map((lot) => ({ lot, quantity: 1000 }));
    await act(workshop, keeper, 'requisitions.name-lots', { requisition, line, lots });
  }
  await act(workshop, keeper, 'requisitions.confirm', { requisition });
}

type Observer = { observe(element: unknown): void; disconnect(): void };
type Observers = {
  readonly IntersectionObserver: new (tell: (seen: readonly { intersectionRatio: number }[]) => void) => Observer;
};

/** How much of an element is on the screen and not scrolled away: 1 is all of it. */
function shareInSight(of: Locator): Promise<number> {
  return of.evaluate((element) => {
    const { IntersectionObserver } = globalThis as unknown as Observers;
    return new Promise<number>((tell) => {
      const observer = new IntersectionObserver(([seen]) => {
        observer.disconnect();
        tell(seen?.intersectionRatio ?? 0);
      });
      observer.observe(element);
    });
  });
}

test(
  'a bay asks for parts by scan and by choice; the counter hears it with a pick ticket; ready comes back; one scan of the bag signs',
  LONG,
  async () => {
    const scene = await bayScene();
    const { page, here, elsewhere, counter, workshop } = scene;
    const counterScreen = await openScreen(browser);
    await counterScreen.page.goto(`${workshop.origin}/counter/counter-1`);
    await signIn(page);
    await here.gun.scan(code('OF-B8L'), 'E0');
    await page.locator('[data-list="OF-B8L"]').waitFor();
    await page.locator('[data-act=find]').click();
    await page.locator('wh-bay-find input').fill('火花塞');
    await page.locator('[data-found="SP-B8L"]').click();
    await page.screenshot({ path: 'test/output/bay-find.png' });
    await page.keyboard.press('Escape');
    await page.locator('[data-list="SP-B8L"]').waitFor();
    await page.locator('[data-list="SP-B8L"] [data-act=count]').click();
    await page.locator('wh-quantity-dialog [data-step="1"]').click();
    await page.screenshot({ path: 'test/output/bay-count.png' });
    await page.locator('wh-quantity-dialog [data-act=count]').click();
    await expect.poll(() => page.locator('[data-list="SP-B8L"] [data-quantity]').textContent()).toBe('2');
    await page.screenshot({ path: 'test/output/bay-list.png' });
    await page.locator('[data-act=send]').click();
    const wait = page.locator('[data-wait]');
    await wait.getByText('机油滤清器 1 个 · 火花塞 2 支').waitFor();
    await counterScreen.page.locator('wh-queues [data-wait]').waitFor();
    await expect.poll(() => counterScreen.page.locator('wh-counter').getAttribute('data-tone')).toBe('called');
    await workshop.hub.idle();
    const ticket = counter.printer.sheets
      .map((sheet) => sheetLines(sheet).join('\n'))
      .find((text) => text.includes('拣料票'));
    expect(ticket).toContain('2 号工位');
    const number = (await wait.locator('small.fig').first().textContent()) ?? '';
    await approveAtCounter(scene, number);
    await page.locator('[data-unsigned]', { hasText: '配件已备' }).waitFor();
    // Once, where it is signed for.
    await wait.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('wh-bay').getAttribute('data-tone')).toBe('called');
    await page.screenshot({ path: 'test/output/bay-ready.png' });

    await elsewhere.gun.scan(number, 'C0');
    await workshop.hub.idle();
    expect(await page.locator('[data-unsigned]').count()).toBe(1);
    // Nobody works there: the refusal stands in red above the tiles all the same.
    const other = await openScreen(browser);
    await other.page.goto(`${workshop.origin}/bay/bay-3`);
    await other.page.locator('[role=alert]', { hasText: '车不对' }).waitFor();
    await here.gun.scan(number, 'C0');
    await page.locator('[data-unsigned]').waitFor({ state: 'detached' });
    await page.locator('[data-held="OF-B8L"]').waitFor();
  },
);

test(
  'a page that nobody signed in on asks for the PIN with no dialog over the pad, and then does what was tapped',
  LONG,
  async () => {
    const { page, workshop } = await bayScene();
    await signIn(page);
    const { page: phone } = await openScreen(browser, { viewport: { width: 390, height: 844 } });
    await phone.goto(`${workshop.origin}/bay/bay-2`);
    await phone.locator('[data-technician]').waitFor();
    await phone.locator('[data-act=find]').click();
    await phone.locator('wh-bay-find input').fill('火花塞');
    await phone.locator('[data-found="SP-B8L"]').click();
    // By touch: what stands over the pad would keep the finger off.
    for (const digit of '100710') await phone.locator(`wh-pin-pad [data-key="${digit}"]`).click();
    await phone.locator('wh-pin-pad [data-key=enter]').click();
    await phone.locator('[data-list="SP-B8L"]').waitFor();
  },
);

test(
  'what went into the car is said in two taps when nothing differs; the rest goes back with a ticket',
  LONG,
  async () => {
    const scene = await bayScene();
    const { page, here, counter, workshop } = scene;
    await signIn(page);
    for (const number of ['OF-B8L', 'OF-B8L', 'AF-B8L']) {
      await here.gun.scan(code(number), 'E0');
      // The same code at once would be a duplicate.
      await new Promise((resolve) => setTimeout(resolve, 320));
    }
    await here.gun.scan('WH-CONFIRM', 'C0');
    const number = (await page.locator('[data-wait] small.fig').first().textContent()) ?? '';
    await approveAtCounter(scene, number);
    await here.gun.scan('WH-NOTHING', 'C0');
    await page.locator('wh-bay .rows [role=alert]').waitFor();
    await page.locator('[data-act=sign]').click();
    await page.locator('[data-held="OF-B8L"]').waitFor();
    // What was refused before is over once a hand went on.
    await page.locator('wh-bay .rows [role=alert]').waitFor({ state: 'detached' });
    await page.locator('[data-act=use]').click();
    await page.locator('[data-use="OF-B8L"] [data-act=less]').click();
    await page.screenshot({ path: 'test/output/bay-use.png' });
    await page.locator('[data-act=use-now]').click();
    await page.locator('[data-held="AF-B8L"]').waitFor({ state: 'detached' });
    expect(await page.locator('[data-held="OF-B8L"] .qty').textContent()).toContain('1');
    await page.locator('[data-act=all]').click();
    await page.locator('wh-bay-held [data-act=ticket]').waitFor();
    await page.screenshot({ path: 'test/output/bay-all.png' });
    await page.locator('wh-bay-held [data-act=ticket]').click();
    await page.getByText('退料票送去柜台打印了').waitFor();
    await workshop.hub.idle();
    await expect
      .poll(
        () =>
          counter.printer.sheets.map((sheet) => sheetLines(sheet).join('\n')).filter((text) => text.includes('退料票'))
            .length,
      )
      .toBe(1);
  },
);

test(
  'while no keeper is there a technician takes what he asked for, and it waits for a keeper’s word',
  LONG,
  async () => {
    const scene = await bayScene();
    const { page, here, workshop } = scene;
    await signIn(page);
    await here.gun.scan(code('FUS-10'), 'E0');
    await page.locator('[data-act=send]').click();
    await page.locator('[data-wait] [data-act=take]').click();
    // He sees that it is taken, and nothing invites him to take it twice.
    await page.locator('[data-wait]', { hasText: '已自取, 等库管补签' }).waitFor();
    expect(await page.locator('[data-wait] button').count()).toBe(0);
    await expect
      .poll(() =>
        workshop.hub.store.read((reader) => reader.all('select escrow from requisition where escrow = 1').length),
      )
      .toBe(1);
  },
);

test('what a colleague hands over is signed for at the bay, and only then it is his', LONG, async () => {
  const { page, workshop } = await bayScene();
  const [keeper, li, zhou] = await Promise.all([
    actor(workshop, '2001', 'keeper'),
    actor(workshop, '1008', 'technician'),
    actor(workshop, '1007', 'technician'),
  ]);
  const { warehouse, part } = await workshop.hub.store.read((reader) => ({
    warehouse: reader.one<{ id: string }>('select id from warehouse')?.id,
    part: reader.one<{ id: string }>("select id from part where number = 'FUS-10'")?.id,
  }));
  const head = { warehouse, purpose: 'kit', receiver: li.person, order: null, remark: '' };
  const slip = await act(workshop, keeper, 'requisitions.create', { ...head, lines: [{ part, quantity: 3000 }] });
  await act(workshop, keeper, 'requisitions.confirm', { requisition: slip.id });
  const offer = { giver: li.person, taker: zhou.person, remark: '', lines: [{ part, quantity: 2000 }] };
  await act(workshop, li, 'holdings.offer', offer);
  await signIn(page);
  await page.locator('[data-offer] [data-act=accept]').click();
  await page.locator('[data-offer]').waitFor({ state: 'detached' });
  await expect.poll(() => page.locator('footer [data-act=all]').textContent()).toContain('1');
});

test(
  'a technician hands a part over and reports one broken at his bay; neither moves before somebody else has decided',
  LONG,
  async () => {
    const { page, workshop } = await bayScene({ bypassCSP: true });
    const [keeper, zhou, li] = await Promise.all([
      actor(workshop, '2001', 'keeper'),
      actor(workshop, '1007', 'technician'),
      actor(workshop, '1008', 'technician'),
    ]);
    const { warehouse, part } = await workshop.hub.store.read((reader) => ({
      warehouse: reader.one<{ id: string }>('select id from warehouse')?.id,
      part: reader.one<{ id: string }>("select id from part where number = 'FUS-10'")?.id,
    }));
    const head = { warehouse, purpose: 'kit', receiver: zhou.person, order: null, remark: '' };
    const slip = await act(workshop, keeper, 'requisitions.create', { ...head, lines: [{ part, quantity: 5000 }] });
    await act(workshop, keeper, 'requisitions.confirm', { requisition: slip.id });
    await signIn(page);
    const open = async () => {
      await page.locator('footer [data-act=all]').click();
      await page.locator('wh-bay-held [data-held="FUS-10"]').click();
    };
    await open();
    const give = page.locator('wh-bay-give');
    await give.locator('[data-step="-1"]').click();
    await assertSound(page, 'what becomes of a holding');
    await page.screenshot({ path: 'test/output/bay-give.png' });
    await give.locator(`[data-taker="${li.person}"]`).click();
    await page.getByText('已提出移交').waitFor();
    await open();
    await give.locator('[data-step="-1"]').click();
    expect(await give.locator('[data-act=damage]').isDisabled()).toBe(true);
    await give.locator('[name=remark]').fill('装的时候折断');
    await give.locator('[data-act=damage]').click();
    await page.getByText('已上报').waitFor();
    const asked = await workshop.hub.store.read((reader) => ({
      offers: reader.all('select state from hand_over'),
      losses: reader.all('select kind, state, quantity, remark from loss_report'),
      held: reader.one(
        'select quantity from balance where location_id = ? and part_id = ?',
        zhou.person ?? '',
        part ?? '',
      ),
    }));
    expect(asked).toEqual({
      offers: [{ state: 'OFFERED' }],
      losses: [{ kind: 'damage', state: 'SUBMITTED', quantity: 4000, remark: '装的时候折断' }],
      held: { quantity: 5000 },
    });
    const offered = page.locator('[data-offered]', { hasText: '等 李志明 签收' });
    await page.screenshot({ path: 'test/output/bay-offered.png' });
    await offered.locator('[data-act=withdraw]').click();
    await offered.waitFor({ state: 'detached' });
    const offers = await workshop.hub.store.read((reader) => reader.all('select state from hand_over'));
    expect(offers).toEqual([{ state: 'WITHDRAWN' }]);
  },
);

test(
  'how many a bay asks for says what can be issued now and what waits for goods, and asks for no serial number',
  LONG,
  async () => {
    const { page, here } = await bayScene({ bypassCSP: true });
    await signIn(page);
    await here.gun.scan(code('BAT-70AGM'), 'E0');
    await page.locator('[data-list="BAT-70AGM"] [data-act=count]').click();
    const dialog = page.locator('wh-quantity-dialog');
    await dialog.getByRole('heading', { name: '要几个' }).waitFor();
    await dialog.getByText('现在可领 4 个').waitFor();
    await dialog.locator('input').fill('6');
    await dialog.getByText('另外 2 个等到货').waitFor();
    expect(await dialog.locator('wh-lots').count()).toBe(0);
    expect(await dialog.innerText()).not.toContain('人工');
    await page.screenshot({ path: 'test/output/bay-ask.png' });
    await assertSound(page, 'how many a bay asks for');
    await dialog.locator('[data-act=count]').click();
    await expect.poll(() => page.locator('[data-list="BAT-70AGM"] [data-quantity]').textContent()).toBe('6');
  },
);

test(
  'what was refused is over once something newer was accepted, also for a page that is loaded anew',
  LONG,
  async () => {
    const { page, here, workshop } = await bayScene();
    await issueToZhou(workshop, [['BAT-70AGM', 2]], ['A70-2610001', 'A70-2610002']);
    await signIn(page);
    const red = page.locator('wh-bay section.work > .rows > [role=alert]');
    // A hand is refused, and a scan is accepted after it.
    await page.locator('footer [data-act=all]').click();
    await page.locator('wh-bay-held [data-held="BAT-70AGM"]').click();
    await page.locator('wh-bay-give [data-step="-1"]').click();
    await page.locator('wh-bay-give [data-taker]').first().click();
    await page.locator('wh-bay-held [data-refused="requisitions.serials-missing"]').last().waitFor();
    await page.keyboard.press('Escape');
    await red.waitFor();
    await here.gun.scan(code('OF-B8L'), 'E0');
    await page.locator('[data-list="OF-B8L"]').waitFor();
    expect(await red.count()).toBe(0);
    // A scan is refused, and a hand is accepted after it.
    await here.gun.scan('WH-NOTHING', 'C0');
    await red.waitFor();
    await page.reload();
    await red.waitFor();
    await page.locator('[data-list="OF-B8L"] [data-act=off]').click();
    await page.locator('[data-list="OF-B8L"]').waitFor({ state: 'detached' });
    expect(await red.count()).toBe(0);
    await page.reload();
    await page.locator('[data-technician]').waitFor();
    expect(await red.count()).toBe(0);
  },
);

test('what opens below a part that is held is seen from its beginning, whatever stands above it', LONG, async () => {
  const { page, workshop } = await bayScene({ bypassCSP: true });
  const parts = ['AF-B8L', 'BPF-B8L', 'CLP-B8L', 'DPG-M14', 'FUS-10', 'OF-B8L', 'SP-B8L'];
  await issueToZhou(
    workshop,
    parts.map((number) => [number, 1]),
  );
  await signIn(page);
  await page.locator('footer [data-act=all]').click();
  const row = page.locator('wh-bay-held [data-held="SP-B8L"]');
  await row.click();
  // Wholly inside of everything that scrolls, from the name to the last button.
  for (const what of [row, page.locator('wh-bay-give [data-act=damage]')]) {
    await expect.poll(() => shareInSight(what)).toBe(1);
  }
  await page.screenshot({ path: 'test/output/bay-opened.png' });
  await row.click();
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.locator('wh-bay-held [data-held="OF-B8L"]').click();
  const list = page.locator('wh-bay-held .rows').last();
  const top = async (of: Locator) => (await of.boundingBox())?.y ?? 0;
  await expect
    .poll(async () => (await top(page.locator('wh-bay-held [data-held="OF-B8L"]'))) - (await top(list)))
    .toBeLessThan(8);
  await page.screenshot({ path: 'test/output/bay-opened-1024.png' });
});

test('with three slips each is signed for in sight, in the lower half, by buttons for gloves', LONG, async () => {
  const scene = await bayScene({ bypassCSP: true });
  const { page, workshop } = scene;
  const zhou = await actor(workshop, '1007', 'technician');
  const ask = async (...asked: readonly (readonly [string, number])[]) => {
    const facts = await factsFor(workshop, asked);
    const request = { station: 'bay-2', order: facts.order, remark: '', lines: facts.lines };
    return act<{ number: string }>(workshop, zhou, 'bays.ask-for-parts', request);
  };
  const ready = [
    await ask(['OF-B8L', 1], ['SP-B8L', 4], ['AF-B8L', 1]),
    await ask(['BPF-B8L', 1]),
    await ask(['FUS-10', 2]),
  ];
  for (const { number } of ready) await approveAtCounter(scene, number);
  await ask(['CLP-B8L', 3]);
  await ask(['BAT-70AGM', 9]);
  await signIn(page);
  await page.locator('[data-wait]').nth(2).waitFor();
  await page.locator('[data-unsigned]').nth(2).waitFor();
  await page.getByText('3 项').first().waitFor();
  for (const language of ['zh', 'en']) {
    for (const [width, height] of [
      [1024, 600],
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      const where = `${language}, ${width}×${height}`;
      await page.screenshot({ path: `test/output/bay-three-${language}-${width}.png` });
      const boxes = [];
      for (const button of await page.locator('[data-unsigned] button').all()) {
        expect(await shareInSight(button), where).toBe(1);
        const box = await button.boundingBox();
        if (box === null) throw new Error('no box');
        expect(Math.min(box.width, box.height), where).toBeGreaterThanOrEqual(64);
        boxes.push(box);
      }
      const [sign, refuse, next] = boxes;
      if (sign === undefined || refuse === undefined || next === undefined) throw new Error('no buttons');
      expect(refuse.x - (sign.x + sign.width), where).toBeGreaterThanOrEqual(16);
      expect(next.y - (sign.y + sign.height), where).toBeGreaterThanOrEqual(16);
      // Two of the three, and whatever else is decided, where the hand is.
      expect(next.y, where).toBeGreaterThan(height / 2);
    }
    await page.locator('wh-language-switch button').click();
    await page.locator(`html[lang=${language === 'zh' ? 'en' : 'zh-CN'}]`).waitFor();
  }
  await assertSound(page, 'three slips at the side of a bay');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: 'test/output/bay-three-390.png', fullPage: true });
});

test('the bay: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const scene = await bayScene({ bypassCSP: true });
  const { page, here } = scene;
  await assertSound(page, 'the tiles of a bay');
  await signIn(page);
  for (const number of ['OF-B8L', 'AF-B8L', 'FUS-10', 'SP-B8L']) await here.gun.scan(code(number), 'E0');
  await page.locator('[data-list="SP-B8L"]').waitFor();
  await assertSound(page, 'the list of a bay');
  await page.locator('[data-act=send]').click();
  await page.locator('[data-wait]').waitFor();
  await assertSound(page, 'a bay that waits');
});
