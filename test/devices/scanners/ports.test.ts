import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants, mkdtempSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Device } from 'node-hid';
import { describe, expect, test } from 'vitest';
import { EventDevice } from '../../../devices/ports/evdev.ts';
import { HidLine } from '../../../devices/ports/hid.ts';
import type { HidBackend, HidHandle } from '../../../devices/ports/hid-backend.ts';
import { chooseDevice, type HidTarget } from '../../../devices/ports/hid-choice.ts';
import { PortError } from '../../../devices/ports/port-error.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const device = (change: Partial<Device>): Device => ({
  ...{ vendorId: 0x0c2e, productId: 0x0b6a, path: '/dev/hidraw0', serialNumber: 'A', release: 0, interface: 0 },
  ...{ usagePage: 0x8c, usage: 2 },
  ...change,
});
const places = { place: () => null, resolve: (path: string) => (path === '/dev/gun' ? '/dev/hidraw0' : path) };
const byId = (change: Partial<Extract<HidTarget, { by: 'id' }>> = {}): HidTarget => ({
  ...{ by: 'id', vendor: 0x0c2e, product: 0x0b6a, serial: null, interface: null },
  ...change,
});
const fault = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof PortError) return `${error.fault}: ${error.message}`;
    throw error;
  }
  return 'nothing';
};

describe('which device is meant', () => {
  const twins = [device({}), device({ path: '/dev/hidraw1', serialNumber: 'B' })];

  test('is told by its serial number among two of one kind', () => {
    expect(chooseDevice(twins, byId({ serial: 'B' }), 'hid-pos', places)).toBe('/dev/hidraw1');
  });

  test('two alike are refused instead of taking either, and told where they are', () => {
    const at = { ...places, place: (path: string) => `/sys/usb1/${path === '/dev/hidraw0' ? '1-3' : '1-4'}/x` };
    expect(fault(() => chooseDevice(twins, byId(), 'hid-pos', at))).toMatch(/^failed: 2 devices are alike .*1-3.*1-4/);
  });

  test('two alike stay apart by the socket that they are plugged into', () => {
    const at = { ...places, place: (path: string) => `/sys/usb1/${path === '/dev/hidraw0' ? '1-3' : '1-31'}/x` };
    expect(chooseDevice(twins, { by: 'path', path: '1-3' }, 'hid-pos', at)).toBe('/dev/hidraw0');
    expect(chooseDevice(twins, { by: 'path', path: '1-31' }, 'hid-pos', at)).toBe('/dev/hidraw1');
    const unknown = { usagePage: 0, usage: 0 };
    const libusb = [device({ path: '1-3:1.0', ...unknown }), device({ path: '1-4:1.0', ...unknown })];
    expect(chooseDevice(libusb, { by: 'path', path: '1-4' }, 'hid-keyboard', places)).toBe('1-4:1.0');
    expect(chooseDevice(libusb, { by: 'path', path: '1-4:1.0' }, 'hid-keyboard', places)).toBe('1-4:1.0');
  });

  test('a link leads to its device file', () => {
    expect(chooseDevice(twins, { by: 'path', path: '/dev/gun' }, 'hid-pos', places)).toBe('/dev/hidraw0');
  });

  test('of a scanner that is also a keyboard the collection counts that speaks as asked', () => {
    const both = [device({ usagePage: 1, usage: 6, path: '/dev/hidraw5', interface: 1 }), device({})];
    expect(chooseDevice(both, byId(), 'hid-pos', places)).toBe('/dev/hidraw0');
    expect(chooseDevice(both, byId(), 'hid-keyboard', places)).toBe('/dev/hidraw5');
    expect(chooseDevice([device({}), device({ usage: 3 })], byId(), 'hid-pos', places)).toBe('/dev/hidraw0');
  });

  test('nothing that fits is absent', () => {
    expect(fault(() => chooseDevice(twins, byId({ product: 1 }), 'hid-pos', places))).toMatch(/^absent/);
    expect(fault(() => chooseDevice([device({ usagePage: 1, usage: 2 })], byId(), 'hid-pos', places))).toMatch(
      /^absent/,
    );
  });
});

class FakeHandle extends EventEmitter {
  closed = 0;
  readonly features: number[][] = [];
  async write(values: number[] | Buffer): Promise<number> {
    return values.length;
  }
  async sendFeatureReport(values: number[] | Buffer): Promise<number> {
    this.features.push([...values]);
    throw new Error('this model has no such report');
  }
  async close(): Promise<void> {
    this.closed += 1;
  }
}

function hidBench(options: { onOpen?: Uint8Array } = {}) {
  const clock = new ManualClock();
  const handles: FakeHandle[] = [];
  const bench = { devices: [device({})], place: 'first plugging', refusal: null as Error | null };
  const backend: HidBackend = {
    devices: async () => bench.devices,
    async open() {
      if (bench.refusal !== null) throw bench.refusal;
      const handle = new FakeHandle();
      handles.push(handle);
      return handle as unknown as HidHandle;
    },
    descriptor: () => Uint8Array.of(1),
    place: () => bench.place,
  };
  const heard: string[] = [];
  const listener = {
    data: (bytes: Uint8Array) => heard.push(Buffer.from(bytes).toString('hex')),
    lost: (error: PortError) => heard.push(`${error.fault}: ${error.message}`),
  };
  const port = new HidLine('hid://0c2e:0b6a', byId(), 'hid-pos', clock, { backend, ...options });
  const open = () => port.open(listener);
  return { clock, handles, bench, heard, port, open };
}

describe('a HID port', () => {
  test('hands reports on one by one, and knows the descriptor while it is open', async () => {
    const { port, open, handles, heard } = hidBench();
    expect(port.reportDescriptor()).toBeNull();
    await open();
    expect(port.reportDescriptor()).toEqual(Uint8Array.of(1));
    handles[0]?.emit('data', Buffer.from('0201', 'hex'));
    handles[0]?.emit('data', Buffer.from('0202', 'hex'));
    expect(heard).toEqual(['0201', '0202']);
    await port.close();
    handles[0]?.emit('data', Buffer.from('0203', 'hex'));
    expect(heard).toHaveLength(2);
    expect(handles[0]?.closed).toBe(1);
  });

  test('a read error is an unplug, told once; opened again it finds the device under another number', async () => {
    const { open, bench, handles, heard } = hidBench();
    await open();
    handles[0]?.emit('error', 'could not read from HID device: disconnected');
    handles[0]?.emit('error', 'again');
    expect(heard).toEqual(['absent: could not read from HID device: disconnected']);
    expect(handles[0]?.closed).toBe(1);
    bench.devices = [device({ path: '/dev/hidraw7' })];
    await open();
    handles[1]?.emit('data', Buffer.from('02', 'hex'));
    expect(heard.at(-1)).toBe('02');
  });

  test('a device that was pulled and plugged again between two looks is noticed without a read error', async () => {
    const { open, bench, clock, heard } = hidBench();
    await open();
    clock.advance(1000);
    expect(heard).toEqual([]);
    bench.place = 'second plugging';
    clock.advance(1000);
    expect(heard[0]).toMatch(/^absent: .* went away$/);
    expect(clock.waiting_ms).toEqual([]);
  });

  test('a model that wants a feature report gets it, and one that refuses it works all the same', async () => {
    const { open, handles } = hidBench({ onOpen: Uint8Array.of(0xfe, 1) });
    await open();
    expect(handles[0]?.features).toEqual([[0xfe, 1]]);
  });

  test('open twice is taken; refused by the system is forbidden; not there is absent', async () => {
    const { open, bench, port } = hidBench();
    await open();
    await expect(open()).rejects.toMatchObject({ fault: 'taken' });
    await port.close();
    bench.refusal = new Error("Failed to open a device with path '/dev/hidraw0': Permission denied");
    await expect(open()).rejects.toMatchObject({ fault: 'forbidden' });
    bench.devices = [];
    await expect(open()).rejects.toMatchObject({ fault: 'absent' });
    await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ fault: 'absent' });
  });
});

describe('an event device', () => {
  function fifo(): string {
    const path = join(mkdtempSync(join(tmpdir(), 'evdev-')), 'event5');
    execFileSync('mkfifo', [path]);
    return path;
  }
  const heardBy = (heard: string[]) => ({
    data: (bytes: Uint8Array) => heard.push(Buffer.from(bytes).toString()),
    lost: (error: PortError) => heard.push(error.fault),
  });

  test('that cannot be taken for us alone is not read: the real call refuses a FIFO', async () => {
    const path = fifo();
    const port = new EventDevice(`evdev:${path}`, path, new ManualClock());
    await expect(port.open(heardBy([]))).rejects.toMatchObject({ fault: 'failed', message: /not read/ });
  });

  test('that somebody else has taken is taken', async () => {
    const path = fifo();
    const port = new EventDevice(`evdev:${path}`, path, new ManualClock(), { grab: async () => 'EBUSY' });
    await expect(port.open(heardBy([]))).rejects.toMatchObject({ fault: 'taken' });
  });

  test('that is not there is absent', async () => {
    const port = new EventDevice('evdev:/nowhere', '/nowhere', new ManualClock());
    await expect(port.open(heardBy([]))).rejects.toMatchObject({ fault: 'absent' });
  });

  test('is taken, read, and given back', async () => {
    const path = fifo();
    const clock = new ManualClock();
    const grabs: boolean[] = [];
    const grab = async (_: number, isTaken: boolean) => {
      grabs.push(isTaken);
      return null;
    };
    const port = new EventDevice(`evdev:${path}`, path, clock, { grab });
    const heard: string[] = [];
    await port.open(heardBy(heard));
    const far = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    writeSync(far, 'keys');
    clock.advance(4);
    expect(heard).toEqual(['keys']);
    await port.close();
    writeSync(far, 'more');
    clock.advance(100);
    expect(heard).toEqual(['keys']);
    expect(grabs).toEqual([true, false]);
  });

  test('whose path leads elsewhere is absent', async () => {
    const path = fifo();
    const clock = new ManualClock();
    let identity = 'first';
    const options = { grab: async () => null, identify: async () => identity };
    const port = new EventDevice(`evdev:${path}`, path, clock, options);
    const heard: string[] = [];
    await port.open(heardBy(heard));
    clock.advance(1500);
    await settle();
    expect(heard).toEqual([]);
    identity = 'second';
    renameSync(path, `${path}-old`);
    clock.advance(1500);
    await settle();
    expect(heard).toEqual(['absent']);
    expect(clock.waiting_ms).toEqual([]);
  });
});
