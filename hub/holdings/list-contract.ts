import { Type } from 'typebox';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Fen, Id, Name, QuantityValue, Wall } from '../kernel/schemas.ts';
import { Tracking } from '../stock/contract.ts';

export const listHeld = defineQuery({
  name: 'holdings.list',
  summary:
    'Who holds what (员工持有记录): number, name, model, spec, unit, quantity, value; of one employee when named',
  path: '/holdings',
  who: ['technician', 'keeper', 'advisor', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({ ...LIST_REQUEST, person: Type.Optional(Id) }, { additionalProperties: false }),
  reply: listReply(
    Type.Object({
      id: Type.String({ description: 'Employee and part' }),
      person: Id,
      holder: Name,
      team: Type.String(),
      part: Id,
      number: Code,
      name: Name,
      model: Type.String(),
      spec: Type.String(),
      unit: Type.String(),
      decimals: Type.Integer(),
      tracking: Tracking,
      quantity: QuantityValue,
      value: Fen,
      since: Wall,
    }),
  ),
});
