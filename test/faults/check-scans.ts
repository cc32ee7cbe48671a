import type { Reader } from '../../hub/store/open.ts';
import type { Claims } from './claims.ts';
import type { FeedRow } from './history.ts';
import type { Screen } from './screen.ts';

export const CLAIMS_OF_SCANS = {
  kept: 'every scan in the journal was announced once and read at most once',
  missed: 'a scan that was kept but not read at the kill is offered as missed, never read by itself',
  shown: 'every result that a screen showed stands in the journal as it was shown',
} as const;

type Row = { readonly scan_id: string; readonly state: string; readonly outcome: string; readonly code: string };

/** Follows every scan of the journal over every kill. */
export class ScanCheck {
  readonly #screens: readonly Screen[];
  readonly #kept = new Set<string>();
  readonly #read = new Set<string>();
  /** Kept and not read when the hub died last, and at any kill before. */
  #unread = new Set<string>();
  readonly #cutOff = new Set<string>();

  constructor(screens: readonly Screen[]) {
    this.#screens = screens;
  }

  get kept(): number {
    return this.#kept.size;
  }

  get unread(): number {
    return this.#cutOff.size;
  }

  afterKill(reader: Reader, events: readonly FeedRow[], wasReady: boolean, claims: Claims): void {
    for (const { kind, payload, operation_id } of events) {
      if (kind !== 'scan.kept' && kind !== 'scan.interpreted') continue;
      const { scan } = JSON.parse(payload) as { scan: string };
      // The scan's own operation reads it at once or never; later only a person's decision does.
      const late = kind === 'scan.interpreted' && this.#cutOff.has(scan) && operation_id === scan;
      claims.check(CLAIMS_OF_SCANS.missed, !late, () => `scan ${scan} was read by itself after the kill`);
      const done = kind === 'scan.kept' ? this.#kept : this.#read;
      const inOrder = kind === 'scan.kept' || this.#kept.has(scan);
      claims.check(CLAIMS_OF_SCANS.kept, !done.has(scan) && inOrder, () => `${kind} ${scan}`);
      done.add(scan);
    }
    const rows = reader.one<{ n: number }>('select count(*) as n from scan_journal')?.n ?? 0;
    claims.check(CLAIMS_OF_SCANS.kept, rows === this.#kept.size, () => `${rows} rows, ${this.#kept.size} events`);
    const unread = reader.all<Row>("select * from scan_journal where state = 'kept'").map(({ scan_id }) => scan_id);
    if (wasReady) {
      claims.none(
        CLAIMS_OF_SCANS.missed,
        unread.filter((scan) => this.#unread.has(scan)),
      );
      this.#unread = new Set();
    }
    for (const scan of unread) {
      this.#unread.add(scan);
      this.#cutOff.add(scan);
    }
    this.#checkScreens(reader, claims);
  }

  #checkScreens(reader: Reader, claims: Claims): void {
    for (const screen of this.#screens) {
      for (const [scan, shown] of screen.shown) {
        const row = reader.one<Row>('select scan_id, state, outcome, code from scan_journal where scan_id = ?', scan);
        const same = row?.state === 'interpreted' && row.outcome === shown.outcome && row.code === shown.code;
        claims.check(CLAIMS_OF_SCANS.shown, same, () => `scan ${scan}: shown ${shown.code}, kept ${row?.code}`);
      }
      for (const number of screen.issued) {
        const row = reader.one<{ approval: string }>('select approval from requisition where number = ?', number);
        claims.check(CLAIMS_OF_SCANS.shown, row?.approval === 'APPROVED', () => `${number}: ${row?.approval}`);
      }
      screen.shown.clear();
      screen.issued.clear();
    }
  }
}
