import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Fen, Id, Name, PositiveQuantity, QuantityValue, Remark, Wall } from '../kernel/schemas.ts';

/** 期初, 入库, 领用, 调回, 已用, 移动, 盘点, 销售, 报废, 冲销. */
export const MOVEMENT_KIND_NAMES = [
  'opening',
  'receipt',
  'issue',
  'return',
  'use',
  'transfer',
  'count',
  'sale',
  'scrap',
  'reversal',
] as const;

/** How a part is kept: by lots (批次), by serial numbers (序列号), or neither. */
export const Tracking = Type.Enum(['none', 'lot', 'serial']);
/** Of a lot, or the one piece of a serial number. */
export const NamedLots = Type.Array(
  Type.Object({ lot: Code, quantity: PositiveQuantity }, { additionalProperties: false }),
  {
    maxItems: 200,
  },
);

export const openBalance = defineOperation({
  name: 'stock.open-balance',
  summary: 'Take counted opening stock (期初) into a bin',
  method: 'POST',
  path: '/stock/openings',
  who: ['manager', 'administrator'],
  freshPin: true,
  request: Type.Object(
    {
      part: Id,
      bin: Id,
      quantity: PositiveQuantity,
      remark: Remark,
      /** Of a part that is kept by lots. */
      lot: Type.Optional(Code),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ movement: Id }),
  refusals: [
    'parts.no-such-part',
    'places.no-such-bin',
    'stock.lot-needed',
    'parts.no-lots',
    'stock.serial-is-one',
    'stock.serial-known',
    'parts.code-means-something',
  ],
});

export const reverseMovement = defineOperation({
  name: 'stock.reverse',
  summary: 'Undo a movement by the opposite one that names it (冲销)',
  method: 'POST',
  path: '/stock/movements/:movement/reversal',
  who: ['manager', 'administrator'],
  freshPin: true,
  request: Type.Object(
    { movement: Id, reason: Type.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ movement: Id }),
  refusals: ['stock.no-such-movement', 'stock.already-reversed', 'stock.short', 'stock.serial-known'],
});

export const Movement = Type.Object({
  id: Id,
  kind: Type.String(),
  partNumber: Code,
  partName: Name,
  from: Type.String(),
  to: Type.String(),
  quantity: PositiveQuantity,
  document: Type.Union([Type.String(), Type.Null()]),
  evidence: Type.String(),
  at: Wall,
});

export const listMovements = defineQuery({
  name: 'stock.movements',
  summary: 'The newest movements of the ledger, of one part when named',
  path: '/stock/movements',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object(
    { part: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ movements: Type.Array(Movement) }),
});

export const listHoldings = defineQuery({
  name: 'stock.holdings',
  summary: 'What an employee holds (员工持有); a technician sees his own',
  path: '/people/:person/holdings',
  who: ['technician', 'keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({ person: Id }, { additionalProperties: false }),
  reply: Type.Object({
    holdings: Type.Array(
      Type.Object({
        part: Id,
        number: Code,
        name: Name,
        model: Type.String(),
        spec: Type.String(),
        unit: Type.String(),
        decimals: Type.Integer(),
        quantity: QuantityValue,
        tracking: Tracking,
        price: Fen,
        /** When the oldest piece of it came to him. */
        since: Wall,
      }),
    ),
  }),
});
