import { findVehicle } from '../customers/store.ts';
import { bindOperation, bindQuery } from '../executor/binding.ts';
import { DOCUMENT_PREFIXES } from '../kernel/numbering.ts';
import { refuse } from '../kernel/refusal.ts';
import { insertLocation } from '../places/store.ts';
import { listOpenOrders, openOrder } from './contract.ts';
import { insertOrder, openOrderOfVehicle, openOrders } from './store.ts';

export const ordersOperations = [
  bindOperation(openOrder, ({ tx, at, newId, takeNumber, emit }, { vehicle, kind, complaint, bay }) => {
    const car = findVehicle(tx, vehicle);
    if (car === undefined) return refuse('customers.no-such-vehicle', { vehicle });
    const open = openOrderOfVehicle(tx, vehicle);
    if (open !== undefined) return refuse('orders.already-open', { plate: car.plate, number: open.number });
    const id = newId();
    const number = takeNumber(DOCUMENT_PREFIXES.repairOrder);
    insertLocation(tx, id, 'order', number);
    insertOrder(tx, { id, number, vehicle, kind, complaint, bay, state: 'CHECKED_IN', at });
    emit('order.checked-in', { order: id, number, vehicle, plate: car.plate, kind, complaint, bay });
    return { id, number };
  }),
];

const MOST_OPEN = 300;

export const ordersQueries = [
  bindQuery(listOpenOrders, (reader) => ({
    orders: openOrders(reader, MOST_OPEN).map(({ id, number, plate, vehicleModel, kind, bay }) => ({
      ...{ id, number, plate, vehicleModel, kind, bay },
    })),
  })),
];
