import { type Static, Type } from 'typebox';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Id, Name, QuantityValue, Wall } from '../kernel/schemas.ts';
import { RelatedPart } from '../parts/card-contract.ts';
import { CATALOGUE_READERS } from '../parts/contract.ts';
import { PartFacts } from '../parts/facts-contract.ts';

/** 正常, 低于最低, 停用: what of the catalogue is wanted. */
export const PART_FILTERS = ['in-use', 'below-minimum', 'retired'] as const;

export const listParts = defineQuery({
  name: 'stock.parts',
  summary: 'The catalogue (配件目录) with what is on hand, page by page; found as parts.find finds',
  path: '/part-list',
  who: CATALOGUE_READERS,
  request: Type.Object(
    {
      ...LIST_REQUEST,
      category: Type.Optional(Type.String({ maxLength: 60 })),
      /** Fits this car. */
      vehicleModel: Type.Optional(Type.String({ maxLength: 80 })),
      show: Type.Enum([...PART_FILTERS], { default: 'in-use' }),
    },
    { additionalProperties: false },
  ),
  reply: listReply(
    Type.Object({
      ...PartFacts.properties,
      /** In all bins. */
      onHand: QuantityValue,
    }),
  ),
});
export type ListPartsRequest = Static<typeof listParts.request>;

const PieceWeightShape = Type.Object({
  id: Id,
  weight_ug: Type.Integer({ description: 'Micrograms' }),
  n: Type.Integer(),
  cv_ppm: Type.Integer({ description: 'Millionths' }),
  measuredAt: Wall,
  scale: Type.String(),
  source: Type.Enum(['sample', 'learned', 'entered']),
  retiredAt: Type.Union([Wall, Type.Null()]),
});

const InWarehouse = Type.Object({
  id: Id,
  code: Code,
  name: Name,
  homeBin: Type.Union([Id, Type.Null()]),
  minimum: Type.Union([QuantityValue, Type.Null()]),
  maximum: Type.Union([QuantityValue, Type.Null()]),
  onHand: QuantityValue,
  /** By documents that are not decided yet. */
  reserved: QuantityValue,
});

export const listLots = defineQuery({
  name: 'stock.lots',
  summary:
    'Lots (批次) or serial numbers (序列号) of a part: those that a warehouse may issue, what expires first coming first, or those that an employee holds',
  path: '/parts/:part/lots',
  who: CATALOGUE_READERS,
  request: Type.Object(
    { part: Id, warehouse: Type.Optional(Id), person: Type.Optional(Id) },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    lots: Type.Array(
      Type.Object({ lot: Code, quantity: QuantityValue, expiresOn: Type.Union([Type.String(), Type.Null()]) }),
    ),
  }),
});

export const showPart = defineQuery({
  name: 'stock.part',
  summary: 'One part with everything that is known of it: codes, cars, prices, weights, and where all of it is now',
  path: '/parts/:part',
  who: CATALOGUE_READERS,
  request: Type.Object({ part: Id }, { additionalProperties: false }),
  reply: Type.Object({
    part: Type.Union([
      Type.Object({
        ...PartFacts.properties,
        warehouses: Type.Array(InWarehouse),
        bins: Type.Array(
          Type.Object({
            bin: Id,
            code: Code,
            warehouse: Code,
            lot: Type.String(),
            quantity: QuantityValue,
            tare_ug: Type.Union([Type.Integer(), Type.Null()]),
          }),
        ),
        holders: Type.Array(Type.Object({ person: Id, number: Code, name: Name, quantity: QuantityValue })),
        lots: Type.Array(Type.Object({ lot: Code, expiresOn: Type.Union([Type.String(), Type.Null()]) })),
        /** Its unit is one of mass: what it weighs says how much it is, and one unit needs no weight. */
        isMass: Type.Boolean(),
        /** The newest first; the first that was not withdrawn counts. */
        weights: Type.Array(PieceWeightShape),
        /** Null: there is none. */
        photoAt: Type.Union([Wall, Type.Null()]),
        substitutes: Type.Array(RelatedPart),
        supersedes: Type.Array(RelatedPart),
        supersededBy: Type.Array(RelatedPart),
      }),
      Type.Null(),
    ]),
  }),
});
