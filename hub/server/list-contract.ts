import { Type } from 'typebox';
import { defineTopic } from '../kernel/topic.ts';

/** What stands against the file of a list besides its query. */
export const LIST_FILE_REFUSALS = ['lists.too-long'] as const;

/** Families of events after which no list and nothing beside one shows anything else: of devices, scans, paper and sessions. */
export const UNLISTED = ['bay.', 'device.', 'pin.', 'print.', 'scan.', 'session.', 'station.', 'weight.'] as const;

/** How an open page hears that it must ask anew: its lists come page by page and are not pushed whole. */
export const listsTopic = defineTopic({
  name: 'lists.changed',
  summary: 'How far the change feed was when something that lists show was last committed',
  who: ['visitor'],
  params: Type.Object({}, { additionalProperties: false }),
  state: Type.Object({
    /** Of the newest event then. */
    seq: Type.Integer(),
  }),
  staleOn: [
    'bin.',
    'hand-over.',
    'holding.',
    'loss.',
    'order.',
    'part.',
    'person.',
    'requisition.',
    'return.',
    'stock.',
    'vehicle.',
    'warehouse.',
  ],
});
