import type { Reader, Tx } from '../store/open.ts';
import type { BinKind } from './contract.ts';
import type { LocationKind } from './rules.ts';

export type Warehouse = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly default_bin: string;
};

/** The one location that stands for count differences and opening stock. */
export const DIFFERENCE_LOCATION = '00000000-0000-7000-8000-000000000001';

/** The one location for what is thrown away. */
export const SCRAP_LOCATION = '00000000-0000-7000-8000-000000000003';

export function insertLocation(tx: Tx, id: string, kind: LocationKind, name: string): void {
  tx.run('insert into location (id, kind, name) values (?, ?, ?)', id, kind, name);
}

export function locationKind(reader: Reader, id: string): LocationKind | undefined {
  return reader.one<{ kind: LocationKind }>('select kind from location where id = ?', id)?.kind;
}

export function findWarehouse(reader: Reader, id: string): Warehouse | undefined {
  return reader.one<Warehouse>('select id, code, name, default_bin from warehouse where id = ?', id);
}

export function findWarehouseByCode(reader: Reader, code: string): Warehouse | undefined {
  return reader.one<Warehouse>('select id, code, name, default_bin from warehouse where code = ?', code);
}

export function insertWarehouse(tx: Tx, warehouse: Warehouse): void {
  const { id, code, name, default_bin } = warehouse;
  tx.run('insert into warehouse (id, code, name, default_bin) values (?, ?, ?, ?)', id, code, name, default_bin);
}

export function insertBin(tx: Tx, bin: { id: string; warehouse: string; code: string; kind: BinKind }): void {
  insertLocation(tx, bin.id, 'bin', bin.code);
  tx.run(
    'insert into bin (id, warehouse_id, code, kind) values (?, ?, ?, ?)',
    bin.id,
    bin.warehouse,
    bin.code,
    bin.kind,
  );
}

/** The warehouse's bin for opened packs, or for what waits for inspection. */
export function binOfKind(reader: Reader, warehouse: string, kind: BinKind): string | undefined {
  return reader.one<{ id: string }>(
    'select id from bin where warehouse_id = ? and kind = ? order by code',
    warehouse,
    kind,
  )?.id;
}

export function allWarehouses(reader: Reader): (Warehouse & { readonly bins: { id: string; code: string }[] })[] {
  return reader.all<Warehouse>('select id, code, name, default_bin from warehouse order by code').map((warehouse) => ({
    ...warehouse,
    bins: reader.all('select id, code from bin where warehouse_id = ? order by code', warehouse.id),
  }));
}

/** A bin by the codes of its warehouse and itself. */
export function binOf(reader: Reader, warehouse: string, code: string): string | undefined {
  return reader.one<{ id: string }>(
    'select b.id from bin b join warehouse w on w.id = b.warehouse_id where w.code = ? and b.code = ?',
    warehouse,
    code,
  )?.id;
}

export function binCodeExists(reader: Reader, warehouse: string, code: string): boolean {
  return reader.one('select 1 from bin where warehouse_id = ? and code = ?', warehouse, code) !== undefined;
}

export function warehouseOfBin(reader: Reader, bin: string): string | undefined {
  return reader.one<{ warehouse: string }>('select warehouse_id as warehouse from bin where id = ?', bin)?.warehouse;
}

/** A bin by what stands on it; where two warehouses have the same code, the first one's. */
export function findBinByCode(reader: Reader, code: string): { code: string; warehouse: string } | undefined {
  return reader.one(
    'select b.code, w.name as warehouse from bin b join warehouse w on w.id = b.warehouse_id where b.code = ? order by w.code',
    code,
  );
}
