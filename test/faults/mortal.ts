import type { LineStatus, Port, PortListener } from '../../devices/ports/port.ts';
import type { PortError } from '../../devices/ports/port-error.ts';
import type { Answer, Executor } from '../../hub/executor/executor.ts';
import type { Store } from '../../hub/store/open.ts';

type Run = Parameters<Executor['run']>[0];
type Moment = 'before' | 'after';

/** A hub's life inside this process: when it ends, whatever was under way never hears of anything again. */
export class Life {
  #over = false;
  readonly #atDeath: (() => void)[] = [];

  get isOver(): boolean {
    return this.#over;
  }

  onDeath(listener: () => void): void {
    this.#atDeath.push(listener);
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    for (const listener of this.#atDeath) listener();
  }
}

const never = <Value>(): Promise<Value> => new Promise(() => {});

/** A line that dies with its hub: in the middle of a write, if it is told to. */
export class MortalPort implements Port {
  readonly #inner: Port;
  readonly #life: Life;
  /** Bytes after which the hub dies; null: it lives. */
  dieAfterBytes: number | null = null;

  constructor(inner: Port, life: Life) {
    this.#inner = inner;
    this.#life = life;
    life.onDeath(() => void inner.close());
  }

  get address(): string {
    return this.#inner.address;
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#life.isOver) return never();
    await this.#inner.open({
      data: (bytes) => {
        if (!this.#life.isOver) listener.data(bytes);
      },
      lost: (error: PortError) => {
        if (!this.#life.isOver) listener.lost(error);
      },
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#life.isOver) return never();
    const left = this.dieAfterBytes;
    if (left === null || bytes.length < left) {
      if (left !== null) this.dieAfterBytes = left - bytes.length;
      return this.#inner.write(bytes);
    }
    await this.#inner.write(bytes.subarray(0, left)).catch(() => {});
    this.#life.end();
    return never();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  lineStatus(): Promise<LineStatus | null> {
    return this.#inner.lineStatus?.() ?? Promise.resolve(null);
  }
}

/** The executor as a hub sees it that dies before or after it runs an operation of that name. */
export function mortalExecutor(
  executor: Executor,
  life: Life,
  death: { name: string; moment: Moment } | null,
): Executor {
  const run = async (what: Run): Promise<Answer> => {
    if (life.isOver) return never();
    const isDeadly = death !== null && what.name === death.name;
    if (isDeadly && death.moment === 'before') life.end();
    if (life.isOver) return never();
    const answer = await executor.run(what);
    if (isDeadly) life.end();
    return life.isOver ? never() : answer;
  };
  return { run } as Executor;
}

/** The store as such a hub reads it: the dead ask nothing. */
export function mortalStore(store: Store, life: Life): Store {
  const read: Store['read'] = (work) => (life.isOver ? never() : store.read(work));
  return { ...store, read };
}
