import type { Reader, Tx } from '../store/open.ts';

export type Order = {
  readonly id: string;
  readonly number: string;
  readonly plate: string;
  readonly newEnergy: number;
  readonly vehicleModel: string;
  readonly kind: string;
  readonly bay: string | null;
  readonly state: string;
};

const ORDER = `select o.id, o.number, v.plate, v.new_energy as newEnergy, v.model as vehicleModel, o.kind, o.bay, o.state
  from repair_order o join vehicle v on v.id = o.vehicle_id`;

/** States in which parts can still be issued for an order. */
export const WORKING_STATES = [
  'CHECKED_IN',
  'INSPECTING',
  'QUOTED',
  'TO_DISPATCH',
  'DISPATCHED',
  'IN_PROGRESS',
  'ON_HOLD',
];

/** States in which what was used can still be told: until the bill is made. */
export const USING_STATES = [...WORKING_STATES, 'WORK_DONE', 'QC', 'TO_SETTLE'];

export function findOrder(reader: Reader, id: string): Order | undefined {
  return reader.one<Order>(`${ORDER} where o.id = ?`, id);
}

export function findOrderByNumber(reader: Reader, number: string): Order | undefined {
  return reader.one<Order>(`${ORDER} where o.number = ?`, number);
}

export function openOrders(reader: Reader, limit: number): Order[] {
  return reader
    .all<Order>(`${ORDER} order by o.opened_at desc limit ?`, limit)
    .filter((order) => WORKING_STATES.includes(order.state));
}

/** The order of the car that stands in a bay: the newest that is being worked on there. */
export function orderInBay(reader: Reader, bay: string): Order | undefined {
  const states = WORKING_STATES.map((state) => `'${state}'`).join(', ');
  return reader.one<Order>(`${ORDER} where o.bay = ? and o.state in (${states}) order by o.opened_at desc`, bay);
}

/** An order of this vehicle that has not left the workshop yet. */
export function openOrderOfVehicle(reader: Reader, vehicle: string): Order | undefined {
  return reader.one<Order>(
    `${ORDER} where o.vehicle_id = ? and o.state not in ('DECLINED', 'DELIVERED', 'TO_CALL_BACK', 'CLOSED', 'CANCELLED')`,
    vehicle,
  );
}

export function insertOrder(
  tx: Tx,
  order: {
    id: string;
    number: string;
    vehicle: string;
    kind: string;
    complaint: string;
    bay: string | null;
    state: string;
    at: number;
  },
): void {
  tx.run(
    `insert into repair_order (id, number, vehicle_id, kind, complaint, bay, state, opened_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    order.id,
    order.number,
    order.vehicle,
    order.kind,
    order.complaint,
    order.bay,
    order.state,
    order.at,
  );
}
