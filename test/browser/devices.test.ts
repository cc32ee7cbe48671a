import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../hub/kernel/clock.ts';
import { type BenchHub, openBench } from '../support/bench.ts';
import { KIOSK, openBrowser, openScreen } from '../support/browser.ts';
import { signInAtDesk } from './desk-scene.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const LONG = { timeout: 120_000 };

type DeskScene = BenchHub & { readonly page: Page; readonly origin: string; readonly complaints: string[] };

async function openDevices(number = '9001', pin = '900110'): Promise<DeskScene> {
  const bench = await openBench(systemClock, KIOSK);
  const origin = await bench.hub.app.listen({ host: '127.0.0.1', port: 0 });
  await bench.hub.start();
  const { page, complaints } = await openScreen(browser);
  await signInAtDesk(page, origin, number, pin);
  return { ...bench, page, origin, complaints };
}

const gun = ({ devices }: BenchHub, name: string) => {
  const found = devices.scanners.find(({ device }) => device === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found.emulator;
};
const pan = ({ devices }: BenchHub, name: string) => {
  const found = devices.scales.find(({ device }) => device === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found.emulator;
};
const row = (page: Page, device: string) => page.locator(`[data-device="${device}"]`);

test(
  'a scanner that is plugged in is recognised, put at a counter with one button, and its scans act there',
  LONG,
  async () => {
    const scene = await openDevices();
    const { page } = scene;
    const spare = gun(scene, 'spare-scanner');
    spare.replug();
    const plugged = page.locator('[data-plugged="demo:spare-scanner"]');
    await plugged.getByText('认出来了: Honeywell').waitFor();
    await plugged.click();
    await page.locator('[data-recognised]').waitFor();
    await page.locator('[data-field=station]').click();
    await page.getByRole('option', { name: '配件柜台 2' }).click();
    await page.locator('[data-act=add-device]').click();
    await row(page, 'scanner-1').waitFor();
    await page.locator('wh-device-detail [data-state=ready]').waitFor();
    expect(await page.locator('[data-plugged="demo:spare-scanner"]').count()).toBe(0);

    await spare.scan('GP2001', 'C0');
    await page.locator('wh-device-live li').getByText('GP2001').waitFor();
    await page.locator('[data-meaning=scan]').getByText('条码 GP2001').waitFor();
    const counter = await openScreen(browser);
    await counter.page.goto(`${scene.origin}/counter/counter-2`);
    await counter.page.locator('wh-pin-pad').waitFor();

    spare.unplug();
    await page.locator('[data-trouble=absent]').getByText('找不到它').waitFor();
    spare.replug();
    await page.locator('wh-device-detail [data-state=ready]').waitFor();
    await page.locator('[data-act=remove]').click();
    await page.locator('[data-act=remove-now]').click();
    await row(page, 'scanner-1').waitFor({ state: 'detached' });
    await page.locator('[data-plugged="demo:spare-scanner"]').waitFor();
    expect(scene.complaints).toEqual([]);
  },
);

test(
  'a scale behind a serial bridge takes one question; a wrong model is told, the right one shows its weight',
  LONG,
  async () => {
    const scene = await openDevices();
    const { page } = scene;
    const spare = pan(scene, 'spare-scale');
    spare.replug();
    await page.locator('[data-plugged="demo:spare-scale"]').click();
    await page.locator('[data-question]').getByText('这是哪一种?').waitFor();
    expect(await page.locator('[data-act=add-device]').isDisabled()).toBe(true);
    await choose(page, 'family', '台秤');
    await choose(page, 'profile', /CAS CI-150A/);
    await page.locator('[data-act=add-device]').click();
    await row(page, 'scale-1').click();
    // A CAS would stream; this one waits to be asked.
    await page.locator('[data-trouble=silent]').getByText('很久没有说话').waitFor();
    await choose(page, 'profile', /A&D/);
    await page.locator('[data-act=save]').click();
    await page.locator('wh-device-detail').getByText('已保存').waitFor();
    spare.put('250', 'g');
    await expect
      .poll(() => page.locator('[data-weight]').getAttribute('data-weight'), { timeout: 20_000 })
      .toMatch(/^2(49|50|51)/);
    await page.locator('[data-weight] ~ [data-stable=true]').getByText('稳定').waitFor();
    await page.locator('[data-meaning=weight]').waitFor();
    expect(scene.complaints).toEqual([]);
  },
);

test('zero that creeps away is told on the page, until the scale is set to zero', LONG, async () => {
  const scene = await openDevices();
  const { page } = scene;
  const scale = pan(scene, 'counter-2-scale');
  await row(page, 'counter-2-scale').click();
  await page.locator('[data-weight="0.000"]').waitFor();
  // A division in a second: what goes faster was put there.
  scale.drift(String(60 * Number(scale.profile.metrology.division)));
  await page.locator('[data-drift=drift]').getByText('零点跑了').waitFor();
  scale.drift('0');
  scale.zero();
  await page.locator('[data-drift]').waitFor({ state: 'detached' });
  expect(scene.complaints).toEqual([]);
});

test('a stretch of the raw log becomes a sample that says what it means', LONG, async () => {
  const scene = await openDevices();
  const { page } = scene;
  const counterGun = gun(scene, 'counter-1-scanner');
  await counterGun.scan('6901234567892', 'E0');
  await row(page, 'counter-1-scanner').click();
  await page.locator('wh-device-live li').getByText('6901234567892').waitFor();
  await page.locator('[data-act=log]').click();
  const log = page.locator('wh-frame-log');
  await log.getByText('条码 6901234567892').waitFor();
  await log.getByRole('checkbox').nth(1).click();
  await log.getByText('选中 1 行').waitFor();
  await log.locator('[name=note] input').fill('一个机油滤清器');
  await log.locator('[data-act=sample]').click();
  const yaml = (await log.locator('[data-yaml]').textContent()) ?? '';
  expect(yaml).toContain('# firmware-profiles/scanner/newland-serial.yaml');
  expect(yaml).toContain('bytes: "5D 45 30 36 39 30 31 32 33 34 35 36 37 38 39 32 0D"');
  expect(yaml).toContain('text: "6901234567892"');
  expect(yaml).toContain('note: "一个机油滤清器"');
  const download = page.waitForEvent('download');
  await log.locator('[data-act=download]').click();
  expect((await download).suggestedFilename()).toBe('newland-serial.sample.yaml');
  expect(scene.complaints).toEqual([]);
});

test('a set-up sheet comes out of the chosen printer', LONG, async () => {
  const scene = await openDevices();
  const { page } = scene;
  gun(scene, 'spare-scanner').replug();
  await page.locator('[data-plugged="demo:spare-scanner"]').click();
  await page.locator('[data-act=add-device]').click();
  await page.locator('[data-act=set-up]').click();
  await page.locator('wh-set-up-dialog [data-printer=counter-1-printer]').click();
  await page.locator('wh-set-up-dialog').getByText('已送去打印').waitFor();
  const printer = scene.devices.printers.find(({ device }) => device === 'counter-1-printer');
  await expect.poll(() => printer?.emulator.sheets.length).toBe(1);
  expect(printer?.emulator.sheets[0]?.codes.map(({ text }) => text)).toContain('~PAP131.');
});

test('the set-up sheet of a model can be printed before the scanner is added', LONG, async () => {
  const scene = await openDevices();
  const { page } = scene;
  gun(scene, 'spare-scanner').replug();
  await page.locator('[data-plugged="demo:spare-scanner"]').click();
  await page.locator('wh-plugged-detail [data-act=set-up]').click();
  await page.locator('wh-set-up-dialog [data-printer=counter-1-printer]').click();
  await page.locator('wh-set-up-dialog').getByText('已送去打印').waitFor();
  const printer = scene.devices.printers.find(({ device }) => device === 'counter-1-printer');
  await expect.poll(() => printer?.emulator.sheets.length).toBe(1);
  expect(printer?.emulator.sheets[0]?.codes.map(({ text }) => text)).toContain('~PAP131.');
});

test('a model that is connected another way is not added: its set-up sheet comes first', LONG, async () => {
  const scene = await openDevices();
  const { page } = scene;
  gun(scene, 'spare-scanner').replug();
  await page.locator('[data-plugged="demo:spare-scanner"]').click();
  expect(await page.locator('[data-other-way]').count()).toBe(0);
  await choose(page, 'profile', /Honeywell .*RS-232 \(terminal id 000\)/);
  await page.locator('[data-other-way]').getByText('打印设置单').waitFor();
  expect(await page.locator('[data-act=add-device]').isDisabled()).toBe(true);
  expect(await page.locator('wh-plugged-detail [data-act=set-up]').isEnabled()).toBe(true);
  await choose(page, 'profile', /Cino FM400 series/);
  await page.locator('[data-other-way]').getByText('请另选型号').waitFor();
  await choose(page, 'profile', /Zebra .*HID-POS/);
  await page.locator('[data-other-way]').waitFor({ state: 'detached' });
  expect(await page.locator('[data-act=add-device]').isEnabled()).toBe(true);
  expect(scene.complaints).toEqual([]);
});

test('a keeper sees the devices and may not change them; a technician sees none', LONG, async () => {
  const keeper = await openDevices('2001', '246810');
  await row(keeper.page, 'counter-1-scale').click();
  await keeper.page.locator('[data-weight]').waitFor();
  await keeper.page.getByText('这台设备写在配置文件里').waitFor();
  expect(await keeper.page.locator('[data-act=by-address]').count()).toBe(0);
  await keeper.page.locator('[data-act=sign-out]').click();
  await keeper.page.locator('wh-desk-sign-in').waitFor();
  await signInAtDesk(keeper.page, keeper.origin, '1007', '100710', '[role=alert]');
  const middle = await keeper.page.getByText('您的角色看不了设备').evaluate((element) => {
    // Of the page beside the pages of the desk.
    const around = (
      element as unknown as { closest(name: string): { getBoundingClientRect(): { left: number; width: number } } }
    ).closest('main');
    const words = element.ownerDocument.createRange();
    words.selectNodeContents(element);
    const { left, right } = words.getBoundingClientRect();
    const page = around.getBoundingClientRect();
    return ((left + right) / 2 - page.left) / page.width;
  });
  expect(middle).toBeCloseTo(0.5, 2);
});

test('a wrong PIN is said with the tries that are left, and nothing is opened', LONG, async () => {
  const { hub } = await openBench(systemClock, KIOSK);
  const origin = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  await hub.start();
  const { page } = await openScreen(browser);
  await page.goto(`${origin}/desk/devices`);
  await page.locator('[name=number] input').fill('9001');
  await page.locator('[name=pin] input').fill('999999');
  await page.locator('[data-act=sign-in]').click();
  await page.locator('[data-code="people.wrong-pin"]').getByText('PIN 不对').waitFor();
  expect(await page.locator('wh-devices').count()).toBe(0);
});

test('two people at one device change only what each of them changed', LONG, async () => {
  const scene = await openDevices();
  gun(scene, 'spare-scanner').replug();
  const { page } = scene;
  await page.locator('[data-plugged="demo:spare-scanner"]').click();
  await page.locator('[data-act=add-device]').click();
  const other = await openScreen(browser);
  await signInAtDesk(other.page, scene.origin, '9001', '900110');
  const field = (at: Page, name: string) => at.locator(`wh-device-detail [data-field=${name}]`);
  await row(other.page, 'scanner-1').click();
  await field(page, 'label').locator('input').fill('后门');
  await choose(other.page, 'station', '配件柜台 2');
  await other.page.locator('[data-act=save]').click();
  await other.page.getByText('已保存').waitFor();
  await page.locator('[data-act=save]').click();
  await page.getByText('已保存').waitFor();
  const kept = await scene.hub.store.read((reader) =>
    reader.one("select label, station_id from device where name = 'scanner-1'"),
  );
  expect(kept).toEqual({ label: '后门', station_id: 'counter-2' });
});

test('a name without blanks stays on the page, and the other language is in every field', LONG, async () => {
  const scene = await openDevices();
  gun(scene, 'spare-scanner').replug();
  const { page } = scene;
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.locator('[data-plugged="demo:spare-scanner"]').click();
  await page.locator('wh-plugged-detail [data-field=label] input').fill('W'.repeat(40));
  await page.locator('[data-act=add-device]').click();
  const chip = page.locator('wh-device-detail [data-state]');
  await chip.waitFor();
  const box = await chip.boundingBox();
  expect((box?.x ?? 1024) + (box?.width ?? 0)).toBeLessThan(1024);
  await page.locator('wh-language-switch button').click();
  await expect
    .poll(() =>
      page.locator('[data-field=station]').evaluate((select) => (select as { displayLabel?: string }).displayLabel),
    )
    .toBe('Nowhere yet');
});

async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  const select = page.locator(`[data-field=${field}]`);
  await select.click();
  await select.getByRole('option', { name: option }).first().click();
  // The next click on a list that is still closing would only close it.
  await select.locator('wa-popup[active]').waitFor({ state: 'detached' });
}
