import type { PartsKey } from './zh-parts.ts';

/** Texts of the catalogue, in English. */
export const enParts: Readonly<Record<PartsKey, string>> = {
  'parts.title': 'Parts catalogue',
  'parts.search': 'Number, name, model, barcode, pinyin initials',
  'parts.number': 'Part number',
  'parts.name': 'Name',
  'parts.model': 'Model',
  'parts.spec': 'Specification',
  'parts.unit': 'Unit',
  'parts.category': 'Category',
  'parts.price': 'Retail price',
};
