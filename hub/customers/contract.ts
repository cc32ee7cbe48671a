import { Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { Id, Name } from '../kernel/schemas.ts';

export const addVehicle = defineOperation({
  name: 'customers.add-vehicle',
  summary: 'Register a vehicle (车辆) with its customer (客户)',
  method: 'POST',
  path: '/vehicles',
  who: ['advisor', 'supervisor', 'manager', 'administrator'],
  request: Type.Object(
    {
      plate: Type.String({ minLength: 7, maxLength: 10 }),
      vin: Type.Union([Type.String({ minLength: 17, maxLength: 17 }), Type.Null()]),
      model: Name,
      newEnergy: Type.Boolean(),
      customer: Type.Object({ name: Name, phone: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ vehicle: Id, customer: Id }),
  refusals: ['customers.plate-taken'],
});
