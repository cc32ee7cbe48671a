import { formatQuantity, type Quantity } from '../kernel/quantity.ts';

/** Sentences on paper. `paper.language` chooses Chinese, English or both; Chinese always comes first. */
export const PAPER_LANGUAGES = ['zh', 'en', 'both'] as const;
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

const WORDS = {
  'requisition.title': ['领用单', 'Requisition'],
  'requisition.logo': ['(店标)', '(Logo)'],
  'requisition.slip': ['单号', 'No.'],
  'requisition.receiver': ['领用人', 'Receiver'],
  'requisition.team': ['班组', 'Team'],
  'requisition.order': ['工单', 'Order'],
  'requisition.plate': ['车牌', 'Plate'],
  'requisition.vehicle': ['车型', 'Vehicle'],
  'requisition.kit': ['补货', 'Kit'],
  'requisition.purpose': ['用途', 'Purpose'],
  'requisition.warehouse': ['仓库', 'Warehouse'],
  'requisition.part': ['配件', 'Part'],
  'requisition.line': ['序号', 'No.'],
  'requisition.number': ['编号', 'Part no.'],
  'requisition.bin': ['货位', 'Bin'],
  'requisition.bay': ['工位', 'Bay'],
  'requisition.quantity': ['数量', 'Qty'],
  'requisition.price': ['单价', 'Price'],
  'requisition.amount': ['金额', 'Amount'],
  'requisition.subtotal': ['本页小计', 'Page total'],
  'requisition.total': ['合计', 'Total'],
  'requisition.lines': ['项', 'lines'],
  'requisition.approver': ['批准', 'Approved'],
  'requisition.time': ['时间', 'Time'],
  'requisition.remark': ['备注', 'Remark'],
  'requisition.signature': ['签收', 'Signed'],
  'requisition.waits': ['待审批, 未出库', 'Waits for approval, not issued'],
  'requisition.draft': ['草稿, 未出库', 'Draft, not issued'],
  'requisition.reversed': ['已冲销, 作废', 'Reversed, void'],
  'requisition.reversed-by': ['冲销人', 'Reversed by'],
  'requisition.reason': ['原因', 'Reason'],
  'requisition.asked': ['申领', 'Asked'],
  'requisition.lot': ['批次', 'Lot'],
  'requisition.serial': ['序列号', 'Serial no.'],
  'pick.title': ['拣料票', 'Pick ticket'],
  'pick.bay': ['工位', 'Bay'],
  'pick.technician': ['技师', 'Technician'],
  'return.title': ['调回单', 'Return'],
  'return.ticket': ['退料票', 'Return ticket'],
  'return.slip': ['编号', 'No.'],
  'return.person': ['领用员工', 'Employee'],
  'return.team': ['部门', 'Team'],
  'return.warehouse': ['调回仓库', 'Warehouse'],
  'return.received-at': ['入库时间', 'Received'],
  'return.line': ['序号', 'No.'],
  'return.number': ['编号', 'Part no.'],
  'return.part': ['配件', 'Part'],
  'return.condition': ['状况', 'Condition'],
  'return.good': ['完好', 'Good'],
  'return.opened': ['已开封', 'Opened'],
  'return.damaged': ['损坏', 'Damaged'],
  'return.bin': ['货位', 'Bin'],
  'return.quantity': ['数量', 'Qty'],
  'return.remainder': ['剩余', 'Left'],
  'return.kept': ['结转', 'Kept'],
  'return.value': ['金额', 'Value'],
  'return.subtotal': ['本页小计', 'Page total'],
  'return.total': ['合计', 'Total'],
  'return.lines': ['项', 'lines'],
  'return.problem': ['配件问题', 'Problem'],
  'return.remark': ['备注', 'Remark'],
  'return.handler': ['经办人', 'Handler'],
  'return.approver': ['审批人', 'Approved'],
  'return.receiver': ['签收人', 'Received by'],
  'return.time': ['时间', 'Time'],
  'return.not-received': ['未签收入库', 'Not received yet'],
  'set-up.title': ['扫码枪设置单', 'Scanner set-up'],
  'set-up.vendor': ['厂家', 'Maker'],
  'set-up.model': ['型号', 'Models'],
  'set-up.choose-one': [
    '选定一项, 只按顺序扫这一项下面的条码; 扫时遮住其他条码',
    'Choose one purpose and scan only its codes, in their order; cover the others',
  ],
  'set-up.usb-com': ['改为 USB 虚拟串口', 'To USB virtual COM port'],
  'set-up.hid-pos': ['改为 HID-POS', 'To HID-POS'],
  'set-up.usb-keyboard': ['改回 USB 键盘', 'Back to USB keyboard'],
  'set-up.factory': ['恢复出厂设置', 'Back to factory defaults'],
  'set-up.manual': ['扫厂家手册中的条码:', "Scan the code in the maker's manual:"],
  'set-up.unverified': [
    '并非每个型号都试过, 不成功时以厂家手册为准',
    "Not tried on every model; where it fails, the maker's manual decides",
  ],
  'set-up.afterwards': [
    '扫完后设备会重新插拔识别, 等几秒后在设备页选用; 没有变化就拔下再插上',
    'The scanner then leaves and comes back; wait some seconds and choose it on the devices page. If nothing happens, plug it in anew',
  ],
  'self-test.title': ['打印自检', 'Printer test'],
  'self-test.printer': ['打印机', 'Printer'],
  'self-test.rare': ['生僻字 (〓 表示打不出)', 'Rare characters (〓: not to be had)'],
  'self-test.punctuation': ['标点与车牌', 'Punctuation and plates'],
  'self-test.rulers': ['两行应一样长', 'Both lines should be equally long'],
  'self-test.cut': ['下面应切断或走到撕纸处', 'Below, the paper should be cut, or be where it is torn off'],
  'list.time': ['打印时间', 'Printed'],
  'list.search': ['搜索', 'Search'],
  'list.total': ['合计', 'Total'],
  'list.lines': ['项', 'lines'],
  'paper.copy': ['补打', 'Copy'],
  'paper.demo': ['演示 DEMO', 'DEMO'],
  'paper.moved': ['代打, 原打印机', 'In place of printer'],
  'paper.copy-存根': ['存根联', 'Stub'],
  'paper.copy-客户': ['客户联', "Customer's copy"],
  'paper.copy-财务': ['财务联', 'Accounts copy'],
  'paper.page': ['第 {n}/{m} 页', 'Page {n}/{m}'],
} as const;
export type PaperWord = keyof typeof WORDS;

export function paperWord(word: PaperWord, language: PaperLanguage): string {
  const [zh, en] = WORDS[word];
  if (language === 'both') return `${zh} ${en}`;
  return language === 'zh' ? zh : en;
}

/** Which serial numbers or lots a line is about; how many of a lot where there are several. '': nobody named one. */
export function paperLots(
  line: {
    readonly tracking: 'none' | 'lot' | 'serial';
    readonly lots: readonly { readonly lot: string; readonly quantity: Quantity }[];
  },
  word: (name: PaperWord) => string,
): string {
  const { tracking, lots } = line;
  if (lots.length === 0) return '';
  const kind = word(tracking === 'serial' ? 'requisition.serial' : 'requisition.lot');
  const isEach = tracking === 'lot' && lots.length > 1;
  return `${kind} ${lots.map(({ lot, quantity }) => (isEach ? `${lot} × ${formatQuantity(quantity)}` : lot)).join(', ')}`;
}

/** "2026-11-22 10:42:07", in the workshop's own time. */
export function paperTime(wall: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(wall);
}
