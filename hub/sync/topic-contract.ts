import { Type } from 'typebox';
import { Wall } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';

/** The line to head office, as every screen's header shows it. */
export const lineTopic = defineTopic({
  name: 'sync.line',
  summary: 'Whether head office answers and what still waits to be sent',
  who: ['visitor'],
  params: Type.Object({}, { additionalProperties: false }),
  state: Type.Object({
    /** 'off': no head office is configured; 'refused': it answers, but not to us (see `code`). */
    line: Type.Enum(['off', 'online', 'offline', 'refused']),
    code: Type.String(),
    /** Events that head office has not acknowledged. */
    waiting: Type.Integer(),
    oldestWaiting: Type.Union([Wall, Type.Null()]),
    lastAcknowledged: Type.Union([Wall, Type.Null()]),
  }),
  staleOn: ['sync.', 'feed.'],
});
