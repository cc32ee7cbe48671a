import type { Reader, SqlValue, Tx } from '../store/open.ts';
import { fitmentsOf, oeNumbersOf } from './facts-store.ts';
import { gramsOf, searchKey, searchOf, searchText } from './search-text.ts';
import { barcodesOf, findPart, type Part, partByAnyForm } from './store.ts';

/** What a part is found by. */
export type SearchFacts = {
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly brand: string;
  readonly codes: readonly string[];
  readonly oeNumbers: readonly string[];
  readonly fitments: readonly string[];
};

export function searchTextOf({ number, name, model, spec, brand, codes, oeNumbers, fitments }: SearchFacts): string {
  const spoken = [name, model, spec, brand, ...fitments];
  return searchText([number, ...spoken, ...codes, ...oeNumbers], spoken);
}

/**
 * Writes down anew what the part is found by. Whoever changes any of it calls this in the same transaction; who has worked the text out before,
 * because there are many, brings it along.
 */
export function indexPart(tx: Tx, part: string, made?: string): void {
  const facts = findPart(tx, part);
  if (facts === undefined) return;
  const codes = barcodesOf(tx, part).map(({ code }) => code);
  const text =
    made ?? searchTextOf({ ...facts, codes, oeNumbers: oeNumbersOf(tx, part), fitments: fitmentsOf(tx, part) });
  const before = tx.one<{ n: number; text: string }>(
    'select s.n, t.text from part_search s join part_search_text t on t.n = s.n where s.part_id = ?',
    part,
  );
  const values = { part, key: searchKey(facts.number), inUse: Number(facts.retiredAt === null) };
  tx.run(
    `insert into part_search (part_id, number_key, in_use) values (:part, :key, :inUse)
     on conflict (part_id) do update set number_key = excluded.number_key, in_use = excluded.in_use`,
    values,
  );
  if (before?.text === text) return;
  const n = before?.n ?? tx.one<{ n: number }>('select n from part_search where part_id = ?', part)?.n ?? 0;
  if (before !== undefined) tx.run('delete from part_search_index where rowid = ?', n);
  tx.run(
    'insert into part_search_text (n, text) values (?, ?) on conflict (n) do update set text = excluded.text',
    n,
    text,
  );
  tx.run('insert into part_search_index (rowid, grams) values (?, ?)', n, gramsOf(text));
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
  /** Entries that what was typed is found in, as `s`: they name the part and whether it is in use. */
  readonly from: string;
  readonly where: string;
  /** The part of exactly this code first, then numbers that begin so, then the rest. */
  readonly order: string;
  readonly values: { readonly [name: string]: SqlValue };
};

/** How a query finds parts by what somebody typed; null: nothing was typed, so that all are meant. */
export function foundBy(reader: Reader, typed: string): FoundBy | null {
  const search = searchOf(typed);
  if (search === null) return null;
  const exact = partByAnyForm(reader, typed.trim())?.part ?? '';
  const [first = ''] = search.fragments;
  const fragments = Object.fromEntries(search.unproved.map((fragment, index) => [`fragment${index}`, fragment]));
  const proofs = search.unproved.map((_, index) => `instr(t.text, :fragment${index}) > 0`);
  const text = proofs.length === 0 ? '' : ' join part_search_text t on t.n = s.n';
  return {
    from: `part_search_index join part_search s on s.n = part_search_index.rowid${text}`,
    where: ['part_search_index match :match', ...proofs].join(' and '),
    order: `case when s.part_id = :exact or s.number_key = :whole then 0
      when substr(s.number_key, 1, length(:first)) = :first then 1 else 2 end, s.number_key`,
    values: { match: search.match, whole: searchKey(typed), exact, first, ...fragments },
  };
}

/** Parts in use that the text is found in, the best first. */
export function partsFoundBy(reader: Reader, text: string, limit: number): Part[] {
  const found = foundBy(reader, text);
  const ids =
    found === null
      ? reader.all<{ id: string }>('select id from part where retired_at is null order by number limit ?', limit)
      : reader.all<{ id: string }>(
          `select s.part_id as id from ${found.from} where ${found.where} and s.in_use = 1 order by ${found.order} limit :limit`,
          { ...found.values, limit },
        );
  return ids.flatMap(({ id }) => findPart(reader, id) ?? []);
}
