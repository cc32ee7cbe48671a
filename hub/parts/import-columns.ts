import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { ReadTable } from '../kernel/table-file.ts';
import type { Level } from './facts-store.ts';
import { searchKey } from './search-text.ts';

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
  { header }: ReadTable,
  columns: readonly Titled[],
  levels: readonly Level[],
): ColumnPlan | Refusal {
  const meaning = new Map<string, ImportColumn>();
  for (const { key, title } of columns)
    for (const name of [title.zh, title.en, ...OTHER_TITLES[key]]) meaning.set(searchKey(name), key);
  const levelOf = new Map(
    levels.flatMap(({ code, name }) => [name, `${name}价`].map((title) => [searchKey(title), code])),
  );
  const at = new Map<ImportColumn, number>();
  const ofLevels: { code: string; at: number }[] = [];
  const unused: string[] = [];
  for (const [index, title] of header.entries()) {
    const key = meaning.get(searchKey(title));
    const level = levelOf.get(searchKey(title));
    if (key !== undefined && at.has(key)) return refuse('import.column-twice', { title });
    if (key !== undefined) at.set(key, index);
    else if (level !== undefined) ofLevels.push({ code: level, at: index });
    else if (title !== '') unused.push(title);
  }
  return at.has('number') ? { at, levels: ofLevels, unused } : refuse('import.no-number-column');
}
