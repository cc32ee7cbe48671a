import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Id, Name } from '../kernel/schemas.ts';
import { MOST_LABELS } from '../printing/contract.ts';

/** 货架, 已开封, 待检: what was opened is issued first, what waits for inspection is promised to nobody. */
export const BIN_KINDS = ['shelf', 'open', 'quarantine'] as const;
export type BinKind = (typeof BIN_KINDS)[number];

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
  request: Type.Object(
    { warehouse: Id, code: Code, kind: Type.Optional(Type.Enum([...BIN_KINDS], { description: 'Left out: a shelf' })) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id }),
  refusals: ['places.code-taken', 'places.no-such-warehouse'],
});

export const listWarehouses = defineQuery({
  name: 'places.list',
  summary: 'The warehouses with their bins',
  path: '/warehouses',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({
    warehouses: Type.Array(
      Type.Object({
        id: Id,
        code: Code,
        name: Name,
        defaultBin: Id,
        bins: Type.Array(Type.Object({ id: Id, code: Code })),
      }),
    ),
  }),
});

export const printBinLabels = defineOperation({
  name: 'places.print-bin-labels',
  summary: 'Labels for a bin',
  method: 'POST',
  path: '/bin-labels',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object(
    { code: Code, printer: Code, times: Type.Integer({ minimum: 1, maximum: MOST_LABELS }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ job: Id }),
  refusals: ['places.no-such-bin', 'printing.no-such-printer'],
});
