import type { PickFacts } from '../../hub/bays/documents.ts';
import type { Slip } from '../../hub/requisitions/contract.ts';
import type { ReturnSlip } from '../../hub/returns/contract.ts';
import { slipOf } from './paper.ts';

const PARTS = [
  ['机油滤清器', '迈腾 B8L', '1.4T', '个', 'A3-07'],
  ['全合成机油 5W-30 (长效, 适用于涡轮增压直喷发动机)', '', '4 L', '桶', 'B1-02'],
  ['卡扣', '', '', '个', 'C2-11-4'],
  ['前刹车片', '帕萨特 2019 款 / 迈腾 B8L / CC', '带感应线', '套', 'A1-01'],
  ['防冻液', '', '-35 ℃', 'kg', 'D4-01'],
] as const;
const CONDITIONS = ['good', 'good', 'opened', 'damaged'] as const;
const RECEIVED_AT = Date.UTC(2026, 10, 22, 9, 31, 5);

function returnLine(index: number): ReturnSlip['lines'][number] {
  const [name, model, spec, unit, bin] = PARTS[index % PARTS.length] ?? PARTS[0];
  const condition = CONDITIONS[index % CONDITIONS.length] ?? 'good';
  return {
    ...{ id: `l${index}`, part: `p${index}`, number: `692158880${String(index).padStart(4, '0')}` },
    ...{ name, model, spec, unit, decimals: unit === 'kg' ? 3 : 0, condition },
    remainder: unit === 'kg' ? 1_250 : 1000 * (index + 1),
    quantity: unit === 'kg' ? 1_235 : 1000 * (index + 1),
    problem: index === 3 ? '感应线接头断裂, 装车前发现; 请供应商更换' : '',
    keptReason: index === 1 ? '明日上午继续' : '',
    evidence: 'scan',
    ...lotsOf(index),
    price: 3_850,
    bin: condition === 'damaged' ? 'QC' : bin,
  };
}

/** The third line is about a piece with a serial number. */
function lotsOf(index: number): Pick<ReturnSlip['lines'][number], 'tracking' | 'lots'> {
  if (index !== 2) return { tracking: 'none', lots: [] };
  return { tracking: 'serial', lots: [{ lot: 'A70-2610002', quantity: 1_000 }] };
}

/** A received return of so many lines. */
export function returnOf(lines: number): ReturnSlip {
  return {
    ...{ id: 'r', number: 'DH-20261122-0007', state: 'RECEIVED', team: '机修一组' },
    person: { id: 'p', number: '1007', name: '周建国' },
    warehouse: { id: 'w', name: '总仓' },
    ...{ handler: '周建国', approver: '吴敏', receiver: '吴敏', remark: '下班日清', reason: null },
    ...{ createdAt: RECEIVED_AT - 600_000, approvedAt: RECEIVED_AT, receivedAt: RECEIVED_AT },
    lines: Array.from({ length: lines }, (_, index) => returnLine(index)),
    version: 3,
  };
}

/** What a technician walks to the counter with: nobody has counted anything yet. */
export function broughtBack(lines: number): ReturnSlip {
  const { lines: all, ...slip } = returnOf(lines);
  return {
    ...{ ...slip, state: 'DRAFT', handler: null, approver: null, receiver: null, approvedAt: null, receivedAt: null },
    lines: all.map((line) => ({ ...line, quantity: null })),
  };
}

export function pickOf(lines: number): PickFacts {
  return {
    ...{ number: 'LY-20261122-0035', bay: '2 号工位', technician: '周建国', plate: '京AD1234' },
    ...{ remark: '车在举升机上, 先送刹车片', at: RECEIVED_AT },
    lines: Array.from({ length: lines }, (_, index) => {
      const [name, model, spec, unit, bin] = PARTS[index % PARTS.length] ?? PARTS[0];
      const quantity = unit === 'kg' ? 1_235 : 1000 * (index + 1);
      const number = `692158880${String(index).padStart(4, '0')}`;
      return {
        number,
        name,
        model,
        spec,
        unit,
        quantity,
        bin: index === 4 ? '' : bin,
        asked: index === 1 ? 6_000 : null,
        ...lotsOf(index),
      };
    }),
  };
}

export const BAG = { number: 'LY-20261122-0035', receiver: '周建国', plate: '京AD12345', bay: '2 号工位' } as const;

/** An issue that was undone before anybody had signed for it. */
export function reversedSlip(): Slip {
  const at = Date.UTC(2026, 10, 22, 3, 5);
  return { ...slipOf(3), reversed: { by: '吴敏', at, reason: '领错车' } };
}

/** A keeper issued less than was asked for, of one part nothing at all. */
export function shortSlip(): Slip {
  const slip = slipOf(4);
  const shorts: readonly ({ asked: number; quantity: number } | undefined)[] = [
    ...[undefined, { asked: 6_000, quantity: 2_000 }],
    { asked: 120_000, quantity: 0 },
  ];
  return {
    ...slip,
    lines: slip.lines.map((line, index) => {
      const short = shorts[index];
      return short === undefined ? line : { ...line, ...short, shortReason: '缺货' };
    }),
  };
}

export function signedSlip(): Slip {
  return { ...slipOf(3), signing: 'SIGNED', signer: '周建国', signedAt: Date.UTC(2026, 10, 22, 2, 55) };
}
