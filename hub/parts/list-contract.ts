import { type Static, Type } from 'typebox';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineQuery } from '../kernel/query.ts';
import { PartSummary } from './contract.ts';

export const listParts = defineQuery({
  name: 'parts.list',
  summary: 'The catalogue (配件目录), page by page',
  path: '/part-list',
  who: ['technician', 'keeper', 'advisor', 'supervisor', 'cashier', 'manager', 'administrator'],
  request: Type.Object(
    { ...LIST_REQUEST, category: Type.Optional(Type.String({ maxLength: 60 })) },
    { additionalProperties: false },
  ),
  reply: listReply(PartSummary),
});
export type ListPartsRequest = Static<typeof listParts.request>;
