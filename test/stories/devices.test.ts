import type { Static } from 'typebox';
import { expect, onTestFinished, test } from 'vitest';
import type { Plugged } from '../../devices/discovery.ts';
import { ScaleEmulator } from '../../devices/emulators/scale.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import { demoParts } from '../../hub/demo/catalogue.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import type { deskDevicesTopic } from '../../hub/stations/device-contract.ts';
import type { LoggedFrame } from '../../hub/stations/frame-contract.ts';
import type { counterTopic } from '../../hub/stations/topic-contract.ts';
import { eventually } from '../support/eventually.ts';
import type { PageClient } from '../support/page-client.ts';
import { startWorkshop, type Workshop } from '../support/workshop.ts';

type Desk = Static<typeof deskDevicesTopic.state>;
type Counter = Static<typeof counterTopic.state>;

const [MANAGER, KEEPER, TECHNICIAN] = ['9001', '2001', '1007'];

const code = (number: string): string =>
  demoParts().find((part) => part.number === number)?.barcodes[0]?.code ?? 'no such part';

async function deskOf(workshop: Workshop, number = MANAGER): Promise<{ page: PageClient; state: () => Desk }> {
  const page = await workshop.page({ desk: true, cookie: await workshop.signInAtDesk(number ?? '') });
  return { page, state: page.watch<Desk>('stations.desk-devices', {}) };
}

function deviceIn({ devices }: Desk, name: string): Desk['devices'][number] {
  const found = devices.find(({ device }) => device === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
}

const journal = (workshop: Workshop) =>
  workshop.hub.store.read((reader) => reader.all('select station_id, text from scan_journal order by rowid'));

test('a gun that is plugged in while the hub runs becomes one of its devices, moves to another counter, and goes', async () => {
  const gun = new SerialScannerEmulator({ profile: 'generic-serial', address: 'memory:spare' });
  if (gun.port === null) throw new Error('no line');
  gun.unplug();
  const inSocket: Plugged = {
    ...{ address: 'memory:spare', aliases: ['/dev/ttyUSB0'], kind: 'serial', words: 'USB Serial', place: '1-3' },
    usb: { vendor: 0x1a86, product: 0x7523, serial: null },
  };
  const workshop = await startWorkshop({
    counters: 2,
    lines: [gun.port],
    discover: () => (gun.plugged ? [inSocket] : []),
  });
  for (const station of ['counter-1', 'counter-2']) {
    await workshop.openCounter(station, station === 'counter-1' ? '2001' : '2002');
  }
  const { page, state } = await deskOf(workshop);
  const counters = await Promise.all(
    ['counter-1', 'counter-2'].map(async (station) => {
      const counterPage = await workshop.page({ station });
      return counterPage.watch<Counter>('stations.counter', { station });
    }),
  );
  const [first, second] = counters;
  if (first === undefined || second === undefined) throw new Error('no counters');
  await eventually(() =>
    expect(state()).toMatchObject({ plugged: [], stations: [{ id: 'counter-1' }, { id: 'counter-2' }] }),
  );
  expect(state().devices).toHaveLength(4);

  gun.replug();
  await eventually(() =>
    expect(state().plugged).toMatchObject([{ address: 'memory:spare', usb: '1a86:7523', likely: true }]),
  );
  const wanted = { profile: 'generic-serial', address: 'memory:spare', station: 'counter-1', label: '备用枪', own: {} };
  const added = await page.call('stations.add-device', { family: 'scanner', ...wanted });
  expect(added).toMatchObject({ outcome: 'accepted', reply: { device: 'scanner-1' } });
  const gunNow = () => deviceIn(state(), 'scanner-1');
  await eventually(() => expect(gunNow()).toMatchObject({ state: 'ready', label: '备用枪', origin: 'page' }));
  expect(state().plugged).toEqual([]);

  const part = code('OF-B8L');
  await gun.scan(part);
  await eventually(() => expect(first().scans[0]).toMatchObject({ text: part, outcome: 'accepted' }));
  expect(first().slip?.lines).toMatchObject([{ number: 'OF-B8L' }]);
  await eventually(() => {
    expect(gunNow()).toMatchObject({ scans: [{ text: part }], frame: { meaning: { is: 'scan', text: part } } });
  });
  expect(Buffer.from(gunNow().frame?.hex ?? '', 'hex').toString()).toContain(part);

  gun.unplug();
  await eventually(() => expect(gunNow()).toMatchObject({ state: 'absent', attempts: expect.any(Number) }));
  await gun.scan('BEEPS IN VAIN');
  gun.replug();
  await eventually(() => expect(gunNow().state).toBe('ready'));
  await gun.scan(code('FUS-10'));
  await eventually(() => expect(first().scans).toMatchObject([{ text: code('FUS-10') }, { text: part }]));

  expect(
    await page.call('stations.change-device', { device: 'scanner-1', ...wanted, station: 'counter-2' }),
  ).toMatchObject({ outcome: 'accepted' });
  await eventually(() => expect(gunNow()).toMatchObject({ state: 'ready', station: { id: 'counter-2' } }));
  await gun.scan(code('FUS-15'));
  await eventually(() => expect(second().slip?.lines).toMatchObject([{ number: 'FUS-15' }]));
  expect(first().scans).toHaveLength(2);

  expect(await page.call('stations.change-device', { device: 'scanner-1', ...wanted, station: null })).toMatchObject({
    outcome: 'accepted',
  });
  await eventually(() => expect(gunNow()).toMatchObject({ state: 'ready', station: null }));
  await gun.scan('NOWHERE');
  await eventually(() => expect(gunNow().scans[0]).toMatchObject({ text: 'NOWHERE' }));

  expect(await page.call('stations.remove-device', { device: 'scanner-1' })).toMatchObject({ outcome: 'accepted' });
  await eventually(() => expect(state().plugged).toHaveLength(1));
  await eventually(() => expect(workshop.hub.devices.views().map(({ plan }) => plan.name)).not.toContain('scanner-1'));
  await gun.scan('GONE');
  await workshop.hub.idle();
  expect(state().devices).toHaveLength(4);
  const health = await (await fetch(`${workshop.origin}/healthz`)).json();
  expect(health).toMatchObject({ status: 'ok', lostScans: 0 });
  expect(await journal(workshop)).toEqual([
    { station_id: 'counter-1', text: part },
    { station_id: 'counter-1', text: code('FUS-10') },
    { station_id: 'counter-2', text: code('FUS-15') },
  ]);
  // What it said stays in the log, also what meant nothing.
  const { frames } = await page.ask<{ frames: LoggedFrame[] }>('stations.list-frames', { device: 'scanner-1' });
  const texts = frames.map(({ meaning }) => (meaning.is === 'scan' ? meaning.text : meaning.is));
  expect(texts).toEqual(['NOWHERE', code('FUS-15'), code('FUS-10'), part]);
});

test('a scale on the desk: its frames and its weight as they come, none when its line is lost, and a sample out of the log', async () => {
  const scale = new ScaleEmulator({ profile: 'cas-22', clock: systemClock, address: 'memory:scale', settle_ms: 100 });
  if (scale.port === null) throw new Error('no line');
  await scale.start();
  onTestFinished(() => scale.stop());
  const workshop = await startWorkshop({ lines: [scale.port] });
  const { page, state } = await deskOf(workshop);
  const wanted = { family: 'scale', profile: 'cas-22', address: 'memory:scale', station: 'counter-1', label: '' };
  const own = { metrology: { capacity: '30', division: '0.01' } };
  const before = Date.now();
  expect(await page.call('stations.add-device', { ...wanted, own })).toMatchObject({ outcome: 'accepted' });
  scale.put('12.5');
  const scaleNow = () => deviceIn(state(), 'scale-1');
  await eventually(() =>
    expect(scaleNow().weight).toMatchObject({ value: '12.50', unit: 'kg', stable: true, source: 'flag' }),
  );
  expect(scaleNow()).toMatchObject({
    own,
    vendor: 'CAS',
    frame: { direction: 'in', bytes: 21, meaning: { is: 'weight' } },
  });
  const reply = await page.ask<{ yaml: string; frames: number }>('stations.frame-sample', {
    ...{ device: 'scale-1', from: before, until: Date.now(), note: '' },
  });
  expect(reply.frames).toBeGreaterThan(0);
  expect(reply.yaml).toContain('value: "12.50"');
  scale.unplug();
  await eventually(() => expect(scaleNow()).toMatchObject({ state: 'absent', weight: null }));
  expect(scaleNow().frame).not.toBeNull();
});

test('who looks after devices may add them, who works with them may look, others may not', async () => {
  const workshop = await startWorkshop();
  const refused = async (cookie: string | null): Promise<object | undefined> => {
    const page = await workshop.page({ desk: true, ...(cookie === null ? {} : { cookie }) });
    page.watch('stations.desk-devices', {});
    await eventually(() => expect(page.frames.map(({ type }) => type)).toContain('refused-watch'));
    return page.frames.find(({ type }) => type === 'refused-watch');
  };
  expect(await refused(null)).toMatchObject({ code: 'auth.sign-in-first' });
  expect(await refused(await workshop.signInAtDesk(TECHNICIAN ?? ''))).toMatchObject({ code: 'auth.not-allowed' });
  const { page, state } = await deskOf(workshop, KEEPER);
  await eventually(() => expect(state().devices).toHaveLength(2));
  const request = { profile: 'generic-serial', address: '/dev/serial/by-id/x', station: null, label: '', own: {} };
  const notHis = { outcome: 'problem', status: 403 };
  expect(await page.call('stations.add-device', { family: 'scanner', ...request })).toMatchObject(notHis);
  expect(await page.call('stations.change-device', { device: 'counter-1-scanner', ...request })).toMatchObject(notHis);
  expect(await page.call('stations.remove-device', { device: 'counter-1-scanner' })).toMatchObject(notHis);
  const configuration = { devices: [] };
  const manager = await deskOf(workshop);
  expect(await manager.page.call('stations.configure-devices', configuration)).toMatchObject({ outcome: 'problem' });
  expect(await manager.page.call('stations.remove-device', { device: 'counter-1-scanner' })).toMatchObject({
    code: 'devices.in-configuration',
  });
  expect(state().devices).toHaveLength(2);
});
