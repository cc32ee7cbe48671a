import type { Slip } from '../../hub/requisitions/contract.ts';

const NAMES = [
  ['机油滤清器', '迈腾 B8L', ''],
  ['全合成机油 5W-30 (长效, 适用于涡轮增压直喷发动机)', '', '4 L'],
  ['卡扣', '', ''],
  ['前刹车片', '帕萨特 2019 款 / 迈腾 B8L / CC', '带感应线'],
] as const;

/** An approved requisition of so many lines, as a counter makes it. */
export function slipOf(lines: number, unitOf: (index: number) => string = () => '个'): Slip {
  return {
    id: 'x',
    number: 'LY-20261122-0035',
    approval: 'APPROVED',
    signing: 'UNSIGNED',
    purpose: 'order',
    warehouse: { id: 'w', name: '总仓' },
    receiver: { id: 'p', number: '1007', name: '周建国', team: '机修一组', holdingKinds: 0 },
    order: {
      id: 'o',
      number: 'WX-20261122-0018',
      plate: '京AD1234',
      newEnergy: false,
      vehicleModel: '迈腾 B8L',
      kind: '保养',
      bay: '2',
    },
    remark: '外三补货 ￥100',
    lines: Array.from({ length: lines }, (_, index) => {
      const [name, model, spec] = NAMES[index % NAMES.length] ?? NAMES[0];
      return {
        id: String(index),
        part: String(index),
        number: `692158880001${index % 10}`,
        name,
        model,
        spec,
        unit: unitOf(index),
        decimals: 0,
        quantity: 1000 * (index + 1),
        asked: null,
        shortReason: null,
        issuable: 0,
        short: false,
        bin: 'A3-07',
        evidence: 'scan',
        weighed: null,
        tracking: 'none',
        lots: [],
        price: 3_850,
        fits: null,
      };
    }),
    creator: '吴敏',
    approver: '吴敏',
    reason: null,
    createdAt: 0,
    decidedAt: Date.UTC(2026, 10, 22, 2, 42),
    signer: null,
    signedAt: null,
    reversed: null,
    backOrderOf: null,
    escrow: false,
    version: 1,
  };
}
