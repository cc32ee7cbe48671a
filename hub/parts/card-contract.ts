import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Fen, Id, Name, Nothing, QuantityValue } from '../kernel/schemas.ts';
import { Barcodes, CATALOGUE_KEEPERS, CATALOGUE_MASTERS, CATALOGUE_READERS, LevelCode, MASTER } from './contract.ts';

const optional = Object.fromEntries(Object.entries(MASTER).map(([name, shape]) => [name, Type.Optional(shape)])) as {
  [Field in keyof typeof MASTER]: ReturnType<typeof Type.Optional<(typeof MASTER)[Field]>>;
};

export const changePart = defineOperation({
  name: 'parts.change',
  summary: 'Change what a part is; what is not named stays',
  method: 'PUT',
  path: '/parts/:part',
  who: CATALOGUE_MASTERS,
  request: Type.Object({ part: Id, ...optional }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['parts.no-such-part', 'parts.fewer-decimals', 'parts.pack-twice', 'parts.pieces-without-serials'],
});
export type ChangePartRequest = Static<typeof changePart.request>;

export const setBarcodes = defineOperation({
  name: 'parts.set-barcodes',
  summary: 'All barcodes of a part with what one scan of each means; its number stays one of them',
  method: 'PUT',
  path: '/parts/:part/barcodes',
  who: CATALOGUE_KEEPERS,
  request: Type.Object({ part: Id, barcodes: Barcodes }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['parts.no-such-part', 'parts.barcode-taken', 'parts.code-means-something'],
});

export const retirePart = defineOperation({
  name: 'parts.retire',
  summary: 'Take a part out of use (停用), or back into it',
  method: 'PUT',
  path: '/parts/:part/retired',
  who: CATALOGUE_MASTERS,
  request: Type.Object({ part: Id, retired: Type.Boolean() }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['parts.no-such-part'],
});

export const setPrices = defineOperation({
  name: 'parts.set-prices',
  summary: 'Prices of a part by level (价格体系); null takes a level away, what is not named stays',
  method: 'PUT',
  path: '/parts/:part/prices',
  who: CATALOGUE_MASTERS,
  freshPin: true,
  request: Type.Object(
    { part: Id, retail: Type.Optional(Fen), levels: Type.Record(LevelCode, Type.Union([Fen, Type.Null()])) },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['parts.no-such-part', 'parts.no-such-level'],
});

export const setPriceLevel = defineOperation({
  name: 'parts.set-price-level',
  summary: 'Add a price level (价格级别) or rename it; retail is always there',
  method: 'PUT',
  path: '/price-levels/:code',
  who: ['manager', 'administrator'],
  request: Type.Object(
    { code: LevelCode, name: Type.String({ minLength: 1, maxLength: 20 }) },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['parts.level-name-taken'],
});

export const PriceLevel = Type.Object({ code: LevelCode, name: Type.String() });
export const listPriceLevels = defineQuery({
  name: 'parts.price-levels',
  summary: 'The price levels (价格级别), retail first',
  path: '/price-levels',
  who: CATALOGUE_READERS,
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({ levels: Type.Array(PriceLevel) }),
});

export const listCategories = defineQuery({
  name: 'parts.categories',
  summary: 'The categories (类别) of the catalogue with how many parts each has',
  path: '/part-categories',
  who: CATALOGUE_READERS,
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({ categories: Type.Array(Type.Object({ category: Type.String(), parts: Type.Integer() })) }),
});

export const setStocking = defineOperation({
  name: 'parts.set-stocking',
  summary: 'Where a part lives in a warehouse (常用货位), and the least and the most of it there (最低, 最高库存)',
  method: 'PUT',
  path: '/parts/:part/stocking/:warehouse',
  who: CATALOGUE_KEEPERS,
  request: Type.Object(
    {
      part: Id,
      warehouse: Id,
      homeBin: Type.Union([Id, Type.Null()]),
      minimum: Type.Union([QuantityValue, Type.Null()]),
      maximum: Type.Union([QuantityValue, Type.Null()]),
    },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: [
    'parts.no-such-part',
    'places.no-such-warehouse',
    'places.no-such-bin',
    'parts.minimum-above-maximum',
    'parts.not-in-unit',
  ],
});
export type SetStockingRequest = Static<typeof setStocking.request>;

export const setLot = defineOperation({
  name: 'parts.set-lot',
  summary: 'A lot (批次) of a part and its last day of use',
  method: 'PUT',
  path: '/parts/:part/lots/:lot',
  who: CATALOGUE_KEEPERS,
  request: Type.Object(
    {
      part: Id,
      lot: Code,
      expiresOn: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]),
    },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['parts.no-such-part', 'parts.no-lots', 'parts.no-such-day'],
});

export const addWeight = defineOperation({
  name: 'parts.add-weight',
  summary: 'What one piece weighs (单重), or one litre or metre of what is measured: the newest counts',
  method: 'POST',
  path: '/parts/:part/weights',
  who: CATALOGUE_KEEPERS,
  request: Type.Object(
    {
      part: Id,
      /** Micrograms, up to a tonne. */
      weight_ug: Type.Integer({ minimum: 1, maximum: 1e12 }),
      n: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      /** How the pieces scatter, in millionths of the weight. */
      cv_ppm: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      /** Name of the scale; empty: none. */
      scale: Type.String({ maxLength: 60 }),
      source: Type.Enum(['sample', 'learned', 'entered']),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id }),
  refusals: ['parts.no-such-part', 'parts.not-countable'],
});
export type AddWeightRequest = Static<typeof addWeight.request>;

export const retireWeight = defineOperation({
  name: 'parts.retire-weight',
  summary: 'Withdraw a piece weight: the one before it counts again',
  method: 'DELETE',
  path: '/parts/:part/weights/:weight',
  who: CATALOGUE_KEEPERS,
  request: Type.Object({ part: Id, weight: Id }, { additionalProperties: false }),
  reply: Nothing,
  refusals: ['parts.no-such-weight'],
});

export const setBinTare = defineOperation({
  name: 'parts.set-bin-tare',
  summary: 'What the empty box of a bin weighs (皮重); null: it has none',
  method: 'PUT',
  path: '/bins/:bin/tare',
  who: CATALOGUE_KEEPERS,
  request: Type.Object(
    { bin: Id, tare_ug: Type.Union([Type.Integer({ minimum: 0, maximum: 1e12 }), Type.Null()]) },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['places.no-such-bin'],
});

/** A picture of half a megabyte, as base64. */
const MOST_PHOTO_CHARACTERS = Math.ceil((512 * 1024) / 3) * 4;

export const setPhoto = defineOperation({
  name: 'parts.set-photo',
  summary: 'The picture of a part, a JPEG or PNG of 512 KiB at most, as base64; empty takes it away',
  method: 'PUT',
  path: '/parts/:part/photo',
  who: CATALOGUE_KEEPERS,
  request: Type.Object(
    { part: Id, data: Type.String({ maxLength: MOST_PHOTO_CHARACTERS }) },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['parts.no-such-part', 'parts.no-picture'],
  // The picture is in the store once; the log says that there was one.
  secret: ['data'],
});

export const RELATIONS = ['substitute', 'supersedes'] as const;
export const setRelation = defineOperation({
  name: 'parts.set-relation',
  summary:
    'Say that a part can be used for another (替代, both ways), or that it took its place (取代); or take that back',
  method: 'PUT',
  path: '/parts/:part/relations/:other',
  who: CATALOGUE_MASTERS,
  request: Type.Object(
    { part: Id, other: Id, kind: Type.Enum([...RELATIONS]), related: Type.Boolean() },
    { additionalProperties: false },
  ),
  reply: Nothing,
  refusals: ['parts.no-such-part', 'parts.related-to-itself', 'parts.supersession-circle'],
});

export const RelatedPart = Type.Object({ id: Id, number: Code, name: Name, model: Type.String() });
