import { Type } from 'typebox';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineQuery } from '../kernel/query.ts';
import { Id, Name, Wall } from '../kernel/schemas.ts';
import { Medium, SheetShape } from '../printing/contract.ts';
import { RETURN_STAFF, RETURN_STATES, ReturnSlip } from './contract.ts';

const closed = { additionalProperties: false } as const;
const Text = Type.Union([Type.String(), Type.Null()]);
const ofReturn = { return: Id };

export const showReturn = defineQuery({
  name: 'returns.show',
  summary: 'One return with its lines and what the employee holds now',
  path: '/returns/:return',
  who: RETURN_STAFF,
  request: Type.Object(ofReturn, closed),
  reply: Type.Object({ slip: Type.Union([ReturnSlip, Type.Null()]) }),
});

export const listReturns = defineQuery({
  name: 'returns.list',
  summary: 'The returns; the newest first unless told',
  path: '/returns',
  who: RETURN_STAFF,
  request: Type.Object(
    {
      ...{ ...LIST_REQUEST, state: Type.Optional(Type.Enum([...RETURN_STATES])), person: Type.Optional(Id) },
      /** Made from here on, and before there. */
      ...{ from: Type.Optional(Wall), until: Type.Optional(Wall) },
    },
    closed,
  ),
  reply: listReply(
    Type.Object({
      id: Id,
      number: Type.String(),
      state: Type.Enum([...RETURN_STATES]),
      person: Name,
      team: Type.String(),
      warehouse: Name,
      handler: Text,
      approver: Text,
      receiver: Text,
      remark: Type.String(),
      lines: Type.Integer(),
      createdAt: Wall,
      receivedAt: Type.Union([Wall, Type.Null()]),
    }),
  ),
});

export const previewReturn = defineQuery({
  name: 'returns.preview',
  summary: 'The return as it will be on paper',
  path: '/returns/:return/preview',
  who: RETURN_STAFF,
  request: Type.Object({ ...ofReturn, medium: Type.Optional(Medium) }, closed),
  /** No sheets: no such return. */
  reply: Type.Object({ title: Type.String(), sheets: Type.Array(SheetShape) }),
});
