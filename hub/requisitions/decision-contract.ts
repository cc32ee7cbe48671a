import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Code, Id } from '../kernel/schemas.ts';
import { COUNTER_STAFF, NOT_IN_USE, ofSlip, SlipReply } from './contract.ts';

export const cancelRequisition = defineOperation({
  name: 'requisitions.cancel',
  summary: 'Cancel a draft or a submitted requisition (取消); what it reserved is released',
  method: 'POST',
  path: '/requisitions/:requisition/cancel',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [
    'requisitions.no-such-slip',
    'requisitions.already-decided',
    'requisitions.not-yours',
    'requisitions.escrow-waits',
  ],
});

const SUBMIT_REFUSALS = [
  'requisitions.no-such-slip',
  'requisitions.not-a-draft',
  'requisitions.no-lines',
  'requisitions.no-receiver',
  'requisitions.no-order',
  'requisitions.not-yours',
  'orders.closed',
  'requisitions.short',
  'requisitions.weighed-differently',
  ...NOT_IN_USE,
] as const;
/** A lot that was named is gone, or a serial number was not named. */
const LOT_REFUSALS = [
  'parts.no-lots',
  'requisitions.lot-short',
  'requisitions.lot-promised',
  'requisitions.lots-over',
  'requisitions.serials-missing',
  'requisitions.lot-expired',
] as const;
const DECIDE_REFUSALS = [
  'requisitions.no-such-slip',
  'requisitions.not-submitted',
  'requisitions.already-decided',
  'requisitions.not-keeper',
  'requisitions.own-slip',
] as const;

export const submitRequisition = defineOperation({
  name: 'requisitions.submit',
  summary: 'Submit a draft (提交); every line is reserved until it is decided',
  method: 'POST',
  path: '/requisitions/:requisition/submit',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [...SUBMIT_REFUSALS],
});

export const withdrawRequisition = defineOperation({
  name: 'requisitions.withdraw',
  summary: 'Take a submitted requisition back into draft (撤回)',
  method: 'POST',
  path: '/requisitions/:requisition/withdraw',
  who: COUNTER_STAFF,
  request: Type.Object({ ...ofSlip }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [
    'requisitions.no-such-slip',
    'requisitions.not-submitted',
    'requisitions.already-decided',
    'requisitions.not-yours',
    'requisitions.escrow-waits',
  ],
});

export const approveRequisition = defineOperation({
  name: 'requisitions.approve',
  summary:
    'Any one keeper of the warehouse approves (或签), and that is the issue: stock moves to the employee and the slip prints',
  method: 'POST',
  path: '/requisitions/:requisition/approve',
  who: ['keeper'],
  request: Type.Object({ ...ofSlip }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [...DECIDE_REFUSALS, 'orders.closed', 'requisitions.short', ...LOT_REFUSALS],
});

export const rejectRequisition = defineOperation({
  name: 'requisitions.reject',
  summary:
    'Any one keeper rejects (否决) with a reason; what was reserved is released. What was taken already (事后补签) must lie on the shelf again',
  method: 'POST',
  path: '/requisitions/:requisition/reject',
  who: ['keeper'],
  freshPin: true,
  request: Type.Object(
    {
      ...ofSlip,
      reason: Type.String({ minLength: 1, maxLength: 200 }),
      /** Of a slip that was taken without a keeper: he has seen every piece on the shelf. */
      partsAreBack: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  reply: SlipReply,
  refusals: [...DECIDE_REFUSALS, 'requisitions.parts-are-out'],
});

export const confirmRequisition = defineOperation({
  name: 'requisitions.confirm',
  summary: 'At the counter: submit and approve in one step (批准出库), as the keeper who opened the station',
  method: 'POST',
  path: '/requisitions/:requisition/confirm',
  who: ['keeper'],
  request: Type.Object({ ...ofSlip }, { additionalProperties: false }),
  reply: SlipReply,
  refusals: [...new Set([...SUBMIT_REFUSALS, ...DECIDE_REFUSALS, ...LOT_REFUSALS])],
});

export const reprintRequisition = defineOperation({
  name: 'requisitions.reprint',
  summary: 'Print an approved requisition again; the paper says 补打 n',
  method: 'POST',
  path: '/requisitions/:requisition/reprint',
  who: ['keeper', 'supervisor', 'manager'],
  request: Type.Object({ ...ofSlip, printer: Code }, { additionalProperties: false }),
  reply: Type.Object({ job: Id, copy: Type.Integer() }),
  refusals: ['requisitions.no-such-slip', 'requisitions.not-approved', 'printing.no-such-printer'],
});
