/** Texts of the catalogue, in Chinese. */
export const zhParts = {
  'part.title': '配件目录',
  'part.search': '编号、名称、型号、条码、拼音首字母',
  'part.number': '配件编号',
  'part.name': '配件名称',
  'part.model': '型号',
  'part.spec': '规格',
  'part.unit': '单位',
  'part.category': '类别',
  'part.price': '零售价',
} as const satisfies Readonly<Record<string, string>>;

export type PartsKey = keyof typeof zhParts;
