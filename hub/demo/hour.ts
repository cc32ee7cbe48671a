import type { Actor, Role } from '../kernel/actor.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import type { DemoClock } from './demo-clock.ts';

/** Runs an operation as `who`, as the demo itself when left out; a repeat of the same id finds its answer and changes nothing. */
export type Run = (id: string, name: string, request: object, who?: Actor) => Promise<Record<string, unknown>>;

/** What the hour needs of the workshop: ids by the names that people use. */
export type HourFacts = {
  readonly warehouse: string;
  /** By staff number. */
  readonly people: ReadonlyMap<string, string>;
  /** By part number. */
  readonly parts: ReadonlyMap<string, string>;
  /** Open orders, by the plate of their car. */
  readonly orders: ReadonlyMap<string, string>;
  /** The line of a part on a return, both by id. */
  lineOf(slip: string, part: string): Promise<string>;
};

type Lines = readonly (readonly [part: string, quantity: number])[];
type Asked = {
  /** Minutes ago. */
  readonly ago: number;
  readonly receiver: string;
  /** Null: for his own kit. */
  readonly plate: string | null;
  readonly remark: string;
  readonly lines: Lines;
  readonly becomes: 'waiting' | 'issued' | 'signed' | 'rejected' | 'reversed';
};

const KEEPERS = { first: '2001', second: '2002' } as const;
/** Longer ago than this, what waits for a printer would be asked about before it is printed. */
export const HOUR_STARTS_MIN = 58;

/** What was asked for at the counter in the last hour. One has waited for its signature longer than the half hour that it may. */
const ASKED: readonly Asked[] = [
  {
    ...{ ago: 55, receiver: '1007', plate: '京AD1234', remark: '5 万公里保养', becomes: 'signed' },
    lines: [
      ['OF-B8L', 1],
      ['AF-B8L', 1],
      ['OL-5W40-4', 1],
      ['BPF-B8L', 1],
      ['CLP-B8L', 8],
    ],
  },
  {
    ...{ ago: 46, receiver: '1012', plate: null, remark: '', becomes: 'issued' },
    lines: [
      ['CT-200', 50],
      ['GLV-L', 1],
      ['FUS-15', 10],
    ],
  },
  {
    ...{ ago: 41, receiver: '1008', plate: '沪C6P77E', remark: '小保养', becomes: 'signed' },
    lines: [
      ['OF-ACC', 1],
      ['OL-0W20-4', 1],
      ['DPG-M12', 2],
      ['CF-ACC', 1],
    ],
  },
  {
    ...{ ago: 36, receiver: '1015', plate: '苏E50N88', remark: '先换线圈试试', becomes: 'rejected' },
    lines: [['IC-H6', 4]],
  },
  {
    ...{ ago: 30, receiver: '1021', plate: '京AF01234', remark: '右大灯', becomes: 'reversed' },
    lines: [['BLB-H4', 1]],
  },
  {
    ...{ ago: 26, receiver: '1021', plate: '京AF01234', remark: '右大灯', becomes: 'signed' },
    lines: [
      ['BLB-H7', 2],
      ['RLY-40', 1],
    ],
  },
  {
    ...{ ago: 19, receiver: '1012', plate: '京N9K201', remark: '', becomes: 'signed' },
    lines: [
      ['SB-COR', 2],
      ['BLT-M10-30', 4],
      ['GRS-LI', 0.25],
    ],
  },
  {
    ...{ ago: 8, receiver: '1024', plate: '浙A7Q3M2', remark: '', becomes: 'issued' },
    lines: [['CLP-LVD', 12]],
  },
  {
    ...{ ago: 3, receiver: '1015', plate: '苏E50N88', remark: '客户等着', becomes: 'waiting' },
    lines: [
      ['SP-H6', 4],
      ['IC-H6', 1],
    ],
  },
];

/** What went into the cars of it. */
const USED: readonly {
  readonly ago: number;
  readonly person: string;
  readonly plate: string;
  readonly lines: Lines;
}[] = [
  {
    ...{ ago: 24, person: '1007', plate: '京AD1234' },
    lines: [
      ['OF-B8L', 1],
      ['OL-5W40-4', 1],
      ['CLP-B8L', 6],
    ],
  },
  {
    ...{ ago: 17, person: '1021', plate: '京AF01234' },
    lines: [['BLB-H7', 1]],
  },
];

/** What was brought back of it: received by a keeper, or waiting for one. */
const RETURNED: readonly {
  readonly ago: number;
  readonly person: string;
  readonly remark: string;
  readonly line: {
    readonly part: string;
    readonly quantity: number;
    readonly condition: string;
    readonly problem: string;
  };
  readonly isReceived: boolean;
}[] = [
  {
    ...{ ago: 14, person: '1021', remark: '', isReceived: true },
    line: { part: 'RLY-40', quantity: 1, condition: 'good', problem: '' },
  },
  {
    ...{ ago: 2, person: '1008', remark: '滤芯型号不对', isReceived: false },
    line: { part: 'CF-ACC', quantity: 1, condition: 'damaged', problem: '边框开裂' },
  },
];

/**
 * Lives the hour before somebody first looks at the demo workshop, through the operations of everybody: slips in every state, what technicians hold,
 * returns. Each act has the time at which it happened, so that the queues show real minutes.
 */
export async function liveDemoHour(run: Run, clock: DemoClock, facts: HourFacts): Promise<void> {
  const acts = [
    ...ASKED.map((asked, index) => ({ ago: asked.ago, act: () => askFor(run, clock, facts, asked, index) })),
    ...USED.map((used) => ({ ago: used.ago, act: () => useUp(run, clock, facts, used) })),
    ...RETURNED.map((returned) => ({ ago: returned.ago, act: () => bringBack(run, clock, facts, returned) })),
  ].sort((one, other) => other.ago - one.ago);
  for (const { ago, act } of acts) {
    clock.turnBack(ago);
    await act();
  }
}

function as(facts: HourFacts, clock: DemoClock, number: string, role: Role): Actor {
  const person = idIn(facts.people, number);
  return { person, roles: [role], station: null, provedAt: clock.wall(), system: null };
}

function idIn(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The demo workshop has no ${name}.`);
  return id;
}

const linesOf = (facts: HourFacts, lines: Lines) =>
  lines.map(([part, quantity]) => ({ part: idIn(facts.parts, part), quantity: quantity * ONE_UNIT }));

async function askFor(run: Run, clock: DemoClock, facts: HourFacts, asked: Asked, index: number): Promise<void> {
  const { receiver, plate, remark, lines, becomes, ago } = asked;
  const technician = as(facts, clock, receiver, 'technician');
  const keeper = () => as(facts, clock, index % 2 === 0 ? KEEPERS.first : KEEPERS.second, 'keeper');
  const slip = `slip ${index + 1}`;
  const head = {
    ...{ warehouse: facts.warehouse, receiver: technician.person, remark, lines: linesOf(facts, lines) },
    ...(plate === null ? { purpose: 'kit', order: null } : { purpose: 'order', order: idIn(facts.orders, plate) }),
  };
  const { id: requisition } = await run(slip, 'requisitions.create', head, technician);
  await run(`${slip} submitted`, 'requisitions.submit', { requisition }, technician);
  if (becomes === 'waiting') return;
  clock.turnBack(ago - 1);
  if (becomes === 'rejected') {
    const reason = '库存留给别的车';
    await run(`${slip} rejected`, 'requisitions.reject', { requisition, reason }, keeper());
    return;
  }
  await run(`${slip} approved`, 'requisitions.approve', { requisition }, keeper());
  clock.turnBack(ago - 2);
  if (becomes === 'signed') {
    await run(`${slip} signed`, 'requisitions.sign', { requisition }, as(facts, clock, receiver, 'technician'));
  } else if (becomes === 'reversed') {
    await run(`${slip} reversed`, 'requisitions.reverse', { requisition, reason: '配件不对' }, keeper());
  }
}

async function useUp(run: Run, clock: DemoClock, facts: HourFacts, used: (typeof USED)[number]): Promise<void> {
  const technician = as(facts, clock, used.person, 'technician');
  const order = idIn(facts.orders, used.plate);
  const request = { person: technician.person, order, lines: linesOf(facts, used.lines) };
  await run(`used by ${used.person}`, 'holdings.use', request, technician);
}

async function bringBack(
  run: Run,
  clock: DemoClock,
  facts: HourFacts,
  { person, remark, line, isReceived }: (typeof RETURNED)[number],
): Promise<void> {
  const technician = as(facts, clock, person, 'technician');
  const name = `return of ${person}`;
  const start = { person: technician.person, warehouse: facts.warehouse, ticket: false };
  const { id } = await run(name, 'returns.start', start, technician);
  if (remark !== '') await run(`${name} head`, 'returns.set-head', { return: id, remark }, technician);
  const part = idIn(facts.parts, line.part);
  // What he holds besides stays on the list unchecked, and with him.
  const { quantity, condition, problem } = line;
  const checked = { return: id, line: await facts.lineOf(String(id), part), condition, problem };
  await run(`${name} line`, 'returns.set-line', { ...checked, quantity: quantity * ONE_UNIT }, technician);
  await run(`${name} submitted`, 'returns.submit', { return: id }, technician);
  if (!isReceived) return;
  await run(`${name} received`, 'returns.confirm', { return: id }, as(facts, clock, KEEPERS.first, 'keeper'));
}
