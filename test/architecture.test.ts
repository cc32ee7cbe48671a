import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { type Import, importsOf, type Source, violationsIn } from './support/architecture-rules.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['hub', 'devices', 'kiosk', 'migrations'];
/** What lies in these folders and is no source: pages' assets, samples, guides. */
const NOT_SOURCE = /\.(md|html|css|json|svg|woff2|png|sql)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'dist' || entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const files = FOLDERS.flatMap((folder) => filesBelow(join(ROOT, folder))).map((path) => relative(ROOT, path));
const sources: Source[] = files
  .filter((path) => /\.(ts|mjs|js)$/.test(path))
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, imports: importsOf(path, text), lines: text.split('\n').length };
  });

test('the house stands as it is drawn', () => {
  expect(violationsIn(sources)).toEqual([]);
});

test('every file was seen: it is a source that was checked, or none at all', () => {
  const seen = new Set(sources.map(({ path }) => path));
  expect(files.filter((path) => !seen.has(path) && !NOT_SOURCE.test(path))).toEqual([]);
  expect(sources.length).toBeGreaterThan(150);
  const linked = sources.filter(({ imports }) => imports.length > 0);
  expect(linked.length).toBeGreaterThan(sources.length * 0.7);
});

test('every import is found, however it is written', () => {
  const text = [
    "import { a } from './a.ts';",
    "import type { B } from './b.ts';",
    "import {\n  type C,\n  type D,\n} from './c.ts';",
    "import e, { type F } from './e.ts';",
    "export { g } from './g.ts';",
    "export type { H } from './h.ts';",
    "import './i.ts';",
    "const j = await import('./j.ts');",
    "const k = require('knex/lib/x.js');",
    "import * as l from '../other/l.ts';",
  ].join('\n');
  const found = importsOf('hub/room/x.ts', text).map(({ target, typeOnly }) => [target, typeOnly]);
  expect(found).toEqual([
    ['hub/room/a.ts', false],
    ['hub/room/b.ts', true],
    ['hub/room/c.ts', true],
    ['hub/room/e.ts', false],
    ['hub/room/g.ts', false],
    ['hub/room/h.ts', true],
    ['hub/room/i.ts', false],
    ['hub/room/j.ts', false],
    ['npm:knex', false],
    ['hub/other/l.ts', false],
  ]);
});

function planted(path: string, target: string, typeOnly = false): Source {
  const one: Import = { target, typeOnly };
  return { path, imports: [one], lines: 10 };
}

test.each<[string, Source]>([
  ['a device knows the hub', planted('devices/scanners/x.ts', 'hub/kernel/ids.ts', true)],
  ['a room imports a later room', planted('hub/parts/operations.ts', 'hub/requisitions/store.ts')],
  ['a room imports a later room for a type', planted('hub/stock/store.ts', 'hub/orders/store.ts', true)],
  ['the kernel imports a room', planted('hub/kernel/x.ts', 'hub/store/open.ts')],
  ['a room that is none', planted('hub/gadgets/x.ts', 'hub/kernel/ids.ts')],
  ['rules do I/O', planted('hub/stock/rules.ts', 'npm:node:fs')],
  ['rules read a store', planted('hub/stock/rules.ts', 'hub/stock/store.ts')],
  ['a contract holds more than shapes', planted('hub/stock/contract.ts', 'hub/stock/store.ts', true)],
  ['a store decides', planted('hub/stock/store.ts', 'hub/stock/operations.ts')],
  ['a store reaches into another room', planted('hub/stock/store.ts', 'hub/parts/store.ts')],
  ['documents read the store', planted('hub/requisitions/documents.ts', 'hub/requisitions/store.ts')],
  ['a room that has no devices touches one', planted('hub/parts/operations.ts', 'devices/device.ts', true)],
  ['somebody else knows the driver', planted('hub/parts/store.ts', 'npm:better-sqlite3', true)],
  ['somebody else makes a knex', planted('hub/parts/store.ts', 'npm:knex')],
  ['a page imports the hub as a value', planted('kiosk/counter/x.ts', 'hub/stations/contract.ts')],
  ['a page sees more than contracts', planted('kiosk/counter/x.ts', 'hub/stations/store.ts', true)],
  ['a page imports a device', planted('kiosk/counter/x.ts', 'devices/device.ts', true)],
  ['a page imports a server package', planted('kiosk/counter/x.ts', 'npm:fastify')],
  ['a file that may hold anything', planted('hub/stock/utils.ts', 'hub/kernel/ids.ts')],
  ['a barrel', planted('hub/stock/index.ts', 'hub/stock/rules.ts')],
  ['a file nobody wants to scroll', { path: 'hub/stock/long.ts', imports: [], lines: 301 }],
  ['the hub opens files where the store could lie', planted('hub/reports/x.ts', 'npm:node:fs')],
  ['the hub imports its tests', planted('hub/app.ts', 'test/support/clock.ts')],
  ['a room imports the composition root', planted('hub/stations/x.ts', 'hub/app.ts')],
  ['head office knows a room', planted('hub/head-office/x.ts', 'hub/stock/rules.ts')],
])('a planted violation is red: %s', (_what, source) => {
  expect(violationsIn([source])).toHaveLength(1);
});
