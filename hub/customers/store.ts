import type { Reader, Tx } from '../store/open.ts';

export type Vehicle = {
  readonly id: string;
  readonly plate: string;
  readonly vin: string | null;
  readonly model: string;
  readonly new_energy: number;
  readonly customer_id: string;
};

export function findVehicle(reader: Reader, id: string): Vehicle | undefined {
  return reader.one<Vehicle>('select id, plate, vin, model, new_energy, customer_id from vehicle where id = ?', id);
}

export function plateExists(reader: Reader, plate: string): boolean {
  return reader.one('select 1 from vehicle where plate = ?', plate) !== undefined;
}

export function insertCustomer(tx: Tx, customer: { id: string; name: string; phone: string }): void {
  tx.run('insert into customer (id, name, phone) values (?, ?, ?)', customer.id, customer.name, customer.phone);
}

export function insertVehicle(tx: Tx, vehicle: Vehicle): void {
  tx.run(
    'insert into vehicle (id, plate, vin, model, new_energy, customer_id) values (?, ?, ?, ?, ?, ?)',
    vehicle.id,
    vehicle.plate,
    vehicle.vin,
    vehicle.model,
    vehicle.new_energy,
    vehicle.customer_id,
  );
}
