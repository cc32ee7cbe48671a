import type { Reader, SqlValue } from '../store/open.ts';
import type { ListPartsRequest } from './part-contract.ts';

/** Columns that the catalogue is sorted by, as SQL. */
const SORTS: Readonly<Record<string, string>> = {
  number: 'p.number',
  name: 'p.name',
  model: 'p.model',
  spec: 'p.spec',
  brand: 'p.brand',
  category: 'p.category',
  unit: 'p.unit',
  price: 'p.price',
};

const ON_HAND = 'coalesce((select sum(a.quantity) from balance a where a.part_id = p.id and a.in_bin = 1), 0)';
const BELOW_MINIMUM = `p.id in (
  select k.part_id from part_stocking k where k.minimum is not null and k.minimum > coalesce((
    select sum(a.quantity) from balance a join bin b on b.id = a.location_id
    where a.part_id = k.part_id and a.in_bin = 1 and b.warehouse_id = k.warehouse_id), 0))`;
const SHOWN = {
  'in-use': 'p.retired_at is null',
  'below-minimum': `p.retired_at is null and ${BELOW_MINIMUM}`,
  retired: 'p.retired_at is not null',
} as const;

/** How parts are found by a text (`hub/parts/search.ts`): entries that name their part, as `s`. */
export type Found = {
  readonly from: string;
  readonly where: string;
  readonly order: string;
  readonly values: { readonly [name: string]: SqlValue };
};

/** Ids and stock of one page of the catalogue, and how many parts there are on all of them. */
export function pageOfParts(
  reader: Reader,
  found: Found | null,
  request: ListPartsRequest,
): { count: number; rows: { id: string; onHand: number }[] } {
  const from = found === null ? 'part p' : `${found.from} join part p on p.id = s.part_id`;
  const where = `${found?.where ?? 'true'} and ${SHOWN[request.show]} and (:category = '' or p.category = :category) and (:model = '' or exists (
    select 1 from part_fitment f where f.part_id = p.id and f.vehicle_model = :model))`;
  const values = { ...found?.values, category: request.category ?? '', model: request.vehicleModel ?? '' };
  const count = reader.one<{ n: number }>(`select count(*) as n from ${from} where ${where}`, values)?.n ?? 0;
  const sort = SORTS[request.sort];
  const order =
    sort === undefined ? (found?.order ?? 'p.number') : `${sort} ${request.descending ? 'desc' : 'asc'}, p.number`;
  const rows = reader.all<{ id: string; onHand: number }>(
    `select p.id, ${ON_HAND} as onHand from ${from} where ${where} order by ${order} limit :limit offset :offset`,
    { ...values, limit: request.limit, offset: request.offset },
  );
  return { count, rows };
}

export type BinStock = {
  readonly bin: string;
  readonly code: string;
  readonly warehouse: string;
  readonly lot: string;
  readonly quantity: number;
  readonly tare_ug: number | null;
};

export function binsWith(reader: Reader, part: string): BinStock[] {
  return reader.all(
    `select b.id as bin, b.code, w.code as warehouse, a.lot, a.quantity, b.tare_ug
     from balance a join bin b on b.id = a.location_id join warehouse w on w.id = b.warehouse_id
     where a.part_id = ? and a.in_bin = 1 and a.quantity > 0 order by w.code, b.code, a.lot`,
    part,
  );
}

export type WarehouseStock = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly homeBin: string | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly onHand: number;
  readonly reserved: number;
};

export function warehousesWith(reader: Reader, part: string): WarehouseStock[] {
  return reader.all(
    `select w.id, w.code, w.name, k.home_bin as homeBin, k.minimum, k.maximum,
       coalesce((select sum(a.quantity) from balance a join bin b on b.id = a.location_id
         where a.part_id = :part and a.in_bin = 1 and b.warehouse_id = w.id), 0) as onHand,
       coalesce((select sum(r.quantity) from reservation r
         where r.part_id = :part and r.warehouse_id = w.id and r.released_at is null), 0) as reserved
     from warehouse w left join part_stocking k on k.warehouse_id = w.id and k.part_id = :part order by w.code`,
    { part },
  );
}

export function holdersOf(
  reader: Reader,
  part: string,
): { person: string; number: string; name: string; quantity: number }[] {
  return reader.all(
    `select h.id as person, h.number, h.name, sum(s.remaining) as quantity from holding_source s join person h on h.id = s.person_id
     where s.part_id = ? and s.remaining > 0 group by h.id order by h.number`,
    part,
  );
}
