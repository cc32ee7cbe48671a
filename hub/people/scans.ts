import type { Reader } from '../store/open.ts';
import { findPersonByBadge } from './store.ts';

export type BadgeMatch = { readonly meaning: 'badge'; readonly person: string };

/** A staff badge carries whatever code its card was printed with. */
export function recogniseBadge(reader: Reader, text: string): BadgeMatch[] {
  const person = findPersonByBadge(reader, text);
  return person === undefined ? [] : [{ meaning: 'badge', person: person.id }];
}
