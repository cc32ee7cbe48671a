import type { FastifyInstance } from 'fastify';
import { feedHead } from '../store/changes.ts';
import type { Store } from '../store/open.ts';
import type { Sockets } from './socket.ts';

export type Health = {
  readonly store: Store;
  readonly isWell: () => boolean;
  /** Facts from elsewhere: store, books, line to head office. */
  readonly facts: () => { readonly [fact: string]: string | number | boolean | null };
};

/** For a watchdog: 200 while the store can be read and keeps what happens, else 503 with the facts that say why. */
export function registerHealth(app: FastifyInstance, health: Health, sockets: Sockets): void {
  app.get('/healthz', { schema: { tags: ['hub'], summary: 'Whether the hub is well' } }, async (_request, reply) => {
    const head = await health.store.read((reader) => feedHead(reader));
    const well = health.isWell();
    reply.code(well ? 200 : 503);
    return { status: well ? 'ok' : 'unwell', seq: head.seq, pages: sockets.count, ...health.facts() };
  });
}
