import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { understand } from '../../hub/head-office/kinds.ts';
import { ASIDE, kindWords, TROUBLES } from '../../hub/head-office/words.ts';
import { HISTORY_CODES, isLineCode } from '../../hub/sync/contract.ts';

/** Every kind that a room of the hub emits by name. */
function emittedKinds(): string[] {
  const kinds = readdirSync('hub', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('head-office'))
    .flatMap((file) => [...readFileSync(join('hub', file), 'utf8').matchAll(/\bemit\(\s*'([^']+)'/g)])
    .map((match) => match[1] ?? '');
  return [...new Set(kinds)].sort();
}

function asContent(kind: string) {
  return { operationId: 'op', kind, schemaVersion: 1, payload: {}, at: 1 };
}

test('head office understands every kind of event that the hub writes', () => {
  const kinds = emittedKinds();
  expect(kinds).toContain('requisition.approved');
  expect(kinds.filter((kind) => understand(asContent(kind)) !== null)).toEqual([]);
});

test('and has a word for it in both languages', () => {
  expect(emittedKinds().filter((kind) => /[a-z]/.test(kindWords(kind, 'zh').replace('PIN', '')))).toEqual([]);
});

test('a kind is known by its family, and a name of an object is no family', () => {
  expect(understand(asContent('stock.moved'))).toBeNull();
  expect(understand(asContent('robot.danced'))).toBe('event.unknown-kind');
  expect(understand(asContent('constructor.called'))).toBe('event.unknown-kind');
  expect(understand({ ...asContent('stock.moved'), schemaVersion: 2 })).toBe('event.newer-schema');
});

test('every reason and every trouble has its sentence', () => {
  expect(Object.keys(TROUBLES).sort()).toEqual([...HISTORY_CODES].sort());
  expect(Object.keys(ASIDE).sort()).toEqual(['event.bad-shape', 'event.newer-schema', 'event.unknown-kind']);
  expect(isLineCode('sync.fork')).toBe(true);
  expect(isLineCode('constructor')).toBe(false);
});
