import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Fen, Id, Name, Nothing, PositiveQuantity, QuantityValue, Remark, Wall } from '../kernel/schemas.ts';
import { NamedLots, Tracking } from '../stock/contract.ts';

/** Who holds parts, and who looks after those who do. */
export const HOLDERS = ['technician', 'keeper', 'advisor', 'supervisor', 'manager'] as const;
export const HAND_OVER_STATES = ['OFFERED', 'SIGNED', 'REFUSED', 'WITHDRAWN'] as const;
export type HandOverState = (typeof HAND_OVER_STATES)[number];
export const LOSS_STATES = ['SUBMITTED', 'APPROVED', 'REJECTED'] as const;
export type LossState = (typeof LOSS_STATES)[number];
/** 遗失, 损坏. */
export const LOSS_KINDS = ['loss', 'damage'] as const;
export type LossKind = (typeof LOSS_KINDS)[number];

const closed = { additionalProperties: false } as const;
/** `lots`: which of them, where that must be said. */
const OutLine = { part: Id, quantity: PositiveQuantity, lots: Type.Optional(NamedLots) };
const OutLines = Type.Array(Type.Object(OutLine, closed), { minItems: 1, maxItems: 200 });
/** Why something does not leave a hand. */
const OUT_REFUSALS = [
  'holdings.short',
  'parts.no-such-part',
  'requisitions.whole-units',
  'requisitions.serials-missing',
  'requisitions.lots-over',
  'returns.lot-not-held',
] as const;

export const useHoldings = defineOperation({
  name: 'holdings.use',
  summary: 'Parts that an employee holds went into a car (已用): of that order first, then the oldest',
  method: 'POST',
  path: '/people/:person/use',
  who: HOLDERS,
  request: Type.Object({ person: Id, order: Id, lines: OutLines }, closed),
  reply: Type.Object({ movements: Type.Array(Id) }),
  refusals: [...OUT_REFUSALS, 'people.no-such-person', 'holdings.not-yours', 'orders.no-such-order', 'orders.closed'],
});

const HandOverReply = Type.Object({ id: Id, number: Type.String() });
const ofHandOver = { handOver: Id };

export const offerHandOver = defineOperation({
  name: 'holdings.offer',
  summary: 'Offer what you hold to another employee (移交); it moves when he signs',
  method: 'POST',
  path: '/hand-overs',
  who: HOLDERS,
  request: Type.Object({ giver: Id, taker: Id, remark: Remark, lines: OutLines }, closed),
  reply: HandOverReply,
  refusals: [...OUT_REFUSALS, 'people.no-such-person', 'holdings.not-yours', 'holdings.to-yourself'],
});

const DECIDE = ['holdings.no-such-hand-over', 'holdings.hand-over-decided', 'holdings.not-taker'] as const;

export const acceptHandOver = defineOperation({
  name: 'holdings.accept',
  summary: 'Sign for what another employee hands over; now it moves',
  method: 'POST',
  path: '/hand-overs/:handOver/signature',
  who: HOLDERS,
  request: Type.Object(ofHandOver, closed),
  reply: HandOverReply,
  refusals: [...DECIDE, ...OUT_REFUSALS],
});

export const declineHandOver = defineOperation({
  name: 'holdings.decline',
  summary: 'Do not take what another employee offers; nothing moves',
  method: 'POST',
  path: '/hand-overs/:handOver/refusal',
  who: HOLDERS,
  request: Type.Object(ofHandOver, closed),
  reply: HandOverReply,
  refusals: [...DECIDE],
});

export const withdrawHandOver = defineOperation({
  name: 'holdings.withdraw',
  summary: 'Take an offer back before it is signed for',
  method: 'POST',
  path: '/hand-overs/:handOver/withdrawal',
  who: HOLDERS,
  request: Type.Object(ofHandOver, closed),
  reply: HandOverReply,
  refusals: ['holdings.no-such-hand-over', 'holdings.hand-over-decided', 'holdings.not-yours'],
});

export const reportLoss = defineOperation({
  name: 'holdings.report-loss',
  summary: 'Report what was lost or broken in an employee’s hands (报损); somebody else decides',
  method: 'POST',
  path: '/loss-reports',
  who: HOLDERS,
  request: Type.Object(
    {
      person: Id,
      kind: Type.Enum([...LOSS_KINDS]),
      ...OutLine,
      remark: Type.String({ minLength: 1, maxLength: 500 }),
    },
    closed,
  ),
  reply: Type.Object({ id: Id, number: Type.String() }),
  refusals: [...OUT_REFUSALS, 'people.no-such-person', 'holdings.not-yours'],
});

export const decideLoss = defineOperation({
  name: 'holdings.decide-loss',
  summary: 'Approve or reject a loss report; approved, the parts leave the holding as scrap',
  method: 'POST',
  path: '/loss-reports/:report/decision',
  who: ['supervisor', 'manager'],
  freshPin: true,
  request: Type.Object({ report: Id, approve: Type.Boolean(), reason: Type.String({ maxLength: 200 }) }, closed),
  reply: Nothing,
  refusals: ['holdings.no-such-report', 'holdings.report-decided', 'holdings.own-report', ...OUT_REFUSALS],
});

const PersonRef = Type.Object({ id: Id, name: Name });
const HoldingDocumentLine = Type.Object({
  part: Id,
  number: Code,
  name: Name,
  model: Type.String(),
  spec: Type.String(),
  unit: Type.String(),
  quantity: PositiveQuantity,
  tracking: Tracking,
  /** Which of them, as far as somebody named them. */
  lots: NamedLots,
  /** Fen a unit. */
  price: Fen,
});

export const HandOver = Type.Object({
  id: Id,
  number: Type.String(),
  state: Type.Enum([...HAND_OVER_STATES]),
  giver: PersonRef,
  taker: PersonRef,
  remark: Type.String(),
  createdAt: Wall,
  decidedAt: Type.Union([Wall, Type.Null()]),
  lines: Type.Array(HoldingDocumentLine),
});
export type HandOver = Static<typeof HandOver>;

export const LossReport = Type.Object({
  ...HoldingDocumentLine.properties,
  id: Id,
  report: Type.String({ description: 'Number of the report' }),
  kind: Type.Enum([...LOSS_KINDS]),
  state: Type.Enum([...LOSS_STATES]),
  person: PersonRef,
  remark: Type.String(),
  createdAt: Wall,
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
});
export type LossReport = Static<typeof LossReport>;

export const listHolders = defineQuery({
  name: 'holdings.holders',
  summary: 'Who holds parts, how many kinds, pieces and money, and since when',
  path: '/holders',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({}, closed),
  reply: Type.Object({
    holders: Type.Array(
      Type.Object({
        person: Id,
        number: Code,
        name: Name,
        team: Type.String(),
        kinds: Type.Integer(),
        quantity: QuantityValue,
        value: Fen,
        since: Wall,
      }),
    ),
  }),
});

export const listHandOvers = defineQuery({
  name: 'holdings.hand-overs',
  summary: 'The newest hand-overs, of one person when named',
  path: '/hand-overs',
  who: HOLDERS,
  request: Type.Object(
    { person: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) },
    closed,
  ),
  reply: Type.Object({ handOvers: Type.Array(HandOver) }),
});

export const listLosses = defineQuery({
  name: 'holdings.losses',
  summary: 'The newest loss reports',
  path: '/loss-reports',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) }, closed),
  reply: Type.Object({ reports: Type.Array(LossReport) }),
});
