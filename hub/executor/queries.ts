import { type Actor, mayAct } from '../kernel/actor.ts';
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
    const query = this.#queries.get(name);
    if (query === undefined) throw new UnknownName(name);
    if (!mayAct(actor, query.contract.who)) throw new NotAllowed(whyNot(actor));
    const complete = withDefaults(query.contract.request, request);
    validate(query.contract.request, complete);
    return this.#store.read((reader) => query.answer(reader, complete, actor));
  }
}
