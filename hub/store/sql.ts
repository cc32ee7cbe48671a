import type { Knex } from 'knex';

export type SqlValue = string | number | bigint | null | Uint8Array;

/** Values for `?` in their order, or one object for `:name`. better-sqlite3 knows no `?1`. */
export type SqlValues = SqlValue[] | [{ readonly [name: string]: SqlValue }];

/**
 * What a room's `store.ts` reads through: prepared statements (cached per connection) for the hot path, knex for the rest.
 * Both see the same snapshot of the same connection.
 */
export type Reader = {
  readonly knex: Knex;
  one<Row>(sql: string, ...values: SqlValues): Row | undefined;
  all<Row>(sql: string, ...values: SqlValues): Row[];
};

/** A reader that may also write: only the executor makes one, inside its IMMEDIATE transaction. */
export type Tx = Reader & {
  /** Number of rows that were changed. */
  run(sql: string, ...values: SqlValues): number;
};
