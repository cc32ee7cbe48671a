import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent } from '../../devices/device.ts';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import { loadProfile } from '../../devices/load-profile.ts';
import { DeviceFile } from '../../devices/ports/file.ts';
import { deniedNode, loadFault } from '../../devices/ports/hid-backend.ts';
import { ioctlInt } from '../../devices/ports/ioctl.ts';
import { PortError, toPortError } from '../../devices/ports/port-error.ts';
import { SerialLine } from '../../devices/ports/serial.ts';
import { TcpPort } from '../../devices/ports/tcp.ts';
import { lineStatusOf } from '../../devices/ports/usblp.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import { supervise } from '../../devices/supervise.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { FakeSysfs } from './fake-sysfs.ts';
import { until } from './manual-clock.ts';

let folder: string;
const running: ChildProcess[] = [];
const nobody = { data: () => {}, lost: () => {} };

async function socat(...ends: [string, string]): Promise<ChildProcess> {
  const child = spawn('socat', ends, { stdio: 'ignore' });
  running.push(child);
  const links = ends.flatMap((end) => end.match(/link=([^,]+)/)?.[1] ?? []);
  await until(() => links.every((link) => existsSync(link)));
  return child;
}
async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
const pty = (name: string): string => `pty,raw,echo=0,link=${join(folder, name)}`;
const failure = async (promise: Promise<unknown>): Promise<PortError> => {
  const error: unknown = await promise.then(
    () => null,
    (reason) => reason,
  );
  if (!(error instanceof PortError)) throw new Error('expected a PortError');
  return error;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ports-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) await end(child, 'SIGKILL');
});

describe('a scanner on a real PTY', () => {
  const settings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

  const newland = loadProfile('scanner', 'newland-serial');
  /** However slow this machine is today, no pause between two bytes may end a frame here. */
  const profile = { ...newland, framing: { ...newland.framing, idleFlush_ms: 10_000 } };

  async function startScanner(events: DeviceEvent[]) {
    const scanner = createScanner({ name: 'gun', profile, address: join(folder, 'hub'), clock: systemClock });
    scanner.listen((event) => events.push(event));
    const supervision = supervise(scanner, { clock: systemClock, patience: { first_ms: 5, cap_ms: 20 } });
    supervision.start();
    await until(() => scanner.state.state === 'ready');
    return { scanner, supervision };
  }
  const texts = (events: DeviceEvent[]): string[] =>
    events.flatMap((event) => (event.kind === 'scanned' ? [event.text] : []));

  test('bytes one at a time and two frames glued together are the same scans', async () => {
    await socat(pty('hub'), pty('gun'));
    const events: DeviceEvent[] = [];
    const { supervision } = await startScanner(events);
    const gun = new SerialScannerEmulator({ profile: 'newland-serial', pty: join(folder, 'gun'), byteAtATime: true });
    await gun.start();
    await gun.scan('工单:墨', 'Q1');
    gun.byteAtATime = false;
    await gun.send(Buffer.from(']E06901234567892\r\n]A0LSVAA4182E2184847\r\n'));
    await until(() => texts(events).length === 3);
    expect(texts(events)).toEqual(['工单:墨', '6901234567892', 'LSVAA4182E2184847']);
    const ids = events.flatMap((event) => (event.kind === 'scanned' ? [event.scanId] : []));
    expect(new Set(ids).size).toBe(3);
    expect([...ids].sort()).toEqual(ids);
    await gun.stop();
    await supervision.stop();
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'unplugged (%s) it is absent, plugged in again it scans',
    async (signal) => {
      const cable = await socat(pty('hub'), pty('gun'));
      const events: DeviceEvent[] = [];
      const { scanner, supervision } = await startScanner(events);
      const gun = new SerialScannerEmulator({ profile: 'newland-serial', pty: join(folder, 'gun') });
      await gun.start();
      await gun.send(Buffer.from('half a sc'));
      await end(cable, signal);
      await gun.stop();
      await until(() => scanner.state.state === 'absent');
      // A killed socat leaves its links behind; udev would have removed them.
      for (const name of ['hub', 'gun']) rmSync(join(folder, name), { force: true });
      const again = await socat(pty('hub'), pty('gun'));
      await until(() => scanner.state.state === 'ready');
      const second = new SerialScannerEmulator({ profile: 'newland-serial', pty: join(folder, 'gun') });
      await second.start();
      await second.scan('A1', 'C0');
      await until(() => texts(events).length > 0);
      expect(texts(events)).toEqual(['A1']);
      await second.stop();
      await supervision.stop();
      await end(again);
    },
  );

  test('a port that another program holds is taken', async () => {
    await socat(pty('hub'), pty('gun'));
    const first = new SerialLine(join(folder, 'hub'), settings, systemClock);
    await first.open(nobody);
    const error = await failure(new SerialLine(join(folder, 'hub'), settings, systemClock).open(nobody));
    expect(error.fault).toBe('taken');
    await first.close();
    const third = new SerialLine(join(folder, 'hub'), settings, systemClock);
    await third.open(nobody);
    await third.close();
  });

  test('nothing at the path is absent', async () => {
    expect((await failure(new SerialLine(join(folder, 'none'), settings, systemClock).open(nobody))).fault).toBe(
      'absent',
    );
  });

  test('the link points to another device: the one that was opened went away', async () => {
    await socat(pty('hub'), pty('gun'));
    const line = new SerialLine(join(folder, 'hub'), settings, systemClock, 10);
    const lost: PortError[] = [];
    await line.open({ data: () => {}, lost: (error) => lost.push(error) });
    const old = realpathSync(join(folder, 'hub'));
    // A second pair takes the name over, as udev does for the next device; the first one stays open and silent.
    const taken = spawn('socat', [pty('hub'), pty('gun')], { stdio: 'ignore' });
    running.push(taken);
    await until(() => lost.length > 0);
    expect(lost[0]?.fault).toBe('absent');
    expect(realpathSync(join(folder, 'hub'))).not.toBe(old);
    await line.close();
  });

  test('what the hub writes arrives', async () => {
    await socat(pty('hub'), pty('gun'));
    const line = new SerialLine(join(folder, 'hub'), settings, systemClock);
    await line.open(nobody);
    const gun = await open(join(folder, 'gun'), 'r+');
    await line.write(Uint8Array.of(0x7e, 0x01, 0x00, 0xff));
    const { buffer } = await gun.read({ buffer: new Uint8Array(4) });
    expect(buffer).toEqual(Uint8Array.of(0x7e, 0x01, 0x00, 0xff));
    await gun.close();
    await line.close();
  });
});

describe('a printer behind a device file', () => {
  test('prints through it and hears the head', async () => {
    const emulator = new EscposPrinterEmulator({ profile: 'epson-tm-t88' });
    const { port } = await emulator.start();
    await socat(pty('lp0'), `tcp:127.0.0.1:${port}`);
    const printer = createPrinter({
      name: 'usb',
      profile: 'epson-tm-t88',
      address: join(folder, 'lp0'),
      clock: systemClock,
      timing: { reply_ms: 30_000 },
    });
    printer.start();
    await until(() => printer.state.state === 'ready');
    const spans = [{ x_mm: 0, text: '领料单', scaleX: 2, scaleY: 2, bold: true }];
    const page = { width_mm: 72, rows: new Array(300).fill({ kind: 'text', height_mm: 6, spans }) };
    const outcome = await printer.print({ jobId: 'a', processId: 7, pages: [page], cut: true });
    expect(outcome).toMatchObject({ outcome: 'confirmed' });
    expect(emulator.sheets.map((sheet) => sheetLines(sheet).length)).toEqual([300]);
    expect(emulator.defects).toEqual([]);
    await printer.stop();
    await emulator.stop();
  });

  test('a file that takes no more bytes does not block the process, and closing ends the write', async () => {
    const path = join(folder, 'fifo');
    await once(spawn('mkfifo', [path]), 'exit');
    const file = new DeviceFile(path, systemClock, 5);
    await file.open(nobody);
    // Nobody but this file itself reads, 256 bytes every 5 ms, so a megabyte is stuck for long.
    const stuck = failure(file.write(new Uint8Array(1_000_000)));
    let turns = 0;
    await until(() => ++turns > 50);
    await file.close();
    expect((await stuck).fault).toBe('absent');
  });

  test('unplugged it is absent', async () => {
    const cable = await socat(pty('lp0'), pty('far'));
    const file = new DeviceFile(join(folder, 'lp0'), systemClock, 5);
    const lost: PortError[] = [];
    await file.open({ data: () => {}, lost: (error) => lost.push(error) });
    await end(cable);
    await until(() => lost.length > 0);
    expect(lost[0]?.fault).toBe('absent');
    expect((await failure(file.write(Uint8Array.of(1)))).fault).toBe('absent');
    expect((await failure(file.open(nobody))).fault).toBe('absent');
  });

  test('an ioctl goes through to the kernel', async () => {
    const path = join(folder, 'fifo');
    await once(spawn('mkfifo', [path]), 'exit');
    const handle = await open(path, 'r+');
    await handle.write('12345');
    const FIONREAD = 0x541b;
    expect(await ioctlInt(handle.fd, FIONREAD)).toBe(5);
    const LPGETSTATUS = 0x060b;
    expect(await ioctlInt(handle.fd, LPGETSTATUS)).toBeNull();
    await handle.close();
  });

  test.each([
    [0x18, { paperOut: false, selected: true, error: false }],
    [0x38, { paperOut: true, selected: true, error: false }],
    [0x10, { paperOut: false, selected: true, error: true }],
  ])('status lines %i mean what was measured', (lines, status) => {
    expect(lineStatusOf(lines)).toEqual(status);
  });
});

describe('TCP', () => {
  test('a port where nobody listens is absent', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    await new Promise((resolve) => server.close(resolve));
    expect((await failure(new TcpPort('127.0.0.1', port, systemClock).open(nobody))).fault).toBe('absent');
  });

  test('goodbye waits for the peer to have read everything', async () => {
    const got: Buffer[] = [];
    let ended = false;
    const server = createServer((socket) => {
      socket.on('data', (bytes) => got.push(bytes));
      socket.on('end', () => {
        ended = true;
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    const port = new TcpPort('127.0.0.1', typeof bound === 'object' && bound !== null ? bound.port : 0, systemClock);
    await port.open(nobody);
    await port.write(new Uint8Array(500_000));
    await port.close();
    expect([Buffer.concat(got).length, ended]).toEqual([500_000, true]);
    server.close();
  });
});

test('a machine without libusb is told what to install', () => {
  const missing = 'libusb-1.0.so.0: cannot open shared object file: No such file or directory';
  const fault = loadFault(new Error(missing));
  expect(toPortError(fault)).toMatchObject({ fault: 'failed', message: expect.stringContaining('libusb-1.0-0') });
  expect(loadFault(new Error('invalid ELF header')).message).toBe('invalid ELF header');
});

test('a keyboard that the hub may not take is forbidden, though its library says not why', () => {
  const sysfs = new FakeSysfs(folder);
  sysfs.file('/sys/bus/usb/devices/1-3.2/busnum', '1\n');
  sysfs.file('/sys/bus/usb/devices/1-3.2/devnum', '14\n');
  const asked: string[] = [];
  const may = (answer: boolean) => (file: string) => {
    asked.push(file);
    return answer;
  };
  expect(deniedNode('1-3.2:1.0', folder, may(false))).toBe('/dev/bus/usb/001/014');
  expect(asked).toEqual([join(folder, 'dev/bus/usb/001/014')]);
  expect(deniedNode('1-3.2:1.0', folder, may(true))).toBeNull();
  // Pulled meanwhile, or no path of libusb's: then it is something else.
  expect(deniedNode('1-4:1.0', folder, may(false))).toBeNull();
  expect(deniedNode('/dev/hidraw0', folder, may(false))).toBeNull();
  expect(deniedNode('1-3.2:1.0', folder)).toBeNull();
});

describe('the words of the system', () => {
  test.each([
    [Object.assign(new Error('x'), { code: 'ENODEV' }), 'absent'],
    [Object.assign(new Error('x'), { code: 'EACCES' }), 'forbidden'],
    [Object.assign(new Error('x'), { code: 'EBUSY' }), 'taken'],
    [Object.assign(new Error('x'), { code: 'ETIMEDOUT' }), 'silent'],
    [Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'failed'],
    [new Error('Error: No such file or directory, cannot open /dev/ttyACM0'), 'absent'],
    [new Error('Error Resource temporarily unavailable Cannot lock port'), 'taken'],
    [new Error('Error: Permission denied, cannot open /dev/ttyACM0'), 'forbidden'],
    [
      new Error(
        "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
      ),
      'forbidden',
    ],
    [new Error('EIO: i/o error, read'), 'absent'],
    ['something else', 'failed'],
  ])('%o becomes %s', (error, fault) => {
    expect(toPortError(error).fault).toBe(fault);
  });
});
