import { ONE_UNIT } from '../kernel/quantity.ts';
import type { Slip } from './contract.ts';

const PARTS = [
  ['OF-B8L', '机油滤清器', '迈腾 B8L', '', '个', 1, 3_850, 'A3-07'],
  ['OL-5W30-4', '全合成机油 5W-30', '', '4 L', '桶', 1, 29_800, 'A1-02'],
  ['DPG-M14', '放油螺丝垫片', 'M14', '', '个', 2, 150, 'B2-11'],
] as const;

/** A made-up slip, for whoever chooses how slips look. */
export function sampleSlip(at: number): Slip {
  const someone = '00000000-0000-7000-8000-000000000000';
  return {
    id: someone,
    number: 'LY-20260101-0001',
    approval: 'APPROVED',
    signing: 'UNSIGNED',
    purpose: 'order',
    warehouse: { id: someone, name: '总仓' },
    receiver: { id: someone, number: '1007', name: '周建国', team: '机修一组', holdingKinds: 0 },
    order: {
      id: someone,
      number: 'WX-20260101-0001',
      plate: '京AD1234',
      newEnergy: false,
      vehicleModel: '迈腾 B8L',
      kind: '保养',
      bay: '2 号工位',
    },
    remark: '客户等着',
    lines: PARTS.map(([number, name, model, spec, unit, pieces, price, bin]) => ({
      id: someone,
      part: someone,
      number,
      name,
      model,
      spec,
      unit,
      decimals: 0,
      quantity: pieces * ONE_UNIT,
      asked: null,
      shortReason: null,
      issuable: 0,
      short: false,
      bin,
      evidence: 'scan',
      weighed: null,
      tracking: 'none',
      lots: [],
      price,
      fits: null,
    })),
    creator: '吴敏',
    approver: '吴敏',
    reason: null,
    createdAt: at,
    decidedAt: at,
    signer: null,
    signedAt: null,
    reversed: null,
    backOrderOf: null,
    escrow: false,
    version: 1,
  };
}
