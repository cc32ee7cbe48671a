import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Logger } from 'pino';

const MAIN = join(import.meta.dirname, '..', 'head-office', 'main.ts');

export type HeadOfficeProcess = { stop(): Promise<void> };

/**
 * Head office as a process of its own, as it would be in another city. It dies with the hub, and the hub lives without it.
 * `port` 0 is not possible: the hub must know where it will be.
 */
export function startHeadOffice(options: { port: number; data: string; log: Logger }): HeadOfficeProcess {
  const { port, data, log } = options;
  const child: ChildProcess = spawn(process.execPath, [MAIN, '--trust-first-key', '--with-parent', '--demo'], {
    env: { ...process.env, HEAD_OFFICE_PORT: String(port), HEAD_OFFICE_DATA: data },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  child.on('exit', (code) => {
    if (code !== 0 && code !== null) log.warn({ code, words: words.trim() }, 'the demo head office is not running');
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve();
          return;
        }
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
