import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newId } from '../../hub/kernel/ids.ts';
import { MOST_QUANTITY } from '../../hub/kernel/quantity.ts';
import { DIFFERENCE_LOCATION, insertBin, insertLocation, insertWarehouse } from '../../hub/places/store.ts';
import { move } from '../../hub/stock/ledger.ts';
import { foundBranch } from '../../hub/store/changes.ts';
import { openStore, type Store, type Tx } from '../../hub/store/open.ts';

const PARTS = 300;
const PEOPLE = 20;
export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

/** One thing to do, the same for every side. */
export type Issue = {
  readonly part: string;
  readonly warehouse: string;
  readonly bin: string;
  readonly receiver: string;
  readonly quantity: number;
  readonly document: { readonly id: string; readonly number: string; readonly line: string };
};

/** A warehouse with a bin for each part, enough stock for every round, and people who fetch parts. */
export type IssueShop = {
  readonly warehouse: string;
  readonly people: readonly string[];
  readonly stock: readonly { readonly part: string; readonly bin: string }[];
  next(): Issue;
};

function addPart(tx: Tx, part: string, number: string): void {
  tx.run(
    "insert into part (id, number, name, model, spec, unit, category, price, decimals) values (?, ?, '机油滤清器', '', '', '个', '', 3500, 0)",
    part,
    number,
  );
}

function addPerson(tx: Tx, person: string, number: string): void {
  insertLocation(tx, person, 'employee', `技师 ${number}`);
  tx.run(
    "insert into person (id, number, name, team, badge) values (?, ?, ?, '', ?)",
    person,
    number,
    `技师 ${number}`,
    `GP${number}`,
  );
}

export async function openIssueShop(file: string, staff = PEOPLE): Promise<{ store: Store; shop: IssueShop }> {
  const store = await openStore(file, { migrations: MIGRATIONS, now: Date.now() });
  const warehouse = newId();
  const people = Array.from({ length: staff }, newId);
  const stock = Array.from({ length: PARTS }, () => ({ part: newId(), bin: newId() }));
  await store.write((tx) => {
    const now = Date.now();
    foundBranch(tx, { branchId: newId(), epoch: randomUUID(), now });
    insertWarehouse(tx, { id: warehouse, code: 'A', name: '总仓', default_bin: stock[0]?.bin ?? '' });
    people.forEach((person, index) => {
      addPerson(tx, person, String(1000 + index));
    });
    stock.forEach(({ part, bin }, index) => {
      addPart(tx, part, `P-${index}`);
      insertBin(tx, { id: bin, warehouse, code: `A-${index}`, kind: 'shelf' });
      move(tx, {
        ...{ id: newId(), kind: 'opening', part, lot: '', from: DIFFERENCE_LOCATION, to: bin, quantity: MOST_QUANTITY },
        ...{ document: null, consumes: null, reverses: null, evidence: { kind: 'manual', ref: null } },
        ...{ operationId: newId(), at: now },
      });
    });
  });
  let n = 0;
  const next = (): Issue => {
    n += 1;
    const { part, bin } = stock[(n * 7) % PARTS] ?? { part: '', bin: '' };
    const receiver = people[n % staff] ?? '';
    const document = { id: newId(), number: `LY-20261122-${n}`, line: newId() };
    return { part, warehouse, bin, receiver, quantity: 1000, document };
  };
  return { store, shop: { warehouse, people, stock, next } };
}

const ISSUABLE = `select
  coalesce((select sum(a.quantity) from balance a join bin b on b.id = a.location_id
            where a.part_id = ? and a.in_bin = 1 and b.warehouse_id = ?), 0)
  - coalesce((select sum(quantity) from reservation
              where part_id = ? and warehouse_id = ? and released_at is null and document_id <> ?), 0)`;
const MOVEMENT = `insert into movement (id, kind, part_id, lot, from_location, to_location, quantity, document_kind, document_id,
  document_number, line_id, consumes, reverses, evidence, operation_id, at_wall)
  values (?, 'issue', ?, '', ?, ?, ?, 'requisition', ?, ?, ?, null, null, ?, ?, ?)`;
const FEED = `insert into change_feed (operation_id, tx_end, kind, schema_version, payload, at_wall, prev_hash, hash)
  values (?, 1, 'stock.issued', 1, ?, ?, ?, ?)`;
const LOG = `insert into operation_log (operation_id, name, actor, request, outcome, reply, at_wall, at_monotonic, prev_hash, hash)
  values (?, 'bench.issue', ?, ?, 'accepted', ?, ?, ?, ?, ?)`;
const PRAGMAS = [
  ...['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'trusted_schema = OFF'],
  ...['temp_store = MEMORY', 'journal_size_limit = 67108864', 'wal_autocheckpoint = 1000'],
];

/** Everything that the four statements write, made before the time is taken. */
type Ready = { readonly issue: Issue; readonly values: readonly (readonly (string | number | Uint8Array)[])[] };

function ready(issue: Issue): Ready {
  const { part, warehouse, bin, receiver, quantity, document } = issue;
  const [movement, operation, at] = [newId(), newId(), Date.now()];
  const [before, hash] = [randomBytes(32), randomBytes(32)];
  const actor = JSON.stringify({ person: null, roles: [], station: null, provedAt: null, system: 'bench' });
  const event = JSON.stringify({ movement, part, bin, receiver, quantity, document });
  return {
    issue,
    values: [
      [part, warehouse, part, warehouse, document.id],
      [movement, part, bin, receiver, quantity, document.id, document.number, document.line].concat(
        '{"kind":"manual","ref":null}',
        operation,
        at,
      ),
      [operation, event, at, before, hash],
      [operation, actor, JSON.stringify(issue), JSON.stringify({ movement }), at, 1, before, hash],
    ],
  };
}

/** The floor: the same four statements on the same schema with the same pragmas, one commit each, nothing computed. */
export class RawIssues {
  readonly #database: Database.Database;

  constructor(file: string) {
    this.#database = new Database(file);
    for (const pragma of PRAGMAS) this.#database.pragma(pragma);
    if (this.#database.pragma('synchronous', { simple: true }) !== 2) throw new Error('The raw side is not durable.');
  }

  /** Issues per second. */
  rate(issues: readonly Issue[]): number {
    const work = issues.map(ready);
    const [begin, commit] = [this.#database.prepare('begin immediate'), this.#database.prepare('commit')];
    const issuable = this.#database.prepare<unknown[], number>(ISSUABLE).pluck();
    const [movement, feed, log] = [MOVEMENT, FEED, LOG].map((sql) => this.#database.prepare(sql));
    const began = performance.now();
    for (const { issue, values } of work) {
      begin.run();
      if ((issuable.get(...(values[0] ?? [])) ?? 0) < issue.quantity) throw new Error('The stock ran out.');
      movement?.run(...(values[1] ?? []));
      feed?.run(...(values[2] ?? []));
      log?.run(...(values[3] ?? []));
      commit.run();
    }
    return (issues.length * 1000) / (performance.now() - began);
  }

  close(): void {
    this.#database.close();
  }
}
