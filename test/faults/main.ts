// `npm run faults`: kill -9 of the real hub at random moments under load, and an independent look into its store after every kill.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Child } from '../process/child.ts';
import { killBirths } from './births.ts';
import { Claims } from './claims.ts';
import { Random } from './random.ts';
import { Workshop } from './workshop.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

type Options = { readonly rounds: number; readonly seed: number; readonly births: number; readonly keep: boolean };

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '200' },
      births: { type: 'string', default: '12' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      keep: { type: 'boolean', default: false },
    },
  });
  const { rounds, births, seed, keep } = values;
  return { rounds: Number(rounds), seed: Number(seed), births: Number(births), keep };
}

/** When a round's hub dies. */
type Moment =
  | { readonly at: 'start'; readonly after_ms: number }
  | { readonly at: 'time'; readonly after_ms: number }
  /** The very moment at which that many more answers have come. */
  | { readonly at: 'answer'; readonly answers: number };

function drawMoment(random: Random): Moment {
  const draw = random.next();
  if (draw < 0.1) return { at: 'start', after_ms: random.between(50, 900) };
  if (draw < 0.6) return { at: 'time', after_ms: random.between(0, 1_500) };
  return { at: 'answer', answers: random.between(1, 150) };
}

async function waitFor(moment: Moment, workshop: Workshop): Promise<void> {
  if (moment.at !== 'answer') {
    await rest(moment.after_ms);
    return;
  }
  let left = moment.answers;
  const enough = new Promise<void>((resolve) => {
    workshop.book.onAcknowledged = () => {
      left -= 1;
      if (left <= 0) resolve();
    };
  });
  await Promise.race([enough, rest(3_000)]);
  workshop.book.onAcknowledged = () => {};
}

/** A head that stops taking bytes in the middle of a slip, so that the kill meets a job that is being sent. */
function stickHead(workshop: Workshop, random: Random): () => void {
  if (!random.chance(0.15)) return () => {};
  const { head } = random.pick(workshop.wire.counters);
  head.freezeAfter(random.between(20, 900));
  return () => {
    head.freezeAfter(Number.MAX_SAFE_INTEGER);
    head.frozen = false;
  };
}

async function round(workshop: Workshop, random: Random): Promise<void> {
  const moment = drawMoment(random);
  const hub = workshop.spawn();
  let mend = (): void => {};
  if (moment.at === 'start') {
    await Promise.race([waitFor(moment, workshop), hub.ready().catch(() => {})]);
  } else {
    await workshop.up(hub);
    mend = stickHead(workshop, random);
    await waitFor(moment, workshop);
  }
  await workshop.down(hub, 'SIGKILL');
  mend();
  workshop.check(moment.at !== 'start');
}

/** All rounds; returns the hub of the last start, which lives. */
async function killAgainAndAgain(workshop: Workshop, random: Random, rounds: number): Promise<Child> {
  const data = await workshop.furnish();
  const started = performance.now();
  for (let n = 0; n < rounds; n += 1) {
    if (n === 0) {
      const first = workshop.spawn();
      await workshop.up(first);
      await workshop.begin(data, random.fork());
      await rest(500);
      await workshop.down(first, 'SIGKILL');
      workshop.check(true);
    } else {
      await round(workshop, random);
    }
    if ((n + 1) % 20 === 0) {
      const seconds = Math.round((performance.now() - started) / 1000);
      say(
        `  round ${n + 1}: ${workshop.book.acknowledged.length} acknowledged, ${workshop.history.seq} events, ${seconds} s`,
      );
    }
  }
  const last = workshop.spawn();
  await workshop.up(last);
  return last;
}

function table(workshop: Workshop, rounds: number, seconds: number, atHeadOffice: number): string[] {
  const { book, history, paper, scans } = workshop;
  const refused = book.acknowledged.filter(({ outcome }) => outcome === 'refused').length;
  const documents = workshop.wire.paper.all().flatMap((piece) => piece.documents);
  const rows: [string, string | number][] = [
    ['kills (SIGKILL)', rounds],
    ['seconds', `${seconds} (${Math.round((seconds * 1000) / rounds)} ms per round)`],
    ['operations acknowledged to clients', book.acknowledged.length],
    ['  of these refused by the rules', refused],
    ['  sent again after a broken connection', book.retried],
    ['  of these already committed, same answer', book.alreadyCommitted],
    ['answered operations repeated on purpose', book.replayed],
    ['operations in the log', history.loggedAs.size],
    ['events in the feed', history.seq],
    ['events at head office', atHeadOffice],
    ['slips on paper', documents.length],
    ['  of these marked as copies', documents.filter(({ copy }) => copy > 0).length],
    ['jobs that were being sent at a kill', paper.interrupted],
    ['scans kept', scans.kept],
    ['scans kept but not read at a kill', scans.unread],
    ['store at the end', `${Math.round(statSync(workshop.store).size / 1_048_576)} MiB`],
  ];
  return rows.map(([what, value]) => `  ${what.padEnd(44)} ${value}`);
}

async function main(): Promise<void> {
  const { rounds, seed, births, keep } = readOptions();
  say(
    `kill -9 of the hub, ${rounds} rounds, seed ${seed} (again: npm run faults -- --seed ${seed} --rounds ${rounds})`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'workshop-hub-faults-'));
  const random = new Random(seed);
  const claims = new Claims();
  const started = performance.now();
  let workshop: Workshop | null = null;
  try {
    workshop = await Workshop.open(folder, claims);
    await killBirths(births, folder, random.fork(), claims);
    const last = await killAgainAndAgain(workshop, random.fork(), rounds);
    const atHeadOffice = await workshop.finish(last);
    const seconds = Math.round((performance.now() - started) / 1000);
    say(['', ...table(workshop, rounds, seconds, atHeadOffice), '', ...claims.lines()].join('\n'));
  } catch (error) {
    say(['', ...claims.lines(), String(error)].join('\n'));
    claims.check('the run came to its end', false, () => String(error));
  } finally {
    await workshop?.close();
    if (keep) say(`everything is kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
  say(`\n${claims.passed} passed, ${claims.failed} failed`);
  process.exitCode = claims.failed === 0 ? 0 : 1;
}

await main();
