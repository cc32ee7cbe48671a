import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '../kernel/event.ts';

export const NO_HASH = new Uint8Array(32);

/** sha256(previous hash ‖ RFC 8785 form of the entry): one link of a chain that shows every later edit. */
export function chainHash(previous: Uint8Array, entry: { readonly [key: string]: Json }): Uint8Array {
  const canonical = canonicalize(entry);
  if (canonical === undefined) throw new TypeError('An entry of a hash chain must be JSON.');
  return createHash('sha256').update(previous).update(canonical).digest();
}
