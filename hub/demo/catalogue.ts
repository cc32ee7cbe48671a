import { ONE_UNIT } from '../kernel/quantity.ts';
import {
  brandOf,
  type DemoWeight,
  fitmentsOfCommon,
  fitmentsOfModel,
  LOTS,
  levelPricesOf,
  limitsOf,
  MODELS,
  oeNumbersOf,
  SERIALS,
  weightOf,
} from './catalogue-facts.ts';
import { ean13 } from './ean.ts';

type Kind = {
  readonly name: string;
  readonly code: string;
  readonly category: string;
  readonly unit: string;
  /** Fen. */
  readonly price: number;
  readonly stock: number;
  /** Pieces in a box that has a barcode of its own. */
  readonly pack?: number;
};

/** Parts that every model has in a shape of its own. */
const PER_MODEL: readonly Kind[] = [
  { name: '机油滤清器', code: 'OF', category: '滤清器', unit: '个', price: 3800, stock: 12, pack: 10 },
  { name: '空气滤清器', code: 'AF', category: '滤清器', unit: '个', price: 5600, stock: 9 },
  { name: '空调滤清器', code: 'CF', category: '滤清器', unit: '个', price: 6800, stock: 10 },
  { name: '燃油滤清器', code: 'FF', category: '滤清器', unit: '个', price: 12800, stock: 4 },
  { name: '前刹车片', code: 'BPF', category: '制动', unit: '套', price: 26800, stock: 5 },
  { name: '后刹车片', code: 'BPR', category: '制动', unit: '套', price: 23800, stock: 4 },
  { name: '前刹车盘', code: 'BDF', category: '制动', unit: '片', price: 32000, stock: 4 },
  { name: '后刹车盘', code: 'BDR', category: '制动', unit: '片', price: 28500, stock: 4 },
  { name: '火花塞', code: 'SP', category: '点火', unit: '支', price: 4500, stock: 24, pack: 4 },
  { name: '点火线圈', code: 'IC', category: '点火', unit: '个', price: 19800, stock: 6 },
  { name: '前雨刮片', code: 'WBF', category: '易损件', unit: '副', price: 7800, stock: 8 },
  { name: '后雨刮片', code: 'WBR', category: '易损件', unit: '支', price: 3900, stock: 5 },
  { name: '发动机皮带', code: 'VB', category: '皮带', unit: '根', price: 11500, stock: 3 },
  { name: '正时皮带套装', code: 'TB', category: '皮带', unit: '套', price: 68000, stock: 2 },
  { name: '前减震器', code: 'SAF', category: '底盘', unit: '支', price: 45800, stock: 2 },
  { name: '下摆臂', code: 'CA', category: '底盘', unit: '支', price: 39800, stock: 2 },
  { name: '平衡杆胶套', code: 'SB', category: '底盘', unit: '个', price: 2600, stock: 14 },
  { name: '水泵', code: 'WP', category: '冷却', unit: '个', price: 36800, stock: 2 },
  { name: '节温器', code: 'TH', category: '冷却', unit: '个', price: 16800, stock: 3 },
  { name: '氧传感器', code: 'OS', category: '电器', unit: '个', price: 29800, stock: 2 },
  { name: '底护板卡扣', code: 'CLP', category: '紧固件', unit: '个', price: 120, stock: 150, pack: 50 },
];

/** Parts and fluids that fit many cars. */
const COMMON: readonly (readonly [string, string, string, string, string, number, number, number?])[] = [
  ['OL-0W20-4', '全合成机油', '0W-20', '4 L', '油液', 32800, 20],
  ['OL-5W30-4', '全合成机油', '5W-30', '4 L', '油液', 29800, 26],
  ['OL-5W40-4', '全合成机油', '5W-40', '4 L', '油液', 30800, 18],
  ['OL-10W40-D', '半合成机油 散装', '10W-40', '170 kg 桶', '油液', 3200, 96],
  ['ATF-DW1-1', '自动变速箱油', 'ATF DW-1', '1 L', '油液', 9800, 24],
  ['ATF-WS-1', '自动变速箱油', 'ATF WS', '1 L', '油液', 10800, 24],
  ['DSG-G052-1', '双离合变速箱油', 'G 052 182', '1 L', '油液', 15800, 18],
  ['BF-DOT4-1', '制动液', 'DOT 4', '1 L', '油液', 6800, 16],
  ['CL-G13-4', '防冻液', 'G13 -35℃', '4 L', '油液', 8800, 20],
  ['WW-2', '玻璃水', '-25℃', '2 L', '油液', 1500, 40, 8],
  ['BAT-60', '蓄电池', '12 V 60 Ah', 'L2-400', '电器', 52800, 6],
  ['BAT-70AGM', '启停蓄电池', '12 V 70 Ah AGM', 'H6', '电器', 98000, 4],
  ['BLB-H7', '卤素灯泡', 'H7 12 V 55 W', 'PX26d', '灯泡', 2800, 30, 10],
  ['BLB-H4', '卤素灯泡', 'H4 12 V 60/55 W', 'P43t', '灯泡', 2600, 20, 10],
  ['BLB-P21W', '刹车灯泡', 'P21W 12 V 21 W', 'BA15s', '灯泡', 600, 60, 10],
  ['BLB-W5W', '示宽灯泡', 'W5W 12 V 5 W', 'W2.1x9.5d', '灯泡', 400, 80, 10],
  ['FUS-10', '插片保险丝', '10 A', '标准', '电器', 100, 200, 100],
  ['FUS-15', '插片保险丝', '15 A', '标准', '电器', 100, 200, 100],
  ['FUS-20', '插片保险丝', '20 A', '标准', '电器', 100, 200, 100],
  ['BLT-M8-25', '六角法兰螺栓', 'M8 × 25', '8.8 级', '紧固件', 80, 300, 100],
  ['BLT-M10-30', '六角法兰螺栓', 'M10 × 30', '10.9 级', '紧固件', 130, 300, 100],
  ['NUT-M8', '六角法兰螺母', 'M8', '8 级', '紧固件', 50, 400, 100],
  ['DPG-M14', '放油螺塞垫圈', 'M14 × 1.5', '铜', '紧固件', 200, 120, 50],
  ['DPG-M12', '放油螺塞垫圈', 'M12 × 1.5', '铝', '紧固件', 150, 120, 50],
  ['HC-16', '喉箍', '16–25 mm', '不锈钢', '紧固件', 280, 60, 20],
  ['CT-200', '尼龙扎带', '4 × 200 mm', '黑', '耗材', 20, 800, 100],
  ['SLT-315', '密封胶', 'RTV 耐油', '85 g', '耗材', 2800, 24],
  ['CLN-BRK', '制动清洗剂', '450 ml', '', '耗材', 1800, 36, 12],
  ['CLN-CARB', '化油器清洗剂', '450 ml', '', '耗材', 1600, 36, 12],
  ['GRS-LI', '锂基润滑脂', '0 号', '15 kg 桶', '耗材', 3600, 11],
  ['GLV-L', '丁腈手套', 'L', '100 只/盒', '耗材', 4500, 25],
  ['RAG-5', '擦机布', '白棉', '5 kg', '耗材', 3900, 14],
  ['TRV-413', '橡胶气门嘴', 'TR413', '', '轮胎', 150, 160, 50],
  ['WBL-5', '平衡块', '5 g 粘贴式', '', '轮胎', 40, 500, 100],
  ['TYR-20555R16', '轮胎', '205/55 R16 91V', '', '轮胎', 46800, 8],
  ['TYR-22550R17', '轮胎', '225/50 R17 94W', '', '轮胎', 62800, 8],
  ['RBN-LQ630', '针打色带芯', 'LQ-630K', '', '办公', 1500, 6],
  ['RBN-LQ730', '针打色带芯', 'LQ-730K', '', '办公', 1600, 6],
  ['TNR-388A', '硒鼓碳粉', '388A', '', '办公', 2500, 5],
  ['PPR-80', '热敏小票纸', '80 × 60 mm', '', '办公', 350, 50, 10],
  ['SCW-M6', '自攻螺钉', 'M6 × 16', '镀锌', '紧固件', 30, 500, 100],
  ['CLP-DR', '门板卡扣', '通用', '白', '紧固件', 60, 240, 50],
  ['ADT-H7', '灯泡转接座', 'H7', '', '灯泡', 1800, 12],
  ['RLY-40', '继电器', '12 V 40 A', '4 脚', '电器', 1500, 20],
  ['WIR-15', '汽车线束用线', '1.5 mm²', '米', '电器', 250, 200],
  ['HSE-VAC4', '真空管', '内径 4 mm', '米', '冷却', 800, 60],
  ['AC-R134A', '空调制冷剂', 'R134a', '250 g', '空调', 2600, 48, 24],
  ['AC-OIL', '冷冻油', 'PAG 46', '250 ml', '空调', 6800, 10],
];

export type DemoPart = {
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly spec: string;
  readonly unit: string;
  readonly category: string;
  readonly price: number;
  readonly decimals: number;
  readonly barcodes: readonly { readonly code: string; readonly packQuantity: number }[];
  readonly brand: string;
  readonly oeNumbers: readonly string[];
  readonly fitments: readonly string[];
  readonly prices: Readonly<Record<string, number>>;
  readonly packs: readonly { readonly unit: string; readonly quantity: number }[];
  readonly lotTracked: boolean;
  readonly serialTracked: boolean;
  /** Null: nobody counts it by weight. */
  readonly weight: DemoWeight | null;
  /** Thousandths, as the stock. */
  readonly minimum: number;
  readonly maximum: number;
  /** Thousandths. */
  readonly stock: number;
  /** Which of the demo's bins it lies in. */
  readonly bin: number;
};

/** How many bins the demo's warehouse has besides the default one. */
export const DEMO_BINS = 48;

function barcodesOf(index: number, pack: number | undefined) {
  const single = { code: ean13(`6921588${String(80_000 + index).padStart(5, '0')}`), packQuantity: ONE_UNIT };
  if (pack === undefined) return [single];
  return [single, { code: ean13(`6921589${String(80_000 + index).padStart(5, '0')}`), packQuantity: pack * ONE_UNIT }];
}

/** Sold from the drum, by weight. */
const BY_WEIGHT: ReadonlySet<string> = new Set(['OL-10W40-D', 'GRS-LI']);

function unitOf(number: string, spec: string): string {
  if (BY_WEIGHT.has(number)) return '千克';
  if (spec === '米') return '米';
  if (number.startsWith('OL-') || number.startsWith('CL-') || number.startsWith('WW')) return '桶';
  if (/^(ATF|DSG|BF|CLN|AC)/.test(number)) return '瓶';
  if (/^(GLV|RAG|SLT)/.test(number)) return '件';
  return '个';
}

/** Three hundred parts as a workshop has them, always the same. */
export function demoParts(): DemoPart[] {
  const perModel = PER_MODEL.flatMap((kind, row) =>
    MODELS.map(([car, short], model) => ({
      number: `${kind.code}-${short}`,
      name: kind.name,
      model: car,
      spec: '',
      unit: kind.unit,
      category: kind.category,
      decimals: 0,
      // Dearer for bigger cars, so that no two lists look copied.
      price: kind.price + model * Math.round(kind.price / 60),
      stock: Math.max(1, kind.stock - (model % 4)),
      pack: kind.pack,
      brand: brandOf(kind.category, row + model),
      oeNumbers: oeNumbersOf(row, model),
      fitments: fitmentsOfModel(kind.code, car),
      weight: weightOf(kind.code, model),
    })),
  );
  const common = COMMON.map(([number, name, model, spec, category, price, stock, pack], index) => ({
    number,
    name,
    model,
    spec: spec === '米' ? '' : spec,
    unit: unitOf(number, spec),
    category,
    price,
    // Hose and wire are cut to length, oil and grease are weighed out of the drum.
    decimals: spec === '米' ? 2 : BY_WEIGHT.has(number) ? 3 : 0,
    stock,
    pack,
    brand: brandOf(category, index),
    oeNumbers: [],
    fitments: fitmentsOfCommon(number),
    weight: weightOf(number, 0),
  }));
  return [...perModel, ...common].map(({ stock, pack, ...part }, index) => {
    const { minimum, maximum } = limitsOf(stock);
    return {
      ...part,
      barcodes: barcodesOf(index, pack),
      packs: pack === undefined ? [] : [{ unit: pack < 20 ? '盒' : '包', quantity: pack * ONE_UNIT }],
      prices: levelPricesOf(part.price),
      lotTracked: LOTS[part.number] !== undefined,
      serialTracked: SERIALS[part.number] !== undefined,
      stock: stock * ONE_UNIT,
      minimum: minimum * ONE_UNIT,
      maximum: maximum * ONE_UNIT,
      bin: index % DEMO_BINS,
    };
  });
}
