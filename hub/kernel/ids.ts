import { v7 } from 'uuid';

/** A new UUIDv7 (RFC 9562): sortable by time, made where the intent is, kept across every retry. */
export function newId(): string {
  return v7();
}

export const ID_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
