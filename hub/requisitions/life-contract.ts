import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Id, PositiveQuantity, QuantityValue } from '../kernel/schemas.ts';
import { NamedLots } from '../stock/contract.ts';
import { COUNTER_STAFF, NOT_DRAFT, NOT_IN_USE, ofSlip, SlipReply } from './contract.ts';

const closed = { additionalProperties: false } as const;
const Reason = Type.String({ minLength: 1, maxLength: 200 });
const UNSIGNED_REFUSALS = [
  'requisitions.no-such-slip',
  'requisitions.not-approved',
  'requisitions.already-reversed',
  'requisitions.already-signed',
] as const;

export const signForRequisition = defineOperation({
  name: 'requisitions.sign',
  summary: 'The receiver signs for what was issued to him (签收)',
  method: 'POST',
  path: '/requisitions/:requisition/signature',
  who: COUNTER_STAFF,
  request: Type.Object(ofSlip, closed),
  reply: SlipReply,
  refusals: [...UNSIGNED_REFUSALS, 'requisitions.not-receiver'],
});

export const refuseRequisition = defineOperation({
  name: 'requisitions.refuse',
  summary: 'The receiver refuses what was issued to him (拒收); it goes back by opposite movements',
  method: 'POST',
  path: '/requisitions/:requisition/refusal',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip, reason: Reason }, closed),
  reply: SlipReply,
  refusals: [...UNSIGNED_REFUSALS, 'requisitions.not-receiver', 'requisitions.already-used'],
});

export const reverseRequisition = defineOperation({
  name: 'requisitions.reverse',
  summary: 'A keeper undoes an issue that nobody signed for (冲销); after signing only a return brings parts back',
  method: 'POST',
  path: '/requisitions/:requisition/reversal',
  who: ['keeper'],
  freshPin: true,
  request: Type.Object({ ...ofSlip, reason: Reason }, closed),
  reply: SlipReply,
  refusals: [...UNSIGNED_REFUSALS, 'requisitions.not-keeper', 'requisitions.already-used'],
});

export const issueLessOf = defineOperation({
  name: 'requisitions.issue-less',
  summary: 'A keeper lowers a line of a submitted slip (少发); what is missing waits as a draft (欠料) or is dropped',
  method: 'POST',
  path: '/requisitions/:requisition/lines/:line/shortage',
  who: ['keeper'],
  request: Type.Object(
    { ...ofSlip, line: Id, quantity: Type.Integer({ minimum: 0 }), reason: Reason, backOrder: Type.Boolean() },
    closed,
  ),
  reply: SlipReply,
  refusals: [
    'requisitions.no-such-slip',
    'requisitions.no-such-line',
    'requisitions.not-submitted',
    'requisitions.already-decided',
    'requisitions.not-keeper',
    'requisitions.own-slip',
    'requisitions.not-less',
    'requisitions.no-lines',
    'requisitions.whole-units',
  ],
});

export const copyRequisition = defineOperation({
  name: 'requisitions.copy',
  summary: "Copy a slip as a new draft (复制): today's number, today's issuable quantities, states never",
  method: 'POST',
  path: '/requisitions/:requisition/copy',
  who: COUNTER_STAFF,
  request: Type.Object(ofSlip, closed),
  reply: SlipReply,
  refusals: ['requisitions.no-such-slip'],
});

export const addRequisitionLine = defineOperation({
  name: 'requisitions.add-line',
  summary: 'Add a part to a draft by hand',
  method: 'POST',
  path: '/requisitions/:requisition/lines',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip, part: Id, quantity: PositiveQuantity }, closed),
  /** Of the line, now. */
  reply: Type.Object({ quantity: QuantityValue }),
  refusals: [...NOT_DRAFT, 'parts.no-such-part', ...NOT_IN_USE, 'requisitions.too-many', 'requisitions.whole-units'],
});

export const nameLineLots = defineOperation({
  name: 'requisitions.name-lots',
  summary:
    'Say which lots (批次) or serial numbers (序列号) of a line are in the hand; on a submitted slip a keeper says it. The list takes the place of the one before',
  method: 'PUT',
  path: '/requisitions/:requisition/lines/:line/lots',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip, line: Id, lots: NamedLots }, closed),
  reply: SlipReply,
  refusals: [
    ...NOT_DRAFT,
    'requisitions.no-such-line',
    'parts.no-lots',
    'requisitions.lot-short',
    'requisitions.lot-promised',
    'requisitions.lots-over',
  ],
});

export const setRequisitionHead = defineOperation({
  name: 'requisitions.set-head',
  summary: 'Say who receives and for which order; left out: as it is',
  method: 'PUT',
  path: '/requisitions/:requisition/head',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip, receiver: Type.Optional(Id), order: Type.Optional(Id) }, closed),
  reply: SlipReply,
  refusals: [...NOT_DRAFT, 'people.no-such-person', 'orders.no-such-order', 'orders.closed'],
});

export const takeRequisition = defineOperation({
  name: 'requisitions.take',
  summary:
    'No keeper is there: a technician takes the parts of his slip, up to a value; any keeper decides afterwards (事后补签)',
  method: 'POST',
  path: '/requisitions/:requisition/taking',
  who: ['technician', 'supervisor'],
  freshPin: true,
  request: Type.Object(ofSlip, closed),
  reply: SlipReply,
  refusals: [
    ...NOT_DRAFT,
    'requisitions.escrow-own',
    'requisitions.keeper-there',
    'requisitions.escrow-cap',
    'requisitions.no-lines',
    'requisitions.no-receiver',
    'requisitions.no-order',
    'requisitions.short',
    ...NOT_IN_USE,
    'orders.closed',
  ],
});

export const expireRequisitions = defineOperation({
  name: 'requisitions.expire',
  summary: 'Drafts and submitted slips that nobody touched for long expire (过期) and give back what they reserved',
  method: 'POST',
  path: '/requisitions/expiry',
  who: [],
  request: Type.Object({}, closed),
  reply: Type.Object({ expired: Type.Integer() }),
  refusals: [],
});
