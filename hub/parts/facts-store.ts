import type { Reader, Tx } from '../store/open.ts';
import type { Pack } from './contract.ts';

/** What belongs to a part and is replaced as a whole: packs, car makers' numbers, cars, prices of levels. */

export function packsOf(reader: Reader, part: string): Pack[] {
  return reader.all('select unit, quantity from part_pack where part_id = ? order by quantity, unit', part);
}

export function setPacks(tx: Tx, part: string, packs: readonly Pack[]): void {
  tx.run('delete from part_pack where part_id = ?', part);
  for (const { unit, quantity } of packs)
    tx.run('insert into part_pack (part_id, unit, quantity) values (?, ?, ?)', part, unit, quantity);
}

export function oeNumbersOf(reader: Reader, part: string): string[] {
  return texts(reader, 'select number as text from part_oe where part_id = ? order by number', part);
}

export function setOeNumbers(tx: Tx, part: string, numbers: readonly string[]): void {
  tx.run('delete from part_oe where part_id = ?', part);
  for (const number of numbers) tx.run('insert into part_oe (part_id, number) values (?, ?)', part, number);
}

export function fitmentsOf(reader: Reader, part: string): string[] {
  return texts(reader, 'select vehicle_model as text from part_fitment where part_id = ? order by vehicle_model', part);
}

export function setFitments(tx: Tx, part: string, models: readonly string[]): void {
  tx.run('delete from part_fitment where part_id = ?', part);
  for (const model of models) tx.run('insert into part_fitment (part_id, vehicle_model) values (?, ?)', part, model);
}

function texts(reader: Reader, sql: string, part: string): string[] {
  return reader.all<{ text: string }>(sql, part).map(({ text }) => text);
}

export type Level = { readonly code: string; readonly name: string };
/** The level whose price every line starts from. */
export const RETAIL = 'retail';

export function priceLevels(reader: Reader): Level[] {
  return reader.all('select code, name from price_level order by position, code');
}

export function setLevel(tx: Tx, { code, name }: Level): void {
  tx.run(
    `insert into price_level (code, name, position) values (?, ?, (select max(position) + 1 from price_level))
     on conflict (code) do update set name = excluded.name`,
    code,
    name,
  );
}

/** Of every level but the retail one, by its code. */
export function levelPricesOf(reader: Reader, part: string): Record<string, number> {
  const rows = reader.all<{ level: string; price: number }>(
    'select level, price from part_price where part_id = ? order by level',
    part,
  );
  return Object.fromEntries(rows.map(({ level, price }) => [level, price]));
}

/** Null takes the price away. */
export function setLevelPrice(tx: Tx, part: string, level: string, price: number | null): void {
  if (price === null) tx.run('delete from part_price where part_id = ? and level = ?', part, level);
  else
    tx.run(
      `insert into part_price (part_id, level, price) values (?, ?, ?)
       on conflict (part_id, level) do update set price = excluded.price`,
      part,
      level,
      price,
    );
}

export type Stocking = {
  readonly warehouse: string;
  readonly homeBin: string | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
};

export function stockingOf(reader: Reader, part: string): Stocking[] {
  return reader.all(
    'select warehouse_id as warehouse, home_bin as homeBin, minimum, maximum from part_stocking where part_id = ?',
    part,
  );
}

export function setStockingRow(tx: Tx, part: string, { warehouse, homeBin, minimum, maximum }: Stocking): void {
  tx.run('delete from part_stocking where part_id = ? and warehouse_id = ?', part, warehouse);
  if (homeBin === null && minimum === null && maximum === null) return;
  tx.run(
    'insert into part_stocking (part_id, warehouse_id, home_bin, minimum, maximum) values (?, ?, ?, ?, ?)',
    part,
    warehouse,
    homeBin,
    minimum,
    maximum,
  );
}

export type Lot = { readonly lot: string; readonly expiresOn: string | null };

export function lotsOf(reader: Reader, part: string): Lot[] {
  return reader.all('select lot, expires_on as expiresOn from lot where part_id = ? order by expires_on, lot', part);
}

export function setLotRow(tx: Tx, part: string, { lot, expiresOn }: Lot): void {
  tx.run(
    `insert into lot (part_id, lot, expires_on) values (?, ?, ?)
     on conflict (part_id, lot) do update set expires_on = excluded.expires_on`,
    part,
    lot,
    expiresOn,
  );
}
