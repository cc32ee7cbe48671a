import { type BoundOperation, bindOperation, bindQuery } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { enqueueLabels, labels } from '../printing/labels.ts';
import type { PrintSettings } from '../printing/queue-operations.ts';
import { addBin, addWarehouse, listWarehouses, printBinLabels } from './contract.ts';
import { binLabel } from './documents.ts';
import {
  allWarehouses,
  binCodeExists,
  findBinByCode,
  findWarehouse,
  findWarehouseByCode,
  insertBin,
  insertWarehouse,
} from './store.ts';

export function placesOperations({ hasPrinter }: Pick<PrintSettings, 'hasPrinter'>): BoundOperation[] {
  return [
    bindOperation(addWarehouse, ({ tx, newId, emit }, { code, name }) => {
      if (findWarehouseByCode(tx, code) !== undefined) return refuse('places.code-taken', { code });
      const id = newId();
      const defaultBin = newId();
      insertWarehouse(tx, { id, code, name, default_bin: defaultBin });
      insertBin(tx, { id: defaultBin, warehouse: id, code, kind: 'shelf' });
      emit('warehouse.opened', { warehouse: id, code, name, defaultBin });
      return { id, defaultBin };
    }),

    bindOperation(addBin, ({ tx, newId, emit }, { warehouse, code, kind = 'shelf' }) => {
      if (findWarehouse(tx, warehouse) === undefined) return refuse('places.no-such-warehouse', { warehouse });
      if (binCodeExists(tx, warehouse, code)) return refuse('places.code-taken', { code });
      const id = newId();
      insertBin(tx, { id, warehouse, code, kind });
      emit('bin.added', { bin: id, warehouse, code, kind });
      return { id };
    }),
    bindOperation(printBinLabels, (context, { code, printer, times }) => {
      const { tx } = context;
      const bin = findBinByCode(tx, code);
      if (bin === undefined) return refuse('places.no-such-bin', { code });
      if (!hasPrinter(tx, printer)) return refuse('printing.no-such-printer', { printer });
      return enqueueLabels(context, printer, labels('bin-label', bin.code, binLabel(bin), times));
    }),
  ];
}

export const placesQueries = [
  bindQuery(listWarehouses, (reader) => ({
    warehouses: allWarehouses(reader).map(({ default_bin, ...warehouse }) => ({
      ...warehouse,
      defaultBin: default_bin,
    })),
  })),
];
