import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Port, PortListener } from './port.ts';
import { PortError, toPortError } from './port-error.ts';

type Running = {
  readonly child: ChildProcessByStdio<Writable, null, Readable>;
  /** Resolves to what `lp` said when it ended well, rejects otherwise. */
  readonly ended: Promise<void>;
};

/**
 * A queue of CUPS, as bytes: `lp -d <queue> -o raw`. For printers that only CUPS can reach; CUPS keeps the job and prints it when it can, so that nothing
 * is known of the paper. Nothing is started before the first byte, and nothing is queued unless `finish` was called: a job that breaks off is taken back.
 */
export class CupsQueue implements Port {
  readonly address: string;
  readonly #queue: string;
  #isOpen = false;
  #running: Running | null = null;

  constructor(queue: string) {
    this.address = `cups://${queue}`;
    this.#queue = queue;
  }

  async open(_listener: PortListener): Promise<void> {
    if (this.#isOpen) throw new PortError('taken', `${this.address}: already open`);
    if (!(await isOnPath('lp'))) throw new PortError('absent', `${this.address}: there is no lp (cups-client)`);
    this.#isOpen = true;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#isOpen) throw new PortError('absent', `${this.address}: not open`);
    if (bytes.length === 0) return;
    this.#running ??= this.#start();
    const { child, ended } = this.#running;
    const taken = new Promise<void>((resolve, reject) => {
      child.stdin.write(bytes, (error) => (error ? reject(toPortError(error)) : resolve()));
    });
    // When lp ends before it has everything, its own words are better than "broken pipe".
    await taken.catch(async (error: unknown) => {
      await ended;
      throw error;
    });
  }

  async finish(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    running.child.stdin.end();
    await running.ended;
    this.#running = null;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    running.child.kill('SIGKILL');
    await running.ended.catch(() => {});
  }

  #start(): Running {
    const child = spawn('lp', ['-d', this.#queue, '-o', 'raw'], { stdio: ['pipe', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    child.stdin.on('error', () => {});
    const ended = new Promise<void>((resolve, reject) => {
      child.on('error', (error) => reject(toPortError(error)));
      child.on('close', (code, signal) => {
        if (code === 0) resolve();
        else reject(new PortError('failed', `${this.address}: ${words.trim() || `lp ended with ${code ?? signal}`}`));
      });
    });
    ended.catch(() => {});
    return { child, ended };
  }
}

async function isOnPath(program: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const isThere = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}
