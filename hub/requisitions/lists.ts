import { bindList } from '../executor/lists.ts';
import type { ListWords } from '../kernel/list.ts';
import { listRequisitions } from './query-contract.ts';

const APPROVALS: Readonly<Record<string, string>> = {
  DRAFT: '草稿',
  SUBMITTED: '待审批',
  APPROVED: '已批准',
  REJECTED: '已否决',
  CANCELLED: '已取消',
  EXPIRED: '已过期',
};
const SIGNINGS: Readonly<Record<string, string>> = { UNSIGNED: '未签收', SIGNED: '已签收', REFUSED: '拒收' };
const title = (zh: string, en: string): ListWords => ({ zh, en });
const FEN = 100;

/** 出库单: the columns that storekeepers know. */
export const requisitionList = bindList(listRequisitions, title('领用单', 'Requisitions'), [
  { key: 'number', title: title('出库单编号', 'Number'), cell: ({ number }) => number },
  { key: 'approval', title: title('审批状态', 'Approval'), cell: ({ approval }) => APPROVALS[approval] ?? approval },
  {
    key: 'signing',
    title: title('签收状态', 'Signing'),
    cell: ({ approval, signing, isReversed }) =>
      isReversed ? '已冲销' : approval === 'APPROVED' ? (SIGNINGS[signing] ?? signing) : '',
  },
  {
    key: 'purpose',
    title: title('出库方式', 'Kind'),
    cell: ({ purpose }) => (purpose === 'kit' ? '补货' : '订单领用'),
  },
  { key: 'receiver', title: title('领用人', 'Receiver'), cell: ({ receiver }) => receiver ?? '' },
  { key: 'creator', title: title('创建人', 'Creator'), cell: ({ creator }) => creator ?? '' },
  { key: 'remark', title: title('备注', 'Remark'), cell: ({ remark }) => remark, share: 2 },
  { key: 'handler', title: title('经办人', 'Handler'), cell: ({ handler }) => handler ?? '' },
  { key: 'order', title: title('工单', 'Order'), cell: ({ order }) => order ?? '' },
  { key: 'plate', title: title('车牌', 'Plate'), cell: ({ plate }) => plate ?? '' },
  { key: 'lines', title: title('项数', 'Lines'), cell: ({ lines }) => lines },
  { key: 'value', title: title('金额', 'Value'), cell: ({ value }) => value / FEN },
]);
