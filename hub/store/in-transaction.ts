import { createRequire } from 'node:module';
import type { Knex } from 'knex';
import { type Connection, connectionOf, readerOn, statementFor, txOn } from './connection.ts';
import type { Reader, Tx } from './sql.ts';
import { rollBackQuietly } from './transaction.ts';

/*
 * The store's own transactions. knex.transaction() costs a knex object, four prepared statements and some twenty turns of
 * promises each time, about as much as a stock issue itself; nearly all work of the rooms runs on prepared statements and
 * needs none of it. A knex that speaks inside the transaction is made when somebody asks for it.
 */

type Work<On, Result> = (on: On) => Result | Promise<Result>;

const require = createRequire(import.meta.url);
const makeKnex: (client: object) => Knex = require('knex/lib/knex-builder/make-knex.js');

/** A knex whose queries all go to the one connection, for as long as its transaction lives. Its own transactions are savepoints. */
function knexInside(pool: Knex, connection: Connection, hasEnded: () => boolean): Knex {
  const { version, config, driver, connectionSettings, valueForUndefined, logger } = pool.client;
  // Made from the class and not from the pool's client: listeners must not pile up there.
  const client = Object.create(pool.client.constructor.prototype);
  Object.assign(client, { version, config, driver, connectionSettings, valueForUndefined, logger, transacting: true });
  client.acquireConnection = async () => {
    if (hasEnded()) throw new Error('This transaction has ended; its knex must not be used any more.');
    return connection;
  };
  client.releaseConnection = async () => undefined;
  return makeKnex(client);
}

async function run<On, Result>(
  pool: Knex,
  begin: string,
  on: (connection: Connection, knex: () => Knex) => On,
  work: Work<On, Result>,
): Promise<Result> {
  const connection = await connectionOf(pool);
  let ended = false;
  let knex: Knex | null = null;
  const inside = () => {
    knex ??= knexInside(pool, connection, () => ended);
    return knex;
  };
  try {
    // Outside of the inner try: a BEGIN that fails runs nothing and leaves nothing to roll back.
    statementFor(connection, begin).run();
    try {
      const result = await work(on(connection, inside));
      ended = true;
      statementFor(connection, 'commit').run();
      return result;
    } catch (error) {
      // Also after a COMMIT that failed: SQLite may have kept the transaction open.
      rollBackQuietly(connection);
      throw error;
    }
  } finally {
    ended = true;
    await pool.client.releaseConnection(connection);
  }
}

/** One IMMEDIATE transaction on the writer. A failed BEGIN never runs `work`; a failed COMMIT rejects and leaves nothing. */
export function writeOn<Result>(writer: Knex, work: Work<Tx, Result>): Promise<Result> {
  return run(writer, 'begin immediate', txOn, work);
}

/** One snapshot on a reader. */
export function readOn<Result>(readers: Knex, work: Work<Reader, Result>): Promise<Result> {
  return run(readers, 'begin', readerOn, work);
}
