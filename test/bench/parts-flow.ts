import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoundQuery } from '../../hub/executor/binding.ts';
import { holdingsQueries } from '../../hub/holdings/operations.ts';
import { slipListQuery } from '../../hub/requisitions/operations.ts';
import { stockQueries } from '../../hub/stock/operations.ts';
import type { Store } from '../../hub/store/open.ts';
import { askTimes } from './ask-times.ts';
import { openIssueShop } from './issue-shop.ts';
import { fillHoldings, fillLedger } from './long-ledger.ts';
import { fillSlips } from './many-slips.ts';
import { median, quantile, whole } from './numbers.ts';
import type { BenchRow } from './row.ts';
import { executorOver, rate } from './stock-issues.ts';

const LONG = 1_000_000;
const SHORT = 10_000;
const FRESH = 1_000;
const ROUNDS = 9;
const ISSUES = 960;
const PAGE = 50;
const SLIPS = 100_000;
const FEW_SLIPS = 1_000;

type Asked = readonly [what: string, request: object];
type Asking = {
  readonly store: Store;
  readonly queries: readonly BoundQuery[];
  readonly name: string;
  readonly times: number;
};

/** A row for each question, against one answer of the same run; both at the median, and ours at the 99th of a hundred too. */
async function askedRows(
  asking: Asking,
  questions: readonly Asked[],
  against: { readonly text: string; readonly ms: number },
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [what, request] of questions) {
    const times = await askTimes(asking.store, asking.queries, asking.name, request, asking.times);
    const [p50, p99] = [median(times), quantile(times, 0.99)];
    rows.push({
      what,
      value: `${p50.toFixed(2)} ms (p99 ${p99.toFixed(2)} ms)`,
      against: `${against.ms.toFixed(2)} ms ${against.text}`,
      ratio: (p50 / against.ms).toFixed(1),
    });
  }
  return rows;
}

async function firstPage({ store, queries, name, times }: Asking): Promise<number> {
  return median(await askTimes(store, queries, name, {}, times));
}

/** Issues one by one in turns on both ledgers, so that whatever else the machine does is the same for both. */
async function issuesBehind(long: Awaited<ReturnType<typeof openIssueShop>>, folder: string): Promise<BenchRow> {
  const fresh = await openIssueShop(join(folder, 'fresh.db'));
  try {
    await fillLedger(fresh.store, fresh.shop, FRESH);
    const executors = [executorOver(long.store), executorOver(fresh.store)] as const;
    const rounds: { long: number; fresh: number }[] = [];
    // The first two rounds only warm everything up.
    for (let round = -2; round < ROUNDS; round += 1) {
      const issues = ({ shop }: typeof long) => Array.from({ length: ISSUES }, () => shop.next());
      const rates = {
        long: await rate(executors[0], issues(long), 1),
        fresh: await rate(executors[1], issues(fresh), 1),
      };
      if (round >= 0) rounds.push(rates);
    }
    return {
      what: `durable stock issues through the executor, one client, ${whole(LONG)} movements behind them`,
      value: `${whole(median(rounds.map((round) => round.long)))} issues/s`,
      against: `${whole(median(rounds.map((round) => round.fresh)))} issues/s with ${whole(FRESH)} behind them`,
      ratio: median(rounds.map((round) => round.long / round.fresh)).toFixed(2),
    };
  } finally {
    await fresh.store.close();
  }
}

async function historyRows(long: Awaited<ReturnType<typeof openIssueShop>>, folder: string): Promise<BenchRow[]> {
  const short = await openIssueShop(join(folder, 'short.db'));
  const asking = { queries: stockQueries, name: 'stock.history', times: 100 } as const;
  try {
    await fillLedger(short.store, short.shop, SHORT);
    const ms = await firstPage({ ...asking, store: short.store });
    const { stock, people } = long.shop;
    const middle = await long.store.read(
      (reader) => reader.one<{ at: number }>('select at_wall as at from movement where n = ?', LONG / 2)?.at ?? 0,
    );
    const of = `page of ${PAGE} from ${whole(LONG)} movements`;
    const questions: readonly Asked[] = [
      [`newest ${of}`, {}],
      [`${of}, the 1,000th`, { offset: 999 * PAGE }],
      [`${of}, in the middle of ten years`, { offset: LONG / 2 }],
      [`newest ${of}, of a part`, { part: stock[77]?.part }],
      [`newest ${of}, of an employee (50,000 of them)`, { location: people[3] }],
      [`newest ${of}, returns only`, { kind: 'return' }],
      [`newest ${of}, of thirty days five years ago`, { from: middle, until: middle + 30 * 86_400_000 }],
      [`newest ${of}, of a word (a part's number)`, { search: 'P-77' }],
      [`newest ${of}, of a word (a slip's number)`, { search: 'LY-20201122' }],
    ];
    return await askedRows({ ...asking, store: long.store }, questions, {
      ...{ text: `for the newest of ${whole(SHORT)} movements`, ms },
    });
  } finally {
    await short.store.close();
  }
}

async function holdingRows(folder: string): Promise<BenchRow[]> {
  const [few, many] = [
    await openIssueShop(join(folder, 'few.db'), 20),
    await openIssueShop(join(folder, 'many.db'), 200),
  ];
  const asking = { queries: holdingsQueries, name: 'holdings.list', times: 100 } as const;
  try {
    for (const { store, shop } of [few, many]) await fillHoldings(store, shop, shop.people.length, 50);
    const ms = await firstPage({ ...asking, store: few.store });
    const questions: readonly Asked[] = [
      ['holdings of 200 employees with 50 kinds each, first page', {}],
      ['holdings of 200 employees with 50 kinds each, by a word', { search: 'P-17' }],
      ['holdings of one of 200 employees', { person: many.shop.people[3] }],
    ];
    return await askedRows({ ...asking, store: many.store }, questions, {
      text: 'for the first page of 20 employees',
      ms,
    });
  } finally {
    for (const { store } of [few, many]) await store.close();
  }
}

async function slipRows(folder: string): Promise<BenchRow[]> {
  const [few, many] = [
    await openIssueShop(join(folder, 'few-slips.db')),
    await openIssueShop(join(folder, 'many-slips.db')),
  ];
  const asking = { queries: [slipListQuery], name: 'requisitions.list', times: 100 } as const;
  try {
    await fillSlips(few.store, few.shop, FEW_SLIPS);
    await fillSlips(many.store, many.shop, SLIPS);
    const ms = await firstPage({ ...asking, store: few.store });
    const of = `of ${whole(SLIPS)} requisitions`;
    const questions: readonly Asked[] = [
      [`first page ${of}`, {}],
      [`first page ${of}, those that wait for a keeper`, { approval: 'SUBMITTED' }],
      [`first page ${of}, those signed for`, { signing: 'SIGNED' }],
      [`first page ${of}, of one receiver`, { receiver: many.shop.people[3] }],
      [`first page ${of}, by a word (a plate)`, { search: '京A10123' }],
      [`first page ${of}, by a word (a remark)`, { search: '外三' }],
    ];
    return await askedRows({ ...asking, store: many.store }, questions, {
      ...{ text: `for the first page of ${whole(FEW_SLIPS)}`, ms },
    });
  } finally {
    for (const { store } of [few, many]) await store.close();
  }
}

/** The parts flow after ten years: what is written, and what the desk asks for, against the same in a young workshop. */
export async function benchPartsFlow(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-flow-'));
  try {
    const long = await openIssueShop(join(folder, 'long.db'));
    try {
      await fillLedger(long.store, long.shop, LONG);
      return [
        ...(await historyRows(long, folder)),
        await issuesBehind(long, folder),
        ...(await holdingRows(folder)),
        ...(await slipRows(folder)),
      ];
    } finally {
      await long.store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
