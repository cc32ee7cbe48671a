import { bindOperation, bindQuery } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { addBin, addWarehouse, listWarehouses } from './contract.ts';
import {
  allWarehouses,
  binCodeExists,
  findWarehouse,
  findWarehouseByCode,
  insertBin,
  insertWarehouse,
} from './store.ts';

export const placesOperations = [
  bindOperation(addWarehouse, ({ tx, newId, emit }, { code, name }) => {
    if (findWarehouseByCode(tx, code) !== undefined) return refuse('places.code-taken', { code });
    const id = newId();
    const defaultBin = newId();
    insertWarehouse(tx, { id, code, name, default_bin: defaultBin });
    insertBin(tx, { id: defaultBin, warehouse: id, code });
    emit('warehouse.opened', { warehouse: id, code, name, defaultBin });
    return { id, defaultBin };
  }),

  bindOperation(addBin, ({ tx, newId, emit }, { warehouse, code }) => {
    if (findWarehouse(tx, warehouse) === undefined) return refuse('places.no-such-warehouse', { warehouse });
    if (binCodeExists(tx, warehouse, code)) return refuse('places.code-taken', { code });
    const id = newId();
    insertBin(tx, { id, warehouse, code });
    emit('bin.added', { bin: id, warehouse, code });
    return { id };
  }),
];

export const placesQueries = [
  bindQuery(listWarehouses, (reader) => ({
    warehouses: allWarehouses(reader).map(({ default_bin, ...warehouse }) => ({
      ...warehouse,
      defaultBin: default_bin,
    })),
  })),
];
