import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Executor } from '../executor/executor.ts';
import type { Queries } from '../executor/queries.ts';
import type { Topics } from '../executor/topics.ts';
import type { Clock } from '../kernel/clock.ts';
import { assertOwnOrigin } from './guard.ts';
import type { Sessions, SignedIn } from './sessions.ts';
import { SocketSession } from './socket-session.ts';

export type SocketDeps = {
  readonly executor: Executor;
  readonly queries: Queries;
  readonly topics: Topics;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly build: string;
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
  closeAll(): void {
    for (const session of this.#open) session.close(1001, 'the hub is stopping');
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before a WebSocket is opened. */
    signedIn?: SignedIn;
  }
}

export function registerSocket(app: FastifyInstance, deps: SocketDeps, sockets: Sockets): void {
  app.get(
    SOCKET_PATH,
    {
      websocket: true,
      schema: { hide: true },
      preValidation: async (request: FastifyRequest) => {
        assertOwnOrigin(request);
        request.signedIn = await deps.sessions.whoIs(request);
      },
    },
    (socket: WebSocket, request: FastifyRequest) => {
      const { signedIn } = request;
      if (signedIn === undefined) return;
      const query = request.query as { station?: string };
      const session = new SocketSession(socket, deps, signedIn, query.station ?? null);
      sockets.add(session);
      socket.on('close', () => sockets.delete(session));
      session.start();
    },
  );
}
