import type { PartsKey } from './zh-parts.ts';

/** Texts of the catalogue, in English. */
export const enParts: Readonly<Record<PartsKey, string>> = {
  'part.title': 'Parts catalogue',
  'part.search': 'Number, name, model, barcode, pinyin initials',
  'part.number': 'Part number',
  'part.name': 'Name',
  'part.model': 'Model',
  'part.spec': 'Specification',
  'part.unit': 'Unit',
  'part.category': 'Category',
  'part.price': 'Retail price',
};
