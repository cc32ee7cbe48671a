import type { ImportKindName } from '../../hub/kernel/import-contract.ts';
import type { Lists, Topics } from './contracts.ts';

export type ImportOf = ImportKindName;
export type ImportState = NonNullable<Topics['tables.import']['state']['import']>;
export type ImportRow = Lists['tables.import-rows']['row'];
