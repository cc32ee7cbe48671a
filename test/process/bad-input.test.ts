import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { Child, environmentWith, HUB_MAIN } from './child.ts';
import { hubIn, hubWith, mortal, sentenceOf } from './hub.ts';

async function takenPort(): Promise<number> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => other.close(() => resolve())));
  const address = other.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

/** A data folder that a hub has used and left in good order. */
async function usedFolder(): Promise<string> {
  const folder = tempFolder();
  const hub = hubIn(folder);
  await hub.ready();
  await hub.stop('SIGTERM');
  return folder;
}

function write(text: string): string {
  const file = join(tempFolder(), 'hub.yaml');
  writeFileSync(file, text);
  return file;
}

test('a port that is taken is named, with what to do', async () => {
  const port = await takenPort();
  const sentence = await sentenceOf(hubIn(tempFolder(), { config: { port } }));
  expect(sentence).toContain(`${port}`);
  expect(sentence).toContain('taken');
  expect(sentence).toContain('HUB_PORT=');
});

test('a configuration that was torn while it was written is named with its line', async () => {
  const file = write('port: 0\nstations:\n  - id: "counter-1\n    kind: cou');
  const sentence = await sentenceOf(hubWith({ HUB_CONFIG: file }));
  expect(sentence).toContain(file);
  expect(sentence).toMatch(/line \d/);
});

test('a setting that does not exist is refused with the nearest one that does', async () => {
  const sentence = await sentenceOf(hubWith({ HUB_CONFIG: write('port: 0\nhaedOffice: { url: null }\n') }));
  expect(sentence).toContain('haedOffice');
  expect(sentence).toContain('"headOffice"');
});

test('a configuration file that is not there, or is a folder, is named', async () => {
  const folder = tempFolder();
  expect(await sentenceOf(hubWith({ HUB_CONFIG: join(folder, 'none.yaml') }))).toContain(join(folder, 'none.yaml'));
  expect(await sentenceOf(hubWith({ HUB_CONFIG: folder }))).toContain(folder);
});

test('a port that is no number is refused, for the hub and for its head office', async () => {
  expect(await sentenceOf(hubIn(tempFolder(), { env: { HUB_PORT: '80a' } }))).toContain('"80a"');
  const demo = hubWith({ HUB_DATA: tempFolder(), HUB_PORT: '0', HEAD_OFFICE_PORT: '80a' });
  const sentence = await sentenceOf(demo);
  expect(sentence).toContain('HEAD_OFFICE_PORT');
  expect(sentence).toContain('"80a"');
});

test('a device profile that does not exist is named', async () => {
  const station = { id: 'counter-1', kind: 'counter', name: '柜台', warehouse: 'A' };
  const printer = { profile: 'epson-tm-t8', address: 'tcp://127.0.0.1:9100' };
  const sentence = await sentenceOf(
    hubIn(tempFolder(), { config: { warehouses: [{ code: 'A', name: '总仓' }], stations: [{ ...station, printer }] } }),
  );
  expect(sentence).toContain('epson-tm-t8');
});

test('a store of a newer hub is not touched, and what it knows is named', async () => {
  const folder = await usedFolder();
  const file = join(folder, 'data', 'hub.db');
  const database = new Database(file);
  database.prepare("insert into schema_migration (name, applied_at) values ('9999-from-the-future.sql', 0)").run();
  database.close();
  const sentence = await sentenceOf(hubIn(folder));
  expect(sentence).toContain(file);
  expect(sentence).toContain('9999-from-the-future');
});

test('a file that is no database, or only half of one, is not started on', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'hub.db'), 'These are not the pages that you are looking for. '.repeat(100));
  expect(await sentenceOf(hubIn(folder))).toContain(join(folder, 'data', 'hub.db'));
  const torn = await usedFolder();
  truncateSync(join(torn, 'data', 'hub.db'), 40_000);
  const sentence = await sentenceOf(hubIn(torn));
  expect(sentence).toContain(join(torn, 'data', 'hub.db'));
  expect(sentence).toContain('damaged');
});

test('a data folder that is a file, or lies under one, is named', async () => {
  const file = join(tempFolder(), 'not-a-folder');
  writeFileSync(file, '');
  for (const data of [file, join(file, 'data')]) {
    expect(await sentenceOf(hubIn(tempFolder(), { config: { data } }))).toContain(data);
  }
});

test('a data folder in which the hub may not write is named', async () => {
  const folder = tempFolder();
  const data = join(folder, 'data');
  const file = join(folder, 'hub.yaml');
  mkdirSync(data, { mode: 0o555 });
  writeFileSync(file, JSON.stringify({ data, port: 0 }));
  chmodSync(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  // Nothing is forbidden to root, so the hub runs as somebody else then.
  const command = isRoot ? ['setpriv', '--reuid=65534', '--clear-groups', process.execPath] : [process.execPath];
  const [program = '', ...before] = command;
  const hub = mortal(new Child(program, [...before, HUB_MAIN], environmentWith({ HUB_CONFIG: file })));
  const sentence = await sentenceOf(hub);
  expect(sentence).toContain('may write');
  expect(sentence).toContain('HUB_DATA');
});

test('a damaged key of the hub is never replaced: the sentence names the file, and the file stays as it is', async () => {
  const folder = await usedFolder();
  const key = join(folder, 'data', 'hub-key.pem');
  truncateSync(key, 50);
  const asFound = readFileSync(key, 'utf8');
  expect(await sentenceOf(hubIn(folder))).toContain(key);
  expect(readFileSync(key, 'utf8')).toBe(asFound);
});

test('a damaged pepper is named in a sentence, and never replaced', async () => {
  const folder = await usedFolder();
  const pepper = join(folder, 'data', 'pin-pepper');
  truncateSync(pepper, 0);
  expect(await sentenceOf(hubIn(folder))).toContain(pepper);
});

test('a device address that makes no sense is named in a sentence', async () => {
  const station = { id: 'counter-1', kind: 'counter', name: '柜台', warehouse: 'A' };
  const printer = { profile: 'epson-tm-t88', address: 'lpt1' };
  const sentence = await sentenceOf(
    hubIn(tempFolder(), { config: { warehouses: [{ code: 'A', name: '总仓' }], stations: [{ ...station, printer }] } }),
  );
  expect(sentence).toContain('lpt1');
});

test('settings that cannot be right are refused: two stations of one name, no such warehouse, an address that is none, a short PIN', async () => {
  const station = { id: 'counter-1', kind: 'counter', name: '柜台', warehouse: 'A' };
  const refused = async (config: object, env: Record<string, string> = {}) =>
    sentenceOf(hubIn(tempFolder(), { config, env }));
  expect(await refused({ stations: [station, station] })).toContain('"counter-1"');
  expect(await refused({ stations: [{ ...station, warehouse: 'NOWHERE' }] })).toContain('"NOWHERE"');
  expect(await refused({ headOffice: { url: 'not a url' } })).toContain('not a url');
  expect(await refused({}, { HUB_ADMIN_PIN: '12' })).toContain('HUB_ADMIN_PIN');
});
