import { FAMILIES, type Words } from './kinds.ts';

export type Language = 'zh' | 'en';

/** The sentences of head office's page. */
export const PAGE = {
  title: { zh: '总部 · 各门店情况', en: 'Head office · branches' },
  other: { zh: 'English', en: '中文' },
  branches: { zh: '家门店', en: 'branches' },
  branch: { zh: '家门店', en: 'branch' },
  silent: { zh: '家失去联系', en: 'silent' },
  none: { zh: '还没有门店联系过总部。', en: 'No branch has been in contact yet.' },
  lastEvent: { zh: '最新记录', en: 'Last record' },
  seq: { zh: '已收到序号', en: 'Received up to' },
  waiting: { zh: '门店待上传', en: 'Still queued' },
  oldest: { zh: '最早一条已等', en: 'Oldest queued' },
  contact: { zh: '最近联系', en: 'Last contact' },
  aside: { zh: '隔离待查', en: 'Put aside' },
  epoch: { zh: '批次', en: 'Epoch' },
  records: { zh: '条', en: 'records' },
  newest: { zh: '最近 20 条记录', en: 'Last 20 records' },
  show: { zh: '查看记录', en: 'Show records' },
  number: { zh: '序号', en: 'No.' },
  time: { zh: '时间', en: 'Time' },
  what: { zh: '内容', en: 'What' },
  facts: { zh: '要点', en: 'Main facts' },
  nothing: { zh: '还没有记录。', en: 'No records yet.' },
  live: { zh: '在线', en: 'In contact' },
  quiet: { zh: '没有消息', en: 'Quiet' },
  lost: { zh: '失去联系', en: 'Silent' },
  asOf: { zh: '截至', en: 'As of' },
  noAnswer: { zh: '总部服务没有应答，页面停在', en: 'Head office does not answer; this page shows' },
  noneWaiting: { zh: '无', en: 'none' },
  unreadable: { zh: '读不懂的记录', en: 'Unreadable record' },
} as const satisfies Record<string, Words>;

/** Codes that a branch's history can end in. */
export const TROUBLES: Readonly<Record<string, Words>> = {
  'sync.fork': {
    zh: '门店的记录与总部已有的不一致，已停止接收，请派人查看',
    en: 'The branch holds another history than head office; nothing more is taken until somebody looks',
  },
  'sync.broken-chain': {
    zh: '门店的记录被改动过，已停止接收，请派人查看',
    en: 'A record was changed at the branch; nothing more is taken until somebody looks',
  },
  'sync.epoch-closed': {
    zh: '有一台旧主机仍在上传，已拒绝',
    en: 'An old box of this branch still sends; it is refused',
  },
};

export const ASIDE: Readonly<Record<string, Words>> = {
  'event.bad-shape': { zh: '隔离：格式不对', en: 'Put aside: wrong shape' },
  'event.unknown-kind': { zh: '隔离：未知类型', en: 'Put aside: unknown kind' },
  'event.newer-schema': { zh: '隔离：版本较新', en: 'Put aside: newer version' },
};

const PARTICIPLES: Readonly<Record<string, Words>> = {
  added: { zh: '新增', en: 'added' },
  drafted: { zh: '起草', en: 'drafted' },
  created: { zh: '新建', en: 'created' },
  archived: { zh: '归档', en: 'archived' },
  followed: { zh: '跟进', en: 'followed' },
  opened: { zh: '开启', en: 'opened' },
  closed: { zh: '关闭', en: 'closed' },
  ended: { zh: '结束', en: 'ended' },
  changed: { zh: '变更', en: 'changed' },
  submitted: { zh: '提交', en: 'submitted' },
  approved: { zh: '批准', en: 'approved' },
  rejected: { zh: '否决', en: 'rejected' },
  cancelled: { zh: '取消', en: 'cancelled' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  'back-ordered': { zh: '欠料', en: 'the rest waits' },
  'stock-came': { zh: '到货', en: 'stock came' },
  'rest-waits': { zh: '等欠料', en: 'waits for the rest' },
  sampling: { zh: '取样', en: 'sampling' },
  signed: { zh: '签字', en: 'signed' },
  moved: { zh: '变动', en: 'moved' },
  issued: { zh: '出库', en: 'issued' },
  returned: { zh: '退回', en: 'returned' },
  used: { zh: '用料', en: 'used' },
  reversed: { zh: '冲销', en: 'reversed' },
  reserved: { zh: '预留', en: 'reserved' },
  released: { zh: '释放', en: 'released' },
  received: { zh: '收到', en: 'received' },
  counted: { zh: '盘点', en: 'counted' },
  confirmed: { zh: '确认', en: 'confirmed' },
  printed: { zh: '打印', en: 'printed' },
  reprinted: { zh: '补打', en: 'reprinted' },
  queued: { zh: '排队', en: 'queued' },
  sending: { zh: '正在送出', en: 'sending' },
  answered: { zh: '已答复', en: 'answered' },
  kept: { zh: '记下', en: 'kept' },
  interpreted: { zh: '识别', en: 'interpreted' },
  'let-go': { zh: '放过', en: 'let go' },
  missed: { zh: '漏扫', en: 'missed' },
  configured: { zh: '设置', en: 'configured' },
  retired: { zh: '撤下', en: 'retired' },
  uncertain: { zh: '不确定', en: 'uncertain' },
  stale: { zh: '等太久, 已询问', en: 'waited too long, asked about' },
  repriced: { zh: '改价', en: 'repriced' },
  weighed: { zh: '测单重', en: 'piece weight measured' },
  'weight-retired': { zh: '撤销单重', en: 'piece weight withdrawn' },
  pictured: { zh: '换图片', en: 'pictured' },
  tared: { zh: '记皮重', en: 'tare noted' },
  'level-set': { zh: '设置价格级别', en: 'price level set' },
  'rule-set': { zh: '设置打印规则', en: 'print rule set' },
  'template-set': { zh: '设置单据样式', en: 'slip style set' },
  failed: { zh: '失败', en: 'failed' },
  'checked-in': { zh: '接车', en: 'checked in' },
  dispatched: { zh: '派工', en: 'dispatched' },
  started: { zh: '开工', en: 'started' },
  finished: { zh: '完工', en: 'finished' },
  settled: { zh: '结算', en: 'settled' },
  paid: { zh: '付款', en: 'paid' },
  'handed-over': { zh: '交车', en: 'handed over' },
  refused: { zh: '拒收', en: 'refused' },
  shortened: { zh: '少发', en: 'issued short' },
  copied: { zh: '复制', en: 'copied' },
  taken: { zh: '无库管自取', en: 'taken without a keeper' },
  expired: { zh: '过期', en: 'expired' },
  offered: { zh: '提出', en: 'offered' },
  reported: { zh: '上报', en: 'reported' },
  waiting: { zh: '待料', en: 'waits for parts' },
  'parts-ready': { zh: '配件已备', en: 'parts ready' },
  'wait-ended': { zh: '待料结束', en: 'waits no more' },
  'document-opened': { zh: '打开单据', en: 'document opened' },
  removed: { zh: '移除', en: 'removed' },
  corrected: { zh: '更正', en: 'corrected' },
  'line-taken': { zh: '选中一行', en: 'line in hand' },
};

/** Kinds whose two halves say less than people do. */
const WHOLE_KINDS: Readonly<Record<string, Words>> = {
  'stock.opened': { zh: '期初入库', en: 'Opening stock' },
  'scan.let-go': { zh: '扫码 未处理', en: 'Scan let go' },
  'pin.tried': { zh: '输入密码', en: 'PIN given' },
};

/** "领用单 批准". What has no word yet is shown as it is, never left out. */
export function kindWords(kind: string, language: Language): string {
  const whole = WHOLE_KINDS[kind];
  if (whole !== undefined) return whole[language];
  const dot = kind.indexOf('.');
  const name = kind.slice(0, dot);
  const family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined;
  const participle = kind.slice(dot + 1);
  if (family === undefined) return kind;
  const known = PARTICIPLES[participle]?.[language];
  return `${family[language]} ${known ?? participle}`;
}

const UNITS = [
  { ms: 86_400_000, zh: '天', en: 'd' },
  { ms: 3_600_000, zh: '小时', en: 'h' },
  { ms: 60_000, zh: '分钟', en: 'min' },
  { ms: 1000, zh: '秒', en: 's' },
] as const;

/** A length of time in its largest whole unit. */
export function lengthWords(length_ms: number, language: Language): string {
  const unit = UNITS.find(({ ms }) => length_ms >= ms) ?? UNITS[3];
  return `${Math.floor(length_ms / unit.ms)} ${unit[language]}`;
}

export function agoWords(length_ms: number, language: Language): string {
  if (length_ms < 5000) return language === 'zh' ? '刚刚' : 'just now';
  const length = lengthWords(length_ms, language);
  return language === 'zh' ? `${length}前` : `${length} ago`;
}

/** What head office knew when a branch fell silent, and that it knows no more (acceptance, feature 25). */
export function silenceWords(silence_ms: number, waiting: number, language: Language): string {
  const ago = agoWords(silence_ms, language);
  return language === 'zh'
    ? `最近联系：${ago}，当时有 ${waiting} 条待上传；之后的情况总部不知道。`
    : `Last contact ${ago}, with ${waiting} records queued then; what happened since is not known here.`;
}

export function clockWords(ahead_ms: number, language: Language): string {
  const length = lengthWords(Math.abs(ahead_ms), language);
  if (language === 'zh') return `门店时钟${ahead_ms > 0 ? '快' : '慢'}了 ${length}，记录时间不可信。`;
  return `The branch's clock is ${length} ${ahead_ms > 0 ? 'fast' : 'slow'}; its times are not to be trusted.`;
}
