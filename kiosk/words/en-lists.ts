import type { ListKey } from './zh-lists.ts';

/** Texts of the desk's lists, in English. */
export const enLists: Readonly<Record<ListKey, string>> = {
  'list.search': 'Search',
  'list.count': '{count} in all',
  'list.columns': 'Columns',
  'list.file': 'Export',
  'list.file-why': 'All {count} that were found, with every column.',
  'list.xlsx': 'Excel workbook (.xlsx)',
  'list.csv': 'CSV text (.csv)',
  'list.print': 'Print',
  'list.printing': 'Sent to the printer',
  'list.loading': 'Reading…',
  'list.none': 'Nothing here yet',
  'list.none-found': 'Nothing found for “{search}”',
};
