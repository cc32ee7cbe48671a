/** Texts of the desk's lists, in Chinese. */
export const zhLists = {
  'list.search': '搜索',
  'list.count': '共 {count} 条',
  'list.columns': '列',
  'list.file': '导出',
  'list.file-why': '导出搜到的全部 {count} 条, 所有列都在里面。',
  'list.xlsx': 'Excel 表格 (.xlsx)',
  'list.csv': 'CSV 文本 (.csv)',
  'list.print': '打印',
  'list.printing': '已送去打印',
  'list.loading': '正在读取…',
  'list.none': '还没有内容',
  'list.none-found': '没有找到“{search}”',
} as const satisfies Readonly<Record<string, string>>;

export type ListKey = keyof typeof zhLists;
