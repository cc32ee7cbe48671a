import { expect, onTestFinished, test } from 'vitest';
import type { DeviceEvent } from '../../devices/device.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { settle } from '../devices/manual-clock.ts';
import { openBench } from '../support/bench.ts';

test('the spare devices begin unplugged and belong to no station', async () => {
  const { scanners, scales, configured } = (await openBench(systemClock)).devices;
  const spare = [...scanners, ...scales].filter(({ station }) => station === null);
  expect(spare.map(({ device, emulator }) => [device, emulator.plugged])).toEqual([
    ['spare-scanner', false],
    ['spare-scale', false],
  ]);
  const counters = ['counter-1', 'counter-2'].flatMap((id) => [`${id}-printer`, `${id}-scale`, `${id}-scanner`]);
  const bays = ['bay-2-scanner', 'bay-3-scanner'];
  expect(configured.map(({ device }) => device).sort()).toEqual([
    ...bays,
    ...counters,
    'form-printer',
    'label-printer',
  ]);
});

test('a spare scanner that was plugged in on the bench is read at its line', async () => {
  const { hub, devices } = await openBench(systemClock);
  const spare = devices.scanners.find(({ device }) => device === 'spare-scanner');
  if (spare === undefined || spare.emulator.port === null) throw new Error('There is no spare scanner with a line.');
  const post = async (act: string, payload: object) => {
    const url = `/api/v1/demo/scanners/spare-scanner/${act}`;
    const reply = await hub.app.inject({ method: 'POST', url, headers: { host: 'localhost' }, payload });
    expect(reply.statusCode).toBe(200);
  };
  await post('plug', { plugged: true });
  const events: DeviceEvent[] = [];
  const driver = createScanner({
    name: 'driver',
    profile: spare.emulator.profile.id,
    address: spare.emulator.port,
    clock: systemClock,
    newId,
  });
  driver.listen((event) => events.push(event));
  driver.start();
  onTestFinished(() => driver.stop());
  await settle();
  await post('trigger', { text: 'GP2001', symbology: 'C0' });
  expect(events).toContainEqual(expect.objectContaining({ kind: 'scanned', text: 'GP2001', symbology: 'C0' }));
});
