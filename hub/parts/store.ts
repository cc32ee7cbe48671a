import type { Reader, Tx } from '../store/open.ts';
import type { ListPartsRequest } from './list-contract.ts';

export type Part = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly unit: string;
  readonly category: string;
  readonly price: number;
  readonly decimals: number;
};

export const PART_COLUMNS = 'id, number, name, model, spec, unit, category, price, decimals';

export function findPart(reader: Reader, id: string): Part | undefined {
  return reader.one<Part>(`select ${PART_COLUMNS} from part where id = ?`, id);
}

export function partByCode(reader: Reader, code: string): { part: string; packQuantity: number } | undefined {
  return reader.one('select part_id as part, pack_quantity as packQuantity from part_barcode where code = ?', code);
}

export function partNumberExists(reader: Reader, number: string): boolean {
  return reader.one('select 1 from part where number = ?', number) !== undefined;
}

export function insertPart(tx: Tx, part: Part): void {
  tx.run(
    `insert into part (${PART_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    part.id,
    part.number,
    part.name,
    part.model,
    part.spec,
    part.unit,
    part.category,
    part.price,
    part.decimals,
  );
}

export function insertBarcode(tx: Tx, barcode: { code: string; part: string; packQuantity: number }): void {
  tx.run(
    'insert into part_barcode (code, part_id, pack_quantity) values (?, ?, ?)',
    barcode.code,
    barcode.part,
    barcode.packQuantity,
  );
}

export function partsContaining(reader: Reader, text: string, limit: number): Part[] {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return reader.all<Part>(
    `select ${PART_COLUMNS} from part p
     where number like :pattern escape '\\' or name like :pattern escape '\\' or model like :pattern escape '\\'
        or exists (select 1 from part_barcode b where b.part_id = p.id and b.code like :pattern escape '\\')
     order by number limit :limit`,
    { pattern, limit },
  );
}

/** Columns that the list is sorted by, as SQL. */
const SORTS: Readonly<Record<string, string>> = {
  number: 'number',
  name: 'name',
  model: 'model',
  spec: 'spec',
  unit: 'unit',
  category: 'category',
  price: 'price',
};

/** A page of the catalogue: by number unless another column is asked for. */
export function pageOfParts(reader: Reader, request: ListPartsRequest): { count: number; rows: Part[] } {
  const pattern = `%${request.search.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const values = { pattern, category: request.category ?? '' };
  const where = `where (:category = '' or category = :category) and (number like :pattern escape '\\' or name like :pattern escape '\\'
    or model like :pattern escape '\\' or exists (select 1 from part_barcode b where b.part_id = part.id and b.code like :pattern escape '\\'))`;
  const count = reader.one<{ n: number }>(`select count(*) as n from part ${where}`, values)?.n ?? 0;
  const order = `${SORTS[request.sort] ?? 'number'} ${request.descending ? 'desc' : 'asc'}, number`;
  const rows = reader.all<Part>(
    `select ${PART_COLUMNS} from part ${where} order by ${order} limit :limit offset :offset`,
    { ...values, limit: request.limit, offset: request.offset },
  );
  return { count, rows };
}
