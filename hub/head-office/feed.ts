import type { FastifyInstance } from 'fastify';
import type { Json } from '../kernel/event.ts';
import type { Store } from '../store/open.ts';
import { appliedAfter, type EventRow } from './store.ts';

/**
 * `GET /v1/feed?cursor=&limit=`: everything that was applied, over all branches, in the order of application. The cursor is
 * ours to change: a reader keeps it as it is. Polling from it misses nothing, because one writer numbers what it commits.
 */
const MOST = 1000;
const PREFIX = 'f1:';

export function cursorAt(hoSeq: number): string {
  return Buffer.from(`${PREFIX}${hoSeq}`).toString('base64url');
}

/** null when it is not one of ours. */
export function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined || cursor === '') return 0;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const digits = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

function shown(row: EventRow): Json {
  return {
    branch: row.branch,
    epoch: row.epoch,
    seq: row.seq,
    operationId: row.operation_id,
    txEnd: row.tx_end === 1,
    kind: row.kind,
    schemaVersion: row.schema_version,
    payload: JSON.parse(row.payload) as Json,
    at: row.at_wall,
    hash: Buffer.from(row.hash).toString('hex'),
    receivedAt: row.received_at,
  };
}

export function feedRoutes(app: FastifyInstance, store: Store): void {
  app.get<{ Querystring: { cursor?: string; limit?: string } }>('/v1/feed', async (request, reply) => {
    const after = readCursor(request.query.cursor);
    const limit = Number(request.query.limit ?? '200');
    if (after === null) return reply.code(400).send({ code: 'feed.bad-cursor' });
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
      return reply.code(400).send({ code: 'feed.bad-limit', most: MOST });
    const rows = await store.read((reader) => appliedAfter(reader, after, limit));
    return reply.send({ events: rows.map(shown), cursor: cursorAt(rows.at(-1)?.ho_seq ?? after) });
  });
}
