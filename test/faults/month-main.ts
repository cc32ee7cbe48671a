// A month of a workshop through its public API, with kills and restarts: twenty technicians, three keepers, four hundred issues a day.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Child, startHeadOffice, startHub } from '../process/child.ts';
import { CLAIMS_OF_HEAD_OFFICE, checkHeadOffice } from './check-head-office.ts';
import { CLAIMS_OF_HOLDINGS, checkHoldings } from './check-holdings.ts';
import { CLAIMS_OF_LEDGER, checkLedger } from './check-ledger.ts';
import { CLAIMS_OF_WORK, checkAnswers } from './check-work.ts';
import { Claims } from './claims.ts';
import { Book, Door } from './client.ts';
import { readDeadStore } from './dead-store.ts';
import { ADMINISTRATOR, writeConfig } from './first-data.ts';
import { CLAIMS_OF_HISTORY, History } from './history.ts';
import { MonthDay } from './month-day.ts';
import { furnishMonth, type MonthData } from './month-people.ts';
import { Random } from './random.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [days, seed] = [Number(values.days), Number(values.seed)];
const CLAIM_OF_HUB = 'the hub started after every kill, met no bug of its own and gave no unexpected answer';
/** Answers between two kills, at least and at most. */
const KILL_AFTER = [600, 2_400] as const;

const folder = mkdtempSync(join(tmpdir(), 'workshop-hub-month-'));
const claims = new Claims();
const random = new Random(seed);
const door = new Door();
const book = new Book();
const history = new History();
const config = join(folder, 'hub.yaml');
const store = join(folder, 'data', 'hub.db');
let kills = 0;
let checked = 0;

async function startUp(): Promise<Child> {
  const hub = startHub({ HUB_CONFIG: config, HUB_ADMIN_PIN: ADMINISTRATOR.pin });
  const port = await hub.ready();
  door.open(`http://127.0.0.1:${port}`);
  return hub;
}

async function shutDown(hub: Child, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  door.shut();
  await hub.stop(signal);
  const bugs = hub.log().filter(({ level }) => level >= 50);
  claims.none(CLAIM_OF_HUB, bugs);
  readDeadStore(store, (reader) => {
    history.readOn(reader, claims);
    const answers = book.acknowledged.slice(checked);
    checked = book.acknowledged.length;
    checkAnswers(reader, history, answers, claims);
    checkLedger(reader, claims);
    checkHoldings(reader, claims);
  });
}

/** Kills the hub now and then, or stops it politely, until the month is over; returns the one that lives. */
async function mortality(isOver: () => boolean, first: Child): Promise<Child> {
  let hub = first;
  const choices = random.fork();
  while (!isOver()) {
    let left = choices.between(...KILL_AFTER);
    await new Promise<void>((resolve) => {
      book.onAcknowledged = () => {
        left -= 1;
        if (left <= 0 || isOver()) resolve();
      };
      const look = setInterval(() => {
        if (!isOver()) return;
        clearInterval(look);
        resolve();
      }, 200);
    });
    if (isOver()) break;
    await shutDown(hub, choices.chance(0.8) ? 'SIGKILL' : 'SIGTERM');
    kills += 1;
    hub = await startUp();
  }
  return hub;
}

/** Somebody who may look at everything asks; while the hub is down he waits. */
function asker(data: MonthData): (path: string) => Promise<unknown> {
  return (path) => (data.keepers[0] as MonthData['keepers'][number]).client.ask(path);
}

async function playMonth(data: MonthData, hub: Child): Promise<Child> {
  let isOver = false;
  const living = mortality(() => isOver, hub);
  const started = performance.now();
  for (let day = 1; day <= days; day += 1) {
    await new MonthDay(data, random.fork(), asker(data)).play();
    const seconds = Math.round((performance.now() - started) / 1000);
    if (day % 5 === 0)
      say(`  day ${day}: ${book.acknowledged.length} acknowledged, ${kills} kills and stops, ${seconds} s`);
  }
  isOver = true;
  return living;
}

async function main(): Promise<void> {
  say(`a month of ${days} days, seed ${seed} (again: node --expose-gc test/faults/month-main.ts --seed ${seed})`);
  for (const family of [CLAIMS_OF_HISTORY, CLAIMS_OF_LEDGER, CLAIMS_OF_HOLDINGS, CLAIMS_OF_HEAD_OFFICE]) {
    claims.expect(...Object.values(family));
  }
  claims.expect(CLAIMS_OF_WORK.there, CLAIMS_OF_WORK.refused, CLAIM_OF_HUB);
  const headOffice = startHeadOffice({ HEAD_OFFICE_PORT: '0', HEAD_OFFICE_DATA: join(folder, 'head-office') });
  const origin = `http://127.0.0.1:${await headOffice.ready()}`;
  writeConfig(config, folder, origin, null);
  try {
    const hub = await startUp();
    const data = await furnishMonth(door, book);
    const last = await playMonth(data, hub);
    await untilSent(await door.origin());
    await shutDown(last, 'SIGTERM');
    claims.none(CLAIM_OF_HUB, book.unexpected);
    const atHeadOffice = await checkHeadOffice(origin, history, claims);
    readDeadStore(store, (reader) => new History().readOn(reader, claims));
    const refused = book.acknowledged.filter(({ outcome }) => outcome === 'refused').length;
    say(
      `  ${book.acknowledged.length} operations acknowledged (${refused} refused by the rules, ${book.retried} sent again, ${book.alreadyCommitted} of them already done)`,
    );
    say(`  ${kills} kills and stops, ${history.seq} events here, ${atHeadOffice} at head office`);
  } finally {
    await headOffice.stop('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilSent(at: string): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { waiting } = (await (await fetch(`${at}/healthz`)).json()) as { waiting: number };
    if (waiting === 0) return;
    await rest(1_000);
  }
}

await main().catch((error: unknown) => claims.check('the month came to its end', false, () => String(error)));
say(['', ...claims.lines(), '', `${claims.passed} passed, ${claims.failed} failed`].join('\n'));
process.exit(claims.failed === 0 ? 0 : 1);
