import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findColumns } from '../kernel/table-columns.ts';
import type { ReadTable } from '../kernel/table-file.ts';
import type { Level } from './facts-store.ts';

/** What each column is called besides its own titles: as other systems and people call it. */
const OTHER_TITLES = {
  number: ['编号', '货号', '编码', '零件号', '零件编号', '物料编码', 'number', 'code', 'sku'],
  name: ['名称', '品名', '物料名称', 'part name'],
  model: ['型号'],
  spec: ['规格', 'spec'],
  brand: ['厂牌'],
  category: ['分类', '配件类别', '类型'],
  unit: ['计量单位'],
  decimals: [],
  price: ['售价', '单价', '价格', '销售价', 'price'],
  prices: [],
  barcodes: ['条形码', 'barcode', 'ean'],
  packs: ['包装', 'pack'],
  oeNumbers: ['oe', '原厂号', '原厂编号', 'oe number'],
  fitments: ['车型', 'vehicle models'],
  bin: ['库位', '仓位', '常用货位', 'bin'],
  minimum: ['库存下限', '安全库存', 'min'],
  maximum: ['库存上限', 'max'],
  lotTracked: ['批次'],
  serialTracked: ['序列号'],
  retired: ['已停用'],
} as const satisfies Record<string, readonly string[]>;
export type ImportColumn = keyof typeof OTHER_TITLES;
/** How the columns of price levels are told from the others while they are looked for. */
const LEVEL = 'level:';

type Titled = { readonly key: ImportColumn; readonly title: { readonly zh: string; readonly en: string } };

export type ColumnPlan = {
  /** Where in a row each column stands. */
  readonly at: ReadonlyMap<ImportColumn, number>;
  /** Columns of a level's own: "会员价". */
  readonly levels: readonly { readonly code: string; readonly at: number }[];
  /** Titles that nothing is taken from. */
  readonly unused: readonly string[];
};

/** Which column of a file means what: by this house's own titles in both languages, or by what others call them. */
export function planColumns(
  table: ReadTable,
  columns: readonly Titled[],
  levels: readonly Level[],
): ColumnPlan | Refusal {
  const titles: Record<string, readonly string[]> = Object.fromEntries([
    ...levels.map(({ code, name }) => [LEVEL + code, [name, `${name}价`]]),
    ...columns.map(({ key, title }) => [key, [title.zh, title.en, ...OTHER_TITLES[key]]]),
  ]);
  const found = findColumns(table, titles);
  if (isRefusal(found)) return found;
  const at = new Map<ImportColumn, number>();
  const ofLevels: { code: string; at: number }[] = [];
  for (const [column, index] of found.at) {
    if (column.startsWith(LEVEL)) ofLevels.push({ code: column.slice(LEVEL.length), at: index });
    else at.set(column as ImportColumn, index);
  }
  return at.has('number') ? { at, levels: ofLevels, unused: found.unused } : refuse('import.no-number-column');
}
