import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { NotAllowed, whyNot } from '../executor/errors.ts';
import { mayAct, type Role } from '../kernel/actor.ts';
import { Id } from '../kernel/schemas.ts';
import { MOST_FILE_BYTES } from '../kernel/table-file.ts';
import { CATALOGUE_READERS } from '../parts/contract.ts';
import { IMPORTERS } from '../parts/import-contract.ts';
import type { PartImports } from '../parts/imports.ts';
import { photoOf } from '../parts/picture-store.ts';
import type { Store } from '../store/open.ts';
import { HttpProblem } from './problem.ts';
import { operationIdOf } from './rest.ts';
import type { Sessions } from './sessions.ts';

export type PartFileDeps = { readonly sessions: Sessions; readonly imports: PartImports; readonly store: Store };

/** What of the catalogue goes over the line as bytes: a table that is brought, a picture that is looked at. */
export function registerPartFiles(app: FastifyInstance, { sessions, imports, store }: PartFileDeps): void {
  const only = (who: readonly Role[]) => async (request: Parameters<Sessions['whoIs']>[0]) => {
    const { actor } = await sessions.whoIs(request);
    if (!mayAct(actor, who)) throw new NotAllowed(whyNot(actor));
  };
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );

  app.post(
    '/api/v1/part-imports',
    {
      bodyLimit: MOST_FILE_BYTES,
      // Before a byte of the file is taken.
      onRequest: only(IMPORTERS),
      schema: {
        tags: ['parts'],
        summary:
          'Bring a table of parts (CSV or XLSX) as application/octet-stream for a dry run; `parts.import` tells what it would do',
        headers: Type.Object({ 'idempotency-key': Id }),
        response: { 202: Type.Object({ import: Id }) },
      },
    },
    async (request, reply) => {
      const id = operationIdOf(request);
      if (!Buffer.isBuffer(request.body)) {
        throw new HttpProblem(400, 'request.invalid', 'A table comes as application/octet-stream.');
      }
      void imports.check(id, request.body);
      return reply.code(202).send({ import: id });
    },
  );

  app.get(
    '/api/v1/parts/:part/photo',
    {
      onRequest: only(CATALOGUE_READERS),
      schema: { tags: ['parts'], summary: 'The picture of a part', params: Type.Object({ part: Id }) },
    },
    async (request, reply) => {
      const { part } = request.params as { part: string };
      const photo = await store.read((reader) => photoOf(reader, part));
      if (photo === undefined) return reply.callNotFound();
      // Its address carries the time of the picture, so that a new one is another address.
      reply.header('cache-control', 'private, max-age=86400');
      return reply.type(photo.type).send(Buffer.from(photo.bytes));
    },
  );
}
