import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Fen, Id, Name, PositiveQuantity } from '../kernel/schemas.ts';
import { MOST_LABELS } from '../printing/contract.ts';

/** Who looks parts up: everybody who works here. */
export const CATALOGUE_READERS = [
  'technician',
  'keeper',
  'advisor',
  'supervisor',
  'inspector',
  'cashier',
  'manager',
  'administrator',
] as const;
/** Who says what a part is, and what it costs. */
export const CATALOGUE_MASTERS = ['manager', 'administrator', 'head-office'] as const;
/** Who says where it lies, what it weighs and what is printed on it. */
export const CATALOGUE_KEEPERS = ['keeper', 'manager', 'administrator'] as const;

const Decimals = Type.Integer({ minimum: 0, maximum: 3 });
const Text = Type.String({ maxLength: 120 });
const Unit = Type.String({ minLength: 1, maxLength: 10 });
export const LevelCode = Type.String({ pattern: '^[a-z][a-z0-9-]{0,29}$' });

export const Barcode = Type.Object(
  { code: Code, packQuantity: PositiveQuantity },
  { additionalProperties: false, description: 'One code of a part and how much one scan of it means' },
);
export type Barcode = Static<typeof Barcode>;
export const Barcodes = Type.Array(Barcode, { maxItems: 50 });

/** 包装单位: 1 箱 = 10 个. */
export const Pack = Type.Object({ unit: Unit, quantity: PositiveQuantity }, { additionalProperties: false });
export type Pack = Static<typeof Pack>;

/** What a part is, besides its number. */
export const MASTER = {
  name: Name,
  model: Text,
  spec: Text,
  unit: Unit,
  category: Type.String({ maxLength: 60 }),
  brand: Type.String({ maxLength: 60 }),
  /** Decimals that a quantity of the unit may have: 个 0, 米 2, 千克 3. */
  decimals: Decimals,
  /** Every movement names a lot (批次), or a serial number (序列号). */
  lotTracked: Type.Boolean(),
  serialTracked: Type.Boolean(),
  packs: Type.Array(Pack, { maxItems: 20 }),
  /** Numbers of the car makers for the same part (OE 号). */
  oeNumbers: Type.Array(Code, { maxItems: 100, uniqueItems: true }),
  /** 适用车型, as vehicles name their model. */
  fitments: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 300, uniqueItems: true }),
};

/** Price of each level but the retail one, by the level's code. */
export const LevelPrices = Type.Record(LevelCode, Fen);

export const addPart = defineOperation({
  name: 'parts.add',
  summary: 'Add a part (配件) to the catalogue with all its barcodes',
  method: 'POST',
  path: '/parts',
  who: ['keeper', 'manager', 'administrator', 'head-office'],
  request: Type.Object(
    {
      number: Code,
      name: Name,
      model: Text,
      spec: Text,
      unit: Unit,
      category: Type.String({ maxLength: 60 }),
      /** Retail. */
      price: Fen,
      decimals: Decimals,
      barcodes: Barcodes,
      brand: Type.Optional(MASTER.brand),
      lotTracked: Type.Optional(Type.Boolean()),
      serialTracked: Type.Optional(Type.Boolean()),
      packs: Type.Optional(MASTER.packs),
      oeNumbers: Type.Optional(MASTER.oeNumbers),
      fitments: Type.Optional(MASTER.fitments),
      prices: Type.Optional(LevelPrices),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id }),
  refusals: ['parts.number-taken', 'parts.barcode-taken', 'parts.code-means-something', 'parts.no-such-level'],
});
export type AddPartRequest = Static<typeof addPart.request>;

export const PartSummary = Type.Object({
  id: Id,
  number: Code,
  name: Name,
  model: Type.String(),
  spec: Type.String(),
  unit: Type.String(),
  category: Type.String(),
  price: Fen,
  decimals: Decimals,
});
export type PartSummary = Static<typeof PartSummary>;

export const findParts = defineQuery({
  name: 'parts.find',
  summary:
    'Parts by any fragment of number, name, model, spec, brand, barcode, OE number, car or pinyin; the exact code first',
  path: '/parts',
  who: ['visitor'],
  request: Type.Object(
    { text: Type.String({ maxLength: 80 }), limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ parts: Type.Array(PartSummary) }),
});

export const indexSearch = defineOperation({
  name: 'parts.index-search',
  summary: 'Make parts of before there was a search findable, some at a time',
  method: 'POST',
  path: '/part-search/index',
  who: [],
  request: Type.Object({}, { additionalProperties: false }),
  reply: Type.Object({ indexed: Type.Integer() }),
  refusals: [],
});

export const printPartLabels = defineOperation({
  name: 'parts.print-labels',
  summary: 'Labels for a part, by any of its codes',
  method: 'POST',
  path: '/part-labels',
  who: ['keeper', 'supervisor', 'manager', 'administrator'],
  request: Type.Object(
    { code: Code, printer: Code, times: Type.Integer({ minimum: 1, maximum: MOST_LABELS }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ job: Id }),
  refusals: ['parts.no-such-part', 'printing.no-such-printer'],
});
