import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ean13 } from '../../hub/demo/ean.ts';
import { Executor } from '../../hub/executor/executor.ts';
import { TableImports } from '../../hub/executor/table-imports.ts';
import { writeTableFile } from '../../hub/executor/table-thread.ts';
import { systemActor } from '../../hub/kernel/actor.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { ImportState } from '../../hub/kernel/import-contract.ts';
import { addToCatalogue } from '../../hub/parts/catalogue.ts';
import { partsFoundBy } from '../../hub/parts/search.ts';
import { allImports } from '../../hub/rooms.ts';
import { foundBranch } from '../../hub/store/changes.ts';
import { openStore, type Store } from '../../hub/store/open.ts';
import { MIGRATIONS } from './issue-shop.ts';
import { quantile, whole } from './numbers.ts';
import type { BenchRow } from './row.ts';

const FEW = 10_000;
const MANY = 100_000;
const ADDED_AT_ONCE = 500;
const SEARCHES = 2000;
const IMPORTED = 20_000;
const ASKED = 50;

const NAMES = [
  '机油滤清器',
  '空气滤清器',
  '前刹车片',
  '后刹车盘',
  '火花塞',
  '正时皮带套装',
  '平衡杆胶套',
  '底护板卡扣',
  '六角法兰螺栓',
  '氧传感器',
  '节温器',
  '蓄电池',
];
const CARS = [
  '迈腾 B8L',
  '速腾 1.4T',
  '朗逸 Plus',
  '途观 L',
  '卡罗拉 1.2T',
  '凯美瑞 2.5',
  '雅阁 260T',
  '哈弗 H6',
  '宋 Pro DM-i',
];
const BRANDS = ['马勒', '曼牌', '博世', 'NGK', '德尔福', '法雷奥', '日立'];
const at = <Value>(all: readonly Value[], n: number): Value => all[n % all.length] as Value;

function partOf(n: number) {
  const car = at(CARS, n * 7);
  return {
    number: `P${String(n).padStart(6, '0')}`,
    name: at(NAMES, n),
    model: car,
    spec: `M${n % 40} × ${n % 97}`,
    unit: '个',
    category: at(NAMES, n).slice(-3),
    price: 100 + (n % 9000),
    decimals: 0,
    brand: at(BRANDS, n * 3),
    barcodes: [{ code: ean13(`6921${String(n).padStart(8, '0')}`), packQuantity: 1000 }],
    oeNumbers: [`06J ${String((n * 7919) % 1_000_000).padStart(6, '0')} ${at(['A', 'B', 'Q'], n)}`],
    fitments: [car, at(CARS, n * 7 + 1)],
  };
}

/** What people type: a fragment of any field, of two to seven characters, or its pinyin; one in fifty is hopelessly short. */
function searchFor(n: number, parts: number): string {
  const part = partOf((n * 7919) % parts);
  const fields = [
    part.number,
    part.name,
    part.model,
    part.brand,
    part.barcodes[0]?.code ?? '',
    part.oeNumbers[0] ?? '',
    'jylqq',
    'huohuasai',
    `${part.name.slice(0, 2)} ${part.model.slice(-3)}`,
  ];
  const field = at(fields, n);
  if (n % 50 === 0) return field.slice(0, 1);
  const length = 2 + (n % 6);
  const start = n % Math.max(1, field.length - length);
  return field.slice(start, start + length);
}

async function grow(store: Store, from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += ADDED_AT_ONCE) {
    await store.write((tx) => {
      for (let n = first; n < first + ADDED_AT_ONCE; n += 1)
        addToCatalogue({ tx, newId, emit: () => undefined }, partOf(n), () => false);
    });
  }
}

/** Milliseconds of each search, as a person who types would wait for it. */
async function search(store: Store, parts: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < SEARCHES; n += 1) {
    const text = searchFor(n, parts);
    const began = performance.now();
    await store.read((reader) => partsFoundBy(reader, text, ASKED));
    times.push(performance.now() - began);
  }
  return times;
}

async function searchRows(store: Store): Promise<BenchRow[]> {
  await grow(store, 0, FEW);
  await search(store, FEW);
  const few = await search(store, FEW);
  await grow(store, FEW, MANY);
  await search(store, MANY);
  const many = await search(store, MANY);
  return (
    [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const
  ).map(([name, share]) => ({
    what: `catalogue search, any fragment or pinyin, ${name} of ${SEARCHES} over ${whole(MANY)} parts`,
    value: `${quantile(many, share).toFixed(2)} ms`,
    against: `${quantile(few, share).toFixed(2)} ms over ${whole(FEW)} parts`,
    ratio: (quantile(many, share) / quantile(few, share)).toFixed(1),
  }));
}

async function importRows(store: Store): Promise<BenchRow[]> {
  let state: ImportState | null = null;
  const imports = new TableImports(
    store,
    allImports,
    () => undefined,
    (error) => {
      throw error;
    },
  );
  const executor = new Executor({
    ...{ store, operations: imports.operations, clock: systemClock, timeZone: 'Asia/Shanghai', newId },
    onBug: (error) => {
      throw error;
    },
  });
  const header = [
    '配件编号',
    '配件名称',
    '配件型号',
    '配件规格',
    '品牌',
    '类别',
    '单位',
    '零售价',
    '条码',
    'OE号',
    '适用车型',
  ];
  const rows = Array.from({ length: IMPORTED }, (_, index) => {
    const part = partOf(MANY + index);
    return [
      part.number,
      part.name,
      part.model,
      part.spec,
      part.brand,
      part.category,
      part.unit,
      part.price / 100,
      part.barcodes[0]?.code ?? '',
      part.oeNumbers.join('; '),
      part.fitments.join('; '),
    ];
  });
  const file = await writeTableFile('xlsx', { title: '配件', header, rows });
  const id = newId();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await imports.check(id, 'parts', null, file);
  const checked = performance.now();
  const answer = await executor.run({
    operationId: newId(),
    name: 'tables.commit-import',
    request: { import: id },
    actor: systemActor('bench'),
  });
  const written = performance.now();
  delay.disable();
  state = await store.read(
    async (reader) => ((await imports.topic.fetch(reader, { import: id })) as { import: ImportState }).import,
  );
  if (answer.outcome === 'refused' || state.counts.create !== IMPORTED)
    throw new Error(`The import was not done: ${JSON.stringify([answer, state])}`);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return [
    {
      what: `import of ${whole(IMPORTED)} parts from XLSX into ${whole(MANY)}: dry run and commit`,
      value: seconds(written - began),
      against: `${seconds(written - checked)} of it in its one transaction`,
      ratio: ((written - began) / (written - checked)).toFixed(1),
    },
    {
      what: 'longest that it kept anything else of the hub waiting (not writes in that transaction)',
      value: `${(delay.max / 1e6).toFixed(0)} ms`,
      against: `${(delay.percentile(50) / 1e6).toFixed(0)} ms median turn`,
      ratio: (delay.max / delay.percentile(50)).toFixed(0),
    },
  ];
}

/** Searching and importing a catalogue of a hundred thousand parts. */
export async function benchCatalogue(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-catalogue-'));
  const store = await openStore(join(folder, 'hub.db'), { migrations: MIGRATIONS, now: Date.now() });
  try {
    await store.write((tx) => foundBranch(tx, { branchId: newId(), epoch: randomUUID(), now: Date.now() }));
    return [...(await searchRows(store)), ...(await importRows(store))];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
