import type { ListColumn } from '../kernel/list.ts';
import { formatQuantity, ONE_UNIT } from '../kernel/quantity.ts';
import type { Cell } from '../kernel/table-file.ts';
import { joinValues } from './cell-values.ts';
import type { PartFacts } from './facts-contract.ts';

/**
 * Columns of a table of parts, as they are exported and imported. A cell that holds several things separates them by "; ": codes with what one scan
 * of each means ("6921588800006; 6921589800005=10"), packs ("箱=10"), prices by level ("会员=35.00"), places by warehouse ("A:A1-01").
 */
const FEN = 100;

const inUnits = (quantity: number): number => quantity / ONE_UNIT;
const yuan = (fen: number): string => (fen / FEN).toFixed(2);
const yes = (is: boolean): string => (is ? '是' : '');

/** A code alone means one; one that has "=" in it says so, or its end would be taken for what it means. */
function codeText({ code, packQuantity }: PartFacts['barcodes'][number]): string {
  return packQuantity === ONE_UNIT && !code.includes('=') ? code : `${code}=${formatQuantity(packQuantity)}`;
}

/** A quantity of each warehouse; the number alone where there is one. */
function byWarehouse(
  stocking: PartFacts['stocking'],
  of: (at: PartFacts['stocking'][number]) => string | number | null,
): Cell {
  const known = stocking.flatMap((at) => {
    const value = of(at);
    return value === null ? [] : [{ warehouse: at.warehouse, value }];
  });
  const [only] = known;
  if (known.length === 1 && only?.warehouse === '') return only.value;
  return joinValues(known.map(({ warehouse, value }) => `${warehouse}:${value}`));
}

export const PART_FILE_COLUMNS = [
  { key: 'number', title: { zh: '配件编号', en: 'Part number' }, cell: ({ number }) => number },
  { key: 'name', title: { zh: '配件名称', en: 'Name' }, cell: ({ name }) => name, share: 3 },
  { key: 'model', title: { zh: '配件型号', en: 'Model' }, cell: ({ model }) => model, share: 2 },
  { key: 'spec', title: { zh: '配件规格', en: 'Specification' }, cell: ({ spec }) => spec, share: 2 },
  { key: 'brand', title: { zh: '品牌', en: 'Brand' }, cell: ({ brand }) => brand },
  { key: 'category', title: { zh: '类别', en: 'Category' }, cell: ({ category }) => category },
  { key: 'unit', title: { zh: '单位', en: 'Unit' }, cell: ({ unit }) => unit },
  { key: 'decimals', title: { zh: '小数位', en: 'Decimals' }, cell: ({ decimals }) => decimals },
  { key: 'price', title: { zh: '零售价', en: 'Retail price' }, cell: ({ price }) => price / FEN, decimals: 2 },
  {
    key: 'prices',
    title: { zh: '级别价', en: 'Level prices' },
    cell: ({ prices }) => joinValues(prices.map(({ name, price }) => `${name}=${yuan(price)}`)),
    share: 2,
  },
  {
    key: 'barcodes',
    title: { zh: '条码', en: 'Barcodes' },
    cell: ({ barcodes }) => joinValues(barcodes.map(codeText)),
    share: 2,
  },
  {
    key: 'packs',
    title: { zh: '包装单位', en: 'Packs' },
    cell: ({ packs }) => joinValues(packs.map(({ unit, quantity }) => `${unit}=${formatQuantity(quantity)}`)),
  },
  {
    key: 'oeNumbers',
    title: { zh: 'OE号', en: 'OE numbers' },
    cell: ({ oeNumbers }) => joinValues(oeNumbers),
    share: 2,
  },
  {
    key: 'fitments',
    title: { zh: '适用车型', en: 'Fits' },
    cell: ({ fitments }) => joinValues(fitments),
    share: 2,
  },
  {
    key: 'bin',
    title: { zh: '货位', en: 'Home bin' },
    cell: ({ stocking }) => byWarehouse(stocking, ({ bin }) => bin),
  },
  {
    key: 'minimum',
    title: { zh: '最低库存', en: 'Minimum' },
    cell: ({ stocking }) => byWarehouse(stocking, ({ minimum }) => (minimum === null ? null : inUnits(minimum))),
  },
  {
    key: 'maximum',
    title: { zh: '最高库存', en: 'Maximum' },
    cell: ({ stocking }) => byWarehouse(stocking, ({ maximum }) => (maximum === null ? null : inUnits(maximum))),
  },
  { key: 'lotTracked', title: { zh: '批次管理', en: 'Lots' }, cell: ({ lotTracked }) => yes(lotTracked) },
  { key: 'serialTracked', title: { zh: '序列号管理', en: 'Serials' }, cell: ({ serialTracked }) => yes(serialTracked) },
  { key: 'retired', title: { zh: '停用', en: 'Retired' }, cell: ({ retired }) => yes(retired) },
] as const satisfies readonly ListColumn<PartFacts>[];
