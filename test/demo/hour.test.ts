import { expect, test } from 'vitest';
import { demoId } from '../../hub/demo/demo-id.ts';
import { type HourFacts, liveDemoHour, type Run } from '../../hub/demo/hour.ts';
import { systemActor } from '../../hub/kernel/actor.ts';
import { returnLines } from '../../hub/returns/store.ts';
import { holdingDiscrepancies } from '../../hub/stock/holding-store.ts';
import { findDiscrepancies } from '../../hub/stock/proof.ts';
import { openTestHub, type TestHub } from '../support/test-hub.ts';

const MINUTE_MS = 60_000;

type SlipRow = {
  number: string;
  approval: string;
  signing: string;
  reversed: number;
  at: number;
  decided: number | null;
};

const SLIPS = `select number, approval, signing, reversed_at is not null as reversed, created_at as at, decided_at as decided
  from requisition order by rowid`;

test('the demo workshop has slips in every state, of which one waits too long for its signature, and its books are true', async () => {
  const hub = await openTestHub({ hasWorked: true });
  const { slips, holders, returns, wrong } = await hub.store.read((reader) => ({
    slips: reader.all<SlipRow>(SLIPS),
    holders: reader.all<{ name: string }>(
      `select distinct p.name from balance b join person p on p.id = b.location_id where b.quantity > 0 order by p.number`,
    ),
    returns: reader.all<{ state: string }>('select state from return_slip order by rowid'),
    wrong: [...findDiscrepancies(reader), ...holdingDiscrepancies(reader)],
  }));
  expect(wrong).toEqual([]);
  const of = (approval: string) => slips.filter((slip) => slip.approval === approval);
  expect(of('SUBMITTED')).toHaveLength(1);
  expect(of('REJECTED')).toHaveLength(1);
  expect(slips.filter(({ reversed }) => reversed === 1)).toHaveLength(1);
  expect(of('APPROVED').filter(({ signing }) => signing === 'SIGNED').length).toBeGreaterThan(3);
  const now = hub.clock.wall();
  const unsigned = of('APPROVED').filter(({ signing, reversed }) => signing === 'UNSIGNED' && reversed === 0);
  const waits_min = unsigned.map(({ decided }) => (now - (decided ?? now)) / MINUTE_MS);
  expect(waits_min.filter((minutes) => minutes > 30)).toHaveLength(1);
  expect(waits_min.filter((minutes) => minutes <= 30)).toHaveLength(1);
  expect(holders.length).toBeGreaterThanOrEqual(3);
  expect(returns.map(({ state }) => state)).toEqual(['RECEIVED', 'SUBMITTED']);
  await hub.close();
});

test('nothing of it is so old that its paper would be asked about, or later than now; slips are in the order of their numbers', async () => {
  const hub = await openTestHub({ hasWorked: true });
  const slips = await hub.store.read((reader) => reader.all<SlipRow>(SLIPS));
  const now = hub.clock.wall();
  for (const { at, decided } of slips) {
    expect(now - at).toBeLessThan(60 * MINUTE_MS);
    expect(at).toBeLessThan(now);
    expect(decided ?? at).toBeGreaterThanOrEqual(at);
    expect(decided ?? now).toBeLessThanOrEqual(now);
  }
  expect(slips.map(({ number }) => number)).toEqual(slips.map(({ number }) => number).toSorted());
  expect(slips.map(({ at }) => at)).toEqual(slips.map(({ at }) => at).toSorted((one, other) => one - other));
  await hub.close();
});

/** Stops after so many acts, as a process that is killed does. */
class CutShort extends Error {}

async function factsOf(hub: TestHub): Promise<HourFacts> {
  return hub.store.read((reader) => {
    const ids = (sql: string) => new Map(reader.all<{ key: string; id: string }>(sql).map(({ key, id }) => [key, id]));
    return {
      warehouse: reader.one<{ id: string }>('select id from warehouse')?.id ?? '',
      people: ids('select number as key, id from person'),
      parts: ids('select number as key, id from part'),
      orders: ids('select v.plate as key, o.id from repair_order o join vehicle v on v.id = o.vehicle_id'),
      lineOf: (slip, part) =>
        hub.store.read((other) => returnLines(other, slip).find(({ part_id }) => part_id === part)?.id ?? ''),
    };
  });
}

test('an hour that was cut short goes on where it was and does nothing twice', async () => {
  const hub = await openTestHub();
  const facts = await factsOf(hub);
  const live = async (most: number) => {
    let acts = 0;
    const run: Run = async (id, name, request, actor) => {
      if (acts === most) throw new CutShort();
      acts += 1;
      const answer = await hub.executor.run({
        ...{ operationId: demoId(id), name, request, actor: actor ?? systemActor('demo') },
      });
      if (answer.outcome === 'refused') throw new Error(`${id}: ${answer.code}`);
      return answer.reply as Record<string, unknown>;
    };
    await liveDemoHour(run, hub.demoClock, facts);
    return acts;
  };
  for (const most of [1, 7, 20]) await expect(live(most)).rejects.toBeInstanceOf(CutShort);
  const acts = await live(Number.POSITIVE_INFINITY);
  const rows = await hub.store.read((reader) => ({
    slips: reader.all('select id from requisition').length,
    returns: reader.all('select id from return_slip').length,
    wrong: findDiscrepancies(reader),
  }));
  expect(acts).toBeGreaterThan(30);
  expect(rows).toEqual({ slips: 9, returns: 2, wrong: [] });
  await hub.close();
});
