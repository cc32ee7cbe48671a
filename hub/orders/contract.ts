import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
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
