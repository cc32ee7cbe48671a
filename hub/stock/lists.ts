import { bindList } from '../executor/lists.ts';
import type { ListWords } from '../kernel/list.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { paperTime } from '../printing/words.ts';
import { listHistory } from './list-contract.ts';

const title = (zh: string, en: string): ListWords => ({ zh, en });

const KINDS: Readonly<Record<string, string>> = {
  opening: '期初',
  receipt: '入库',
  issue: '领用',
  return: '调回',
  use: '已用',
  transfer: '移动',
  count: '盘点',
  sale: '销售',
  scrap: '报废',
  reversal: '冲销',
};

const EVIDENCE: Readonly<Record<string, string>> = {
  scan: '扫码',
  weight: '称重',
  manual: '人工',
  tap: '点按',
  sensor: '传感器',
  signature: '签名',
  print: '打印',
};

export const historyList = bindList(listHistory, title('库存流水', 'Movements'), [
  { key: 'at', title: title('时间', 'Time'), cell: ({ at }, zone = 'UTC') => paperTime(at, zone) },
  { key: 'kind', title: title('类型', 'Kind'), cell: ({ kind }) => KINDS[kind] ?? kind },
  { key: 'partNumber', title: title('配件编号', 'Part number'), cell: ({ partNumber }) => partNumber },
  { key: 'partName', title: title('配件名称', 'Name'), cell: ({ partName }) => partName, share: 2 },
  { key: 'lot', title: title('批次或序列号', 'Lot or serial'), cell: ({ lot }) => lot },
  { key: 'quantity', title: title('数量', 'Quantity'), cell: ({ quantity }) => quantity / ONE_UNIT },
  { key: 'unit', title: title('单位', 'Unit'), cell: ({ unit }) => unit },
  { key: 'from', title: title('从', 'From'), cell: ({ from }) => from },
  { key: 'to', title: title('到', 'To'), cell: ({ to }) => to },
  { key: 'document', title: title('单号', 'Document'), cell: ({ document }) => document ?? '' },
  { key: 'evidence', title: title('凭证', 'Evidence'), cell: ({ evidence }) => EVIDENCE[evidence] ?? evidence },
]);
