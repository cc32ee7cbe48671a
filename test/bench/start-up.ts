import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { median, whole } from './numbers.ts';
import type { BenchRow } from './row.ts';

const STARTS = 3;
const QUIET_MS = 10_000;
const MAIN = join(import.meta.dirname, '..', '..', 'hub', 'main.ts');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

type Started = { readonly hub: ChildProcess; readonly ready_ms: number };

/** Starts the hub as `npm start` does and takes the time until it says that it is ready. */
async function start(data: string, headOfficePort: number): Promise<Started> {
  const began = performance.now();
  const { HUB_CONFIG: _none, ...environment } = process.env;
  const hub = spawn(process.execPath, [MAIN], {
    env: { ...environment, HUB_DATA: data, HUB_PORT: '0', HEAD_OFFICE_PORT: String(headOfficePort) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: hub.stdout })) {
    if (!line.includes('Workshop Hub is ready')) continue;
    const ready_ms = performance.now() - began;
    // Whatever it says later is read and thrown away, or the pipe would fill.
    hub.stdout.resume();
    return { hub, ready_ms };
  }
  throw new Error('The hub ended before it was ready.');
}

async function stop({ hub }: Started): Promise<void> {
  if (hub.exitCode !== null || hub.signalCode !== null) return;
  const gone = once(hub, 'exit');
  hub.kill('SIGTERM');
  await gone;
}

/** Resident memory of the process in MiB, as the kernel counts it. */
function residentMiB(pid: number | undefined): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kib === undefined) throw new Error('The kernel does not tell the memory of the hub.');
  return Number(kib) / 1024;
}

/** Absolute numbers of the hub's own process with the demo workshop; the demo's head office is another process. */
export async function benchStartUp(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const port = await freePort();
  const times = { empty: [] as number[], existing: [] as number[] };
  let resident = Number.NaN;
  let running: Started | null = null;
  try {
    for (let round = 1; round <= STARTS; round += 1) {
      const data = join(folder, `data-${round}`);
      running = await start(data, port);
      times.empty.push(running.ready_ms);
      await stop(running);
      running = await start(data, port);
      times.existing.push(running.ready_ms);
      if (round === STARTS) {
        await wait(QUIET_MS);
        resident = residentMiB(running.hub.pid);
      }
      await stop(running);
    }
  } finally {
    if (running !== null) await stop(running);
    rmSync(folder, { recursive: true, force: true });
  }
  const row = (what: string, value: string): BenchRow => ({ what, value, against: '–', ratio: '–' });
  return [
    row('start to ready, empty folder (schema, 300 parts and people of the demo)', `${whole(median(times.empty))} ms`),
    row('start to ready, existing store', `${whole(median(times.existing))} ms`),
    row('resident memory of the idle hub, 10 s after the start', `${whole(resident)} MiB`),
  ];
}
