import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

export function loadPepper(file: string): Uint8Array {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  const pepper = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (pepper.length !== 32) throw new Error(`${file} is not a pepper of 32 bytes; restore it, or every PIN is lost.`);
  return pepper;
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
