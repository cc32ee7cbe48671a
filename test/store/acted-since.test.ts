import { expect, test } from 'vitest';
import { type Actor, systemActor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { NO_HASH } from '../../hub/store/hash.ts';
import { actedSince, appendToLog, type LogEntry } from '../../hub/store/operation-log.ts';
import { openShop } from '../support/shop.ts';

const hand: Actor = { person: 'p1', roles: ['technician'], station: 'bay-2', provedAt: 0, system: null };

async function log() {
  const { store } = await openShop();
  const append = async (actor: Actor, outcome: LogEntry['outcome'] = 'accepted', times = 1) => {
    const head = { name: 'x.y', actor, request: '{}', outcome, reply: '{}', at: 0, monotonic_ms: 0 };
    const ids = Array.from({ length: times }, newId);
    await store.write((tx) => {
      for (const operationId of ids) appendToLog(tx, NO_HASH, { ...head, operationId });
    });
    return ids[0] ?? '';
  };
  const acted = (operation: string) => store.read((reader) => actedSince(reader, operation, 'bay-2'));
  return { append, acted };
}

test('only what a person did at the station, after the operation and accepted, is newer than it', async () => {
  const { append, acted } = await log();
  await append(hand);
  const then = await append({ ...systemActor('stations'), station: 'bay-2' });
  await append({ ...systemActor('stations'), station: 'bay-2' });
  await append({ ...hand, station: 'bay-3' });
  await append({ ...hand, station: null });
  await append(hand, 'refused');
  expect(await acted(then)).toBe(false);
  await append(hand);
  expect(await acted(then)).toBe(true);
});

test('after two thousand operations elsewhere nobody stands there any more; what is not in the log is over', async () => {
  const { append, acted } = await log();
  const then = await append(hand);
  await append({ ...hand, station: 'bay-3' }, 'accepted', 1999);
  expect(await acted(then)).toBe(false);
  await append({ ...hand, station: 'bay-3' });
  expect(await acted(then)).toBe(true);
  expect(await acted(newId())).toBe(true);
});
