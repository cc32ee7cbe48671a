import { Type } from 'typebox';
import { ID_PATTERN } from './ids.ts';
import { MOST_QUANTITY } from './quantity.ts';

/** Shapes that every contract uses. */
export const Id = Type.String({ pattern: ID_PATTERN, description: 'UUIDv7' });
export const Name = Type.String({ minLength: 1, maxLength: 120 });
export const Code = Type.String({ minLength: 1, maxLength: 80 });
export const Remark = Type.String({ maxLength: 500 });
export const Wall = Type.Integer({ description: 'UTC milliseconds' });
export const PositiveQuantity = Type.Integer({
  minimum: 1,
  maximum: MOST_QUANTITY,
  description: 'Thousandths of the unit: 1 piece is 1000',
});
export const QuantityValue = Type.Integer({ description: 'Thousandths of the unit: 1 piece is 1000' });
export const Fen = Type.Integer({ minimum: 0, description: 'Fen' });
export const FactsValue = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
);
export const Nothing = Type.Object({});
