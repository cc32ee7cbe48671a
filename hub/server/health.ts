import type { FastifyInstance } from 'fastify';
import { feedHead } from '../store/changes.ts';
import type { Store } from '../store/open.ts';
import type { Sockets } from './socket.ts';

export type Health = {
  readonly store: Store;
  /** Facts from elsewhere: devices, line to head office. */
  readonly facts: () => { readonly [fact: string]: string | number | boolean | null };
};

/** For a watchdog: 200 while the store can be read. */
export function registerHealth(app: FastifyInstance, health: Health, sockets: Sockets): void {
  app.get('/healthz', { schema: { tags: ['hub'], summary: 'Whether the hub is well' } }, async () => {
    const head = await health.store.read((reader) => feedHead(reader));
    return { status: 'ok', seq: head.seq, pages: sockets.count, ...health.facts() };
  });
}
