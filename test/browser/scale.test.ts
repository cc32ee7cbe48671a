import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ScaleEmulator } from '../../devices/emulators/scale.ts';
import { demoParts } from '../../hub/demo/catalogue.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import { openBrowser } from '../support/browser.ts';
import { act, actor, code, line, openCounterPage, type Scene, submitSlip } from './scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const BOLT = 'BLT-M8-25';

const BY_THE_BAG = new Set([BOLT, 'CLP-DR', 'DPG-M14', 'NUT-M8', 'HC-16']);
const WEIGHED = demoParts().flatMap(({ number, weight }) =>
  weight !== null && BY_THE_BAG.has(number) ? [{ number, weight_g: weight.weight_ug / 1e6 }] : [],
);

/** 周建国 holds three of each and announced what he brings back. */
async function heldBy({ workshop }: Scene, parts: readonly { readonly number: string }[]) {
  const [keeper, technician] = [await actor(workshop, '2001', 'keeper'), await actor(workshop, '1007', 'technician')];
  const { warehouse, lines } = await workshop.hub.store.read((reader) => ({
    warehouse: reader.one<{ id: string }>('select id from warehouse limit 1')?.id ?? '',
    lines: parts.map(({ number }) => ({
      part: reader.one<{ id: string }>('select id from part where number = ?', number)?.id ?? '',
      quantity: 3000,
    })),
  }));
  const head = { warehouse, purpose: 'kit', receiver: technician.person, order: null, remark: '' };
  const slip = await act(workshop, keeper, 'requisitions.create', { ...head, lines });
  await act(workshop, keeper, 'requisitions.confirm', { requisition: slip.id });
  return act(workshop, technician, 'returns.start', { person: technician.person, warehouse, ticket: true });
}

/** A counter with a scale, its technician and order scanned. */
async function counterWithScale(height = 800): Promise<Scene & { readonly scale: ScaleEmulator }> {
  const viewport = { width: height === 600 ? 1024 : height === 1080 ? 1920 : 1280, height };
  const scene = await openCounterPage(browser, { viewport }, { scales: true });
  const { scale } = scene.counter;
  if (scale === null) throw new Error('no scale');
  await pan(scene.page, 'scale.empty');
  await scene.counter.gun.scan('GP1007', 'C0');
  await scene.counter.gun.scan(scene.order, 'C0');
  return { ...scene, scale };
}

/** The card says so of the pan. */
const pan = (page: Page, word: string) => page.locator(`[data-pan="${word}"]`).waitFor();
/** The display has shown eight different weights: time enough for whoever takes one of them. */
async function moves(page: Page): Promise<void> {
  const seen = new Set<string | null>();
  await expect
    .poll(async () => seen.add(await page.locator('wh-scale-card [data-value]').textContent()).size, {
      timeout: 20_000,
    })
    .toBeGreaterThan(7);
}
const quantity = (page: Page, part = BOLT) => line(page, part).locator('[data-quantity]').textContent();
const evidence = (page: Page, part = BOLT) => line(page, part).locator('wh-evidence-chip .chip').textContent();

async function scan({ page, counter }: Scene, part: string, times = 1): Promise<void> {
  for (let scanned = 0; scanned < times; scanned += 1) {
    const last = page.locator('wh-scan-strip [data-scan]').first();
    const before = (await last.count()) > 0 ? await last.getAttribute('data-scan') : '';
    await counter.gun.scan(code(part), 'E0');
    await page.locator(`wh-scan-strip [data-scan]:not([data-scan="${before}"])`).first().waitFor();
    // The same code sooner than 300 ms is a held trigger.
    await page.waitForTimeout(320);
  }
}

test('scan once and put five on the pan: five, green, with no touch; the slip leaves with the weight as its proof', async () => {
  const scene = await counterWithScale();
  const { page, scale, counter, workshop } = scene;
  await scan(scene, BOLT);
  scale.fill(5, '8.42', { unit: 'g' });
  await expect.poll(() => quantity(page)).toBe('5');
  await expect.poll(() => evidence(page)).toMatch(/称重 4[12]\.\d+ g/);
  expect(await page.locator('[data-verdict=certain]').textContent()).toBe('确定');
  await expect.poll(() => page.locator('[data-count]').textContent()).toMatch(/5\s*个.*±0\.1.*单重 8\.42 g/s);
  await expect.poll(() => page.locator('wh-counter').getAttribute('data-tone')).toBe('accepted');
  await page.screenshot({ path: 'test/output/scale-set-1280.png' });
  await counter.gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-view=done]').waitFor();
  const proof = await workshop.hub.store.read((reader) =>
    reader.one<{ evidence: string; raw: string }>(
      `select m.evidence, w.raw from movement m join weighing w on w.id = json_extract(m.evidence, '$.ref') where m.kind = 'issue'`,
    ),
  );
  expect(JSON.parse(proof?.evidence ?? '{}')).toMatchObject({ kind: 'weight' });
  expect(Buffer.from(proof?.raw ?? '', 'hex').toString()).toMatch(/^S S +4[12]\.\d+ g/);
});

test('the scale lies: a hand on the pan, a moving load, an overload and a pulled plug are never taken; by hand it still goes', async () => {
  const scene = await counterWithScale();
  const { page, scale, workshop } = scene;
  const taken = () =>
    workshop.hub.store.read((reader) => reader.one<{ n: number }>('select count(*) as n from weighing')?.n ?? 0);
  await scan(scene, BOLT);
  scale.hand(true);
  scale.fill(5, '8.42', { unit: 'g' });
  await pan(page, 'scale.moving');
  await moves(page);
  expect([await taken(), await quantity(page)]).toEqual([0, '1']);
  await page.screenshot({ path: 'test/output/scale-hand-1280.png' });
  scale.hand(false);
  await expect.poll(() => quantity(page)).toBe('5');
  expect(await taken()).toBe(1);

  scale.unstable(true);
  await pan(page, 'scale.moving');
  await moves(page);
  expect([await taken(), await quantity(page)]).toEqual([1, '5']);
  scale.unstable(false);
  await pan(page, 'scale.stable');

  // The same weight twice is two loads, and both are taken.
  scale.remove();
  await pan(page, 'scale.empty');
  const before = await taken();
  scale.put('42.10', 'g');
  await pan(page, 'scale.stable');
  await expect.poll(taken).toBe(before + 1);
  scale.remove();
  await pan(page, 'scale.empty');
  scale.put('42.10', 'g');
  await pan(page, 'scale.stable');
  await expect.poll(taken).toBe(before + 2);

  scale.remove();
  await pan(page, 'scale.empty');
  scale.overload();
  await pan(page, 'scale.over');
  await page.screenshot({ path: 'test/output/scale-over-1280.png' });
  expect([await taken(), await quantity(page)]).toEqual([before + 2, '5']);
  scale.remove();
  await pan(page, 'scale.empty');

  await workshop.hub.idle();
  await page.locator(`[data-part="${BOLT}"] .qty`).click();
  await page.locator('wh-quantity-dialog [data-act=more], wh-quantity-dialog button[aria-label=加一]').first().click();
  await page.locator('wh-quantity-dialog [data-act=count]').click();
  await expect.poll(() => evidence(page)).toContain('人工');
  expect(await quantity(page)).toBe('6');
});

test('an unplugged scale says so on a strip, and the counter goes on without it', async () => {
  const viewport = { width: 1280, height: 800 };
  const scene = await openCounterPage(browser, { viewport }, { scales: true, pty: false });
  const { page, counter } = scene;
  await pan(page, 'scale.empty');
  await counter.gun.scan('GP1007', 'C0');
  await scan(scene, BOLT);
  counter.scale?.unplug();
  await page.locator('[data-strip=scale]').waitFor();
  await pan(page, 'scale.lost');
  await page.screenshot({ path: 'test/output/scale-lost-1280.png' });
  counter.scale?.fill(5, '8.42', { unit: 'g' });
  await page.locator(`[data-part="${BOLT}"] .qty`).click();
  await page.locator('wh-quantity-dialog button[aria-label=加一]').click();
  await page.locator('wh-quantity-dialog [data-act=count]').click();
  await expect.poll(() => evidence(page)).toContain('人工');
  counter.scale?.replug();
  await page.locator('[data-strip=scale]').waitFor({ state: 'detached' });
});

test('six taken, five on the slip: red on the line and in words, refused by the confirm card, green when one is back', async () => {
  const scene = await counterWithScale(600);
  const { page, scale, counter } = scene;
  await scan(scene, BOLT, 5);
  scale.put('50.52', 'g');
  await line(page, BOLT).locator('[data-weighed="6000"]').waitFor();
  expect(await line(page, BOLT).locator('.why').textContent()).toBe('拿了 6 个, 单上 5 个');
  expect(await page.locator('[data-refusal="weighing.differs"]').textContent()).toContain('拿了 6 个, 单上 5 个');
  await expect.poll(() => page.locator('wh-counter').getAttribute('data-tone')).toBe('refused');
  await page.screenshot({ path: 'test/output/scale-differs-1024.png' });
  await counter.gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-refusal="requisitions.weighed-differently"]').waitFor();
  scale.remove();
  await pan(page, 'scale.empty');
  scale.put('42.10', 'g');
  await expect.poll(() => evidence(page)).toContain('核对 5 ±0.1');
  await page.locator('[data-refusal]').waitFor({ state: 'detached' });
  await counter.gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-view=done]').waitFor();
});

test('a part that nobody has weighed: counted by hand, or ten of them on the pan make a sample, and it counts from then on', async () => {
  const scene = await counterWithScale(600);
  const { page, scale } = scene;
  await scan(scene, 'ADT-H7');
  scale.put('21.00', 'g');
  await page.locator('[data-refusal="weighing.no-piece-weight"]').waitFor();
  await page.locator('[data-act=sample]').click();
  await page.locator('[data-sample]').waitFor();
  expect(await page.locator('[data-sample]').textContent()).toContain('单重 2.1 g');
  expect(await page.locator('[data-sample]').textContent()).toContain('1.5 %');
  await page.screenshot({ path: 'test/output/scale-sample-1024.png' });
  await page.locator('[data-act=take-sample]').click();
  await page.locator('[data-verdict=certain]').waitFor();
  scale.remove();
  await pan(page, 'scale.empty');
  scale.put('16.80', 'g');
  await expect.poll(() => quantity(page, 'ADT-H7')).toBe('8');
});

test('in English, and large', async () => {
  const scene = await counterWithScale(1080);
  const { page, scale } = scene;
  await scan(scene, BOLT);
  scale.put('42.10', 'g');
  await expect.poll(() => quantity(page)).toBe('5');
  await page.locator('wh-language-switch button').click();
  await page.locator('[data-verdict=certain]').getByText('Certain').waitFor();
  expect(await evidence(page)).toContain('Weighed 42.1 g');
  await page.screenshot({ path: 'test/output/scale-en-1920.png' });
});

test('the lines of a return are weighed one after the other: a scan says which, the pan says how many', async () => {
  const scene = await openCounterPage(browser, { viewport: { width: 1280, height: 800 } }, { scales: true });
  const { page, counter, workshop } = scene;
  const { scale } = counter;
  const ticket = await heldBy(scene, WEIGHED);
  await counter.gun.scan(ticket.number, 'C0');
  await page.locator(`[data-return="${ticket.id}"]`).waitFor();
  for (const { number, weight_g } of WEIGHED) {
    await counter.gun.scan(code(number), 'E0');
    await page.locator('[data-count]').getByText('单重').waitFor();
    await page.locator('wh-scale-card').getByText(number).waitFor();
    scale?.put((3 * weight_g).toFixed(2), 'g');
    await expect.poll(() => quantity(page, number)).toBe('3');
    await expect.poll(() => evidence(page, number)).toContain('称重');
    scale?.remove();
    await pan(page, 'scale.empty');
  }
  await page.screenshot({ path: 'test/output/scale-return-1280.png' });
  // More than he holds is refused, whatever lies there.
  const { number, weight_g } = WEIGHED[0] ?? { number: '', weight_g: 0 };
  await page.locator(`[data-part="${number}"] [data-act=look]`).click();
  await page.locator('wh-return-dialog [data-act=close]').click();
  await page.locator('wh-scale-card').getByText(number).waitFor();
  scale?.put((4 * weight_g).toFixed(2), 'g');
  await page.locator('[data-refusal="returns.over"]').waitFor();
  expect(await quantity(page, number)).toBe('3');
  await page.locator('[data-act=receive]').click();
  await page.locator(`[data-received="${ticket.id}"]`).waitFor();
  await workshop.hub.idle();
  const proofs = await workshop.hub.store.read((reader) =>
    reader.all<{ kind: string; quantity: number }>(
      "select json_extract(evidence, '$.kind') as kind, quantity from movement where kind = 'return'",
    ),
  );
  expect(proofs).toEqual(WEIGHED.map(() => ({ kind: 'weight', quantity: 3000 })));
});

test('a drawer on a scale: what is taken with no slip is shown with its time, and what the slip says goes green by itself', async () => {
  const emulator = new ScaleEmulator({
    ...{ profile: 'mettler-mt-sics', clock: systemClock, address: 'memory:drawer', settle_ms: 200, random: () => 0.5 },
  });
  await emulator.start();
  onTestFinished(() => emulator.stop());
  if (emulator.port === null) throw new Error('The drawer has no line.');
  const has = { scales: true, lines: [emulator.port] };
  const scene = await openCounterPage(browser, { viewport: { width: 1280, height: 800 } }, has);
  const { page, counter, workshop } = scene;
  const bin = await workshop.hub.store.read((reader) =>
    reader.one<{ id: string; code: string }>(
      `select b.id, b.code from balance a join bin b on b.id = a.location_id join part p on p.id = a.part_id
       where p.number = ? and a.in_bin = 1`,
      BOLT,
    ),
  );
  emulator.fill(100, '8.42', { unit: 'g', cv: 0 });
  const manager = { ...(await actor(workshop, '9001', 'keeper')), roles: ['manager' as const] };
  await act(workshop, manager, 'stations.add-device', {
    ...{ family: 'scale', profile: 'mettler-mt-sics', address: 'memory:drawer', station: 'counter-1' },
    ...{ bin: bin?.id, label: '螺栓抽屉', own: {} },
  });
  const looked = () =>
    workshop.hub.store.read((reader) => reader.one("select 1 from weighing where code = 'weighing.first-look'"));
  await expect.poll(looked).toBeTruthy();

  // However far somebody has scrolled among what waits, the alarm comes into sight.
  for (let slips = 0; slips < 12; slips += 1) await submitSlip(workshop, [{ number: 'SP-B8L', quantity: 1 }]);
  await page.locator('[data-to-approve]').nth(11).scrollIntoViewIfNeeded();
  const queues = page.locator('wh-side .queues');
  expect(await queues.evaluate((card) => card.scrollTop)).toBeGreaterThan(0);
  emulator.take(2);
  await page.locator('[data-take]').waitFor();
  await expect.poll(() => queues.evaluate((card) => card.scrollTop)).toBe(0);
  expect(await page.locator('[data-take] b').textContent()).toBe('抽屉 B3 −2 个');
  await page.screenshot({ path: 'test/output/scale-drawer-1280.png' });

  await counter.gun.scan('GP1007', 'C0');
  await counter.gun.scan(scene.order, 'C0');
  await scan(scene, BOLT, 3);
  emulator.take(3);
  await expect.poll(() => evidence(page)).toContain('核对 3 ±0.1');
  emulator.take(1);
  await line(page, BOLT).locator('[data-weighed="4000"]').waitFor();
});
