import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Code, Fen, Id, Name, PositiveQuantity, QuantityValue, Remark, Wall } from '../kernel/schemas.ts';
import { NamedLots, Tracking } from '../stock/contract.ts';

/** 草稿, 待审批, 已批准, 已签收, 已否决, 取消 (`life-cycles.md` D5). */
export const RETURN_STATES = ['DRAFT', 'SUBMITTED', 'APPROVED', 'RECEIVED', 'REJECTED', 'CANCELLED'] as const;
export type ReturnState = (typeof RETURN_STATES)[number];
/** 完好, 已开封, 损坏: where it goes when it is received. */
export const CONDITIONS = ['good', 'opened', 'damaged'] as const;
export type Condition = (typeof CONDITIONS)[number];

export const RETURN_STAFF = ['technician', 'keeper', 'advisor', 'supervisor', 'manager'] as const;
const closed = { additionalProperties: false } as const;
const ConditionValue = Type.Enum([...CONDITIONS]);
const Text = Type.Union([Type.String(), Type.Null()]);

export const ReturnLine = Type.Object({
  id: Id,
  part: Id,
  number: Code,
  name: Name,
  model: Type.String(),
  /** 配件规格, as somebody entered it; at first the catalogue's. */
  spec: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  /** 剩余数量: what the employee holds of the part now, less what other lines of this slip take. Of a received slip: as it was just before the receipt. */
  remainder: QuantityValue,
  /** Null: nobody has checked it yet. */
  quantity: Type.Union([PositiveQuantity, Type.Null()]),
  condition: ConditionValue,
  /** 配件问题. */
  problem: Type.String(),
  /** 结转: why he keeps it over night. */
  keptReason: Type.String(),
  evidence: Type.String(),
  tracking: Tracking,
  /** Which of them come back, as far as somebody named them. */
  lots: NamedLots,
  price: Fen,
  /** Where it goes. */
  bin: Type.String(),
});

/** A return (调回单). */
export const ReturnSlip = Type.Object({
  id: Id,
  number: Type.String(),
  state: Type.Enum([...RETURN_STATES]),
  /** 领用员工. */
  person: Type.Object({ id: Id, number: Code, name: Name }),
  /** 部门. */
  team: Type.String(),
  /** 调回仓库. */
  warehouse: Type.Object({ id: Id, name: Name }),
  /** 经办人, 审批人, 签收人. */
  handler: Text,
  approver: Text,
  receiver: Text,
  remark: Remark,
  reason: Text,
  createdAt: Wall,
  approvedAt: Type.Union([Wall, Type.Null()]),
  /** 入库时间. */
  receivedAt: Type.Union([Wall, Type.Null()]),
  lines: Type.Array(ReturnLine),
  version: Type.Integer(),
});
export type ReturnSlip = Static<typeof ReturnSlip>;

const ReturnReply = Type.Object({ id: Id, number: Type.String() });
const ofReturn = { return: Id };
const LOT_REFUSALS = ['parts.no-lots', 'returns.lot-not-held', 'requisitions.lots-over'] as const;
const EDIT_REFUSALS = ['returns.no-such-return', 'returns.not-open', 'holdings.not-yours'] as const;
const DECIDE_REFUSALS = [
  'returns.no-such-return',
  'returns.not-submitted',
  'returns.not-open',
  'returns.no-lines',
  'requisitions.not-keeper',
] as const;

export const startReturn = defineOperation({
  name: 'returns.start',
  summary:
    'One tap makes the list of what an employee has not used (一键生成未用完清单). An open slip of his is brought up to date instead; with `ticket` its return ticket is printed',
  method: 'POST',
  path: '/returns',
  who: RETURN_STAFF,
  request: Type.Object({ person: Id, warehouse: Id, ticket: Type.Boolean() }, closed),
  reply: ReturnReply,
  refusals: [
    'people.no-such-person',
    'holdings.not-yours',
    'places.no-such-warehouse',
    'returns.nothing-held',
    'printing.no-such-printer',
  ],
});

export const setReturnLine = defineOperation({
  name: 'returns.set-line',
  summary: 'Check a line: how much comes back, in which condition, and what is wrong with it. Null: not checked',
  method: 'PUT',
  path: '/returns/:return/lines/:line',
  who: RETURN_STAFF,
  request: Type.Object(
    {
      ...ofReturn,
      line: Id,
      quantity: Type.Union([PositiveQuantity, Type.Null()]),
      condition: Type.Optional(ConditionValue),
      spec: Type.Optional(Type.String({ maxLength: 120 })),
      problem: Type.Optional(Type.String({ maxLength: 200 })),
      keptReason: Type.Optional(Type.String({ maxLength: 200 })),
      lots: Type.Optional(NamedLots),
    },
    closed,
  ),
  reply: ReturnReply,
  refusals: [
    ...EDIT_REFUSALS,
    'returns.no-such-line',
    'returns.over',
    'returns.same-condition',
    'requisitions.whole-units',
    ...LOT_REFUSALS,
  ],
});

export const splitReturnLine = defineOperation({
  name: 'returns.split-line',
  summary: 'Some of a line is in another condition: a second line for it',
  method: 'POST',
  path: '/returns/:return/lines',
  who: RETURN_STAFF,
  request: Type.Object(
    {
      ...ofReturn,
      part: Id,
      condition: ConditionValue,
      quantity: PositiveQuantity,
      problem: Type.String({ maxLength: 200 }),
    },
    closed,
  ),
  reply: ReturnReply,
  refusals: [
    ...EDIT_REFUSALS,
    'parts.no-such-part',
    'returns.over',
    'returns.same-condition',
    'requisitions.whole-units',
  ],
});

export const setReturnHead = defineOperation({
  name: 'returns.set-head',
  summary: 'Handler (经办人) and remark of a return',
  method: 'PUT',
  path: '/returns/:return/head',
  who: RETURN_STAFF,
  request: Type.Object(
    { ...ofReturn, handler: Type.Optional(Type.Union([Id, Type.Null()])), remark: Type.Optional(Remark) },
    closed,
  ),
  reply: ReturnReply,
  refusals: [...EDIT_REFUSALS, 'people.no-such-person'],
});

export const submitReturn = defineOperation({
  name: 'returns.submit',
  summary: 'Submit a return for approval',
  method: 'POST',
  path: '/returns/:return/submit',
  who: RETURN_STAFF,
  request: Type.Object(ofReturn, closed),
  reply: ReturnReply,
  refusals: [...EDIT_REFUSALS, 'returns.no-lines'],
});

export const approveReturn = defineOperation({
  name: 'returns.approve',
  summary: 'Any one keeper approves a return; nothing moves yet',
  method: 'POST',
  path: '/returns/:return/approve',
  who: ['keeper'],
  request: Type.Object(ofReturn, closed),
  reply: ReturnReply,
  refusals: [...DECIDE_REFUSALS],
});

export const rejectReturn = defineOperation({
  name: 'returns.reject',
  summary: 'Any one keeper rejects a return with a reason; the employee still holds everything',
  method: 'POST',
  path: '/returns/:return/reject',
  who: ['keeper'],
  freshPin: true,
  request: Type.Object({ ...ofReturn, reason: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  reply: ReturnReply,
  refusals: [...DECIDE_REFUSALS],
});

export const receiveReturn = defineOperation({
  name: 'returns.receive',
  summary: 'A keeper receives an approved return (签收): stock and holding move together, and the slip prints',
  method: 'POST',
  path: '/returns/:return/receipt',
  who: ['keeper'],
  request: Type.Object(ofReturn, closed),
  reply: ReturnReply,
  refusals: ['requisitions.serials-missing', ...LOT_REFUSALS, ...DECIDE_REFUSALS, 'returns.over'],
});

export const confirmReturn = defineOperation({
  name: 'returns.confirm',
  summary: 'At the counter: submit, approve and receive in one step, as the keeper who checked it',
  method: 'POST',
  path: '/returns/:return/confirm',
  who: ['keeper'],
  request: Type.Object(ofReturn, closed),
  reply: ReturnReply,
  refusals: ['requisitions.serials-missing', ...LOT_REFUSALS, ...DECIDE_REFUSALS, 'returns.over'],
});

export const cancelReturn = defineOperation({
  name: 'returns.cancel',
  summary: 'Cancel a return that is not received; the employee still holds everything',
  method: 'POST',
  path: '/returns/:return/cancel',
  who: RETURN_STAFF,
  request: Type.Object(ofReturn, closed),
  reply: ReturnReply,
  refusals: [...EDIT_REFUSALS],
});

export const reprintReturn = defineOperation({
  name: 'returns.reprint',
  summary: 'Print a received return again; the paper says 补打 n',
  method: 'POST',
  path: '/returns/:return/reprint',
  who: ['keeper', 'supervisor', 'manager'],
  request: Type.Object({ ...ofReturn, printer: Code }, closed),
  reply: Type.Object({ job: Id, copy: Type.Integer() }),
  refusals: ['returns.no-such-return', 'returns.not-received', 'printing.no-such-printer'],
});
