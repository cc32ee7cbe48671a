import { type Static, Type } from 'typebox';
import { COPY_NAMES } from '../kernel/document.ts';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Nothing } from '../kernel/schemas.ts';
import { Medium, SheetShape } from '../printing/contract.ts';

/** Columns of the lines, in any order; the part's name and the quantity are always wanted by somebody. */
export const SLIP_COLUMNS = ['line', 'number', 'part', 'bin', 'price', 'quantity', 'amount'] as const;
/** What may be said of a slip above its lines. */
export const SLIP_FIELDS = ['team', 'order', 'plate', 'vehicle', 'bay', 'warehouse'] as const;

/** Of a logo in base64: what one frame of the WebSocket can carry, and every slip of the journal should. */
export const MOST_LOGO = 40_000;

const closed = { additionalProperties: false } as const;

/** How a workshop wants its requisitions printed. */
export const RequisitionTemplate = Type.Object(
  {
    shopName: Type.String({ maxLength: 60, description: 'Above the title; empty: none' }),
    logo: Type.String({
      maxLength: MOST_LOGO,
      pattern: '^[A-Za-z0-9+/]*={0,2}$',
      description: 'A PNG in base64, above the name; empty: none',
    }),
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

/** The slip of a workshop that never said how it wants it. */
export const ORDINARY_TEMPLATE: RequisitionTemplate = {
  shopName: '',
  logo: '',
  footer: '',
  fields: ['team', 'order', 'plate', 'vehicle', 'warehouse'],
  columns: ['line', 'number', 'part', 'bin', 'quantity'],
  copies: ['存根'],
};

const SEERS = ['keeper', 'supervisor', 'manager', 'administrator'] as const;

export const setRequisitionTemplate = defineOperation({
  name: 'requisitions.set-template',
  summary: 'How requisitions are printed from now on; what is in the print journal stays as it is',
  method: 'PUT',
  path: '/requisition-template',
  who: ['manager', 'administrator'],
  request: Type.Object({ template: RequisitionTemplate }, closed),
  reply: Nothing,
  refusals: ['requisitions.no-picture'],
});

export const showRequisitionTemplate = defineQuery({
  name: 'requisitions.template',
  summary: 'How requisitions are printed',
  path: '/requisition-template',
  who: SEERS,
  request: Type.Object({}, closed),
  reply: Type.Object({ template: RequisitionTemplate }),
});

export const previewRequisitionTemplate = defineQuery({
  name: 'requisitions.preview-template',
  summary: 'A made-up slip as it would be printed by a template that is not kept yet (through the WebSocket)',
  path: '/requisition-template/preview',
  who: SEERS,
  request: Type.Object({ template: RequisitionTemplate, medium: Medium }, closed),
  reply: Type.Object({ sheets: Type.Array(SheetShape) }),
});
