import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DeviceEvent } from '../../devices/device.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import { TcpPort, tcpAddressIn } from '../../devices/ports/tcp.ts';
import { createScale } from '../../devices/scales/create-scale.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import { supervise } from '../../devices/supervise.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { until } from './manual-clock.ts';

/** A serial device server: a box that has an RS-232 socket on one side and TCP on the other. */
async function startBox(connected: (line: Socket) => void = () => {}): Promise<number> {
  const lines: Socket[] = [];
  const box = createServer((line) => {
    lines.push(line);
    line.on('error', () => {});
    connected(line);
  });
  await new Promise<void>((resolve) => box.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const line of lines) line.destroy();
    await new Promise((resolve) => box.close(resolve));
  });
  return (box.address() as AddressInfo).port;
}

describe('an address', () => {
  test.each([
    ['tcp://192.168.1.60:4001', { host: '192.168.1.60', port: 4001 }],
    ['tcp://box.local', { host: 'box.local', port: null }],
    ['tcp://[::1]:23/', { host: '::1', port: 23 }],
  ])('%s is understood', (address, parsed) => {
    expect(tcpAddressIn(address)).toEqual(parsed);
  });

  test.each([
    'tcp://',
    'tcp://host:0',
    'tcp://host:70000',
    'tcp://host/file',
    'tcp://me@host:1',
    'http://host:1',
    '/dev/x',
  ])('%s is none', (address) => {
    expect(tcpAddressIn(address)).toBeNull();
  });

  test('of a box needs its port: there is no usual one', () => {
    const scale = { name: 's', profile: 'mettler-mt-sics', address: 'tcp://box', clock: systemClock };
    expect(() => createScale(scale)).toThrow(/tcp:\/\/host:port/);
    const gun = { name: 'g', profile: 'generic-serial', address: 'tcp://box', clock: systemClock };
    expect(() => createScanner(gun)).toThrow(/tcp:\/\/host:port/);
    expect(() => createScanner({ ...gun, profile: 'generic-hid-pos', address: 'tcp://box:1' })).toThrow(
      /is for hid-pos/,
    );
  });
});

test('a scale behind a box is asked and answers', async () => {
  const port = await startBox((line) => line.on('data', () => line.write('S S     100.00 g\r\n')));
  const profile = loadProfile('scale', 'mettler-mt-sics');
  const scale = createScale({ name: 's', profile, address: `tcp://127.0.0.1:${port}`, clock: systemClock });
  scale.start();
  await until(() => scale.latest?.value === '100.00');
  await scale.stop();
});

test('a gun behind a box scans', async () => {
  const port = await startBox((line) => line.write(']E06901234567892\r\n'));
  const address = `tcp://127.0.0.1:${port}`;
  const gun = createScanner({ name: 'g', profile: 'generic-serial', address, clock: systemClock });
  const events: DeviceEvent[] = [];
  gun.listen((event) => events.push(event));
  gun.start();
  await until(() => events.some((event) => event.kind === 'scanned'));
  expect(events).toContainEqual(expect.objectContaining({ text: '6901234567892', symbology: 'E0' }));
  await gun.stop();
});

test('a line that is half open is noticed: a box that says nothing any more is opened anew', async () => {
  // It takes the connection and every question, and is as good as gone: nothing tells so but its silence.
  const port = await startBox((line) => line.resume());
  const address = `tcp://127.0.0.1:${port}`;
  const profile = loadProfile('scale', 'mettler-mt-sics');
  const scale = createScale({ name: 's', profile, address, clock: systemClock });
  const states: string[] = [];
  scale.listen((event) => {
    if (event.kind === 'state') states.push(event.state.state);
  });
  const supervision = supervise(scale, { clock: systemClock, silence_ms: 300, patience: { first_ms: 10 } });
  supervision.start();
  await until(() => states.filter((state) => state === 'ready').length > 1);
  expect(states.slice(0, 5)).toEqual(['opening', 'ready', 'silent', 'opening', 'ready']);
  expect(scale.state.address).toBe(`127.0.0.1:${port}`);
  await supervision.stop();
});

/** The kernel's own list of connections: which timer runs for the one to this port, and when it fires (proc(5), tcp_diag: 2 is keepalive). */
function timerTo(port: number): { timer: number; in_ms: number } | null {
  const remote = port.toString(16).toUpperCase().padStart(4, '0');
  for (const row of readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)) {
    const [, , to = '', state, , timer = ''] = row.trim().split(/\s+/);
    if (!to.endsWith(`:${remote}`) || state !== '01') continue;
    const [kind = '', jiffies = ''] = timer.split(':');
    return { timer: Number.parseInt(kind, 16), in_ms: Number.parseInt(jiffies, 16) * 10 };
  }
  return null;
}

test('a device that may rightly be silent all day is looked after by the kernel, within seconds and not hours', async () => {
  const port = await startBox();
  const line = new TcpPort('127.0.0.1', port, systemClock);
  await line.open({ data: () => {}, lost: () => {} });
  const timer = timerTo(port);
  expect(timer?.timer).toBe(2);
  expect(timer?.in_ms).toBeLessThanOrEqual(10_000);
  await line.close();
});
