import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Code, Fen, Id, Name, PositiveQuantity, QuantityValue, Remark, Wall } from '../kernel/schemas.ts';
import { NamedLots, Tracking } from '../stock/contract.ts';

/** `life-cycles.md` D3, the axis of approval. */
export const APPROVAL_STATES = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'CANCELLED', 'EXPIRED'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];
/** 未签收, 已签收, 拒收: the axis of signing, which means something after approval only. */
export const SIGNING_STATES = ['UNSIGNED', 'SIGNED', 'REFUSED'] as const;
export type SigningState = (typeof SIGNING_STATES)[number];
/** 订单领用, 补货. */
export const PURPOSES = ['order', 'kit'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const SlipLine = Type.Object({
  id: Id,
  part: Id,
  number: Code,
  name: Name,
  model: Type.String(),
  spec: Type.String(),
  unit: Type.String(),
  /** Decimals that a quantity of the unit may have. */
  decimals: Type.Integer(),
  /** Zero only where less could be issued than was asked for. */
  quantity: QuantityValue,
  /** What was asked for, where that is more; null otherwise. */
  asked: Type.Union([PositiveQuantity, Type.Null()]),
  /** Why a keeper issued less. */
  shortReason: Type.Union([Type.String(), Type.Null()]),
  /** On hand in the slip's warehouse less what other documents have reserved; never below zero. After approval: what is left. */
  issuable: QuantityValue,
  /** true while the quantity cannot be issued; the slip cannot be approved then. */
  short: Type.Boolean(),
  /** Bin that the keeper goes to first; empty when there is none. */
  bin: Type.String(),
  /** What proved the quantity: 'scan', 'weight' or 'manual'. */
  evidence: Type.String(),
  /** What the scale says where it says something else: the slip cannot be submitted while it does. */
  weighed: Type.Union([QuantityValue, Type.Null()]),
  tracking: Tracking,
  /** Of an issued slip what went out; before, what somebody named of it. */
  lots: NamedLots,
  price: Fen,
  /** Whether the catalogue says that it fits the order's car; null: it says nothing, or there is no car. */
  fits: Type.Union([Type.Boolean(), Type.Null()]),
});

/** A requisition (领用单) as the counter shows it. */
export const Slip = Type.Object({
  id: Id,
  number: Type.String(),
  approval: Type.Enum([...APPROVAL_STATES]),
  signing: Type.Enum([...SIGNING_STATES]),
  purpose: Type.Enum([...PURPOSES]),
  warehouse: Type.Object({ id: Id, name: Name }),
  receiver: Type.Union([
    Type.Object({ id: Id, number: Code, name: Name, team: Type.String(), holdingKinds: Type.Integer() }),
    Type.Null(),
  ]),
  order: Type.Union([
    Type.Object({
      id: Id,
      number: Type.String(),
      plate: Type.String(),
      newEnergy: Type.Boolean(),
      vehicleModel: Type.String(),
      kind: Type.String(),
      bay: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  remark: Remark,
  lines: Type.Array(SlipLine),
  creator: Type.Union([Type.String(), Type.Null()]),
  approver: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
  createdAt: Wall,
  decidedAt: Type.Union([Wall, Type.Null()]),
  /** Who signed for it or refused to. */
  signer: Type.Union([Type.String(), Type.Null()]),
  signedAt: Type.Union([Wall, Type.Null()]),
  /** 冲销: the issue was undone. */
  reversed: Type.Union([
    Type.Object({ by: Type.Union([Type.String(), Type.Null()]), at: Wall, reason: Type.String() }),
    Type.Null(),
  ]),
  /** Number of the slip that this one is the rest of (欠料). */
  backOrderOf: Type.Union([Type.String(), Type.Null()]),
  /** 事后补签: taken while no keeper was there. */
  escrow: Type.Boolean(),
  /** Grows with every change; a screen that holds an older one is stale. */
  version: Type.Integer(),
});
export type Slip = Static<typeof Slip>;

/** Who may make a requisition and look at one. */
export const COUNTER_STAFF = ['technician', 'keeper', 'advisor', 'supervisor', 'manager'] as const;
export const SlipReply = Type.Object({ id: Id, number: Type.String() });
export const ofSlip = { requisition: Id };
/** Why a slip is not changed. */
export const NOT_DRAFT = ['requisitions.no-such-slip', 'requisitions.not-a-draft', 'requisitions.not-yours'] as const;

/** Nothing more of such a part is asked for. */
export const NOT_IN_USE = ['parts.retired', 'parts.superseded'] as const;

/** Refusals that only a scan meets, besides those of the operations that it stands for. */
export const SCAN_REFUSALS = [
  'orders.closed',
  'requisitions.too-many',
  'requisitions.own-slip',
  'requisitions.other-receiver',
  'requisitions.lot-short',
  'requisitions.lot-promised',
] as const;

export const createRequisition = defineOperation({
  name: 'requisitions.create',
  summary: 'Start a requisition (领用单) as a draft; its number is taken now',
  method: 'POST',
  path: '/requisitions',
  who: COUNTER_STAFF,
  request: Type.Object(
    {
      warehouse: Id,
      purpose: Type.Enum([...PURPOSES]),
      receiver: Type.Union([Id, Type.Null()]),
      order: Type.Union([Id, Type.Null()]),
      remark: Remark,
      lines: Type.Array(Type.Object({ part: Id, quantity: PositiveQuantity }, { additionalProperties: false }), {
        maxItems: 200,
      }),
    },
    { additionalProperties: false },
  ),
  reply: SlipReply,
  refusals: [
    'places.no-such-warehouse',
    'people.no-such-person',
    'orders.no-such-order',
    'parts.no-such-part',
    ...NOT_IN_USE,
    'requisitions.too-many',
    'requisitions.whole-units',
    'requisitions.kit-has-order',
    'orders.closed',
  ],
});

export const setLineQuantity = defineOperation({
  name: 'requisitions.set-quantity',
  summary: 'Set the quantity of a line by hand (手点数量, marked 人工); zero takes the line off',
  method: 'PUT',
  path: '/requisitions/:requisition/lines/:line',
  who: COUNTER_STAFF,
  request: Type.Object(
    { ...ofSlip, line: Id, quantity: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) },
    { additionalProperties: false },
  ),
  reply: SlipReply,
  refusals: [...NOT_DRAFT, 'requisitions.no-such-line', 'requisitions.whole-units'],
});

export const setRemark = defineOperation({
  name: 'requisitions.set-remark',
  summary: 'Write the remark (备注) of a draft',
  method: 'PUT',
  path: '/requisitions/:requisition/remark',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip, remark: Remark }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [...NOT_DRAFT],
});

export const setPurpose = defineOperation({
  name: 'requisitions.set-purpose',
  summary: 'Say whether a draft is for an order (订单领用) or for a kit (补货)',
  method: 'PUT',
  path: '/requisitions/:requisition/purpose',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip, purpose: Type.Enum([...PURPOSES]) }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [...NOT_DRAFT],
});

export const undoStep = defineOperation({
  name: 'requisitions.undo',
  summary: 'Take back the last step of a draft (撤销一步)',
  method: 'POST',
  path: '/requisitions/:requisition/undo',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [...NOT_DRAFT, 'requisitions.nothing-to-undo'],
});
