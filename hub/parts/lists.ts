import { bindList } from '../executor/lists.ts';
import { listParts } from './list-contract.ts';

const FEN = 100;

export const partList = bindList(listParts, { zh: '配件目录', en: 'Parts catalogue' }, [
  { key: 'number', title: { zh: '配件编号', en: 'Part number' }, cell: ({ number }) => number },
  { key: 'name', title: { zh: '配件名称', en: 'Name' }, cell: ({ name }) => name, share: 3 },
  { key: 'model', title: { zh: '配件型号', en: 'Model' }, cell: ({ model }) => model, share: 2 },
  { key: 'spec', title: { zh: '配件规格', en: 'Specification' }, cell: ({ spec }) => spec, share: 2 },
  { key: 'unit', title: { zh: '单位', en: 'Unit' }, cell: ({ unit }) => unit },
  { key: 'category', title: { zh: '类别', en: 'Category' }, cell: ({ category }) => category },
  { key: 'price', title: { zh: '零售价', en: 'Retail price' }, cell: ({ price }) => price / FEN },
]);
