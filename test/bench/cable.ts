import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Asks again every few milliseconds until it holds. */
export async function until(holds: () => boolean, what: string, within_ms = 10_000): Promise<void> {
  const end = performance.now() + within_ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It did not come to this within ${within_ms} ms: ${what}.`);
    await wait(5);
  }
}

const running = new Set<ChildProcess>();
// Also when the bench breaks on its way: a socat that nobody stops lives for ever.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A real pair of PTYs: what is written to `gun` is read at `hub`, as through a cable. */
export type Cable = { readonly hub: string; readonly gun: string; pull(): Promise<void> };

export async function layCable(folder: string, name: string): Promise<Cable> {
  const [hub, gun] = [join(folder, `${name}-hub`), join(folder, `${name}-gun`)];
  const end = (link: string) => `pty,raw,echo=0,link=${link}`;
  const child = spawn('socat', [end(hub), end(gun)], { stdio: 'ignore' });
  running.add(child);
  let missing: Error | null = null;
  child.on('error', (error) => {
    missing = new Error('The bench of scans needs the program socat (apt-get install socat).', { cause: error });
  });
  await until(() => missing !== null || (existsSync(hub) && existsSync(gun)), 'socat has made its PTYs');
  if (missing !== null) throw missing;
  return {
    hub,
    gun,
    async pull() {
      const gone = once(child, 'exit');
      if (child.kill('SIGTERM')) await gone;
      running.delete(child);
    },
  };
}
