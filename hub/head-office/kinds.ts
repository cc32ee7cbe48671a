import type { EventContent } from '../sync/contract.ts';

/**
 * The families of events that this head office understands, with their words. A family is what stands before the dot of a
 * kind. An event of another family, or of a newer schema, is put aside and read again by a head office that knows it.
 */
export type Words = { readonly zh: string; readonly en: string };

export const FAMILIES: Readonly<Record<string, Words>> = {
  branch: { zh: '门店', en: 'Branch' },
  person: { zh: '员工', en: 'Person' },
  session: { zh: '登录', en: 'Session' },
  pin: { zh: '密码', en: 'PIN' },
  customer: { zh: '客户', en: 'Customer' },
  vehicle: { zh: '车辆', en: 'Vehicle' },
  warehouse: { zh: '仓库', en: 'Warehouse' },
  bin: { zh: '库位', en: 'Bin' },
  department: { zh: '部门', en: 'Department' },
  bay: { zh: '工位', en: 'Bay' },
  part: { zh: '配件', en: 'Part' },
  stock: { zh: '库存', en: 'Stock' },
  movement: { zh: '出入库', en: 'Movement' },
  holding: { zh: '员工持有', en: 'Holding' },
  count: { zh: '盘点', en: 'Count' },
  transfer: { zh: '调拨', en: 'Transfer' },
  order: { zh: '工单', en: 'Repair order' },
  estimate: { zh: '估价', en: 'Estimate' },
  inspection: { zh: '检查', en: 'Inspection' },
  requisition: { zh: '领用单', en: 'Requisition' },
  return: { zh: '调回单', en: 'Return' },
  'hand-over': { zh: '移交', en: 'Hand-over' },
  loss: { zh: '报损', en: 'Loss report' },
  pick: { zh: '配货单', en: 'Pick ticket' },
  labour: { zh: '工时', en: 'Labour' },
  booking: { zh: '预约', en: 'Booking' },
  purchase: { zh: '采购', en: 'Purchase' },
  supplier: { zh: '供应商', en: 'Supplier' },
  receipt: { zh: '入库单', en: 'Receipt' },
  settlement: { zh: '结算单', en: 'Settlement' },
  payment: { zh: '收款', en: 'Payment' },
  callback: { zh: '回访', en: 'Callback' },
  performance: { zh: '绩效', en: 'Performance' },
  report: { zh: '报表', en: 'Report' },
  print: { zh: '打印', en: 'Print' },
  printer: { zh: '打印机', en: 'Printer' },
  station: { zh: '工作站', en: 'Station' },
  scan: { zh: '扫码', en: 'Scan' },
  scanner: { zh: '扫码枪', en: 'Scanner' },
  scale: { zh: '电子秤', en: 'Scale' },
  weight: { zh: '称重', en: 'Weight' },
  sensor: { zh: '传感器', en: 'Sensor' },
  device: { zh: '设备', en: 'Device' },
  demo: { zh: '演示', en: 'Demo' },
};

/** Newest version of an event's payload that is understood; every older one is as well. */
const NEWEST_SCHEMA = 1;

/** null when the event is understood, otherwise the code of why it is not. */
export type Understand = (event: EventContent) => string | null;

export const understand: Understand = (event) => {
  const family = event.kind.slice(0, event.kind.indexOf('.'));
  if (!Object.hasOwn(FAMILIES, family)) return 'event.unknown-kind';
  return event.schemaVersion > NEWEST_SCHEMA ? 'event.newer-schema' : null;
};
