import { bindOperation } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { addVehicle } from './contract.ts';
import { insertCustomer, insertVehicle, plateExists } from './store.ts';

export const customersOperations = [
  bindOperation(addVehicle, ({ tx, newId, emit }, request) => {
    if (plateExists(tx, request.plate)) return refuse('customers.plate-taken', { plate: request.plate });
    const customer = newId();
    const vehicle = newId();
    insertCustomer(tx, { id: customer, ...request.customer });
    const { plate, vin, model } = request;
    insertVehicle(tx, {
      id: vehicle,
      plate,
      vin,
      model,
      new_energy: request.newEnergy ? 1 : 0,
      customer_id: customer,
    });
    emit('vehicle.added', { vehicle, customer, plate, vin, model, newEnergy: request.newEnergy });
    return { vehicle, customer };
  }),
];
