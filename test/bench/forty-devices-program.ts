// The process that is measured: opens what its argument names, says "ready", and after a while what it took. See `forty-devices.ts`.
import { setTimeout as wait } from 'node:timers/promises';
import { loadProfile } from '../../devices/load-profile.ts';
import { SerialLine } from '../../devices/ports/serial.ts';
import { createScale } from '../../devices/scales/create-scale.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import { supervise } from '../../devices/supervise.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { until } from './cable.ts';

export type Place = { readonly family: 'scale' | 'scanner'; readonly profile: string; readonly address: string };
export type Task = {
  readonly places: readonly Place[];
  /** Read and thrown away: what the system and its ports cost, whatever is made of the bytes. */
  readonly bare: boolean;
  readonly settle_ms: number;
  readonly measure_ms: number;
};
export type Taken = {
  readonly resident_MiB: number;
  /** Of one core. */
  readonly processor_percent: number;
  readonly weights_per_s: number;
  readonly scans_per_s: number;
};

const task: Task = JSON.parse(process.argv[2] ?? '');
const counted = { weights: 0, scans: 0 };

async function openBare({ family, profile, address }: Place): Promise<void> {
  const settings = family === 'scale' ? loadProfile('scale', profile).transport : loadProfile('scanner', profile).line;
  if (settings === undefined) throw new Error(`${profile} has no line.`);
  await new SerialLine(address, settings, systemClock).open({ data: () => {}, lost: () => {} });
}

async function openDevice({ family, profile, address }: Place): Promise<void> {
  const options = { name: address, profile, address, clock: systemClock };
  const device = family === 'scale' ? createScale(options) : createScanner(options);
  device.listen(({ kind }) => {
    if (kind === 'weight') counted.weights += 1;
    else if (kind === 'scanned') counted.scans += 1;
  });
  supervise(device, { clock: systemClock }).start();
  await until(() => device.state.state === 'ready', `${profile} is ready`);
}

await Promise.all(task.places.map(task.bare ? openBare : openDevice));
process.stdout.write('ready\n');
await wait(task.settle_ms);
const [began, before] = [process.cpuUsage(), { ...counted }];
const from_ms = performance.now();
await wait(task.measure_ms);
const { user, system } = process.cpuUsage(began);
const took_ms = performance.now() - from_ms;
const taken: Taken = {
  resident_MiB: process.memoryUsage.rss() / 2 ** 20,
  processor_percent: (100 * (user + system)) / 1000 / took_ms,
  weights_per_s: (1000 * (counted.weights - before.weights)) / took_ms,
  scans_per_s: (1000 * (counted.scans - before.scans)) / took_ms,
};
process.stdout.write(`${JSON.stringify(taken)}\n`, () => process.exit());
