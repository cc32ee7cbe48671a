import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';

/** A real pair of PTYs: what is written to `gun` is read at `hub`, as through a cable. */
export type Cable = { readonly hub: string; readonly gun: string; pull(): Promise<void> };

export async function ptyCable(folder: string, name: string): Promise<Cable> {
  const [hub, gun] = [join(folder, `${name}-hub`), join(folder, `${name}-gun`)];
  const end = (link: string) => `pty,raw,echo=0,link=${link}`;
  const child: ChildProcess = spawn('socat', [end(hub), end(gun)], { stdio: 'ignore' });
  const pull = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  onTestFinished(pull);
  await eventually(() => {
    if (!existsSync(hub) || !existsSync(gun)) throw new Error('socat has not made its PTYs yet');
  });
  return { hub, gun, pull };
}
