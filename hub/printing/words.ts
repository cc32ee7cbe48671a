/** Sentences on paper. `paper.language` chooses Chinese, English or both; Chinese always comes first. */
export const PAPER_LANGUAGES = ['zh', 'en', 'both'] as const;
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

const WORDS = {
  'requisition.title': ['领用单', 'Requisition'],
  'requisition.receiver': ['领用人', 'Receiver'],
  'requisition.team': ['班组', 'Team'],
  'requisition.order': ['工单', 'Order'],
  'requisition.plate': ['车牌', 'Plate'],
  'requisition.vehicle': ['车型', 'Vehicle'],
  'requisition.kit': ['补货', 'Kit'],
  'requisition.purpose': ['用途', 'Purpose'],
  'requisition.warehouse': ['仓库', 'Warehouse'],
  'requisition.part': ['配件', 'Part'],
  'requisition.quantity': ['数量', 'Qty'],
  'requisition.total': ['合计', 'Total'],
  'requisition.lines': ['项', 'lines'],
  'requisition.approver': ['批准', 'Approved'],
  'requisition.time': ['时间', 'Time'],
  'requisition.remark': ['备注', 'Remark'],
  'requisition.signature': ['签收', 'Signed'],
  'requisition.draft': ['草稿, 未出库', 'Draft, not issued'],
  'paper.copy': ['补打', 'Copy'],
  'paper.demo': ['演示 DEMO', 'DEMO'],
} as const;
export type PaperWord = keyof typeof WORDS;

export function paperWord(word: PaperWord, language: PaperLanguage): string {
  const [zh, en] = WORDS[word];
  if (language === 'both') return `${zh} ${en}`;
  return language === 'zh' ? zh : en;
}
