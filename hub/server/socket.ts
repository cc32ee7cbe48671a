import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Executor } from '../executor/executor.ts';
import type { Queries } from '../executor/queries.ts';
import type { Topics } from '../executor/topics.ts';
import type { Clock } from '../kernel/clock.ts';
import { assertOwnOrigin } from './guard.ts';
import { type Sessions, tokenOf } from './sessions.ts';
import { SocketSession } from './socket-session.ts';

export type SocketDeps = {
  readonly executor: Executor;
  readonly queries: Queries;
  readonly topics: Topics;
  readonly sessions: Sessions;
  readonly clock: Clock;
  /** Id of the build that is served now. */
  readonly build: () => string;
  readonly demo: boolean;
  readonly timeZone: string;
  readonly onBug: (error: unknown) => void;
};

export const SOCKET_PATH = '/api/v1/socket';
/** The largest frame that a page may send. */
export const MOST_FRAME_BYTES = 64 * 1024;

/** Every open page. Kept so that a stop can close them politely and a health check can count them. */
export class Sockets {
  readonly #open = new Set<SocketSession>();

  add(session: SocketSession): void {
    this.#open.add(session);
  }
  delete(session: SocketSession): void {
    this.#open.delete(session);
  }
  get count(): number {
    return this.#open.size;
  }
  /** Sessions were opened or ended: pages whose session is over are told to come back as who they are now. */
  async recheck(): Promise<void> {
    for (const session of [...this.#open]) await session.recheck();
  }
  closeAll(): void {
    for (const session of this.#open) session.close(1001, 'the hub is stopping');
  }
}

export function registerSocket(app: FastifyInstance, deps: SocketDeps, sockets: Sockets): void {
  app.get(
    SOCKET_PATH,
    {
      websocket: true,
      schema: { hide: true },
      preValidation: async (request: FastifyRequest) => assertOwnOrigin(request),
    },
    (socket: WebSocket, request: FastifyRequest) => {
      const session = new SocketSession(socket, deps, tokenOf(request));
      sockets.add(session);
      socket.on('close', () => sockets.delete(session));
      session.start();
    },
  );
}
