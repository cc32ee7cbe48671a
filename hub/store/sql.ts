import type { Knex } from 'knex';

export type SqlValue = string | number | bigint | null | Uint8Array;

/**
 * What a room's `store.ts` reads through: prepared statements (cached per connection) for the hot path, knex for the rest.
 * Both see the same snapshot of the same connection.
 */
export type Reader = {
  readonly knex: Knex;
  one<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
};

/** A reader that may also write: only the executor makes one, inside its IMMEDIATE transaction. */
export type Tx = Reader & {
  /** Number of rows that were changed. */
  run(sql: string, ...values: SqlValue[]): number;
};
