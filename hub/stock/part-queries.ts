import { type BoundQuery, bindQuery } from '../executor/binding.ts';
import { bindList } from '../executor/lists.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { PART_FILE_COLUMNS } from '../parts/columns.ts';
import { lotsOf } from '../parts/facts-store.ts';
import { type Names, namesFor, partFacts } from '../parts/part-facts.ts';
import { photoAt } from '../parts/picture-store.ts';
import { relationsOf } from '../parts/relation-store.ts';
import { massOfThousandth } from '../parts/rules.ts';
import { foundBy } from '../parts/search.ts';
import { findPart } from '../parts/store.ts';
import { weightsOf } from '../parts/weight-store.ts';
import type { Reader } from '../store/open.ts';
import { listLots, listParts, showPart } from './part-contract.ts';
import { binsWith, holdersOf, pageOfParts, warehousesWith } from './part-store.ts';
import { lotsAt } from './store.ts';

/** Withdrawn and older weights that are shown beside the one that counts. */
const MOST_WEIGHTS = 20;

function factsOf(reader: Reader, id: string, names: Names) {
  const part = findPart(reader, id);
  if (part === undefined) throw new Error(`Part ${id} is not in the catalogue that it was just found in.`);
  return partFacts(reader, part, names);
}

export const stockPartQueries: readonly BoundQuery[] = [
  bindQuery(listParts, (reader, request) => {
    const { count, rows } = pageOfParts(reader, foundBy(reader, request.search), request);
    const names = namesFor(reader);
    return { count, rows: rows.map(({ id, onHand }) => ({ ...factsOf(reader, id, names), onHand })) };
  }),

  bindQuery(listLots, (reader, { part, warehouse, person }) => ({
    lots: lotsAt(reader, part, person === undefined ? { warehouse: warehouse ?? '' } : { person }),
  })),

  bindQuery(showPart, (reader, { part: id }) => {
    const part = findPart(reader, id);
    if (part === undefined) return { part: null };
    return {
      part: {
        ...partFacts(reader, part, namesFor(reader)),
        warehouses: warehousesWith(reader, id),
        bins: binsWith(reader, id),
        holders: holdersOf(reader, id),
        lots: lotsOf(reader, id),
        isMass: massOfThousandth(part.unit) !== null,
        weights: weightsOf(reader, id, MOST_WEIGHTS),
        photoAt: photoAt(reader, id),
        ...relationsOf(reader, id),
      },
    };
  }),
];

/** The catalogue as a file: what an import of parts reads, and the stock of the moment, which it does not. */
export const partList = bindList(listParts, { zh: '配件目录', en: 'Parts catalogue' }, [
  ...PART_FILE_COLUMNS,
  { key: 'onHand', title: { zh: '库存', en: 'On hand' }, cell: ({ onHand }) => onHand / ONE_UNIT },
]);
