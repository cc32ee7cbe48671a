import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent } from '../../../devices/device.ts';
import { ScaleEmulator } from '../../../devices/emulators/scale.ts';
import { createScale } from '../../../devices/scales/create-scale.ts';
import type { SerialScale } from '../../../devices/scales/serial-scale.ts';
import { supervise } from '../../../devices/supervise.ts';
import { systemClock } from '../../../devices/system-clock.ts';
import { until } from '../manual-clock.ts';

let folder: string;
const running: ChildProcess[] = [];
const ends: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scales-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  for (const child of running.splice(0)) await pull(child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function layCable(): Promise<ChildProcess> {
  const links = [join(folder, 'hub'), join(folder, 'scale')];
  const child = spawn(
    'socat',
    links.map((link) => `pty,raw,echo=0,link=${link}`),
    { stdio: 'ignore' },
  );
  running.push(child);
  await until(() => links.every((link) => existsSync(link)));
  return child;
}
async function pull(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
async function placeScale(profile: string, more: { byteAtATime?: boolean } = {}): Promise<ScaleEmulator> {
  const pan = new ScaleEmulator({
    profile,
    clock: systemClock,
    pty: join(folder, 'scale'),
    every_ms: 10,
    settle_ms: 1,
    ...more,
  });
  await pan.start();
  ends.push(() => pan.stop());
  return pan;
}
async function openScale(profile: string): Promise<{ scale: SerialScale; values: () => (string | null)[] }> {
  const events: DeviceEvent[] = [];
  const scale = createScale({ name: 'scale', profile, address: join(folder, 'hub'), clock: systemClock });
  scale.listen((event) => events.push(event));
  const supervision = supervise(scale, { clock: systemClock, patience: { first_ms: 5, cap_ms: 20 } });
  supervision.start();
  ends.push(() => supervision.stop());
  await until(() => scale.state.state === 'ready');
  return { scale, values: () => events.flatMap((event) => (event.kind === 'weight' ? [event.reading.value] : [])) };
}

describe('a scale on a real PTY', () => {
  test.each([
    ['cas-22', '12.50'],
    ['yaohua-xk3190-a9', '1200'],
    ['toledo-continuous-plain', '1.25'],
  ])('%s streams byte by byte and is understood', async (profile, weight) => {
    await layCable();
    const pan = await placeScale(profile, { byteAtATime: true });
    pan.put(weight);
    const { values } = await openScale(profile);
    await until(() => values().at(-1) === weight);
  });

  test.each([
    ['mettler-mt-sics', '100.00'],
    ['toledo-8217', '1.500'],
    ['adam-mdw', '12.3'],
  ])('%s is asked and answers', async (profile, weight) => {
    await layCable();
    const pan = await placeScale(profile);
    pan.put(weight);
    const { values } = await openScale(profile);
    await until(() => values().at(-1) === weight);
    expect(values().filter((value) => value !== null && value !== weight)).toEqual([]);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'unplugged (%s) it is absent and knows no weight; plugged in again it weighs what lies there now',
    async (signal) => {
      const cable = await layCable();
      const pan = await placeScale('cas-22');
      pan.put('5');
      const { scale, values } = await openScale('cas-22');
      await until(() => values().at(-1) === '5.00');
      await pull(cable, signal);
      await until(() => scale.state.state === 'absent');
      expect(scale.latest).toBeNull();
      await pan.stop();
      // A killed socat leaves its links behind; udev would have removed them.
      for (const name of ['hub', 'scale']) rmSync(join(folder, name), { force: true });
      await layCable();
      const again = await placeScale('cas-22');
      again.put('7');
      await until(() => scale.state.state === 'ready' && scale.latest?.value === '7.00');
      expect(scale.latest?.stable).toBe(true);
    },
  );
});
