import { Type } from 'typebox';
import { systemActor } from '../kernel/actor.ts';
import type { FeedEvent } from '../kernel/event.ts';
import { isStaleBy } from '../kernel/topic.ts';
import { eventsAfter, readBranch } from '../store/changes.ts';
import type { Store, Tx } from '../store/open.ts';
import type { BoundOperation, Reaction } from './binding.ts';
import type { Executor } from './executor.ts';

const PAGE = 200;

/**
 * Runs what later rooms do after earlier rooms' events: in feed order, each from its own durable cursor. The cursor moves in
 * the transaction of the effect, and the operation id is (reaction, seq): a restart neither skips nor repeats.
 * A reaction that breaks stays where it is and is tried again at the next commit; it delays no other.
 */
export class Reactions {
  readonly #store: Store;
  readonly #executor: Executor;
  readonly #reactions: readonly Reaction[];
  readonly #onBug: (error: unknown, reaction: string) => void;
  #running: Promise<void> | null = null;
  #again = false;
  #isStopped = false;

  constructor(
    store: Store,
    executor: Executor,
    reactions: readonly Reaction[],
    onBug: (error: unknown, reaction: string) => void,
  ) {
    this.#store = store;
    this.#executor = executor;
    this.#reactions = reactions;
    this.#onBug = onBug;
  }

  /** These kinds were committed; without a word, the hub has just started and everything is looked through. */
  wake(kinds?: ReadonlySet<string>): void {
    const concerns = ({ on }: Reaction) => kinds === undefined || [...kinds].some((kind) => isStaleBy(on, kind));
    if (this.#isStopped || !this.#reactions.some(concerns)) return;
    this.#again = true;
    this.#running ??= this.#catchUp();
  }

  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** What is under way is finished, the rest waits for the next start: the cursors are durable. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.idle();
  }

  async #catchUp(): Promise<void> {
    while (this.#again && !this.#isStopped) {
      this.#again = false;
      for (const reaction of this.#reactions) {
        try {
          if (await this.#runPage(reaction)) this.#again = true;
        } catch (error) {
          this.#onBug(error, reaction.name);
        }
      }
    }
    this.#running = null;
  }

  /** One page, so that a reaction with a long way to go keeps no other waiting. Returns whether there may be more. */
  async #runPage(reaction: Reaction): Promise<boolean> {
    const { events, cursor } = await this.#store.read((reader) => {
      const branch = readBranch(reader);
      const at = reader.one<{ seq: number }>('select seq from reaction_cursor where name = ?', reaction.name);
      return { cursor: at?.seq ?? 0, events: branch ? eventsAfter(reader, branch, at?.seq ?? 0, PAGE) : [] };
    });
    const last = events.at(-1);
    if (last === undefined) return false;
    const wanted = events.filter((event) => isStaleBy(reaction.on, event.kind));
    for (const event of wanted) {
      if (this.#isStopped) return false;
      await this.#react(reaction, event);
    }
    const end = wanted.at(-1)?.seq ?? cursor;
    // What concerns nobody is passed over in whole pages only: a cursor is a durable write, and few events are of interest.
    if (events.length < PAGE) return false;
    if (last.seq > end) await this.#store.write((tx) => moveCursor(tx, reaction.name, last.seq));
    return true;
  }

  async #react(reaction: Reaction, event: FeedEvent): Promise<void> {
    await this.#executor.runBound(asOperation(reaction, event), {
      operationId: `${reaction.name}:${event.epoch}:${event.seq}`,
      request: { seq: event.seq },
      actor: systemActor(`reaction:${reaction.name}`),
    });
  }
}

function moveCursor(tx: Tx, name: string, seq: number): void {
  tx.run(
    `insert into reaction_cursor (name, seq) values (?, ?)
     on conflict (name) do update set seq = excluded.seq where excluded.seq > seq`,
    name,
    seq,
  );
}

function asOperation(reaction: Reaction, event: FeedEvent): BoundOperation {
  return {
    contract: {
      name: `reaction.${reaction.name}`,
      summary: `What ${reaction.name} does after ${event.kind}`,
      method: 'POST',
      path: '',
      who: [],
      request: Type.Object({ seq: Type.Integer() }),
      reply: Type.Object({}),
      refusals: [],
    },
    handle(context) {
      reaction.handle(context, event);
      moveCursor(context.tx, reaction.name, event.seq);
      return {};
    },
  };
}
