import { Type } from 'typebox';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Fen, Id, QuantityValue, Wall } from '../kernel/schemas.ts';
import { Medium, SheetShape } from '../printing/contract.ts';
import { APPROVAL_STATES, COUNTER_STAFF, PURPOSES, SIGNING_STATES, Slip } from './contract.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

export const showRequisition = defineQuery({
  name: 'requisitions.show',
  summary: 'One requisition with its lines and what is issuable now',
  path: '/requisitions/:requisition',
  who: COUNTER_STAFF,
  request: Type.Object({ requisition: Id }, { additionalProperties: false }),
  reply: Type.Object({ slip: Type.Union([Slip, Type.Null()]) }),
});

export const listLotPromises = defineQuery({
  name: 'requisitions.lot-promises',
  summary: 'Lots and serial numbers of a part that are kept for other slips than this one, and for which',
  path: '/requisitions/:requisition/lot-promises/:part',
  who: COUNTER_STAFF,
  request: Type.Object({ requisition: Id, part: Id }, { additionalProperties: false }),
  reply: Type.Object({
    promised: Type.Array(
      Type.Object({ lot: Code, quantity: QuantityValue, to: Type.String({ description: 'Number of the slip' }) }),
    ),
  }),
});

export const listRequisitions = defineQuery({
  name: 'requisitions.list',
  summary: 'The requisitions as the storekeeper knows the list; the newest first unless told',
  path: '/requisitions',
  who: COUNTER_STAFF,
  request: Type.Object(
    {
      ...LIST_REQUEST,
      approval: Type.Optional(Type.Enum([...APPROVAL_STATES])),
      /** Of approved slips. */
      signing: Type.Optional(Type.Enum([...SIGNING_STATES])),
      purpose: Type.Optional(Type.Enum([...PURPOSES])),
      receiver: Type.Optional(Id),
      warehouse: Type.Optional(Id),
      order: Type.Optional(Id),
      /** Made from here on, and before there. */
      from: Type.Optional(Wall),
      until: Type.Optional(Wall),
    },
    { additionalProperties: false },
  ),
  reply: listReply(
    Type.Object({
      id: Id,
      number: Type.String(),
      approval: Type.Enum([...APPROVAL_STATES]),
      signing: Type.Enum([...SIGNING_STATES]),
      isReversed: Type.Boolean(),
      purpose: Type.Enum([...PURPOSES]),
      creator: Text,
      receiver: Text,
      /** 经办人: the keeper who decided. */
      handler: Text,
      remark: Type.String(),
      order: Text,
      plate: Text,
      lines: Type.Integer(),
      value: Fen,
      createdAt: Wall,
    }),
  ),
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
