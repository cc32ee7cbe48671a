import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildHub, type Hub } from '../../hub/app.ts';
import { parseConfig } from '../../hub/config.ts';
import { DemoClock } from '../../hub/demo/demo-clock.ts';
import { DEMO_WAREHOUSE, seedDemo } from '../../hub/demo/seed.ts';
import type { BoundOperation } from '../../hub/executor/binding.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { pinHasher } from '../../hub/people/pin.ts';
import { allOperations } from '../../hub/rooms.ts';
import { ManualClock } from './clock.ts';
import { SETTINGS } from './shop.ts';

export type TestHub = Pick<Hub, 'app' | 'store' | 'executor' | 'start'> & {
  readonly clock: ManualClock;
  /** The hub's own, which follows the other one. */
  readonly demoClock: DemoClock;
  readonly operations: readonly BoundOperation[];
  close(): Promise<void>;
};

/**
 * The whole hub, built and not listening, with the demo's data, no devices and a clock that stands still. `hasWorked`: with the hour that the demo
 * has behind it.
 */
export async function openTestHub({ hasWorked = false } = {}): Promise<TestHub> {
  const folder = mkdtempSync(join(tmpdir(), 'workshop-hub-'));
  const clock = new ManualClock();
  const demoClock = new DemoClock(clock);
  const hub = await buildHub({
    config: parseConfig({ data: folder, warehouses: [DEMO_WAREHOUSE] }, 'test', {}),
    stations: [
      {
        id: 'counter-1',
        kind: 'counter',
        name: '配件柜台 1',
        warehouse: DEMO_WAREHOUSE.code,
      },
    ],
    devices: [],
    portAt: () => null,
    discover: () => [],
    clock: demoClock,
    newId,
    random: () => 0,
    fetch,
    log: pino({ level: 'silent' }),
    kiosk: join(folder, 'no-kiosk'),
    demo: {
      topics: [],
      routes: () => undefined,
      seed: (executor, store) => seedDemo(executor, store, hasWorked ? demoClock : null),
    },
  });
  return {
    app: hub.app,
    store: hub.store,
    executor: hub.executor,
    start: () => hub.start(),
    clock,
    demoClock,
    operations: allOperations(pinHasher(new Uint8Array(32)), SETTINGS, {
      hindranceOf: () => null,
      namesAt: () => new Set(),
      setUpOf: () => null,
    }),
    async close() {
      await hub.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
