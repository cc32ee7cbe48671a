import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discover } from '../../devices/discovery.ts';
import { EscpInterpreter } from '../../devices/emulators/escp-interpreter.ts';
import { loadPrinter } from '../../devices/load-profile.ts';
import { parsePrinterId, printerAddress, printerIdIn } from '../../devices/ports/ieee1284.ts';
import { SerialLine } from '../../devices/ports/serial.ts';
import { UsbPrinterPort } from '../../devices/ports/usb-printer.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import type { Sheet } from '../../devices/printers/page.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { line } from './emulated-head.ts';
import { until } from './manual-clock.ts';

const nobody = { data: () => {}, lost: () => {} };
const lq = loadPrinter('esc-p', 'epson-lq-630k');
const EPSON = 'MFG:EPSON;CMD:ESCPL2,BDC;MDL:LQ-630K;CLS:PRINTER;SN:7A3K0123;';
let root: string;
const running: ChildProcess[] = [];
const path = process.env.PATH;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'printers-'));
});
afterEach(async () => {
  process.env.PATH = path;
  for (const child of running.splice(0)) {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
  rmSync(root, { recursive: true, force: true });
});

/** A printer under sysfs, and a FIFO as its device. */
function plugIn(name: string, id: string): string {
  mkdirSync(join(root, 'sys/class/usbmisc', name, 'device'), { recursive: true });
  writeFileSync(join(root, 'sys/class/usbmisc', name, 'device/ieee1284_id'), id);
  mkdirSync(join(root, 'dev/usb'), { recursive: true });
  const device = join(root, 'dev/usb', name);
  spawnSync('mkfifo', [device]);
  return device;
}
const portFor = (address: string): UsbPrinterPort => {
  const id = printerIdIn(address);
  if (id === null) throw new Error(`${address} is no id`);
  return new UsbPrinterPort(id, systemClock, root);
};
const fault = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'opened',
    (error) => ({ fault: error.fault, message: error.message }),
  );
function sheetsIn(bytes: Uint8Array): { lines: string[][]; defects: string[] } {
  const sheets: Sheet[] = [];
  const defects: string[] = [];
  new EscpInterpreter(lq, { sheet: (sheet) => sheets.push(sheet), defect: (what) => defects.push(what) }).feed(bytes);
  return { lines: sheets.map(sheetLines), defects };
}

describe('a USB printer by what it calls itself', () => {
  test.each([
    [EPSON, { maker: 'EPSON', model: 'LQ-630K', serial: '7A3K0123' }],
    ['MANUFACTURER:OKI DATA; MODEL:5100F ;', { maker: 'OKI DATA', model: '5100F', serial: null }],
    [
      'MFG:Zebra Technologies;MDL:ZTC ZD420-203dpi ZPL;SERN:D2J1;',
      { maker: 'Zebra Technologies', model: 'ZTC ZD420-203dpi ZPL', serial: 'D2J1' },
    ],
    ['CLS:PRINTER;', null],
    ['', null],
  ])('%s', (text, id) => {
    expect(parsePrinterId(text)).toEqual(id);
    if (id !== null) expect(printerIdIn(printerAddress(id))).toEqual(id);
  });

  test('is found under any number, at every open', async () => {
    const device = plugIn('lp3', EPSON);
    plugIn('lp0', 'MFG:OKI;MDL:5100F;');
    for (const address of ['usb-printer:EPSON/LQ-630K', 'usb-printer:EPSON/LQ-630K/7A3K0123']) {
      const port = portFor(address);
      const far = await open(device, 'r+');
      await port.open(nobody);
      expect(await fault(port.open(nobody))).toMatchObject({ fault: 'taken' });
      await port.write(Buffer.from('hello'));
      const { buffer } = await far.read({ buffer: new Uint8Array(5) });
      expect(Buffer.from(buffer).toString()).toBe('hello');
      await port.close();
      await far.close();
    }
    renameSync(join(root, 'sys/class/usbmisc/lp3'), join(root, 'sys/class/usbmisc/lp1'));
    renameSync(device, join(root, 'dev/usb/lp1'));
    const port = portFor('usb-printer:EPSON/LQ-630K');
    await port.open(nobody);
    await port.close();
  });

  test('that is not there is absent, and two alike are not told apart by chance', async () => {
    expect(await fault(portFor('usb-printer:EPSON/LQ-630K').open(nobody))).toMatchObject({ fault: 'absent' });
    plugIn('lp0', EPSON);
    plugIn('lp1', EPSON.replace('7A3K0123', '7A3K0456'));
    expect(await fault(portFor('usb-printer:EPSON/LQ-630K').open(nobody))).toMatchObject({
      fault: 'failed',
      message: expect.stringContaining('lp0 and lp1'),
    });
    expect(await fault(portFor('usb-printer:EPSON/LQ-630K/7A3K0999').open(nobody))).toMatchObject({ fault: 'absent' });
    const port = portFor('usb-printer:EPSON/LQ-630K/7A3K0456');
    await port.open(nobody);
    await port.close();
  });

  test('is discovered with that address, and the number as another', () => {
    plugIn('lp0', EPSON);
    plugIn('lp1', '');
    expect(discover(root).map(({ address, aliases, kind, words }) => ({ address, aliases, kind, words }))).toEqual([
      {
        address: 'usb-printer:EPSON/LQ-630K/7A3K0123',
        aliases: ['usb-printer:EPSON/LQ-630K', '/dev/usb/lp0'],
        kind: 'usb-printer',
        words: 'EPSON LQ-630K',
      },
      { address: '/dev/usb/lp1', aliases: [], kind: 'usb-printer', words: 'lp1' },
    ]);
  });
});

test('a printer on a serial line prints through it', async () => {
  const [near, far] = [join(root, 'near'), join(root, 'far')];
  const cable = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], { stdio: 'ignore' });
  running.push(cable);
  await until(() => existsSync(near) && existsSync(far));
  const head = await open(far, 'r');
  const settings = { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rts-cts' } as const;
  const port = new SerialLine(near, settings, systemClock);
  const printer = createPrinter({ name: 'serial', profile: lq, address: port, clock: systemClock });
  printer.start();
  await until(() => printer.state.state === 'ready');
  const outcome = await printer.print({ jobId: 'a', processId: 1, pages: [line('串口')], cut: false });
  expect(outcome).toMatchObject({ outcome: 'sent' });
  const got: Buffer[] = [];
  while (Buffer.concat(got).length < outcome.bytes) {
    const { buffer, bytesRead } = await head.read({ buffer: Buffer.alloc(256) });
    got.push(Buffer.from(buffer.subarray(0, bytesRead)));
  }
  expect(sheetsIn(Buffer.concat(got))).toEqual({ lines: [['串口']], defects: [] });
  await head.close();
  await printer.stop();
});

test.each(['/dev/serial/by-id/usb-none', '/dev/ttyUSB99'])(
  '%s is opened as a serial line, which is not there',
  async (address) => {
    const printer = createPrinter({ name: 'serial', profile: lq, address, clock: systemClock });
    printer.start();
    await until(() => printer.state.state !== 'opening');
    expect(printer.state).toMatchObject({ state: 'absent', detail: `${address}: no such device` });
    await printer.stop();
  },
);

describe('a queue of CUPS', () => {
  /** Stands in for CUPS: keeps what it is given, and how it was called. */
  function installLp(script: string): void {
    const bin = join(root, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'lp'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'lp'), 0o755);
    process.env.PATH = `${bin}:${path}`;
  }
  async function print(): Promise<Record<string, unknown>> {
    const printer = createPrinter({ name: 'cups', profile: lq, address: 'cups://counter', clock: systemClock });
    printer.start();
    await until(() => printer.state.state !== 'opening');
    const outcome = await printer.print({ jobId: 'a', processId: 1, pages: [line('队列')], cut: false });
    const { state } = printer.state;
    await printer.stop();
    return { ...outcome, state };
  }

  test('gets the bytes as they are', async () => {
    installLp(`echo "$@" > ${root}/how; cat > ${root}/job`);
    const { bytes, ...outcome } = await print();
    expect(outcome).toMatchObject({ outcome: 'sent', state: 'ready' });
    expect(readFileSync(join(root, 'how'), 'utf8').trim()).toBe('-d counter -o raw');
    const job = readFileSync(join(root, 'job'));
    expect(job.length).toBe(bytes);
    expect(sheetsIn(job)).toEqual({ lines: [['队列']], defects: [] });
  });

  test('that refuses the job says why, and nobody claims that it was sent', async () => {
    installLp('cat > /dev/null; echo "lp: The printer or class does not exist." >&2; exit 1');
    expect(await print()).toMatchObject({
      outcome: 'uncertain',
      detail: 'cups://counter: lp: The printer or class does not exist.',
    });
  });

  test('without lp there is nothing to print with', async () => {
    process.env.PATH = join(root, 'empty');
    expect(await print()).toMatchObject({ outcome: 'failed', code: 'unreachable', bytes: 0, state: 'absent' });
  });
});
