import { Type } from 'typebox';
import { defineQuery } from '../kernel/query.ts';
import { Id, Wall } from '../kernel/schemas.ts';
import { Medium, SheetShape } from '../printing/contract.ts';
import { APPROVAL_STATES, COUNTER_STAFF, PURPOSES, SIGNING_STATES, Slip } from './contract.ts';

export const showRequisition = defineQuery({
  name: 'requisitions.show',
  summary: 'One requisition with its lines and what is issuable now',
  path: '/requisitions/:requisition',
  who: COUNTER_STAFF,
  request: Type.Object({ requisition: Id }, { additionalProperties: false }),
  reply: Type.Object({ slip: Type.Union([Slip, Type.Null()]) }),
});

export const listRequisitions = defineQuery({
  name: 'requisitions.list',
  summary: 'The newest requisitions, as the storekeeper knows the list',
  path: '/requisitions',
  who: COUNTER_STAFF,
  request: Type.Object(
    {
      approval: Type.Optional(Type.Enum([...APPROVAL_STATES])),
      limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    requisitions: Type.Array(
      Type.Object({
        id: Id,
        number: Type.String(),
        approval: Type.Enum([...APPROVAL_STATES]),
        signing: Type.Enum([...SIGNING_STATES]),
        purpose: Type.Enum([...PURPOSES]),
        receiver: Type.Union([Type.String(), Type.Null()]),
        remark: Type.String(),
        lines: Type.Integer(),
        createdAt: Wall,
      }),
    ),
  }),
});

export const previewRequisition = defineQuery({
  name: 'requisitions.preview',
  summary: 'The slip as it will be on paper',
  path: '/requisitions/:requisition/preview',
  who: ['visitor'],
  request: Type.Object({ requisition: Id, medium: Type.Optional(Medium) }, { additionalProperties: false }),
  /** No sheets: no such slip. */
  reply: Type.Object({ title: Type.String(), sheets: Type.Array(SheetShape) }),
});
