import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HERE = import.meta.dirname;

/** Both of node-hid's binaries want it. */
export const hasLibusb = /libusb-1\.0\.so\.0/.test(
  spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '',
);

/** umockdev, a C compiler and libusb, from Debian; `npm test` installs them where it may. */
export const hasKit =
  hasLibusb &&
  ['umockdev-run', 'gcc', 'mkfifo'].every((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0);

export type KitRun = {
  readonly lines: readonly Record<string, unknown>[];
  readonly errors: string;
  readonly code: number;
};

/** Runs `scan-program.ts` with node-hid's own hidraw back-end before an emulated HID-POS scanner that sends these reports. */
export async function runWithScanner(reports: readonly Uint8Array[], parameters: readonly string[]): Promise<KitRun> {
  const folder = mkdtempSync(join(tmpdir(), 'hid-kit-'));
  try {
    const file = join(folder, 'reports.json');
    writeFileSync(file, JSON.stringify(reports.map((report) => Buffer.from(report).toString('hex'))));
    const program = ['sh', join(HERE, 'run.sh'), folder, file, process.execPath, join(HERE, 'scan-program.ts')];
    return await run(['-d', join(HERE, 'hidpos.umockdev'), '--', ...program, ...parameters]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `key-program.ts` before an emulated event device on which these events happen: time in seconds, type, code, value. */
export async function runWithKeyboard(events: readonly (readonly [number, number, number, number])[]): Promise<KitRun> {
  const folder = mkdtempSync(join(tmpdir(), 'key-kit-'));
  try {
    const file = join(folder, 'keys.events');
    const hex = (value: number): string => value.toString(16).padStart(4, '0');
    const lines = events.map(([at, ...parts]) => `E: ${at.toFixed(6)} ${parts.map(hex).join(' ')}\n`);
    writeFileSync(file, lines.join(''));
    const program = [process.execPath, join(HERE, 'key-program.ts'), '/dev/input/event5'];
    const replay = `--evemu-events=/dev/input/event5=${file}`;
    return await run(['-d', join(HERE, 'wedge.umockdev'), replay, '--', ...program]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(parameters: readonly string[]): Promise<KitRun> {
  const child = spawn('umockdev-run', parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (bytes) => {
    output += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    errors += String(bytes);
  });
  const [code] = await once(child, 'close');
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line));
  return { lines, errors, code: Number(code ?? -1) };
}
