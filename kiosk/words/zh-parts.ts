/** Texts of the catalogue, in Chinese. */
export const zhParts = {
  'parts.title': '配件目录',
  'parts.search': '编号、名称、型号、条码、拼音首字母',
  'parts.number': '配件编号',
  'parts.name': '配件名称',
  'parts.model': '型号',
  'parts.spec': '规格',
  'parts.unit': '单位',
  'parts.category': '类别',
  'parts.price': '零售价',
} as const satisfies Readonly<Record<string, string>>;

export type PartsKey = keyof typeof zhParts;
