import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isStaleBy } from '../../hub/kernel/topic.ts';
import { listsTopic, UNLISTED } from '../../hub/server/list-contract.ts';
import { feedHead } from '../../hub/store/changes.ts';
import { submitSlip } from '../browser/scene.ts';
import { eventually } from '../support/eventually.ts';
import { startWorkshop } from '../support/workshop.ts';

/** Every family of events that a room of the hub emits, also where the rest of the name is made. */
function emittedFamilies(): string[] {
  const found = readdirSync('hub', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('head-office'))
    .flatMap((file) => [...readFileSync(join('hub', file), 'utf8').matchAll(/\bemit\(\s*['`]([a-z-]+\.)/g)])
    .map((match) => match[1] ?? '');
  return [...new Set(found)].sort();
}

test('every family of events either makes lists stale, or is named as one that no list shows', () => {
  const families = emittedFamilies();
  expect(families).toContain('requisition.');
  expect(
    families.filter((family) => isStaleBy(listsTopic.staleOn, family) === UNLISTED.some((one) => one === family)),
  ).toEqual([]);
});

test('an open page hears of what lists show, and nothing of a scan', async () => {
  const workshop = await startWorkshop();
  const page = await workshop.page();
  const told = page.watch<{ seq: number }>('lists.changed', {});
  const before = await eventually(() => told().seq);
  await workshop.counters[0]?.gun.scan('NO-SUCH-CODE', 'C0');
  await workshop.hub.idle();
  expect(await workshop.hub.store.read((reader) => feedHead(reader).seq)).toBeGreaterThan(before);
  await page.ask('stations.list', {});
  expect(page.frames.filter(({ type }) => type === 'push')).toHaveLength(1);
  await submitSlip(workshop, [{ number: 'FUS-10', quantity: 1 }]);
  const head = await workshop.hub.store.read((reader) => feedHead(reader).seq);
  await eventually(() => expect(told().seq).toBe(head));
});
