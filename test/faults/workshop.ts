import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { type Child, startHeadOffice, startHub } from '../process/child.ts';
import { CLAIMS_OF_HEAD_OFFICE, checkHeadOffice } from './check-head-office.ts';
import { CLAIMS_OF_LEDGER, checkLedger } from './check-ledger.ts';
import { CLAIMS_OF_PAPER, PaperCheck } from './check-paper.ts';
import { CLAIMS_OF_SCANS, ScanCheck } from './check-scans.ts';
import { CLAIMS_OF_WORK, checkNumbers, checkWork } from './check-work.ts';
import type { Claims } from './claims.ts';
import { Book, Client, Door } from './client.ts';
import { readDeadStore } from './dead-store.ts';
import { ADMINISTRATOR, type FirstData, makeFirstData, writeConfig } from './first-data.ts';
import { CLAIMS_OF_HISTORY, History } from './history.ts';
import { deskShift, keeperShift, rushShift, type Shift, scannerShift } from './load.ts';
import type { Random } from './random.ts';
import { Screen } from './screen.ts';
import { Wire } from './wire.ts';

export const CLAIMS_OF_HUB = {
  starts: 'the hub starts after every kill, within its time',
  bugs: 'the hub met no bug of its own and gave no unexpected answer',
  quiet: 'when nobody works any more, paper and head office catch up',
  sound: 'SQLite finds the store sound',
} as const;

const START_WITHIN_MS = 30_000;
const ERROR_LEVEL = 50;
const MOST_WAITING_FOR_PAPER = 15;
const QUIET_WITHIN_MS = 120_000;

/** A workshop whose hub is killed again and again: its devices, its people, head office, and what must stay true. */
export class Workshop {
  readonly book = new Book();
  readonly door = new Door();
  readonly history = new History();
  readonly screens: readonly Screen[];
  readonly wire: Wire;
  readonly paper: PaperCheck;
  readonly scans: ScanCheck;
  readonly shift: Shift = { isOver: false };
  readonly #folder: string;
  readonly #headOffice: Child;
  readonly #headOfficeOrigin: string;
  readonly #claims: Claims;
  #working: Promise<unknown>[] = [];
  #checked = 0;
  hub: Child | null = null;

  private constructor(folder: string, wire: Wire, headOffice: Child, port: number, claims: Claims) {
    this.#folder = folder;
    this.wire = wire;
    this.#headOffice = headOffice;
    this.#headOfficeOrigin = `http://127.0.0.1:${port}`;
    this.#claims = claims;
    this.screens = wire.counters.map(({ id }) => new Screen(id));
    this.paper = new PaperCheck(wire.paper);
    this.scans = new ScanCheck(this.screens);
    for (const family of [CLAIMS_OF_HUB, CLAIMS_OF_HISTORY, CLAIMS_OF_WORK, CLAIMS_OF_LEDGER]) {
      claims.expect(...Object.values(family));
    }
    for (const family of [CLAIMS_OF_PAPER, CLAIMS_OF_SCANS, CLAIMS_OF_HEAD_OFFICE]) {
      claims.expect(...Object.values(family));
    }
  }

  static async open(folder: string, claims: Claims): Promise<Workshop> {
    const wire = await Wire.lay(folder);
    const headOffice = startHeadOffice({ HEAD_OFFICE_PORT: '0', HEAD_OFFICE_DATA: join(folder, 'head-office') });
    const port = await headOffice.ready();
    return new Workshop(folder, wire, headOffice, port, claims);
  }

  get store(): string {
    return join(this.#folder, 'data', 'hub.db');
  }

  spawn(): Child {
    const config = join(this.#folder, 'hub.yaml');
    const hub = startHub({ HUB_CONFIG: config, HUB_ADMIN_PIN: ADMINISTRATOR.pin });
    this.hub = hub;
    return hub;
  }

  /** Resolves when the hub is ready and everybody knows its address. */
  async up(hub: Child): Promise<void> {
    const late = rest(START_WITHIN_MS, null, { ref: false });
    const port = await Promise.race([hub.ready(), late]).catch((error: unknown) => String(error));
    const isUp = typeof port === 'number';
    this.#claims.check(CLAIMS_OF_HUB.starts, isUp, () => `${port ?? `not ready in ${START_WITHIN_MS} ms`}`);
    if (!isUp) throw new Error(`The hub does not start any more: ${port}\n${hub.out}${hub.err}`);
    const origin = `http://127.0.0.1:${port}`;
    for (const screen of this.screens) screen.connect(origin);
    this.door.open(origin);
  }

  /** The first start without stations, the first data, and the configuration that all rounds have. */
  async furnish(): Promise<FirstData> {
    const config = join(this.#folder, 'hub.yaml');
    writeConfig(config, this.#folder, this.#headOfficeOrigin, null);
    const hub = this.spawn();
    await this.up(hub);
    const data = await makeFirstData(this.door, this.book);
    await this.down(hub, 'SIGTERM');
    writeConfig(config, this.#folder, this.#headOfficeOrigin, this.wire);
    return data;
  }

  /** Everybody begins to work; while the hub is down they wait, and ask again. */
  async begin(data: FirstData, random: Random): Promise<void> {
    const tray: string[] = [];
    const clients = data.keepers.map(({ badge, pin }, index) => {
      // Two keepers open the counters; the others sign in at a desk.
      const station = this.wire.counters[index]?.id ?? null;
      return new Client(this.door, this.book, { badge, pin, station });
    });
    for (const client of clients) await client.signIn();
    const [desk, , rush] = clients;
    if (desk === undefined || rush === undefined) throw new Error('Nobody works here.');
    const isPaperBehind = () => this.screens.some(({ waiting }) => waiting >= MOST_WAITING_FOR_PAPER);
    this.#working = [
      ...clients.map((client) => keeperShift(this.shift, { client, data, random: random.fork(), tray, isPaperBehind })),
      rushShift(this.shift, { client: rush, data, random: random.fork() }),
      ...this.wire.counters.map((counter) =>
        scannerShift(this.shift, this.door, { counter, data, random: random.fork(), isPaperBehind }),
      ),
      deskShift(this.shift, { client: desk, book: this.book, screens: this.screens, random: random.fork() }),
    ];
    // Whoever breaks is heard at the end; until then nobody else is disturbed.
    for (const work of this.#working) work.catch((error: unknown) => this.book.unexpected.push(String(error)));
  }

  async down(hub: Child, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.door.shut();
    const { code } = await hub.stop(signal);
    for (const screen of this.screens) screen.disconnect();
    this.door.shut();
    const bugs = hub.log().filter(({ level }) => level >= ERROR_LEVEL);
    this.#claims.none(CLAIMS_OF_HUB.bugs, bugs);
    return code;
  }

  /** Looks into the store of the hub that was just killed. */
  check(wasReady: boolean): void {
    const answers = this.book.acknowledged.slice(this.#checked);
    this.#checked = this.book.acknowledged.length;
    readDeadStore(this.store, (reader) => {
      const events = this.history.readOn(reader, this.#claims);
      checkWork(reader, this.history, answers, this.#claims);
      checkLedger(reader, this.#claims);
      this.paper.afterKill(reader, events, wasReady, this.#claims);
      this.scans.afterKill(reader, events, wasReady, this.#claims);
    });
    this.#claims.none(CLAIMS_OF_HUB.bugs, this.book.unexpected.splice(0));
  }

  /** Everybody finishes what is under way; paper and head office catch up; the hub stops politely. */
  async finish(hub: Child): Promise<number> {
    this.shift.isOver = true;
    await Promise.allSettled(this.#working);
    await this.#untilQuiet(await this.door.origin());
    const code = await this.down(hub, 'SIGTERM');
    this.#claims.check(CLAIMS_OF_HUB.starts, code === 0, () => `the polite stop ended with ${code}`);
    this.check(true);
    this.#checkEverythingAgain();
    return checkHeadOffice(this.#headOfficeOrigin, this.history, this.#claims);
  }

  /** Nothing waits for head office twice in a row, and no new event came between. */
  async #untilQuiet(origin: string): Promise<void> {
    const deadline = performance.now() + QUIET_WITHIN_MS;
    let before = -1;
    let isQuiet = false;
    while (!isQuiet && performance.now() < deadline) {
      const health = (await (await fetch(`${origin}/healthz`)).json()) as { seq: number; waiting: number };
      isQuiet = health.waiting === 0 && health.seq === before;
      before = health.seq;
      if (!isQuiet) await rest(1_500);
    }
    this.#claims.check(CLAIMS_OF_HUB.quiet, isQuiet, () => `still at work at seq ${before}`);
  }

  #checkEverythingAgain(): void {
    readDeadStore(this.store, (reader) => {
      checkWork(reader, this.history, this.book.acknowledged, this.#claims);
      checkNumbers(reader, this.book.acknowledged, this.#claims);
      this.paper.atTheEnd(reader, this.#claims);
      for (const pragma of ['integrity_check', 'foreign_key_check']) {
        const found = reader.all<Record<string, unknown>>(`pragma ${pragma}`);
        const isSound = found.every((row) => row.integrity_check === 'ok');
        this.#claims.check(CLAIMS_OF_HUB.sound, isSound, () => JSON.stringify(found.slice(0, 3)));
      }
      // From the first event again, so that nothing rests on what was remembered.
      new History().readOn(reader, this.#claims);
    });
  }

  async close(): Promise<void> {
    this.shift.isOver = true;
    this.door.shut();
    if (this.hub !== null && !this.hub.hasEnded) await this.hub.stop('SIGKILL');
    for (const screen of this.screens) screen.disconnect();
    await this.#headOffice.stop('SIGTERM');
    await this.wire.takeDown();
  }
}
