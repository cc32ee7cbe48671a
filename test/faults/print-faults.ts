import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { newId } from '../../hub/kernel/ids.ts';
import { beginJob, finishJob } from '../../hub/printing/contract.ts';
import { foundBranch } from '../../hub/store/changes.ts';
import { openStore } from '../../hub/store/open.ts';
import type { Claims } from './claims.ts';
import { type Death, PrintLane } from './print-lane.ts';
import type { Random } from './random.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');
const PROFILES = ['epson-tm-t88', 'xprinter-80'] as const;

export const CLAIMS_OF_FAULTS = {
  second: 'no document comes out twice as an original, whatever breaks',
  lost: 'every document comes out, once a person has answered what nobody can know',
  unrecorded: 'nothing is on paper without a record of it',
  confirmed: 'what the head confirmed is on paper',
  others: 'a printer in trouble holds no other one up',
  settled: 'every job ends, and no question is asked twice',
  whole: 'what the head confirmed reads as it was written, line by line',
} as const;

const SETTLED: ReadonlySet<string> = new Set(['CONFIRMED', 'SENT', 'EXPIRED', 'UNCERTAIN']);

/** What breaks, and how it is mended; `death`: how the hub of this round dies. */
type Fault = {
  readonly name: string;
  readonly death?: (random: Random) => Death;
  readonly strike: (lane: PrintLane, random: Random) => Promise<void> | void;
};

/** Something that stays so until it is mended. */
const on =
  (condition: 'frozen' | 'paperOut' | 'coverOpen') =>
  ({ sick }: PrintLane): void => {
    sick[condition] = true;
  };
/** It takes a little, rests, and takes a little more. */
function readSlowly(lane: PrintLane): void {
  const turn = setInterval(() => {
    lane.sick.frozen = !lane.sick.conditions.frozen;
  }, 7);
  lane.onMend(() => clearInterval(turn));
}
const bytesOfASlip = (random: Random): number => random.between(1, 1_400);
const FAULTS: readonly Fault[] = [
  { name: 'none', strike: () => {} },
  { name: 'line breaks', strike: ({ sick }, random) => sick.hangUpAfter(bytesOfASlip(random)) },
  { name: 'head hangs', strike: ({ sick }, random) => sick.freezeAfter(bytesOfASlip(random)) },
  { name: 'half-open', strike: on('frozen') },
  { name: 'slow reader', strike: readSlowly },
  { name: 'paper ends', strike: ({ sick }, random) => sick.paperOutAfter(bytesOfASlip(random)) },
  { name: 'no paper', strike: on('paperOut') },
  { name: 'cover open', strike: on('coverOpen') },
  { name: 'power of the head', strike: ({ sick }, random) => sick.powerCutAfter(bytesOfASlip(random)) },
  { name: 'unplugged', strike: ({ sick }) => sick.powerCut() },
  { name: 'hub dies before begin', death: () => ({ name: beginJob.name, moment: 'before' }), strike: () => {} },
  { name: 'hub dies after begin', death: () => ({ name: beginJob.name, moment: 'after' }), strike: () => {} },
  { name: 'hub dies in the bytes', death: (random) => ({ bytes: bytesOfASlip(random) }), strike: () => {} },
  {
    name: 'hub dies before the end is kept',
    death: () => ({ name: finishJob.name, moment: 'before' }),
    strike: () => {},
  },
  {
    name: 'hub dies after the end was kept',
    death: () => ({ name: finishJob.name, moment: 'after' }),
    strike: () => {},
  },
];

export type PrintFaults = {
  readonly rounds: number;
  readonly struck: ReadonlyMap<string, number>;
  readonly asked: number;
};

/** So many faults, shared by `lanes` workshops beside each other. */
export async function printFaults(rounds: number, random: Random, claims: Claims, lanes = 8): Promise<PrintFaults> {
  claims.expect(...Object.values(CLAIMS_OF_FAULTS));
  const struck = new Map<string, number>();
  let left = rounds;
  let asked = 0;
  const folder = mkdtempSync(join(tmpdir(), 'print-faults-'));
  const work = async (index: number, choices: Random): Promise<void> => {
    const store = await openStore(join(folder, `${index}.db`), { migrations: MIGRATIONS, now: 0 });
    await store.write((tx) => foundBranch(tx, { branchId: newId(), epoch: randomUUID(), now: 0 }));
    const lane = new PrintLane(store, PROFILES[index % PROFILES.length] ?? PROFILES[0]);
    for (let round = 0; left > 0; round += 1) {
      left -= 1;
      const fault = choices.pick(FAULTS);
      struck.set(fault.name, (struck.get(fault.name) ?? 0) + 1);
      // Apart from the sum: the lanes take turns while this one waits.
      const questions = await strikeOnce(lane, `F${index}-${round}`, fault, choices, claims);
      asked += questions;
    }
    await lane.rest();
    await Promise.all([lane.sick.stop(), lane.well.stop()]);
    await store.close();
  };
  try {
    await Promise.all(Array.from({ length: lanes }, (_, index) => work(index, random.fork())));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { rounds, struck, asked };
}

async function strikeOnce(
  lane: PrintLane,
  number: string,
  fault: Fault,
  random: Random,
  claims: Claims,
): Promise<number> {
  await lane.rise(fault.death?.(random) ?? null);
  await fault.strike(lane, random);
  const other = `${number}W`;
  await lane.order(number, 'sick', random.between(1, 30));
  const calm = await lane.order(other, 'well', 3);
  // The hub of this round may be dead; then the next one prints for both.
  const isCalm = await lane.until(
    (jobs) => lane.isDead || jobs.some(({ id, state }) => id === calm && SETTLED.has(state)),
  );
  claims.check(CLAIMS_OF_FAULTS.others, isCalm, () => `${number}, ${fault.name}`);
  await lane.until((jobs) => lane.isDead || jobs.some((job) => job.number === number && SETTLED.has(job.state)), 60);
  if (lane.isDead) await lane.rise();
  await mend(lane);
  const answered = await settle(lane, number, fault, claims);
  const others = await settle(lane, other, fault, claims);
  await lane.rest();
  look(lane, [number, other], fault, claims);
  const found = lane.paper.all().flatMap(({ documents }) => documents);
  for (const job of await lane.jobs()) {
    const isHeadsWord = job.state === 'CONFIRMED' && !answered.has(job.id) && !others.has(job.id);
    if (!isHeadsWord || (job.number !== number && job.number !== other)) continue;
    const story = (): string => `${job.number} copy ${job.copy}, ${fault.name}`;
    claims.check(
      CLAIMS_OF_FAULTS.confirmed,
      found.some((document) => isOn(document, job)),
      story,
    );
    claims.check(CLAIMS_OF_FAULTS.whole, lane.isWhole(job.number, job.copy), story);
  }
  lane.paper.pieces.length = 0;
  return answered.size;
}

async function mend(lane: PrintLane): Promise<void> {
  const { sick } = lane;
  lane.mended();
  sick.hangUpAfter(Number.MAX_SAFE_INTEGER);
  await sick.start();
  sick.frozen = false;
  sick.paperOut = false;
  sick.coverOpen = false;
}

/** Until nothing of the document is under way; a person answers what nobody can know. Returns the jobs that were asked about. */
async function settle(lane: PrintLane, number: string, fault: Fault, claims: Claims): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (;;) {
    const ended = await lane.until((jobs) =>
      jobs.filter((job) => job.number === number).every(({ state }) => SETTLED.has(state)),
    );
    const jobs = (await lane.jobs()).filter((job) => job.number === number);
    const question = jobs.find(({ state }) => state === 'UNCERTAIN');
    const isAskedTwice = question !== undefined && seen.has(question.id);
    claims.check(
      CLAIMS_OF_FAULTS.settled,
      ended && !isAskedTwice,
      () => `${number}, ${fault.name}: ${JSON.stringify(jobs)}`,
    );
    if (question === undefined || !ended || isAskedTwice) return seen;
    seen.add(question.id);
    await quiet(lane);
    const isThere = lane.paper.all().some(({ documents }) => documents.some((document) => isOn(document, question)));
    await lane.answer(question.id, isThere);
  }
}

const isOn = (one: { number: string; copy: number }, other: { number: string; copy: number }): boolean =>
  one.number === other.number && one.copy === other.copy;

/** Nobody judges a slip while the head is still at it. */
async function quiet({ sick }: PrintLane): Promise<void> {
  for (let before = -1; before !== sick.receivedBytes; ) {
    before = sick.receivedBytes;
    await rest(8);
  }
}

function look(lane: PrintLane, numbers: readonly string[], fault: Fault, claims: Claims): void {
  const found = lane.paper.all().flatMap(({ documents }) => documents);
  for (const number of numbers) {
    const mine = found.filter((document) => document.number === number);
    claims.check(CLAIMS_OF_FAULTS.lost, mine.length >= 1, () => `${number}, ${fault.name}`);
  }
  // A piece that was left hanging is cut before a later slip: it is counted when it falls, as paper of its own document.
  for (const { number, copy } of lane.paper.pieces.flatMap(({ documents }) => documents)) {
    claims.check(CLAIMS_OF_FAULTS.unrecorded, lane.ordered.has(number), () => `${number}, ${fault.name}`);
    if (copy === 0) lane.originals.set(number, (lane.originals.get(number) ?? 0) + 1);
    const times = lane.originals.get(number) ?? 0;
    claims.check(
      CLAIMS_OF_FAULTS.second,
      times <= 1 && copy >= 0,
      () => `${number} copy ${copy}, ${times} times, ${fault.name}`,
    );
  }
}
