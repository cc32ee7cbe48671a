import type { BoundQuery } from '../../hub/executor/binding.ts';
import { Queries } from '../../hub/executor/queries.ts';
import { systemActor } from '../../hub/kernel/actor.ts';
import type { Store } from '../../hub/store/open.ts';

const ACTOR = systemActor('bench');

/** Milliseconds of every answer of a query, asked through the door that the server asks through; the first answers only warm up. */
export async function askTimes(
  store: Store,
  queries: readonly BoundQuery[],
  name: string,
  request: object,
  times: number,
): Promise<number[]> {
  const asked = new Queries(store, queries);
  const taken: number[] = [];
  for (let n = -Math.ceil(times / 10); n < times; n += 1) {
    const began = performance.now();
    const answer = (await asked.ask(name, request, ACTOR)) as { readonly rows: readonly unknown[] };
    if (answer.rows.length === 0) throw new Error(`${name} found nothing for ${JSON.stringify(request)}.`);
    if (n >= 0) taken.push(performance.now() - began);
  }
  return taken;
}
