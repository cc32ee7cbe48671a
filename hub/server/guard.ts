import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.ts';

/** The hub answers on this machine only, until TLS and enrolment exist. A name that is none of these is DNS rebinding. */
const OWN_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function hostNameOf(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** A page of another site must not be able to speak to the hub, neither by form, by fetch nor by WebSocket. */
export function assertOwnOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = URL.canParse(origin) && new URL(origin).host === request.headers.host;
  if (!own) throw new HttpProblem(403, 'request.bad-origin', `Pages of ${origin} may not speak to this hub.`);
}

export function registerGuards(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!OWN_HOSTS.has(hostNameOf(request.headers.host ?? ''))) {
      throw new HttpProblem(403, 'request.bad-origin', `This hub is not called ${request.headers.host ?? 'that'}.`);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') assertOwnOrigin(request);
  });
}
