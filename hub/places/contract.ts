import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Code, Id, Name } from '../kernel/schemas.ts';

export const addWarehouse = defineOperation({
  name: 'places.add-warehouse',
  summary: 'Open a warehouse (仓库); it gets a default bin at once',
  method: 'POST',
  path: '/warehouses',
  who: ['manager', 'administrator'],
  request: Type.Object({ code: Code, name: Name }, { additionalProperties: false }),
  reply: Type.Object({ id: Id, defaultBin: Id }),
  refusals: ['places.code-taken'],
});

export const addBin = defineOperation({
  name: 'places.add-bin',
  summary: 'Add a bin (货位) to a warehouse',
  method: 'POST',
  path: '/warehouses/:warehouse/bins',
  who: ['keeper', 'manager', 'administrator'],
  request: Type.Object({ warehouse: Id, code: Code }, { additionalProperties: false }),
  reply: Type.Object({ id: Id }),
  refusals: ['places.code-taken', 'places.no-such-warehouse'],
});
