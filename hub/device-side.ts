import { join } from 'node:path';
import type { DeviceEvent } from '../devices/device.ts';
import type { HubDeps } from './core.ts';
import type { BoundQuery, BoundTopic } from './executor/binding.ts';
import { mayHoldLeftovers } from './printing/store.ts';
import type { DeviceRules } from './stations/device-operations.ts';
import { planOf } from './stations/device-operations.ts';
import { checkPlan, hindranceOf, type Making, setUpOf } from './stations/device-plan.ts';
import { deviceQueries } from './stations/device-queries.ts';
import { allDevices } from './stations/device-store.ts';
import { deskDevicesSource } from './stations/device-topics.ts';
import { StationDevices } from './stations/devices.ts';
import { FrameFiles } from './stations/frame-files.ts';
import { FrameLog } from './stations/frame-log.ts';
import { DeviceLive } from './stations/live.ts';
import { namesOfDeviceAt, PluggedWatch } from './stations/plugged.ts';
import { scaleErrorIn } from './stations/scale-error.ts';
import { scaleTopicSource } from './stations/scale-topic.ts';
import { warehouseAt } from './stations/store.ts';
import type { Store } from './store/open.ts';

/** The hub's side of the devices: those that it holds, what they say, what is plugged in, and the log of it all. */
export type DeviceSide = {
  readonly devices: StationDevices;
  readonly frameLog: FrameLog;
  readonly rules: DeviceRules;
  readonly queries: readonly BoundQuery[];
  readonly topics: readonly BoundTopic[];
  /** Makes the open devices be those of the store. */
  follow(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
};

/**
 * @throws ProfileError, AddressError when the configuration has a device that makes no sense
 */
export function makeDeviceSide(deps: HubDeps, store: Store, announce: (kind: string) => void): DeviceSide {
  const { clock, newId, config, log, portAt, demo } = deps;
  const making: Making = { clock, newId, portAt };
  for (const { device, ...plan } of deps.devices) checkPlan({ name: device, ...plan }, making);
  const live = new DeviceLive({ clock, announce });
  const frameLog = new FrameLog({
    files: new FrameFiles(join(config.data, 'frames')),
    clock,
    onTrouble: (problem) => {
      if (problem !== null) log.error({ problem }, 'the frame log cannot be written');
      announce('device.log');
    },
  });
  const onEvent = (event: DeviceEvent): void => {
    live.take(event);
    if (event.kind === 'frame') frameLog.take(event);
  };
  const devices = new StationDevices({ ...making, onEvent, onChange: () => announce('device.list') });
  const plugged = new PluggedWatch({ clock, discover: deps.discover, onChange: () => announce('device.plugged') });
  const source = {
    branch: config.branch.name,
    isDemo: demo !== null,
    descriptorOf: (device: string) => devices.descriptorOf(device),
  };
  const said = { views: () => devices.views(), liveOf: (device: string) => live.of(device) };
  return {
    devices,
    frameLog,
    rules: {
      hindranceOf: (plan) => hindranceOf(plan, making),
      namesAt: (address) => namesOfDeviceAt(plugged.now, address),
      setUpOf,
    },
    queries: deviceQueries(frameLog, source),
    topics: [
      deskDevicesSource({ ...said, plugged: () => plugged.now, logTrouble: () => frameLog.trouble }),
      scaleTopicSource({ ...said, scaleErrorOf: scaleErrorIn, warehouseAt }),
    ],
    async follow() {
      const plans = await store.read((reader) =>
        allDevices(reader).map((row) => ({ ...planOf(row), expectLeftovers: mayHoldLeftovers(reader, row.name) })),
      );
      await devices.apply(plans);
      live.keepOnly(new Set(plans.map(({ name }) => name)));
    },
    start() {
      devices.start();
      frameLog.start();
      plugged.start();
    },
    async stop() {
      plugged.stop();
      await devices.stop();
      await frameLog.stop();
    },
  };
}
