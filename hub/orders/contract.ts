import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Id, Remark } from '../kernel/schemas.ts';

export const openOrder = defineOperation({
  name: 'orders.open',
  summary: 'Open a repair order (维修工单) for a vehicle that is here (接车)',
  method: 'POST',
  path: '/repair-orders',
  who: ['advisor', 'supervisor', 'manager'],
  request: Type.Object(
    {
      vehicle: Id,
      /** 维修类型: 保养, 机修, 钣喷 … */
      kind: Type.String({ minLength: 1, maxLength: 20 }),
      complaint: Remark,
      bay: Type.Union([Type.String({ maxLength: 20 }), Type.Null()]),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id, number: Type.String() }),
  refusals: ['customers.no-such-vehicle', 'orders.already-open'],
});

export const listOpenOrders = defineQuery({
  name: 'orders.open-list',
  summary: 'Repair orders that parts can be issued for, the newest first',
  path: '/open-repair-orders',
  who: ['technician', 'keeper', 'advisor', 'supervisor', 'manager', 'administrator'],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({
    orders: Type.Array(
      Type.Object({
        id: Id,
        number: Type.String(),
        plate: Type.String(),
        vehicleModel: Type.String(),
        kind: Type.String(),
        bay: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  }),
});
