import { type Static, Type } from 'typebox';
import { COPY_NAMES } from '../kernel/document.ts';

/** Columns of the lines, in any order; the part's name and the quantity are always wanted by somebody. */
export const SLIP_COLUMNS = ['line', 'number', 'part', 'bin', 'price', 'quantity', 'amount'] as const;
/** What may be said of a slip above its lines. */
export const SLIP_FIELDS = ['team', 'order', 'plate', 'vehicle', 'bay', 'warehouse'] as const;

const closed = { additionalProperties: false } as const;

/** How a workshop wants its requisitions printed. */
export const RequisitionTemplate = Type.Object(
  {
    shopName: Type.String({ maxLength: 60, description: 'Above the title; empty: none' }),
    footer: Type.String({ maxLength: 200, description: 'Below everything; empty: none' }),
    fields: Type.Array(Type.Enum([...SLIP_FIELDS]), { uniqueItems: true, maxItems: SLIP_FIELDS.length }),
    columns: Type.Array(Type.Enum([...SLIP_COLUMNS]), {
      uniqueItems: true,
      minItems: 1,
      maxItems: SLIP_COLUMNS.length,
    }),
    copies: Type.Array(Type.Enum([...COPY_NAMES]), { uniqueItems: true, minItems: 1, maxItems: COPY_NAMES.length }),
  },
  closed,
);
export type RequisitionTemplate = Static<typeof RequisitionTemplate>;
