import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host === '::1';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** `Bearer <token>` from a program, or any name with the token as password from a browser. */
function tokenIn(request: FastifyRequest): string | null {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (value === undefined) return null;
  if (scheme === 'Bearer') return value;
  if (scheme !== 'Basic') return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}

/**
 * Who may read what the branches sent. With a token: whoever has it. Without: only who names this very machine, so that a
 * page of some other site cannot read it through a name of its own (DNS rebinding).
 */
export function guardReaders(app: FastifyInstance, readToken: string | null): void {
  app.addHook('onRequest', async (request, reply) => {
    if (readToken === null) {
      const name = request.host.replace(/:\d+$/, '');
      if (!isLoopback(name)) await reply.code(403).send({ code: 'read.wrong-host' });
      return;
    }
    const token = tokenIn(request);
    if (token !== null && timingSafeEqual(digest(token), digest(readToken))) return;
    await reply
      .code(401)
      .header('www-authenticate', 'Basic realm="head office", charset="UTF-8"')
      .send({ code: 'read.sign-in' });
  });
}
