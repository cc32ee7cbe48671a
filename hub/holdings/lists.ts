import { bindList } from '../executor/lists.ts';
import type { ListWords } from '../kernel/list.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { listHeld } from './list-contract.ts';

const title = (zh: string, en: string): ListWords => ({ zh, en });
const FEN = 100;

export const heldList = bindList(listHeld, title('员工持有', 'Holdings'), [
  { key: 'holder', title: title('员工', 'Employee'), cell: ({ holder }) => holder },
  { key: 'team', title: title('部门', 'Team'), cell: ({ team }) => team },
  { key: 'number', title: title('配件编号', 'Part number'), cell: ({ number }) => number },
  { key: 'name', title: title('配件名称', 'Name'), cell: ({ name }) => name, share: 3 },
  { key: 'model', title: title('配件型号', 'Model'), cell: ({ model }) => model, share: 2 },
  { key: 'spec', title: title('配件规格', 'Specification'), cell: ({ spec }) => spec, share: 2 },
  { key: 'unit', title: title('单位', 'Unit'), cell: ({ unit }) => unit },
  { key: 'quantity', title: title('持有数量', 'Held'), cell: ({ quantity }) => quantity / ONE_UNIT },
  { key: 'value', title: title('金额', 'Value'), cell: ({ value }) => value / FEN },
]);
