import { newId } from '../../hub/kernel/ids.ts';
import { insertLocation } from '../../hub/places/store.ts';
import { move } from '../../hub/stock/ledger.ts';
import type { Store, Tx } from '../../hub/store/open.ts';
import type { IssueShop } from './issue-shop.ts';
import { whole } from './numbers.ts';

/** Movements of one commit while a ledger is filled. */
const CHUNK = 6_000;
/** A slip has so many lines: all are issued, all but one are used on the order, and that one comes back. */
const LINES = 3;
const YEAR_MS = 365 * 86_400_000;
const YEARS = 10;

/** What a movement is besides its part, its way and its quantity. */
type Slip = { readonly id: string; readonly number: string; readonly at: number };

/** One requisition and what became of it: 2 × LINES movements. */
function slipWith(tx: Tx, { stock, people }: IssueShop, index: number, slip: Slip): void {
  const receiver = people[index % people.length] ?? '';
  const order = newId();
  insertLocation(tx, order, 'order', `WX-${slip.number.slice(3)}`);
  const lines = Array.from({ length: LINES }, (_, line) => stock[(index * LINES + line) % stock.length]);
  const common = {
    lot: '',
    quantity: 1000,
    reverses: null,
    evidence: { kind: 'scan', ref: null },
    at: slip.at,
  } as const;
  const issues = lines.flatMap((line) => {
    if (line === undefined) return [];
    const [id, document] = [newId(), { kind: 'requisition', id: slip.id, number: slip.number, line: newId() }];
    const way = { kind: 'issue', part: line.part, from: line.bin, to: receiver } as const;
    move(tx, { ...common, ...way, id, document, consumes: null, operationId: slip.id });
    return [{ ...line, id, document }];
  });
  for (const [line, { id, part, bin, document }] of issues.entries()) {
    const way = line === 0 ? ({ kind: 'return', to: bin } as const) : ({ kind: 'use', to: order } as const);
    move(tx, { ...common, ...way, id: newId(), part, from: receiver, document, consumes: id, operationId: slip.id });
  }
}

/**
 * Adds movements until the ledger has at least `movements`, spread over ten years, through the ledger's own door and with every trigger; only the
 * operations around them are left out.
 */
export async function fillLedger(store: Store, shop: IssueShop, movements: number): Promise<void> {
  const began = performance.now();
  const slips = Math.ceil((movements - shop.stock.length) / (2 * LINES));
  const first = Date.UTC(2016, 10, 22);
  for (let next = 0; next < slips; next += CHUNK / (2 * LINES)) {
    await store.write((tx) => {
      for (let index = next; index < Math.min(slips, next + CHUNK / (2 * LINES)); index += 1) {
        const at = first + Math.floor((index / slips) * YEARS * YEAR_MS);
        const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
        slipWith(tx, shop, index, { id: newId(), number: `LY-${day}-${String(index % 10_000).padStart(4, '0')}`, at });
      }
    });
  }
  const seconds = (performance.now() - began) / 1000;
  const rate = whole(movements / seconds);
  process.stderr.write(
    `ledger of ${whole(movements)} movements: filled in ${seconds.toFixed(1)} s, ${rate} a second\n`,
  );
}

/** Gives each of `people` employees one piece of `kinds` parts. */
export async function fillHoldings(store: Store, shop: IssueShop, people: number, kinds: number): Promise<void> {
  await store.write((tx) => {
    for (const [index, person] of shop.people.slice(0, people).entries()) {
      for (let kind = 0; kind < kinds; kind += 1) {
        const { part, bin } = shop.stock[(index + kind) % shop.stock.length] ?? { part: '', bin: '' };
        move(tx, {
          ...{ id: newId(), kind: 'issue', part, lot: '', from: bin, to: person, quantity: 1000, document: null },
          ...{ consumes: null, reverses: null, evidence: { kind: 'scan', ref: null }, operationId: newId(), at: 0 },
        });
      }
    }
  });
}
