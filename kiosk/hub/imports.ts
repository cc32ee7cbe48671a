import type { ImportKindName, MostFileBytes } from '../../hub/kernel/import-contract.ts';
import type { Lists, Topics } from './contracts.ts';
import type { Failure } from './rest.ts';

export type ImportOf = ImportKindName;
export type ImportState = NonNullable<Topics['tables.import']['state']['import']>;
export type ImportRow = Lists['tables.import-rows']['row'];

const MB = 1024 * 1024;
/** The hub's own limit, as its type says: a file beyond it is not sent at all. */
const LIMIT: MostFileBytes = 16_777_216;

/** What stands against a file before it is sent; null: nothing. */
export function fileFailure({ size }: Blob): Failure | null {
  return size > LIMIT ? { code: 'tables.too-large', facts: { limit: LIMIT / MB } } : null;
}
