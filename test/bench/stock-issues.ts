import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { bindOperation } from '../../hub/executor/binding.ts';
import { Executor } from '../../hub/executor/executor.ts';
import { systemActor } from '../../hub/kernel/actor.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { defineOperation } from '../../hub/kernel/operation.ts';
import { refuse } from '../../hub/kernel/refusal.ts';
import { Id, PositiveQuantity } from '../../hub/kernel/schemas.ts';
import { move } from '../../hub/stock/ledger.ts';
import { findDiscrepancies } from '../../hub/stock/proof.ts';
import { issuableNow } from '../../hub/stock/store.ts';
import { findBrokenLink, readBranch } from '../../hub/store/changes.ts';
import type { Store } from '../../hub/store/open.ts';
import { type Issue, openIssueShop, RawIssues } from './issue-shop.ts';
import { median, whole } from './numbers.ts';
import type { BenchRow } from './row.ts';

const ROUNDS = 15;
const ISSUES = 960;
const MANY_CLIENTS = 32;
const ACTOR = systemActor('bench');

export const issue = bindOperation(
  defineOperation({
    name: 'bench.issue',
    summary: 'Issue one part to an employee',
    method: 'POST',
    path: '/bench/issues',
    who: ['keeper'],
    request: Type.Object(
      {
        ...{ part: Id, warehouse: Id, bin: Id, receiver: Id, quantity: PositiveQuantity },
        document: Type.Object({ id: Id, number: Type.String(), line: Id }),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ movement: Id }),
    refusals: ['stock.short'],
  }),
  ({ tx, at, operationId, newId: nextId, emit }, { part, warehouse, bin, receiver, quantity, document }) => {
    const issuable = issuableNow(tx, warehouse, part, document.id);
    if (issuable < quantity) return refuse('stock.short', { wanted: quantity, issuable });
    const movement = nextId();
    move(tx, {
      ...{ id: movement, kind: 'issue', part, lot: '', from: bin, to: receiver, quantity },
      document: { kind: 'requisition', ...document },
      ...{ consumes: null, reverses: null, evidence: { kind: 'manual', ref: null }, operationId, at },
    });
    emit('stock.issued', { movement, part, bin, receiver, quantity, document });
    return { movement };
  },
);

export function executorOver(store: Store): Executor {
  return new Executor({
    ...{ store, operations: [issue], clock: systemClock, timeZone: 'Asia/Shanghai', newId },
    onBug: (error) => {
      throw error;
    },
  });
}

/** Issues per second when `clients` each wait for an answer before they ask again. */
export async function rate(executor: Executor, issues: readonly Issue[], clients: number): Promise<number> {
  const requests = issues.map((request) => ({ operationId: newId(), name: 'bench.issue', request, actor: ACTOR }));
  let next = 0;
  const client = async () => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const answer = await executor.run(request);
      if (answer.outcome === 'refused') throw new Error(`An issue was refused: ${answer.code}`);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return (issues.length * 1000) / (performance.now() - began);
}

/** A rate that was reached by losing something counts for nothing. */
async function prove(store: Store, expected: number): Promise<void> {
  await store.read((reader) => {
    const branch = readBranch(reader);
    const counted = reader.one<{ moved: number; logged: number; fed: number }>(
      `select (select count(*) from movement where kind = 'issue') as moved, (select count(*) from operation_log) as logged,
         (select count(*) from change_feed) as fed`,
    );
    const isWhole = [counted?.moved, counted?.logged, counted?.fed].every((count) => count === expected);
    if (!isWhole) throw new Error(`Of ${expected} issues the store holds ${JSON.stringify(counted)}.`);
    if (branch === undefined || findBrokenLink(reader, branch) !== null) throw new Error('The feed has a broken link.');
    if (findDiscrepancies(reader).length > 0) throw new Error('Balances are not the sum of their movements.');
  });
}

type Rounds = { readonly raw: number[]; readonly one: number[]; readonly many: number[] };

async function measure(folder: string): Promise<Rounds> {
  const [one, many, raw] = [
    await openIssueShop(join(folder, 'one.db')),
    await openIssueShop(join(folder, 'many.db')),
    await openIssueShop(join(folder, 'raw.db')),
  ];
  // Only its schema and its rows are wanted; the raw side opens the file by itself.
  await raw.store.close();
  const floor = new RawIssues(join(folder, 'raw.db'));
  const executors = { one: executorOver(one.store), many: executorOver(many.store) };
  const issues = (from: { next(): Issue }) => Array.from({ length: ISSUES }, () => from.next());
  const rounds: Rounds = { raw: [], one: [], many: [] };
  try {
    // The first two rounds only warm everything up.
    for (let round = -2; round < ROUNDS; round += 1) {
      const rates = [
        floor.rate(issues(raw.shop)),
        await rate(executors.one, issues(one.shop), 1),
        await rate(executors.many, issues(many.shop), MANY_CLIENTS),
      ] as const;
      if (round < 0) continue;
      rounds.raw.push(rates[0]);
      rounds.one.push(rates[1]);
      rounds.many.push(rates[2]);
    }
    for (const { store } of [one, many]) await prove(store, (ROUNDS + 2) * ISSUES);
  } finally {
    floor.close();
    await one.store.close();
    await many.store.close();
  }
  return rounds;
}

/** Durable stock issues through the operation executor, against the same four statements on raw better-sqlite3. */
export async function benchStockIssues(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-issues-'));
  try {
    const { raw, one, many } = await measure(folder);
    const row = (what: string, ours: readonly number[]): BenchRow => ({
      what,
      value: `${whole(median(ours))} issues/s`,
      against: `${whole(median(raw))} issues/s on raw better-sqlite3, one client`,
      ratio: median(ours.map((issues, round) => issues / (raw[round] ?? Number.NaN))).toFixed(2),
    });
    return [
      row('durable stock issues through the executor, one client', one),
      row(`durable stock issues through the executor, ${MANY_CLIENTS} clients sharing commits`, many),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
