import { type Static, Type } from 'typebox';
import { LIST_REQUEST, listReply } from '../kernel/list.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code } from '../kernel/schemas.ts';
import { COUNTER_STAFF } from './contract.ts';

const ArchivedSlip = Type.Object({
  /** Its number. */
  id: Code,
  number: Code,
  approval: Type.String(),
  signing: Type.String(),
  kind: Type.String(),
  creator: Type.String(),
  remark: Type.String(),
  handler: Type.String(),
});
export type ArchivedSlip = Static<typeof ArchivedSlip>;

export const listArchive = defineQuery({
  name: 'requisitions.archive',
  summary:
    'The slips of the system before this one (旧系统出库单), in its own words; the newest number first unless told',
  path: '/requisitions/archive',
  who: COUNTER_STAFF,
  request: Type.Object({ ...LIST_REQUEST }, { additionalProperties: false }),
  reply: listReply(ArchivedSlip),
});

/** What is wrong with a row of slips, or why it is left out. */
export const SLIP_ROW_CODES = [
  'import.no-number',
  'import.number-twice',
  'import.number-of-ours',
  'import.too-long',
] as const;

/** What stands against a whole file of old slips. */
export const ARCHIVE_FILE_REFUSALS = ['import.no-slip-column'] as const;
