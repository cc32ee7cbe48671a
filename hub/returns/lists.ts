import { bindList } from '../executor/lists.ts';
import type { ListWords } from '../kernel/list.ts';
import { listReturns } from './query-contract.ts';

const STATES: Readonly<Record<string, string>> = {
  DRAFT: '草稿',
  SUBMITTED: '待审批',
  APPROVED: '已批准',
  RECEIVED: '已签收',
  REJECTED: '已否决',
  CANCELLED: '已取消',
};
const title = (zh: string, en: string): ListWords => ({ zh, en });

export const returnList = bindList(listReturns, title('调回单', 'Returns'), [
  { key: 'number', title: title('编号', 'Number'), cell: ({ number }) => number },
  { key: 'state', title: title('状态', 'State'), cell: ({ state }) => STATES[state] ?? state },
  { key: 'person', title: title('领用员工', 'Employee'), cell: ({ person }) => person },
  { key: 'team', title: title('部门', 'Team'), cell: ({ team }) => team },
  { key: 'warehouse', title: title('调回仓库', 'Warehouse'), cell: ({ warehouse }) => warehouse },
  { key: 'handler', title: title('经办人', 'Handler'), cell: ({ handler }) => handler ?? '' },
  { key: 'approver', title: title('审批人', 'Approved by'), cell: ({ approver }) => approver ?? '' },
  { key: 'receiver', title: title('签收人', 'Received by'), cell: ({ receiver }) => receiver ?? '' },
  { key: 'remark', title: title('备注', 'Remark'), cell: ({ remark }) => remark, share: 2 },
  { key: 'lines', title: title('项数', 'Lines'), cell: ({ lines }) => lines },
]);
