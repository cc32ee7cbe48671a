import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KEY_FILE, KeyFileDamaged, loadHubKey } from '../../hub/sync/keys.ts';
import { tempFolder } from './workshop.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

test('the first start makes a key that only its owner may read, and every later start uses it', () => {
  const first = loadHubKey(join(folder.path, 'data'));
  const again = loadHubKey(join(folder.path, 'data'));
  expect(again.publicKey).toEqual(first.publicKey);
  expect(first.publicKey).toHaveLength(32);
  expect(statSync(join(folder.path, 'data', KEY_FILE)).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder.path, 'data'))).toEqual([KEY_FILE]);
});

test('what the key signs is verified by its public half alone', () => {
  const key = loadHubKey(folder.path);
  const x = Buffer.from(key.publicKey).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const message = Buffer.from('领用单');
  expect(verify(null, message, publicKey, key.sign(message))).toBe(true);
  expect(verify(null, Buffer.from('退库单'), publicKey, key.sign(message))).toBe(false);
});

test.each([
  ['empty', ''],
  ['torn', '-----BEGIN PRIVATE KEY-----\nMC4C'],
  ['of another kind', ''],
])('a key file that is %s is an error that says what to do, and is left as it is', (what, text) => {
  const file = join(folder.path, KEY_FILE);
  const content =
    what === 'of another kind'
      ? generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      : text;
  writeFileSync(file, content);
  expect(() => loadHubKey(folder.path)).toThrow(KeyFileDamaged);
  expect(() => loadHubKey(folder.path)).toThrow(/Put the original file back/);
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('a key that a copy made readable for everybody is closed again', () => {
  loadHubKey(folder.path);
  chmodSync(join(folder.path, KEY_FILE), 0o644);
  loadHubKey(folder.path);
  expect(statSync(join(folder.path, KEY_FILE)).mode & 0o777).toBe(0o600);
});
