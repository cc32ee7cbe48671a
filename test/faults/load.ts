import { setTimeout as rest } from 'node:timers/promises';
import { answerJob } from '../../hub/printing/contract.ts';
import { createRequisition, setLineQuantity } from '../../hub/requisitions/contract.ts';
import {
  approveRequisition,
  cancelRequisition,
  confirmRequisition,
  rejectRequisition,
  reprintRequisition,
  submitRequisition,
  withdrawRequisition,
} from '../../hub/requisitions/decision-contract.ts';
import { takeMissedScan } from '../../hub/stations/contract.ts';
import type { Acknowledged, Book, Client, Door } from './client.ts';
import type { FirstData } from './first-data.ts';
import type { Random } from './random.ts';
import type { Screen } from './screen.ts';
import type { WiredCounter } from './wire.ts';

/** Every operation of this load, so that an answered one can be repeated. */
const CONTRACTS = [
  answerJob,
  approveRequisition,
  cancelRequisition,
  confirmRequisition,
  createRequisition,
  rejectRequisition,
  reprintRequisition,
  setLineQuantity,
  submitRequisition,
  withdrawRequisition,
];
const contractOf = new Map<string, (typeof CONTRACTS)[number]>(CONTRACTS.map((contract) => [contract.name, contract]));

/** Everybody works until the last round is over, and finishes what is under way. */
export type Shift = { isOver: boolean };

/** Slips that somebody submitted and left for any one keeper; two may reach for the same one. */
type Tray = string[];

type Work = {
  readonly client: Client;
  readonly data: FirstData;
  readonly random: Random;
  readonly tray: Tray;
  /** More slips wait for their paper than a counter would let pile up: until they are out, nothing new is issued. */
  readonly isPaperBehind: () => boolean;
};

export async function keeperShift(shift: Shift, work: Work): Promise<void> {
  let last: Acknowledged | null = null;
  while (!shift.isOver) {
    if (last !== null && work.random.chance(0.04)) await repeat(work.client, last);
    last = await oneSlip(work);
  }
}

/** How many pages ask at the same moment, so that their operations share one commit and one kill. */
const RUSH = 16;

/** A rush: many drafts at once, and all of them taken back. A kill in the middle leaves answers that nobody got. */
export async function rushShift(
  shift: Shift,
  { client, data, random }: Pick<Work, 'client' | 'data' | 'random'>,
): Promise<void> {
  while (!shift.isOver) {
    const drafts = await Promise.all(
      Array.from({ length: RUSH }, () =>
        client.do(createRequisition, {
          warehouse: data.warehouse,
          purpose: 'kit',
          receiver: null,
          order: null,
          remark: '',
          lines: [{ part: random.pick(data.parts).id, quantity: 1000 }],
        }),
      ),
    );
    const ids = drafts.map(({ body }) => (body as { id: string }).id);
    await Promise.all(ids.map((requisition) => client.do(cancelRequisition, { requisition })));
    await rest(random.between(20, 200));
  }
}

async function repeat(client: Client, earlier: Acknowledged): Promise<void> {
  const contract = contractOf.get(earlier.name);
  if (contract !== undefined) await client.replay(contract, earlier);
}

/** One slip from its first line to its end, by one of the ways that a counter knows. */
async function oneSlip(work: Work): Promise<Acknowledged> {
  const { client, data, random } = work;
  const parts = new Set(Array.from({ length: random.between(1, 3) }, () => random.pick(data.parts).id));
  const lines = [...parts].map((part) => ({ part, quantity: 1000 * random.between(1, 4) }));
  const created = await client.do(createRequisition, {
    warehouse: data.warehouse,
    purpose: 'kit',
    receiver: random.chance(0.95) ? random.pick(data.technicians).id : null,
    order: null,
    remark: random.chance(0.2) ? '加急' : '',
    lines,
  });
  if (created.outcome !== 'accepted') return created;
  const requisition = (created.body as { id: string }).id;
  const isBehind = work.isPaperBehind();
  if (!isBehind && random.chance(0.5)) return client.do(confirmRequisition, { requisition });
  const submitted = await client.do(submitRequisition, { requisition });
  if (submitted.outcome !== 'accepted') return submitted;
  return finish(work, requisition, isBehind ? random.between(35, 54) / 100 : random.next());
}

/** `way` in [0, 1) says how a submitted slip ends; from 0.35 to 0.55 without paper. */
async function finish({ client, random, tray }: Work, requisition: string, way: number): Promise<Acknowledged> {
  if (way < 0.35) return client.do(approveRequisition, { requisition });
  if (way < 0.45) {
    await client.do(withdrawRequisition, { requisition });
    return client.do(cancelRequisition, { requisition });
  }
  if (way < 0.55) {
    await client.signIn();
    return client.do(rejectRequisition, { requisition, reason: '没有领用人签字' });
  }
  if (way < 0.65) {
    await client.do(approveRequisition, { requisition });
    return client.do(reprintRequisition, { requisition, printer: 'counter-2-printer' });
  }
  // Left in the tray twice: whoever comes second is refused, and nothing of that may happen.
  tray.push(requisition, requisition);
  const found = tray.splice(random.between(0, tray.length - 1), 1)[0] ?? requisition;
  return client.do(approveRequisition, { requisition: found });
}

/** A technician and a keeper at the counter: badge, kit, parts, confirm, all by the scanner. */
export async function scannerShift(
  shift: Shift,
  door: Door,
  { counter, data, random, isPaperBehind }: Omit<Work, 'client' | 'tray'> & { readonly counter: WiredCounter },
): Promise<number> {
  let scans = 0;
  const scan = async (text: string) => {
    // Nobody scans at a dark screen for long; what is scanned while it dies is in the journal or it is not.
    await door.origin();
    await counter.gun.scan(text, 'C0');
    scans += 1;
    await rest(random.between(2, 25));
  };
  while (!shift.isOver) {
    await scan(random.pick(data.technicians).badge);
    await scan('WH-KIT');
    for (let n = random.between(1, 4); n > 0; n -= 1) await scan(random.pick(data.parts).barcode);
    if (random.chance(0.15)) await scan('WH-UNDO');
    if (random.chance(0.1)) await scan('NO-SUCH-CODE');
    await scan(random.chance(0.9) && !isPaperBehind() ? 'WH-CONFIRM' : 'WH-CANCEL');
  }
  return scans;
}

type Desk = {
  readonly client: Client;
  readonly book: Book;
  readonly screens: readonly Screen[];
  readonly random: Random;
};

/** Somebody looks at the paper of every job of which nobody knows what became of it, and at the scans that were missed. */
export async function deskShift(shift: Shift, desk: Desk): Promise<void> {
  const { screens, random } = desk;
  const decided = new Set<string>();
  const take = (ids: readonly string[]) => {
    const some = ids.filter((id) => !decided.has(id) && random.chance(0.5));
    for (const id of some) decided.add(id);
    return some;
  };
  while (!shift.isOver) {
    await rest(50);
    for (const job of take(screens.flatMap((screen) => screen.uncertain()))) await answerPaper(desk, job);
    for (const scan of take(screens.flatMap((screen) => screen.missed()))) await decideMissed(desk, scan);
  }
}

async function answerPaper({ client, book, random }: Desk, job: string): Promise<void> {
  const { outcome } = await client.do(answerJob, { job, printed: random.chance(0.5) });
  if (outcome !== 'accepted') book.unexpected.push(`job ${job} was uncertain on a screen, but not to the hub`);
}

async function decideMissed({ client, book, random }: Desk, scan: string): Promise<void> {
  const { outcome } = await client.do(takeMissedScan, { scan, act: random.chance(0.5) });
  if (outcome !== 'accepted') book.unexpected.push(`scan ${scan} was missed on a screen, but not to the hub`);
}
