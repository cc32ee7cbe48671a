import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { quantile, whole } from './numbers.ts';

const SYNCS = 300;

function fileSystemOf(path: string): string {
  let found = { at: '', type: 'unknown' };
  for (const line of readFileSync('/proc/mounts', 'utf8').split('\n')) {
    const [, at = '', type = ''] = line.split(' ');
    const holds = path === at || path.startsWith(at === '/' ? at : `${at}/`);
    if (holds && at.length >= found.at.length) found = { at, type };
  }
  return found.type;
}

/** Microseconds of a small append and its fdatasync: the floor under every durable commit. */
function syncTimes(folder: string): number[] {
  const file = openSync(join(folder, 'sync'), 'w');
  const page = new Uint8Array(4096).fill(1);
  const times: number[] = [];
  for (let n = 0; n < SYNCS; n += 1) {
    const began = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    times.push((performance.now() - began) * 1000);
  }
  closeSync(file);
  return times;
}

/** On what the numbers were taken, in one line. */
export function describeMachine(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
  try {
    const processors = cpus();
    const times = syncTimes(folder);
    return [
      processors[0]?.model.trim() ?? 'unknown processor',
      `${processors.length} cores`,
      `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
      `Linux ${release()}`,
      `Node ${process.versions.node}`,
      `${fileSystemOf(folder)}, 4 KiB append + fdatasync ${whole(quantile(times, 0.5))} µs (p99 ${whole(quantile(times, 0.99))} µs)`,
    ].join(' · ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
