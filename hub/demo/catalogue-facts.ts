/**
 * What the demo's parts are besides their names: who makes them, what the car makers call them, which cars they fit, what one piece weighs, how much of
 * them a shop keeps. Worked out from the part itself, so that it is always the same.
 */

/** Cars that the demo workshop knows, with the short names that part numbers use. */
export const MODELS = [
  ['迈腾 B8L', 'B8L'],
  ['速腾 1.4T', 'SGT'],
  ['朗逸 Plus', 'LVD'],
  ['途观 L', 'TGL'],
  ['卡罗拉 1.2T', 'COR'],
  ['凯美瑞 2.5', 'CAM'],
  ['雅阁 260T', 'ACC'],
  ['思域 220T', 'CIV'],
  ['轩逸 1.6', 'SYL'],
  ['哈弗 H6', 'H6'],
  ['宋 Pro DM-i', 'SNG'],
  ['秦 PLUS DM-i', 'QIN'],
] as const;
const CARS = MODELS.map(([car]) => car);
const VOLKSWAGEN = CARS.slice(0, 4);
const TOYOTA = CARS.slice(4, 6);
const HONDA = CARS.slice(6, 8);

/** Models that share their parts because they share their engine or platform. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  '迈腾 B8L': ['途观 L'],
  '途观 L': ['迈腾 B8L'],
  '速腾 1.4T': ['朗逸 Plus'],
  '宋 Pro DM-i': ['秦 PLUS DM-i'],
  '秦 PLUS DM-i': ['宋 Pro DM-i'],
};
/** What fits one body only. */
const OF_THE_BODY: ReadonlySet<string> = new Set(['WBF', 'WBR', 'CLP', 'CA', 'SAF', 'SB']);

const BRANDS: Readonly<Record<string, readonly string[]>> = {
  滤清器: ['马勒', '曼牌', '博世', '豹王'],
  制动: ['菲罗多', '布雷博', '天合', '博世'],
  点火: ['NGK', '电装', '博世'],
  易损件: ['法雷奥', '博世'],
  皮带: ['盖茨', '康迪泰克'],
  底盘: ['萨克斯', '伦福德', '天合'],
  冷却: ['马勒', '盖茨', '上海大众配套'],
  电器: ['博世', '电装', '瓦尔塔'],
  油液: ['美孚', '壳牌', '嘉实多', '采埃孚'],
  灯泡: ['欧司朗', '飞利浦'],
  紧固件: ['东明', '奥展'],
  轮胎: ['米其林', '韩泰', '玲珑'],
  空调: ['巨化', '皇冠'],
  耗材: ['3M', '乐泰', '蓝星'],
  办公: ['天威', '得力'],
};

export function brandOf(category: string, index: number): string {
  const brands = BRANDS[category] ?? [];
  return brands[index % Math.max(1, brands.length)] ?? '';
}

/** The cars that a part of one model fits: its own, and those of the same platform where the body does not matter. */
export function fitmentsOfModel(kind: string, car: string): string[] {
  return [car, ...(OF_THE_BODY.has(kind) ? [] : (TOGETHER[car] ?? []))];
}

const COMMON_FITMENTS: Readonly<Record<string, readonly string[]>> = {
  'OL-0W20-4': [...TOYOTA, ...HONDA, '宋 Pro DM-i', '秦 PLUS DM-i'],
  'OL-5W30-4': [...VOLKSWAGEN, '轩逸 1.6', '哈弗 H6'],
  'OL-5W40-4': VOLKSWAGEN,
  'ATF-DW1-1': HONDA,
  'ATF-WS-1': TOYOTA,
  'DSG-G052-1': VOLKSWAGEN,
  'BF-DOT4-1': CARS,
  'CL-G13-4': VOLKSWAGEN,
  'BAT-60': ['卡罗拉 1.2T', '轩逸 1.6', '思域 220T'],
  'BAT-70AGM': ['迈腾 B8L', '途观 L', '凯美瑞 2.5'],
  'BLB-H7': [...VOLKSWAGEN, '哈弗 H6'],
  'BLB-H4': ['卡罗拉 1.2T', '轩逸 1.6'],
  'DPG-M14': VOLKSWAGEN,
  'DPG-M12': [...TOYOTA, ...HONDA],
  'TYR-20555R16': ['速腾 1.4T', '朗逸 Plus', '卡罗拉 1.2T', '轩逸 1.6'],
  'TYR-22550R17': ['迈腾 B8L', '雅阁 260T', '凯美瑞 2.5'],
};
export const fitmentsOfCommon = (number: string): readonly string[] => COMMON_FITMENTS[number] ?? [];

/** As each maker writes his numbers; the digits are the demo's own. */
const OE_SHAPES: readonly ((kind: number, car: number) => string)[] = [
  (kind, car) => `0${4 + (car % 4)}E ${115 + kind} ${String(401 + car * 7)} ${'ABCDFGHJ'[kind % 8]}`,
  (kind, car) => `${90915 + kind}-${['YZZ', '100', '200'][car % 3]}${String(car + 1).padStart(2, '0')}`,
  (kind, car) => `${15400 + kind}-${['PLM', 'RTA', 'RPY'][car % 3]}-A${String(car + 1).padStart(2, '0')}`,
  (kind, car) => `${15208 + kind}-${65 + car}F0${kind % 10}`,
  (kind, car) => `${1012100 + kind}-E${String(car).padStart(2, '0')}`,
  (kind, car) => `BYD-${472 + car}QA-${1012020 + kind}`,
];
/** Which maker a model is of. */
const MAKER = [0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 5];

export function oeNumbersOf(kind: number, model: number): string[] {
  const shape = OE_SHAPES[MAKER[model] ?? 0];
  return shape === undefined ? [] : [shape(kind, model)];
}

/** 会员, 批发 and 内部 as shares of the retail price, to the ten fen. */
const LEVELS = { member: 92, wholesale: 82, internal: 70 } as const;

export function levelPricesOf(retail: number): Record<keyof typeof LEVELS, number> {
  const share = (percent: number): number => Math.max(10, Math.round((retail * percent) / 1000) * 10);
  return { member: share(LEVELS.member), wholesale: share(LEVELS.wholesale), internal: share(LEVELS.internal) };
}

/** Grams of one piece, pieces that it was measured from, and how they scatter (%). What comes by the bag, and other small things; the bolt, the clip,
 * the washer and the oil of the bench weigh what its scales say. A sample of five reaches no further than a few dozen. */
const WEIGHTS: Readonly<Record<string, readonly [number, number, number]>> = {
  CLP: [2.38, 50, 1.4],
  OF: [312, 5, 0.8],
  SP: [46.2, 8, 0.5],
  SB: [31.5, 10, 0.9],
  'BLB-H7': [13.42, 10, 0.8],
  'BLB-H4': [19.85, 10, 0.9],
  'BLB-P21W': [9.61, 20, 0.7],
  'BLB-W5W': [1.352, 30, 1.1],
  'FUS-10': [0.982, 50, 0.9],
  'FUS-15': [0.985, 50, 0.9],
  'FUS-20': [0.991, 50, 0.9],
  'ATF-DW1-1': [920, 10, 0.5],
  'BLT-M8-25': [8.42, 50, 1.0],
  'BLT-M10-30': [27.6, 5, 1.5],
  'NUT-M8': [5.1, 100, 0.8],
  'DPG-M14': [2.6, 50, 1.0],
  'DPG-M12': [1.284, 40, 1.3],
  'HC-16': [12.28, 20, 1.0],
  'CT-200': [1.052, 60, 1.8],
  'TRV-413': [8.21, 20, 1.0],
  'WBL-5': [5.04, 40, 0.8],
  'SCW-M6': [3.812, 60, 0.9],
  'CLP-DR': [1.3, 50, 1.0],
  'RLY-40': [27.3, 10, 0.6],
};

export type DemoWeight = { readonly weight_ug: number; readonly n: number; readonly cv_ppm: number };

/** Models differ a little in what is of their own shape. */
export function weightOf(kind: string, model: number): DemoWeight | null {
  const known = WEIGHTS[kind];
  if (known === undefined) return null;
  const [grams, n, percent] = known;
  return { weight_ug: Math.round(grams * (1 + model / 80) * 1e6), n, cv_ppm: Math.round(percent * 1e4) };
}

/** A third of what lies there is the least, and half as much again the most; whole units. */
export function limitsOf(stock: number): { minimum: number; maximum: number } {
  return { minimum: Math.max(1, Math.floor(stock / 3)), maximum: Math.ceil(stock * 1.5) };
}

/** What goes bad on the shelf, with its lots and their last days. */
export const LOTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'BF-DOT4-1': [
    ['BF2511A', '2027-11-30'],
    ['BF2605C', '2028-05-31'],
  ],
  'SLT-315': [
    ['S26-018', '2027-01-31'],
    ['S26-142', '2027-08-31'],
  ],
  'AC-OIL': [['PAG-2604', '2029-04-30']],
};

/** What is guaranteed by its serial number: what the numbers of the demo begin with. */
export const SERIALS: Readonly<Record<string, string>> = { 'BAT-70AGM': 'A70-2610' };

/** What can be used for what, and what took the place of what. */
export const RELATIONS: readonly (readonly [string, 'substitute' | 'supersedes', string])[] = [
  ['OL-5W30-4', 'substitute', 'OL-5W40-4'],
  ['RBN-LQ730', 'supersedes', 'RBN-LQ630'],
  ['OF-B8L', 'substitute', 'OF-TGL'],
];
