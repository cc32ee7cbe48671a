import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
export const HUB_MAIN = join(ROOT, 'hub', 'main.ts');
export const HEAD_OFFICE_MAIN = join(ROOT, 'hub', 'head-office', 'main.ts');

/** What a process may say before the oldest of it is forgotten. */
const MOST_WORDS = 200_000;

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A real process of ours: what it says, when it is ready, how it ends. */
export class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Everything that it wrote to stdout and stderr, the newest at the end. */
  out = '';
  err = '';
  #message: unknown;
  readonly #waiting = new Set<(message: unknown) => void>();

  constructor(command: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.process = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.out = (this.out + text).slice(-MOST_WORDS);
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.err = (this.err + text).slice(-MOST_WORDS);
    });
    this.process.on('message', (message) => {
      this.#message = message;
      for (const tell of this.#waiting) tell(message);
    });
    // 'close' comes after the last word, 'exit' may come before it.
    this.ended = new Promise((resolve) => this.process.on('close', (code, signal) => resolve({ code, signal })));
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Port of a process that said so when it was ready; rejects with its words when it ends before. */
  async ready(): Promise<number> {
    const message = this.#message ?? (await this.#nextMessage());
    return (message as { port: number }).port;
  }

  #nextMessage(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve);
      void this.ended.then(({ code, signal }) => reject(new Error(`It ended with ${code ?? signal}: ${this.err}`)));
    });
  }

  async stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<Ended> {
    if (!this.hasEnded) this.process.kill(signal);
    return this.ended;
  }

  /** Log entries, those that were cut off by the end of the process left out. */
  log(): { readonly level: number; readonly msg: string; readonly [field: string]: unknown }[] {
    return this.out.split('\n').flatMap((line) => {
      try {
        return line.startsWith('{') ? [JSON.parse(line)] : [];
      } catch {
        return [];
      }
    });
  }
}

/** The machine's environment without what would configure a hub, and `settings` over it. */
export function environmentWith(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(HUB_|HEAD_OFFICE_|NODE_|VITEST)/.test(name));
  return { ...Object.fromEntries(inherited), ...settings };
}

export function startHub(settings: NodeJS.ProcessEnv): Child {
  return new Child(process.execPath, [HUB_MAIN], environmentWith(settings));
}

/** Head office ends with whoever started it, however that ends. */
export function startHeadOffice(settings: NodeJS.ProcessEnv): Child {
  return new Child(
    process.execPath,
    [HEAD_OFFICE_MAIN, '--trust-first-key', '--with-parent'],
    environmentWith(settings),
  );
}
