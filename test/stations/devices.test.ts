import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { DeviceEvent } from '../../devices/device.ts';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import { createMemoryPort } from '../../devices/ports/memory.ts';
import type { Port } from '../../devices/ports/port.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import { type Clock, systemClock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { type DevicePlan, namesOf } from '../../hub/stations/device-plan.ts';
import { type HeldDevice, StationDevices } from '../../hub/stations/devices.ts';
import { settle } from '../devices/manual-clock.ts';
import { ManualClock } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';

const DESCRIPTOR = Uint8Array.of(5, 0x8c);

/** A line that says how often it was opened and closed. */
function countedLine(address: string) {
  const { port, far } = createMemoryPort(address, address === 'memory:hid' ? DESCRIPTOR : null);
  const count = { opened: 0, closed: 0 };
  const counted: Port = {
    ...port,
    async open(listener) {
      await port.open(listener);
      count.opened += 1;
    },
    async close() {
      count.closed += 1;
      await port.close();
    },
  };
  return { port: counted, far, count };
}

let lines: Map<string, ReturnType<typeof countedLine>>;
let clock: ManualClock;
let heard: DeviceEvent[];
let listChanges: number;
let devices: StationDevices;
/** What was attached to which device, and what became of it. */
let attached: string[];
let held: HeldDevice[];

function open(at: Clock): void {
  lines = new Map();
  [heard, attached, held] = [[], [], []];
  listChanges = 0;
  const portAt = (address: string): Port | null => {
    if (!address.startsWith('memory:')) return null;
    const line = lines.get(address) ?? countedLine(address);
    lines.set(address, line);
    return line.port;
  };
  const onChange = (): void => {
    listChanges += 1;
  };
  const making = { clock: at, newId, portAt, unfinished: new Set<string>() };
  const made = new StationDevices({ ...making, onEvent: (event) => heard.push(event), onChange });
  made.onHeld((one) => {
    held.push(one);
    attached.push(`+${one.plan.name}`);
    return async () => {
      await settle();
      attached.push(`-${one.plan.name} ${one.device.state.state}`);
    };
  });
  onTestFinished(() => made.stop());
  devices = made;
}
beforeEach(() => {
  clock = new ManualClock();
  open(clock);
});

const gun = (name: string, more: Partial<DevicePlan> = {}): DevicePlan => ({
  ...{ name, family: 'scanner', profile: 'generic-serial', address: `memory:${name}`, station: 'c1', own: {} },
  ...more,
});
const scan = (address: string, text: string): void =>
  lines.get(address)?.far.write(frameBytes(loadProfile('scanner', 'generic-serial'), text, null));
const states = (): Record<string, string> =>
  Object.fromEntries(devices.views().map(({ plan, state }) => [plan.name, state.state]));
const scans = (): unknown[] => heard.flatMap((event) => (event.kind === 'scanned' ? [[event.device, event.text]] : []));

async function apply(...plans: DevicePlan[]): Promise<void> {
  await devices.apply(plans);
  await settle();
}

test('nothing is opened before the start; then all is, also what comes later', async () => {
  await apply(gun('a'));
  expect(states()).toEqual({ a: 'stopped' });
  devices.start();
  await settle();
  expect(states()).toEqual({ a: 'ready' });
  await apply(gun('a'), gun('b'));
  expect(states()).toEqual({ a: 'ready', b: 'ready' });
  scan('memory:b', 'X1');
  expect(scans()).toEqual([['b', 'X1']]);
  expect(listChanges).toBe(2);
});

test('a device that did not change is not touched; one that did is opened anew', async () => {
  devices.start();
  await apply(gun('a'), gun('b'));
  await apply(gun('a'), gun('b', { station: 'c2' }), gun('c'));
  expect(lines.get('memory:a')?.count).toEqual({ opened: 1, closed: 0 });
  expect(lines.get('memory:b')?.count).toEqual({ opened: 2, closed: 1 });
  expect(attached).toEqual(['+a', '+b', '-b stopped', '+b', '+c']);
  expect(held.filter(({ plan }) => plan.name === 'a')).toHaveLength(1);
  expect(states()).toEqual({ a: 'ready', b: 'ready', c: 'ready' });
  await apply(gun('a', { own: { line: { baudRate: 19_200 } } }));
  expect(attached.slice(5)).toEqual(['-a stopped', '-b stopped', '-c stopped', '+a']);
  expect(states()).toEqual({ a: 'ready' });
});

test('an address goes from one device to another, and two swap theirs', async () => {
  devices.start();
  await apply(gun('a'));
  await apply(gun('b', { address: 'memory:a' }), gun('c', { address: 'memory:b' }));
  expect(states()).toEqual({ b: 'ready', c: 'ready' });
  await apply(gun('b', { address: 'memory:b' }), gun('c', { address: 'memory:a' }));
  expect(states()).toEqual({ b: 'ready', c: 'ready' });
  scan('memory:a', 'X1');
  expect(scans()).toEqual([['c', 'X1']]);
});

test('a plan that makes no sense is shown as failed, with its words, and keeps no other from its work', async () => {
  devices.start();
  await apply(gun('a', { profile: 'gone-with-an-update' }), gun('b', { address: 'COM3' }), gun('c'));
  expect(states()).toEqual({ a: 'failed', b: 'failed', c: 'ready' });
  const [, a, b] = devices.views();
  expect(a?.state).toMatchObject({ detail: expect.stringContaining('gone-with-an-update'), address: 'memory:a' });
  expect(b?.state).toMatchObject({ detail: expect.stringContaining("no scanner's address") });
  await apply(gun('a'), gun('c'));
  expect(states()).toEqual({ a: 'ready', c: 'ready' });
  expect(lines.get('memory:c')?.count.opened).toBe(1);
});

test('one list after the other, however quickly they come', async () => {
  devices.start();
  await Promise.all([
    devices.apply([gun('a')]),
    devices.apply([gun('a', { station: 'c2' }), gun('b')]),
    devices.apply([]),
    devices.apply([gun('a')]),
  ]);
  await settle();
  expect(states()).toEqual({ a: 'ready' });
  expect(attached).toEqual(['+a', '-a stopped', '+a', '+b', '-a stopped', '-b stopped', '+a']);
});

test('a device that cannot be let go of in good order keeps no later list from being followed', async () => {
  devices.start();
  devices.onHeld(({ plan }) => async () => {
    if (plan.name === 'bad') throw new Error('the worker broke');
  });
  await apply(gun('bad'), gun('a'));
  await expect(devices.apply([gun('a', { station: 'c2' })])).rejects.toThrow('the worker broke');
  await apply(gun('a', { station: 'c2' }), gun('b'));
  expect(states()).toEqual({ a: 'ready', b: 'ready' });
});

test('a scanner is closed before what it gave is waited for; a printer gets no more jobs before it is closed', async () => {
  const emulator = new EscposPrinterEmulator({ profile: 'xprinter-80' });
  const { address } = await emulator.start();
  onTestFinished(() => emulator.stop());
  // Its answers come over a real network.
  open(systemClock);
  devices.start();
  await apply(gun('a'), gun('p', { family: 'printer', profile: 'xprinter-80', address }));
  await eventually(() => expect(states()).toEqual({ a: 'ready', p: 'ready' }));
  const printer = held.find(({ plan }) => plan.name === 'p')?.device;
  await apply();
  expect(attached.slice(2).toSorted()).toEqual(['-a stopped', '-p ready']);
  expect(devices.views()).toEqual([]);
  expect(printer?.state.state).toBe('stopped');
});

test('what is unplugged comes back by itself, and what was stopped does not', async () => {
  devices.start();
  await apply(gun('a'));
  lines.get('memory:a')?.far.unplug();
  expect(states()).toEqual({ a: 'absent' });
  lines.get('memory:a')?.far.replug();
  await eventually(() => {
    clock.advance(1_000);
    expect(states()).toEqual({ a: 'ready' });
  });
  await devices.stop();
  expect(states()).toEqual({ a: 'stopped' });
  lines.get('memory:a')?.far.unplug();
  clock.advance(60_000);
  await settle();
  expect(lines.get('memory:a')?.count.opened).toBe(2);
});

test('a HID scanner that is open tells its descriptor, and nobody else does', async () => {
  devices.start();
  await apply(gun('a'), gun('hid', { profile: 'generic-hid-pos', address: 'memory:hid' }));
  expect(devices.descriptorOf('hid')).toEqual(DESCRIPTOR);
  expect(devices.descriptorOf('a')).toBeNull();
  expect(devices.descriptorOf('never-heard-of')).toBeNull();
});

test('heads are those of the printers that are held, and ordinary for all else', async () => {
  await apply(gun('a'), gun('p', { family: 'printer', profile: 'xprinter-58' }));
  const [small, ordinary] = [devices.headOf('p'), devices.headOf('a')];
  expect(small.printable_dots).toBeLessThan(ordinary.printable_dots);
  expect(devices.headOf(null)).toEqual(ordinary);
});

test('the names of a model are read from its file once, however often a screen shows them', () => {
  const names = namesOf('scale', 'cas-22');
  expect(names).toEqual({ vendor: 'CAS', model: loadProfile('scale', 'cas-22').model, hasSetUp: false });
  expect(namesOf('scale', 'cas-22')).toBe(names);
  expect(namesOf('scale', 'not-there')).toEqual({ vendor: '', model: 'not-there', hasSetUp: false });
  expect(namesOf('scanner', 'honeywell-hid-pos').hasSetUp).toBe(true);
});
