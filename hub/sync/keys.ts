import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** The hub's signature. The private half never leaves the file that it was made in. */
export type HubKey = {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
};

export const KEY_FILE = 'hub-key.pem';

/** A damaged key is not replaced: head office knows the old one and would refuse the new one for good. */
export class KeyFileDamaged extends Error {
  readonly code = 'sync.key-damaged';
  readonly facts: { readonly file: string };
  constructor(file: string, cause: unknown) {
    super(
      `${file} is not a readable Ed25519 private key. Put the original file back; a hub with a new key has to be enrolled again at head office.`,
      { cause },
    );
    this.name = 'KeyFileDamaged';
    this.facts = { file };
  }
}

/**
 * Loads the hub's key from the data folder, or makes it at the first start (mode 0600). It lies beside the store and never
 * in it, so that no copy of the store can speak in the hub's name.
 * @throws KeyFileDamaged
 */
export function loadHubKey(folder: string, generate: () => KeyObject = newPrivateKey): HubKey {
  const file = join(folder, KEY_FILE);
  const existing = readIfThere(file);
  if (existing === null) {
    mkdirSync(folder, { recursive: true });
    const made = generate().export({ type: 'pkcs8', format: 'pem' }).toString();
    // Another start may have been quicker; the file that lies there is the key.
    return keyOf(keepNew(folder, file, made) ? made : (readIfThere(file) ?? ''), file);
  }
  chmodSync(file, 0o600);
  return keyOf(existing, file);
}

function newPrivateKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Written aside, made durable, then given its name: a power cut leaves the whole key or none. */
function keepNew(folder: string, file: string, pem: string): boolean {
  const aside = `${file}.${process.pid}.new`;
  rmSync(aside, { force: true });
  const descriptor = openSync(aside, 'wx', 0o600);
  try {
    writeSync(descriptor, pem);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    // Unlike a rename, a link never takes the place of a key that is already there.
    linkSync(aside, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
  return true;
}

function keyOf(pem: string, file: string): HubKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    throw new KeyFileDamaged(file, error);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new KeyFileDamaged(file, new Error(`It is ${key.asymmetricKeyType}.`));
  return hubKeyFrom(key);
}

export function hubKeyFrom(key: KeyObject): HubKey {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return { publicKey: Buffer.from(x ?? '', 'base64url'), sign: (message) => sign(null, message, key) };
}
