import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { hash, hashSync, verify } from '@node-rs/argon2';

/**
 * PINs are short, so the hash alone would fall to a thief of the store in minutes: it is keyed with a pepper that lives in a
 * file of its own, outside the store and outside its copies. Parameters: OWASP minimum for argon2id (19 MiB, t=2, p=1).
 */
export type PinHasher = {
  hashNow(pin: string): string;
  verify(storedHash: string, pin: string): Promise<boolean>;
  /** Costs as much as a real check, so that an unknown badge is not faster than a wrong PIN. */
  pretend(pin: string): Promise<false>;
};

const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The pepper file is there and is none; without the right one no PIN can ever be checked again. */
export class PepperDamaged extends Error {
  constructor(file: string) {
    super(`${file} is not a pepper of 32 bytes. Put the original file back: without it no PIN can be checked.`);
    this.name = 'PepperDamaged';
  }
}

/**
 * Loads the pepper, or makes it at the first start (mode 0600): written aside, made durable and then linked, so that a power
 * cut leaves either no file or a whole one.
 * @throws PepperDamaged
 */
export function loadPepper(file: string): Uint8Array {
  if (!existsSync(file)) keepNewPepper(file);
  const pepper = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (pepper.length !== 32) throw new PepperDamaged(file);
  return pepper;
}

function keepNewPepper(file: string): void {
  const aside = `${file}.new`;
  const descriptor = openSync(aside, 'w', 0o600);
  writeSync(descriptor, randomBytes(32).toString('hex'));
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(aside, file);
}

export function pinHasher(pepper: Uint8Array): PinHasher {
  const keyed = (pin: string) => createHmac('sha256', pepper).update(pin).digest('hex');
  return {
    hashNow: (pin) => hashSync(keyed(pin), ARGON2ID),
    verify: (storedHash, pin) => verify(storedHash, keyed(pin)),
    async pretend(pin) {
      await hash(keyed(pin), ARGON2ID);
      return false;
    },
  };
}
