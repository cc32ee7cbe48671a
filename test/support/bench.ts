import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { buildHub, type Hub } from '../../hub/app.ts';
import { parseConfig } from '../../hub/config.ts';
import { benchTopicSource } from '../../hub/demo/bench.ts';
import {
  type DemoDevices,
  demoPortAt,
  pluggedDemoDevices,
  startDemoDevices,
  stopDemoDevices,
} from '../../hub/demo/devices.ts';
import { DemoLine } from '../../hub/demo/line.ts';
import { registerDemoRoutes } from '../../hub/demo/routes.ts';
import { scalesTopicSource } from '../../hub/demo/scales.ts';
import { DEMO_WAREHOUSE, seedDemo } from '../../hub/demo/seed.ts';
import type { Clock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { tempFolder } from './temp-folder.ts';

export type BenchHub = { readonly hub: Hub; readonly devices: DemoDevices };

/** The demo workshop with its bench and without its head office, built and not listening. */
export async function openBench(clock: Clock, kiosk?: string): Promise<BenchHub> {
  const folder = tempFolder();
  const devices = await startDemoDevices(clock);
  const line = new DemoLine('http://127.0.0.1:9');
  const hub = await buildHub({
    config: parseConfig({ data: join(folder, 'data'), warehouses: [DEMO_WAREHOUSE] }, 'test', {}),
    stations: devices.stations,
    devices: devices.configured,
    portAt: (address) => demoPortAt(devices, address),
    discover: () => pluggedDemoDevices(devices),
    clock,
    newId,
    random: () => 0,
    fetch: line.fetch,
    log: pino({ level: 'silent' }),
    kiosk: kiosk ?? join(folder, 'no-kiosk'),
    demo: {
      topics: [benchTopicSource(devices, line), scalesTopicSource(devices.scales)],
      routes: (app, hands) => registerDemoRoutes(app, { devices, line, clock }, hands),
      seed: seedDemo,
    },
  });
  onTestFinished(async () => {
    await hub.stop();
    await stopDemoDevices(devices);
  });
  return { hub, devices };
}
