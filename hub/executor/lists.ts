import type { Static, TSchema } from 'typebox';
import type { ListColumn, ListWords } from '../kernel/list.ts';
import type { QueryContract } from '../kernel/query.ts';

export type BoundList = {
  /** Its name is the list's; its request holds `LIST_REQUEST`, its reply is a `listReply`. */
  readonly contract: QueryContract;
  readonly title: ListWords;
  readonly columns: readonly ListColumn<unknown>[];
};

type RowOf<Reply> = Reply extends { rows: readonly (infer Row)[] } ? Row : never;

/** The columns of a list query: what its files and its paper have. */
export function bindList<Request extends TSchema, Reply extends TSchema>(
  contract: QueryContract<Request, Reply>,
  title: ListWords,
  columns: readonly ListColumn<RowOf<Static<Reply>>>[],
): BoundList {
  return { contract, title, columns: columns as readonly ListColumn<unknown>[] };
}
