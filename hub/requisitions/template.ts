import type { RequisitionTemplate } from './template-contract.ts';

/** The slip of a workshop that never said how it wants it. */
export const ORDINARY_TEMPLATE: RequisitionTemplate = {
  shopName: '',
  footer: '',
  fields: ['team', 'order', 'plate', 'vehicle', 'warehouse'],
  columns: ['line', 'number', 'part', 'bin', 'quantity'],
  copies: ['存根'],
};
