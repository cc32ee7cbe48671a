import { gtinForms } from '../kernel/scanned-code.ts';
import type { Reader, SqlValue, Tx } from '../store/open.ts';

export type Part = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly unit: string;
  readonly category: string;
  /** Retail. */
  readonly price: number;
  readonly decimals: number;
  readonly brand: string;
  readonly lotTracked: boolean;
  readonly serialTracked: boolean;
  /** Null: in use. */
  readonly retiredAt: number | null;
};

type PartRow = Omit<Part, 'lotTracked' | 'serialTracked'> & { lotTracked: number; serialTracked: number };

/** Of the part as `p`. */
const PART_COLUMNS = `p.id, p.number, p.name, p.model, p.spec, p.unit, p.category, p.price, p.decimals, p.brand,
  p.lot_tracked as lotTracked, p.serial_tracked as serialTracked, p.retired_at as retiredAt`;

function asPart(row: PartRow): Part {
  return { ...row, lotTracked: row.lotTracked === 1, serialTracked: row.serialTracked === 1 };
}

function firstPart(reader: Reader, where: string, value: SqlValue): Part | undefined {
  const row = reader.one<PartRow>(`select ${PART_COLUMNS} from part p where ${where}`, value);
  return row === undefined ? undefined : asPart(row);
}

export function findPart(reader: Reader, id: string): Part | undefined {
  return firstPart(reader, 'p.id = ?', id);
}

export function findPartByNumber(reader: Reader, number: string): Part | undefined {
  return firstPart(reader, 'p.number = ?', number);
}

export function partByCode(reader: Reader, code: string): { part: string; packQuantity: number } | undefined {
  return reader.one('select part_id as part, pack_quantity as packQuantity from part_barcode where code = ?', code);
}

/** Any barcode of a part; a GTIN is the same article in each of its lengths. */
export function partByAnyForm(reader: Reader, text: string): { part: string; packQuantity: number } | undefined {
  for (const code of gtinForms(text)) {
    const found = partByCode(reader, code);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function insertPart(tx: Tx, part: Part): void {
  tx.run(
    `insert into part (id, number, name, model, spec, unit, category, price, decimals, brand, lot_tracked, serial_tracked, retired_at)
     values (:id, :number, :name, :model, :spec, :unit, :category, :price, :decimals, :brand, :lotTracked, :serialTracked, :retiredAt)`,
    { ...part, lotTracked: Number(part.lotTracked), serialTracked: Number(part.serialTracked) },
  );
}

export function updatePart(tx: Tx, part: Part): void {
  const { number: _, ...rest } = part;
  tx.run(
    `update part set name = :name, model = :model, spec = :spec, unit = :unit, category = :category, price = :price, decimals = :decimals,
       brand = :brand, lot_tracked = :lotTracked, serial_tracked = :serialTracked, retired_at = :retiredAt where id = :id`,
    { ...rest, lotTracked: Number(part.lotTracked), serialTracked: Number(part.serialTracked) },
  );
}

export type OwnBarcode = { readonly code: string; readonly packQuantity: number };

export function barcodesOf(reader: Reader, part: string): OwnBarcode[] {
  return reader.all(
    'select code, pack_quantity as packQuantity from part_barcode where part_id = ? order by pack_quantity, code',
    part,
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

export function deleteBarcodes(tx: Tx, part: string): void {
  tx.run('delete from part_barcode where part_id = ?', part);
}

export function categories(reader: Reader): { category: string; parts: number }[] {
  return reader.all(
    `select category, count(*) as parts from part where retired_at is null and category <> '' group by category order by parts desc, category`,
  );
}

/** Every change of what an import compares with counts here. */
export function countChange(tx: Tx): void {
  tx.run('update catalogue_version set version = version + 1');
}

export function catalogueVersion(reader: Reader): number {
  return reader.one<{ version: number }>('select version from catalogue_version')?.version ?? 0;
}
