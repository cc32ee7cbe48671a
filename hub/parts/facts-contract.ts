import { type Static, Type } from 'typebox';
import { Code, QuantityValue } from '../kernel/schemas.ts';
import { Barcode, LevelCode, Pack, PartSummary } from './contract.ts';

/** What a storekeeper knows of a part by heart: all that stands in the list, in its file and in an import. */
export const PartFacts = Type.Object({
  ...PartSummary.properties,
  brand: Type.String(),
  lotTracked: Type.Boolean(),
  serialTracked: Type.Boolean(),
  retired: Type.Boolean(),
  /** But for the part's own number. */
  barcodes: Type.Array(Barcode),
  packs: Type.Array(Pack),
  oeNumbers: Type.Array(Code),
  fitments: Type.Array(Type.String()),
  /** In the order of the levels, without the retail price. */
  prices: Type.Array(Type.Object({ level: LevelCode, name: Type.String(), price: Type.Integer() })),
  stocking: Type.Array(
    Type.Object({
      /** Its code; empty where the workshop has one warehouse only. */
      warehouse: Type.String(),
      bin: Type.Union([Type.String(), Type.Null()]),
      minimum: Type.Union([QuantityValue, Type.Null()]),
      maximum: Type.Union([QuantityValue, Type.Null()]),
    }),
  ),
});
export type PartFacts = Static<typeof PartFacts>;
