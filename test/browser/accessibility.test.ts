import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { systemClock } from '../../hub/kernel/clock.ts';
import { openBench } from '../support/bench.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { startWorkshop } from '../support/workshop.ts';
import { signInAtDesk } from './desk-scene.ts';
import { code, line, openCounterPage, submitSlip } from './scene.ts';
import { assertSound } from './sound-page.ts';

const LONG = { timeout: 120_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([
  ['the faces', '/', '[data-face=counter]'],
  ['the choice of a counter', '/counter', '[data-face=counter]'],
  ['a counter that does not exist', '/counter/nowhere', '[data-idle=absent]'],
  ['a counter that is closed', '/counter/counter-1', '[data-idle=closed]'],
])('%s: nothing runs out of the screen, and axe finds no serious violation', LONG, async (name, path, ready) => {
  const workshop = await startWorkshop({ kiosk: KIOSK, counters: 2 });
  const { page } = await openScreen(browser, { bypassCSP: true });
  await page.goto(workshop.origin + path);
  await page.locator(ready).first().waitFor();
  await assertSound(page, name);
});

test('the bench: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { hub } = await openBench(systemClock, KIOSK);
  const origin = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  await hub.start();
  const { page } = await openScreen(browser, { bypassCSP: true });
  await page.goto(`${origin}/bench`);
  await page.locator('wh-printer-bench').first().waitFor();
  await assertSound(page, 'the printer on the bench');
  // On a wide screen everything is in sight and there is nothing to choose.
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.locator('[data-machine-choice=scale]').click();
  for (const act of ['plug', 'shake', 'drift', 'overload'])
    await page.locator(`wh-scale-bench [data-act=${act}]`).click();
  await page.locator('wh-scale-bench [data-range=over]').waitFor();
  await assertSound(page, 'the scale on the bench');
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.locator('[data-machine-choice=spare]').click();
  for (const spare of ['scanner', 'scale']) await page.locator(`[data-spare=spare-${spare}] [data-act=plug]`).click();
  await page.locator('[data-scale=spare-scale]').waitFor();
  await assertSound(page, 'the spare devices');
});

test('a counter with its scale: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { page, counter, order } = await openCounterPage(browser, { bypassCSP: true }, { scales: true, pty: false });
  const { gun, scale } = counter;
  await gun.scan('GP1007', 'C0');
  await gun.scan(order, 'C0');
  await gun.scan(code('BLT-M8-25'), 'E0');
  scale?.put('42.10', 'g');
  await page.locator('[data-verdict=certain]').waitFor();
  await assertSound(page, 'a certain count');
  scale?.put('4.20', 'g');
  await page.locator('[data-refusal="weighing.between-pieces"]').waitFor();
  await assertSound(page, 'a count that is refused');
  await page.locator('wh-scale-card [data-act=sample]').click();
  await page.locator('[data-sample]').waitFor();
  await assertSound(page, 'the sample dialog');
  await page.locator('wh-sample-dialog [data-act=close]').click();
  scale?.unplug();
  await page.locator('[data-strip=scale]').waitFor();
  await assertSound(page, 'a scale that is gone');
});

test('a counter at work: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { page, workshop, counter, order } = await openCounterPage(browser, { bypassCSP: true });
  const slip = await submitSlip(workshop, [
    { number: 'OF-B8L', quantity: 2 },
    { number: 'SP-B8L', quantity: 4 },
    { number: 'FUS-10', quantity: 1 },
    { number: 'AF-B8L', quantity: 1 },
  ]);
  await assertSound(page, 'a counter that waits');
  for (const text of ['GP1008', order, code('TB-B8L'), code('FUS-10'), code('FUS-15')])
    await counter.gun.scan(text, 'C0');
  await line(page, 'FUS-15').waitFor();
  await assertSound(page, 'a slip in progress');
  await page.locator('wh-foot [data-act=count]').click();
  await page.locator('wh-quantity-stepper input').fill('1.5');
  await page.locator('[data-wrong]').waitFor();
  await assertSound(page, 'a quantity that is none');
  await page.keyboard.press('Escape');
  await page.locator('wh-quantity-stepper').waitFor({ state: 'hidden' });
  await page.locator(`[data-to-approve="${slip.id}"]`).click();
  await page.locator('wh-approval-dialog [data-act=ask-reject]').waitFor();
  await assertSound(page, 'a slip to approve');
  await page.locator('wh-approval-dialog [data-act=ask-reject]').click();
  await assertSound(page, 'the reasons of a rejection');
  await counter.gun.scan('GP2002', 'C0');
  await page.locator('wh-pin-pad').waitFor();
  await page.locator('wh-approval-dialog [data-act=close]').waitFor({ state: 'hidden' });
  await assertSound(page, 'the PIN pad');
  await page.keyboard.press('Escape');
  counter.printer.paperOut = true;
  await page.locator('[data-code="paper-out"]').first().waitFor({ timeout: 15_000 });
  await counter.gun.scan('WH-CONFIRM', 'C0');
  await page.locator('[data-done]').waitFor();
  await assertSound(page, 'a slip that waits for paper');
});

test('the desk: nothing runs out of the screen, and axe finds no serious violation', LONG, async () => {
  const { hub, devices } = await openBench(systemClock, KIOSK);
  const origin = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  await hub.start();
  const { page } = await openScreen(browser, { bypassCSP: true });
  await page.goto(`${origin}/desk`);
  await page.locator('wh-desk-sign-in').waitFor();
  await assertSound(page, 'signing in at the desk');
  await signInAtDesk(page, origin, '9001', '900110');
  for (const { station, emulator } of [...devices.scanners, ...devices.scales]) if (station === null) emulator.replug();
  await page.locator('[data-plugged="demo:spare-scale"]').click();
  await page.locator('[data-question]').waitFor();
  await assertSound(page, 'a scale that was plugged in');
  devices.scales[0]?.emulator.put('250', 'g');
  await page.locator('[data-device=counter-1-scale]').click();
  await page.locator('[data-weight]').waitFor();
  await assertSound(page, 'a scale with its weight');
  devices.scanners[0]?.emulator.unplug();
  await page.locator('[data-device=counter-1-scanner]').click();
  await page.locator('[data-trouble=absent]').waitFor();
  await assertSound(page, 'a scanner that is unplugged');
  await page.locator('[data-device=counter-1-scale]').click();
  await page.locator('[data-act=log]').click();
  await page.locator('wh-frame-log [role=row]').nth(2).waitFor();
  await assertSound(page, 'the raw log');
});
