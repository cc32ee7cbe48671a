import { type Actor, mayAct } from '../kernel/actor.ts';
import { type ListRequest, MOST_LIST_PAGE } from '../kernel/list.ts';
import type { Store } from '../store/open.ts';
import type { BoundQuery } from './binding.ts';
import { NotAllowed, UnknownName, whyNot } from './errors.ts';
import { validate, withDefaults } from './validation.ts';

/** Answers questions on the reader pool: they never wait for a writer and can never write. */
export class Queries {
  readonly #store: Store;
  readonly #queries: ReadonlyMap<string, BoundQuery>;

  constructor(store: Store, queries: readonly BoundQuery[]) {
    this.#store = store;
    this.#queries = new Map(queries.map((query) => [query.contract.name, query]));
    if (this.#queries.size !== queries.length) throw new Error('Two queries have the same name.');
  }

  /** @throws UnknownName, NotAllowed, InvalidRequest */
  async ask(name: string, request: unknown, actor: Actor): Promise<unknown> {
    const { query, complete } = this.#readied(name, request, actor);
    return this.#store.read((reader) => query.answer(reader, complete, actor));
  }

  /**
   * Every row of a list on one snapshot. Between its pages whatever else waits gets its turn: a long list holds no scan up.
   * @returns null when there are more than `most`
   * @throws as `ask`
   */
  async rowsOf(name: string, request: unknown, actor: Actor, most: number): Promise<unknown[] | null> {
    const { query, complete } = this.#readied(name, request, actor);
    return this.#store.read(async (reader) => {
      const rows: unknown[] = [];
      for (;;) {
        const page = { ...(complete as ListRequest), offset: rows.length, limit: MOST_LIST_PAGE };
        const reply = (await query.answer(reader, page, actor)) as { count: number; rows: unknown[] };
        if (reply.count > most) return null;
        rows.push(...reply.rows);
        if (rows.length >= reply.count || reply.rows.length === 0) return rows;
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    });
  }

  #readied(name: string, request: unknown, actor: Actor): { query: BoundQuery; complete: unknown } {
    const query = this.#queries.get(name);
    if (query === undefined) throw new UnknownName(name);
    if (!mayAct(actor, query.contract.who)) throw new NotAllowed(whyNot(actor));
    const complete = withDefaults(query.contract.request, request);
    validate(query.contract.request, complete);
    return { query, complete };
  }
}
