import type { Reader, SqlValue, Tx } from '../store/open.ts';
import { gramsOf, searchKey, searchOf, searchText } from './search-text.ts';
import { asPart, PART_COLUMNS, type Part, type PartRow, partByAnyForm } from './store.ts';

type Facts = { number: string; name: string; model: string; spec: string; brand: string };

/** Writes down anew what the part is found by. Whoever changes any of it calls this in the same transaction. */
export function indexPart(tx: Tx, part: string): void {
  const facts = tx.one<Facts>('select number, name, model, spec, brand from part where id = ?', part);
  if (facts === undefined) return;
  const list = (sql: string): string[] => tx.all<{ text: string }>(sql, part).map(({ text }) => text);
  const cars = list('select vehicle_model as text from part_fitment where part_id = ?');
  const codes = list('select code as text from part_barcode where part_id = ?');
  const oe = list('select number as text from part_oe where part_id = ?');
  const { number, name, model, spec, brand } = facts;
  const text = searchText(
    [number, name, model, spec, brand, ...codes, ...oe, ...cars],
    [name, model, spec, brand, ...cars],
  );
  const before = tx.one<{ n: number; text: string }>('select n, text from part_search where part_id = ?', part);
  if (before?.text === text) return;
  if (before === undefined) {
    tx.run('insert into part_search (part_id, number_key, text) values (?, ?, ?)', part, searchKey(number), text);
  } else {
    tx.run('delete from part_search_index where rowid = ?', before.n);
    tx.run('update part_search set number_key = ?, text = ? where n = ?', searchKey(number), text, before.n);
  }
  tx.run(
    'insert into part_search_index (rowid, grams) select n, ? from part_search where part_id = ?',
    gramsOf(text),
    part,
  );
}

/** Parts of before there was a search, some at a time. */
export function unindexedParts(reader: Reader, limit: number): string[] {
  return reader
    .all<{ id: string }>(
      'select id from part where not exists (select 1 from part_search s where s.part_id = part.id) order by number limit ?',
      limit,
    )
    .map(({ id }) => id);
}

export type FoundBy = {
  /** Parts that what was typed is found in: the part is `p`. */
  readonly from: string;
  readonly where: string;
  /** The part of exactly this code first, then numbers that begin so, then the rest. */
  readonly order: string;
  readonly values: { readonly [name: string]: SqlValue };
};

/** How a query finds parts by what somebody typed, and `exact` by its barcode; null: nothing was typed, so that all are meant. */
export function foundBy(typed: string, exact: string | undefined): FoundBy | null {
  const search = searchOf(typed);
  if (search === null) return null;
  const whole = searchKey(typed);
  const fragments = Object.fromEntries(search.fragments.map((fragment, index) => [`fragment${index}`, fragment]));
  const all = search.fragments.map((_, index) => `instr(s.text, :fragment${index}) > 0`);
  return {
    from: 'part_search_index join part_search s on s.n = part_search_index.rowid join part p on p.id = s.part_id',
    where: ['part_search_index match :match', ...all].join(' and '),
    order: `case when s.part_id = :exact or s.number_key = :whole then 0
      when substr(s.number_key, 1, length(:fragment0)) = :fragment0 then 1 else 2 end, p.number`,
    values: { match: search.match, whole, exact: exact ?? '', ...fragments },
  };
}

/** Parts in use that the text is found in, the best first. */
export function partsFoundBy(reader: Reader, text: string, limit: number): Part[] {
  const found = foundBy(text, partByAnyForm(reader, text.trim())?.part);
  const from = found ?? { from: 'part p', where: 'true', order: 'p.number', values: {} };
  return reader
    .all<PartRow>(
      `select ${PART_COLUMNS} from ${from.from} where ${from.where} and p.retired_at is null order by ${from.order} limit :limit`,
      { ...from.values, limit },
    )
    .map(asPart);
}
