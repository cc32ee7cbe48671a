import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Fen, Id, Name, PositiveQuantity } from '../kernel/schemas.ts';
import { MOST_LABELS } from '../printing/contract.ts';

const Decimals = Type.Integer({ minimum: 0, maximum: 3 });

export const Barcode = Type.Object(
  { code: Code, packQuantity: PositiveQuantity },
  { additionalProperties: false, description: 'One code of a part and how much one scan of it means' },
);

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
      model: Type.String({ maxLength: 120 }),
      spec: Type.String({ maxLength: 120 }),
      unit: Type.String({ minLength: 1, maxLength: 10 }),
      category: Type.String({ maxLength: 60 }),
      price: Fen,
      /** Decimals that a quantity of the unit may have: 个 0, 米 2, 千克 3. */
      decimals: Decimals,
      barcodes: Type.Array(Barcode, { maxItems: 50 }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id }),
  refusals: ['parts.number-taken', 'parts.barcode-taken', 'parts.code-means-something'],
});

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
  summary: 'Parts whose number, name, model or barcode contains the text',
  path: '/parts',
  who: ['visitor'],
  request: Type.Object(
    { text: Type.String({ maxLength: 80 }), limit: Type.Integer({ minimum: 1, maximum: 500, default: 50 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ parts: Type.Array(PartSummary) }),
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
