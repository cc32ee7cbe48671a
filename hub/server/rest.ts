import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { BoundOperation, BoundQuery } from '../executor/binding.ts';
import type { Executor } from '../executor/executor.ts';
import type { BoundList } from '../executor/lists.ts';
import type { Queries } from '../executor/queries.ts';
import { converted } from '../executor/validation.ts';
import { ID_PATTERN } from '../kernel/ids.ts';
import { HttpProblem, PROBLEM_TYPE, refusalProblem } from './problem.ts';
import type { Sessions } from './sessions.ts';

export type RestDeps = {
  readonly operations: readonly BoundOperation[];
  readonly queries: readonly BoundQuery[];
  readonly lists: readonly BoundList[];
  /** Of the times in the lists' files. */
  readonly timeZone: string;
  readonly executor: Executor;
  readonly asker: Queries;
  readonly sessions: Sessions;
};

const API = '/api/v1';
const ID_SHAPE = new RegExp(ID_PATTERN);

/** `Idempotency-Key`: the operation id, a UUID that the caller makes at the moment of intent and keeps across retries. */
export function operationIdOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !ID_SHAPE.test(key)) {
    throw new HttpProblem(400, 'operation.id-missing', 'The header Idempotency-Key must be a UUID made by the caller.');
  }
  return key;
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Splits a request's schema into path parameters and the rest, for the OpenAPI document. */
function schemaParts(path: string, request: TSchema): { params: TSchema | undefined; rest: TSchema | undefined } {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const properties = (request as TSchema & { properties?: Record<string, TSchema> }).properties ?? {};
  const inPath = Object.entries(properties).filter(([name]) => names.includes(name));
  const others = Object.entries(properties).filter(([name]) => !names.includes(name));
  const objectFrom = (entries: [string, TSchema][]) =>
    entries.length === 0 ? undefined : Type.Object(Object.fromEntries(entries));
  return { params: objectFrom(inPath), rest: objectFrom(others) };
}

const Problem = Type.Object({ title: Type.String(), status: Type.Integer(), code: Type.String() });

export function registerOperations(app: FastifyInstance, deps: RestDeps): void {
  // What only the hub itself may do has no address.
  for (const { contract } of deps.operations.filter((operation) => operation.contract.who.length > 0)) {
    const { params, rest } = schemaParts(contract.path, contract.request);
    app.route({
      method: contract.method,
      url: `${API}${contract.path}`,
      schema: {
        operationId: contract.name,
        tags: [contract.name.split('.')[0] ?? ''],
        summary: contract.summary,
        description: `Refusals (409): ${contract.refusals.join(', ') || 'none'}. Who may: ${contract.who.join(', ')}.`,
        headers: Type.Object({ 'idempotency-key': Type.String({ pattern: ID_PATTERN }) }),
        ...(params === undefined ? {} : { params }),
        ...(rest === undefined ? {} : { body: rest }),
        response: { 200: contract.reply, 409: Problem },
      },
      async handler(request, reply) {
        const operationId = operationIdOf(request);
        const { actor } = await deps.sessions.whoIs(request);
        const answer = await deps.executor.run({
          operationId,
          name: contract.name,
          request: { ...objectOf(request.body), ...objectOf(request.params) },
          actor,
        });
        if (answer.outcome === 'refused') {
          return reply.code(409).type(PROBLEM_TYPE).send(refusalProblem(answer));
        }
        if (answer.repeated) reply.header('Idempotent-Replayed', 'true');
        return reply.send(answer.reply);
      },
    });
  }
}

export function registerQueries(app: FastifyInstance, deps: RestDeps): void {
  for (const { contract } of deps.queries) {
    const { params, rest } = schemaParts(contract.path, contract.request);
    app.route({
      method: 'GET',
      url: `${API}${contract.path}`,
      schema: {
        operationId: contract.name,
        tags: [contract.name.split('.')[0] ?? ''],
        summary: contract.summary,
        ...(params === undefined ? {} : { params }),
        ...(rest === undefined ? {} : { querystring: rest }),
        response: { 200: contract.reply },
      },
      async handler(request) {
        const { actor } = await deps.sessions.whoIs(request);
        const asked = { ...objectOf(request.query), ...objectOf(request.params) };
        return deps.asker.ask(contract.name, converted(contract.request, asked), actor);
      },
    });
  }
}
