/**
 * `npm run screenshots`: starts the demo workshop as a stranger would, works at its counter, and takes the pictures of the
 * README. Plain script; the pictures land in kiosk/screenshots.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..', '..');
const PICTURES = join(ROOT, 'kiosk', 'screenshots');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PORTS = { hub: 18_080, headOffice: 18_090 };
const HUB = `http://localhost:${PORTS.hub}`;

function startDemo(data: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'hub', 'main.ts')], {
    env: {
      ...process.env,
      HUB_CONFIG: '',
      HUB_DATA: data,
      HUB_PORT: String(PORTS.hub),
      HEAD_OFFICE_PORT: String(PORTS.headOffice),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}`)));
  });
}

/** Pulls the trigger and waits until the page shows that scan. */
async function scan(page: Page, text: string): Promise<void> {
  const shown = () => page.locator('wh-scan-strip [data-scan]').first();
  const before = (await shown().count()) > 0 ? await shown().getAttribute('data-scan') : '';
  await fetch(`${HUB}/api/v1/demo/scanners/counter-1-scanner/trigger`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, symbology: 'C0' }),
  });
  await page.locator(`wh-scan-strip [data-scan]:not([data-scan="${before}"])`).first().waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  // The flash of a scan lasts 200 ms and belongs on no picture.
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  process.stdout.write(`${name}.png\n`);
}

async function openCounter(page: Page): Promise<void> {
  await page.goto(`${HUB}/counter/counter-1`);
  await page.locator('[data-idle=closed]').waitFor();
  await scan(page, 'GP2001');
  await page.locator('wh-pin-pad').waitFor();
  await page.keyboard.type('246810');
  await page.keyboard.press('Enter');
  await page.locator('[data-keeper]').waitFor();
}

async function tour(page: Page): Promise<void> {
  await page.goto(HUB);
  await page.locator('[data-face=bench]').waitFor();
  await shoot(page, 'faces');
  await openCounter(page);
  await scan(page, 'GP1007');
  await page.goto(`${HUB}/bench`);
  const order = await page.locator('[data-group=order] [data-code]').last().getAttribute('data-code');
  await page.goto(`${HUB}/counter/counter-1`);
  await page.locator('[data-slip]').waitFor();
  await scan(page, order ?? '');
  for (const number of ['OF-B8L', 'OL-5W30-4', 'DPG-M14', 'TB-B8L', 'TB-B8L', 'TB-B8L']) {
    await scan(page, number);
    // A hand needs longer than the window in which the same code counts as a held trigger.
    await page.waitForTimeout(350);
  }
  await shoot(page, 'counter-short');
  await scan(page, 'WH-UNDO');
  await shoot(page, 'counter');
  await page.locator('wh-language-switch button').click();
  await shoot(page, 'counter-en');
  await page.locator('wh-language-switch button').click();
  await scan(page, 'WH-CONFIRM');
  await page.locator('[data-print=CONFIRMED]').first().waitFor();
  await shoot(page, 'counter-done');
  await page.goto(`${HUB}/bench`);
  await page.locator('wh-paper svg').first().waitFor();
  await shoot(page, 'bench');
  await page
    .locator('wh-paper')
    .first()
    .screenshot({ path: join(PICTURES, 'slip.png') });
  await page.goto(`http://localhost:${PORTS.headOffice}/`);
  await page.getByText('领用单 批准').first().waitFor();
  await shoot(page, 'head-office');
}

/** What 李志明 announced in the hour before: opened by a tap, its lines checked. */
async function returnAtCounter(page: Page): Promise<void> {
  await page.goto(`${HUB}/counter/counter-1`);
  await page.locator('[data-announced]').first().click();
  await page.locator('wh-return-line').first().waitFor();
  await page.locator('wh-return-line').nth(1).locator('[data-act=same]').click();
  await page.locator('wh-return-line').nth(1).locator('[data-quantity]', { hasText: '2' }).waitFor();
  await shoot(page, 'counter-return');
  await page.locator('[data-act=aside]').click();
  await page.locator('[data-idle]').waitFor();
}

/** 周建国 signs in at his bay and looks at what he may ask for. */
async function bay(page: Page): Promise<void> {
  await page.goto(`${HUB}/bay/bay-2`);
  await page.getByText('周建国').first().click();
  await page.locator('wh-pin-pad').waitFor();
  await page.keyboard.type('100710');
  await page.keyboard.press('Enter');
  await page.locator('[data-technician]').waitFor();
  await page.locator('[data-act=find]').click();
  await page.locator('[data-found]').first().click();
  await page.locator('[data-found] .on').first().waitFor();
  await page.locator('wh-bay-find [data-act=close]').click();
  await shoot(page, 'bay');
}

/** The lists of the desk as a keeper sees them. */
async function lists(page: Page): Promise<void> {
  await page.goto(`${HUB}/desk/requisitions`);
  await page.locator('[data-fill="2001"]').click();
  await page.locator('[data-act=sign-in]').click();
  await page.locator('vaadin-grid-cell-content', { hasText: '-0001' }).first().click();
  await page.locator('wh-document-papers svg').first().waitFor();
  await shoot(page, 'desk-requisitions');
  await page.goto(`${HUB}/desk/holdings`);
  await page.locator('vaadin-grid-cell-content', { hasText: '王海涛' }).first().waitFor();
  await shoot(page, 'desk-holdings');
  await page.locator('[data-act=sign-out]').click();
  await page.locator('wh-desk-sign-in').waitFor();
}

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${HUB}/api/v1/demo${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function desk(page: Page): Promise<void> {
  await post('/scanners/spare-scanner/plug', { plugged: true });
  await post('/scales/spare-scale', { plugged: true });
  await page.goto(`${HUB}/desk/devices`);
  await page.locator('[data-fill="9001"]').click();
  await page.locator('[data-act=sign-in]').click();
  await page.locator('[data-device=counter-1-scale]').click();
  for (const pieces of [40, 60]) {
    await post('/scales/counter-1-scale', { add: { pieces, weight: '8.42', unit: 'g' } });
    await page.locator('[data-weight] ~ [data-stable=false]').waitFor();
    await page.locator('[data-weight] ~ [data-stable=true]').waitFor();
  }
  await shoot(page, 'devices');
  await page.locator('[data-act=log]').click();
  await page.locator('wh-frame-log').getByText('不稳').first().waitFor();
  await shoot(page, 'raw-log');
}

mkdirSync(PICTURES, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'workshop-hub-'));
const demo = await startDemo(data);
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    // As the kiosks' browsers are started, so that no page is muted.
    '--autoplay-policy=no-user-gesture-required',
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await tour(page);
  await returnAtCounter(page);
  await bay(page);
  await lists(page);
  await desk(page);
} finally {
  await browser.close();
  demo.removeAllListeners('exit');
  demo.kill('SIGTERM');
  await new Promise((resolve) => demo.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
