import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { isRefusal } from '../../hub/kernel/refusal.ts';
import { DIFFERENCE_LOCATION } from '../../hub/places/store.ts';
import { holdingDiscrepancies, holdingsForOrder, holdingsOf, openSources } from '../../hub/stock/holding-store.ts';
import { move, moveFromHolder } from '../../hub/stock/ledger.ts';
import { employeeAccount, findDiscrepancies } from '../../hub/stock/proof.ts';
import { consume, issuable, type MovementKind, namedQuantity, pickFrom, promisedLast } from '../../hub/stock/rules.ts';
import { binBalances, findMovement, issuableNow, type NewMovement } from '../../hub/stock/store.ts';
import type { Store, Tx } from '../../hub/store/open.ts';
import { keeperActor, openShop, type Shop } from '../support/shop.ts';

const SCRAP = '00000000-0000-7000-8000-000000000003';

function movement(part: string, kind: MovementKind, from: string, to: string, quantity: number): NewMovement {
  return {
    id: newId(),
    kind,
    part,
    lot: '',
    from,
    to,
    quantity,
    document: null,
    consumes: null,
    reverses: null,
    evidence: { kind: 'manual', ref: null },
    operationId: newId(),
    at: 0,
  };
}

type Step = { readonly kind: MovementKind | 'undo'; readonly who: 0 | 1; readonly quantity: number };

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>('opening', 'issue', 'return', 'use', 'transfer', 'scrap', 'count', 'undo'),
    who: fc.constantFrom<0 | 1>(0, 1),
    quantity: fc.integer({ min: 1, max: 6000 }),
  }),
  { maxLength: 40 },
);

/** A model of the ledger that knows nothing of SQL: plain sums, refusing what would go below zero in a bin or a hand. */
class Model {
  readonly balances = new Map<string, number>();
  readonly done: NewMovement[] = [];
  readonly #guarded: ReadonlySet<string>;
  constructor(guarded: readonly string[]) {
    this.#guarded = new Set(guarded);
  }
  at(location: string): number {
    return this.balances.get(location) ?? 0;
  }
  accepts({ from, quantity }: NewMovement): boolean {
    return !this.#guarded.has(from) || this.at(from) >= quantity;
  }
  take(moved: NewMovement): void {
    this.balances.set(moved.from, this.at(moved.from) - moved.quantity);
    this.balances.set(moved.to, this.at(moved.to) + moved.quantity);
    this.done.push(moved);
  }
}

function proposal(step: Step, shop: Shop, part: string, model: Model): NewMovement | null {
  const hand = step.who === 0 ? shop.people.zhou : shop.people.li;
  const other = step.who === 0 ? shop.people.li : shop.people.zhou;
  switch (step.kind) {
    case 'opening':
      return movement(part, 'opening', DIFFERENCE_LOCATION, shop.bin, step.quantity);
    case 'issue':
      return movement(part, 'issue', shop.bin, hand, step.quantity);
    case 'return':
      return movement(part, 'return', hand, shop.bin, step.quantity);
    case 'use':
      return movement(part, 'use', hand, shop.order.id, step.quantity);
    case 'transfer':
      return movement(part, 'transfer', hand, other, step.quantity);
    case 'scrap':
      return movement(part, 'scrap', hand, SCRAP, step.quantity);
    case 'count':
      return movement(
        part,
        'count',
        step.who === 0 ? DIFFERENCE_LOCATION : shop.bin,
        step.who === 0 ? shop.bin : DIFFERENCE_LOCATION,
        step.quantity,
      );
    case 'undo': {
      const undone = new Set(model.done.map((moved) => moved.reverses));
      const last = model.done.filter((moved) => moved.reverses === null && !undone.has(moved.id)).at(-1);
      if (last === undefined) return null;
      return { ...movement(part, 'reversal', last.to, last.from, last.quantity), reverses: last.id };
    }
    default:
      return null;
  }
}

/** Out of a hand goes what it was given; anything else goes as one movement. Answers with what moved, null: nothing did. */
async function tryMove(shop: Shop, moved: NewMovement): Promise<readonly NewMovement[] | null> {
  const hands: readonly string[] = [shop.people.zhou, shop.people.li];
  if (moved.reverses === null && hands.includes(moved.from)) return moveOutOfHand(shop.store, moved);
  try {
    await shop.store.write((tx) => move(tx, moved));
    return [moved];
  } catch (error) {
    expect(error).toMatchObject({ code: 'SQLITE_CONSTRAINT_CHECK' });
    return null;
  }
}

function moveOutOfHand(store: Store, moved: NewMovement): Promise<readonly NewMovement[] | null> {
  return store.write((tx) => {
    const ids = moveFromHolder(tx, newId, { ...moved, order: null });
    if (isRefusal(ids)) return null;
    return ids.map((id) => ({ ...moved, id, quantity: findMovement(tx, id)?.quantity ?? 0 }));
  });
}

test('nothing appears or vanishes, balances are the sums, nothing that is guarded goes below zero', async () => {
  const shop = await openShop();
  const { store, people } = shop;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      run += 1;
      const part = await shop.addPart(`P-${run}`, 0);
      const model = new Model([shop.bin, people.zhou, people.li]);
      for (const step of list) {
        const proposed = proposal(step, shop, part, model);
        if (proposed === null) continue;
        const moved = await tryMove(shop, proposed);
        expect(moved !== null).toBe(model.accepts(proposed));
        for (const one of moved ?? []) model.take(one);
      }
      await store.read((reader) => {
        expect(findDiscrepancies(reader)).toEqual([]);
        expect(holdingDiscrepancies(reader)).toEqual([]);
        const rows = reader.all<{ location_id: string; quantity: number }>(
          'select location_id, quantity from balance where part_id = ?',
          part,
        );
        expect(rows.reduce((sum, row) => sum + row.quantity, 0)).toBe(0);
        for (const row of rows) expect(row.quantity).toBe(model.at(row.location_id));
        for (const hand of [people.zhou, people.li]) {
          const account = employeeAccount(reader, hand, part);
          expect(account.issued).toBe(account.used + account.returned + account.other + account.held);
          expect(account.held).toBe(model.at(hand));
        }
      });
    }),
    { numRuns: 40 },
  );
});

test('a reversal restores every balance and can be made only once', async () => {
  const shop = await openShop();
  const part = await shop.addPart('P', 5000);
  const issue = movement(part, 'issue', shop.bin, shop.people.zhou, 2000);
  await shop.store.write((tx) => move(tx, issue));
  const undo = { ...movement(part, 'reversal', issue.to, issue.from, issue.quantity), reverses: issue.id };
  await shop.store.write((tx) => move(tx, undo));
  const balance = (tx: Tx) =>
    tx.one('select quantity from balance where location_id = ? and part_id = ?', shop.bin, part);
  expect(await shop.store.write(balance)).toEqual({ quantity: 5000 });
  const again = shop.store.write((tx) => move(tx, { ...undo, id: newId() }));
  await expect(again).rejects.toThrow(/UNIQUE/);
});

test.each([
  ['another quantity', { quantity: 1999 }],
  ['another way', { to: SCRAP }],
])('a reversal of %s is refused by the schema', async (_what, change) => {
  const shop = await openShop();
  const part = await shop.addPart('P', 5000);
  const issue = movement(part, 'issue', shop.bin, shop.people.zhou, 2000);
  await shop.store.write((tx) => move(tx, issue));
  const undo = { ...movement(part, 'reversal', issue.to, issue.from, issue.quantity), reverses: issue.id, ...change };
  await expect(shop.store.write((tx) => move(tx, undo))).rejects.toThrow(/exact opposite/);
});

test('a movement is final', async () => {
  const shop = await openShop();
  await shop.addPart('P', 5000);
  await expect(shop.store.write((tx) => tx.run('update movement set quantity = 1'))).rejects.toThrow(/final/);
  await expect(shop.store.write((tx) => tx.run('delete from movement'))).rejects.toThrow(/final/);
});

test('a part cannot be used from a shelf, nor issued to a scrap heap', async () => {
  const shop = await openShop();
  const part = await shop.addPart('P', 5000);
  const fromShelf = movement(part, 'use', shop.bin, shop.order.id, 1000);
  await expect(shop.store.write((tx) => move(tx, fromShelf))).rejects.toThrow(/use cannot go from bin to order/);
  const toScrap = movement(part, 'issue', shop.bin, SCRAP, 1000);
  await expect(shop.store.write((tx) => move(tx, toScrap))).rejects.toThrow(/issue cannot go/);
});

test('replaying an operation moves nothing twice', async () => {
  const shop = await openShop();
  const part = await shop.addPart('P', 0);
  const request = {
    operationId: newId(),
    name: 'stock.open-balance',
    request: { part, bin: shop.bin, quantity: 3000, remark: '' },
    actor: { person: null, roles: [], station: null, provedAt: null, system: 'test' },
  };
  for (const _ of [1, 2, 3]) await shop.executor.run(request);
  const rows = await shop.store.read((reader) =>
    reader.all('select quantity from balance where location_id = ?', shop.bin),
  );
  expect(rows).toEqual([{ quantity: 3000 }]);
});

test('a movement whose goods have gone on cannot be reversed, and says how many are left', async () => {
  const shop = await openShop();
  const part = await shop.addPart('P', 5000);
  const issue = movement(part, 'issue', shop.bin, shop.people.zhou, 2000);
  await shop.store.write((tx) => {
    move(tx, issue);
    const use = movement(part, 'use', shop.people.zhou, shop.order.id, 500);
    move(tx, { ...use, consumes: issue.id });
    // What he was given later is no part of it.
    move(tx, movement(part, 'issue', shop.bin, shop.people.zhou, 1000));
  });
  const answer = await shop.run('stock.reverse', { movement: issue.id, reason: '错发' });
  expect(answer).toMatchObject({ outcome: 'refused', code: 'stock.short', facts: { wanted: 2000, issuable: 1500 } });
});

test('what is picked from the bins is exactly what was wanted, or nothing', () => {
  const bins = fc.array(fc.integer({ min: -500, max: 5000 }), { maxLength: 8 });
  fc.assert(
    fc.property(bins, fc.integer({ min: 1, max: 12_000 }), (quantities, wanted) => {
      const balances = quantities.map((quantity, index) => ({ bin: `b${index}`, lot: '', quantity }));
      const there = quantities.reduce((sum, quantity) => sum + Math.max(0, quantity), 0);
      const picks = pickFrom(balances, wanted);
      if ('refused' in picks) {
        expect(there).toBeLessThan(wanted);
        expect(picks.facts).toMatchObject({ wanted, issuable: there });
        return;
      }
      expect(picks.reduce((sum, pick) => sum + pick.quantity, 0)).toBe(wanted);
      for (const pick of picks) {
        expect(pick.quantity).toBeGreaterThan(0);
        expect(pick.quantity).toBeLessThanOrEqual(balances.find(({ bin }) => bin === pick.bin)?.quantity ?? 0);
      }
    }),
  );
});

test('what is named is taken from its own lots, all of it, and the rest from whatever there is', () => {
  const lots = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 5 });
  const names = fc.array(fc.record({ at: fc.nat({ max: 4 }), quantity: fc.integer({ min: 1, max: 3000 }) }), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(lots, names, fc.nat({ max: 4000 }), (quantities, wantedLots, more) => {
      const balances = quantities.map((quantity, index) => ({ bin: `b${index}`, lot: `L${index}`, quantity }));
      const named = wantedLots.map(({ at, quantity }) => ({ lot: `L${at % quantities.length}`, quantity }));
      const wanted = namedQuantity(named) + more;
      const picks = pickFrom(balances, wanted, named);
      const ofLot = (all: readonly { lot: string; quantity: number }[], lot: string) =>
        namedQuantity(all.filter((one) => one.lot === lot));
      const isThere = balances.every(({ lot, quantity }) => ofLot(named, lot) <= quantity);
      if ('refused' in picks) {
        expect(isThere && namedQuantity(balances) >= wanted).toBe(false);
        return;
      }
      expect(namedQuantity(picks)).toBe(wanted);
      for (const { lot, quantity } of balances) {
        expect(ofLot(picks, lot)).toBeGreaterThanOrEqual(ofLot(named, lot));
        expect(ofLot(picks, lot)).toBeLessThanOrEqual(quantity);
      }
    }),
  );
});

test('what is promised by its lot is taken last, and nothing of it is lost: as much as is free needs nothing of it', () => {
  const quantities = fc.array(fc.record({ lot: fc.nat({ max: 2 }), quantity: fc.integer({ min: 1, max: 3000 }) }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(quantities, quantities, (there, named) => {
      const balances = there.map(({ lot, quantity }, index) => ({ bin: `b${index}`, lot: `L${lot}`, quantity }));
      const promised = named.map(({ lot, quantity }) => ({ lot: `L${lot}`, quantity }));
      const ofLot = (all: readonly { lot: string; quantity: number }[], lot: string) =>
        namedQuantity(all.filter((one) => one.lot === lot));
      const sources = promisedLast(balances, promised);
      const lots = ['L0', 'L1', 'L2'];
      const free = lots.map((lot) => Math.max(0, ofLot(balances, lot) - ofLot(promised, lot)));
      const sum = free.reduce((all, quantity) => all + quantity, 0);
      for (const lot of lots) expect(ofLot(sources, lot)).toBe(ofLot(balances, lot));
      const picks = sum === 0 ? [] : pickFrom(sources, sum);
      if ('refused' in picks) throw new Error('refused');
      expect(lots.map((lot) => ofLot(picks, lot))).toEqual(free);
      // In the order in which they were given.
      expect(picks.map(({ bin }) => bin)).toEqual(picks.map(({ bin }) => bin).toSorted());
    }),
  );
});

test('what may be promised is never below zero', () => {
  expect(issuable(3000, 1000)).toBe(2000);
  expect(issuable(1000, 3000)).toBe(0);
});

test('what leaves an employee names what it consumes, and no more than is left of it', async () => {
  const shop = await openShop();
  const part = await shop.addPart('P', 5000);
  const issue = movement(part, 'issue', shop.bin, shop.people.zhou, 2000);
  await shop.store.write((tx) => move(tx, issue));
  const use = movement(part, 'use', shop.people.zhou, shop.order.id, 1000);
  const tried = (moved: NewMovement) => shop.store.write((tx) => move(tx, moved));
  await expect(tried(use)).rejects.toThrow(/names the movement/);
  await expect(tried({ ...use, consumes: issue.id, quantity: 2001 })).rejects.toThrow(
    /consumes what the employee holds/,
  );
  await expect(tried({ ...use, consumes: issue.id, from: shop.people.li })).rejects.toThrow(/consumes what/);
  await tried({ ...use, consumes: issue.id });
  expect(await shop.store.read((reader) => openSources(reader, shop.people.zhou, part))).toEqual([
    { movement: issue.id, lot: '', order: null, remaining: 1000 },
  ]);
});

test('of an order its own parts are used first, then the oldest; what he does not hold is refused with what he has', () => {
  const sources = [
    { movement: 'old', lot: '', order: null, remaining: 1000 },
    { movement: 'other', lot: '', order: 'wx-2', remaining: 1000 },
    { movement: 'own', lot: 'L', order: 'wx-1', remaining: 2000 },
  ];
  expect(consume(sources, 2500, 'wx-1')).toEqual([
    { movement: 'own', lot: 'L', quantity: 2000 },
    { movement: 'old', lot: '', quantity: 500 },
  ]);
  expect(consume(sources, 1500, null)).toEqual([
    { movement: 'old', lot: '', quantity: 1000 },
    { movement: 'other', lot: '', quantity: 500 },
  ]);
  expect(consume(sources, 4001, 'wx-1')).toMatchObject({
    refused: 'holdings.short',
    facts: { wanted: 4001, held: 4000 },
  });
});

test('a hand-over takes the order of its parts along', async () => {
  const shop = await openShop();
  const part = await shop.addPart('P', 5000);
  const slip = await shop.done<{ id: string }>('requisitions.create', {
    ...{ warehouse: shop.warehouse, purpose: 'order', receiver: shop.people.zhou, order: shop.order.id, remark: '' },
    lines: [{ part, quantity: 3000 }],
  });
  await shop.done('requisitions.confirm', { requisition: slip.id }, keeperActor(shop.people.wu));
  const transfer = movement(part, 'transfer', shop.people.zhou, shop.people.li, 2000);
  await shop.store.write((tx) => moveFromHolder(tx, newId, { ...transfer, order: null }));
  await shop.store.read((reader) => {
    expect(holdingsForOrder(reader, shop.people.li, shop.order.id)).toMatchObject([{ part, quantity: 2000 }]);
    expect(holdingsOf(reader, shop.people.zhou)).toMatchObject([{ part, quantity: 1000 }]);
    expect(holdingDiscrepancies(reader)).toEqual([]);
  });
});

test('what lies in quarantine is promised to nobody', async () => {
  const shop = await openShop();
  const part = await shop.addPart('P', 1000);
  const { id: bin } = await shop.done<{ id: string }>('places.add-bin', {
    ...{ warehouse: shop.warehouse, code: '待检', kind: 'quarantine' },
  });
  await shop.done('stock.open-balance', { part, bin, quantity: 4000, remark: '' });
  await shop.store.read((reader) => {
    expect(issuableNow(reader, shop.warehouse, part, '')).toBe(1000);
    expect(binBalances(reader, shop.warehouse, part).map(({ bin: from }) => from)).toEqual([shop.bin]);
  });
});
