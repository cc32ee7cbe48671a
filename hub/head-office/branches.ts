import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Compile } from 'typebox/compile';
import type { Clock } from '../kernel/clock.ts';
import type { Store, Tx } from '../store/open.ts';
import { HEADERS, MOST_OPERATION_BYTES, NDJSON, PROTOCOL_RANGE, Presence } from '../sync/contract.ts';
import { applyBatch, type Verdict } from './apply.ts';
import type { Enroller, Known, Unknown } from './enrolment.ts';
import { isNotTaken, readBatch } from './intake.ts';
import type { Understand } from './kinds.ts';
import { branchRow, enrol, epochRow, noteContact, notePresence, noteTrouble } from './store.ts';

export type BranchDeps = {
  readonly store: Store;
  readonly clock: Pick<Clock, 'wall' | 'monotonic'>;
  readonly enroller: Enroller;
  readonly understand: Understand;
  readonly logger: Logger;
  /** Batches that may be under way together; more are asked to come back. */
  readonly mostAtOnce: number;
};

const PRESENCE_BYTES = 4096;
const BUSY_BATCH = 500;
const BUSY_S = 2;
const isPresence = Compile(Presence);

type Params = { readonly branch: string; readonly epoch: string };
type Request = FastifyRequest<{ Params: Params }>;
type Claims = {
  readonly previousHash: Uint8Array;
  readonly lastHash: Uint8Array;
  readonly logHead: Uint8Array;
  readonly waiting: number;
  readonly oldestWaiting: number | null;
};

function hashIn(headers: IncomingHttpHeaders, name: string): Uint8Array | null {
  const value = headers[name];
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? Buffer.from(value, 'hex') : null;
}

function numberIn(headers: IncomingHttpHeaders, name: string): number | null {
  const value = headers[name];
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

function claimsOf(headers: IncomingHttpHeaders): Claims | null {
  const previousHash = hashIn(headers, HEADERS.previousHash);
  const lastHash = hashIn(headers, HEADERS.lastHash);
  const logHead = hashIn(headers, HEADERS.logHead);
  const waiting = numberIn(headers, HEADERS.waiting);
  if (previousHash === null || lastHash === null || logHead === null || waiting === null) return null;
  return { previousHash, lastHash, logHead, waiting, oldestWaiting: numberIn(headers, HEADERS.oldestWaiting) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function busy(reply: FastifyReply, status: 429 | 503, seconds: number): FastifyReply {
  return reply.code(status).header('retry-after', String(seconds)).send({ code: 'sync.busy', max_batch: BUSY_BATCH });
}

function unknown(reply: FastifyReply, { status, code }: Unknown): FastifyReply {
  return status === 429 ? busy(reply, 429, 60) : reply.code(status).send({ code });
}

function answer(reply: FastifyReply, verdict: Verdict): FastifyReply {
  switch (verdict.verdict) {
    case 'acked':
      return reply.send({ acked_seq: verdict.seq, acked_hash: hex(verdict.hash) });
    case 'gap':
      return reply.code(409).send({ code: 'sync.gap', need: verdict.need });
    case 'history':
      return reply.code(409).send({ code: verdict.code, seq: verdict.seq });
  }
}

/** The door through which branches come. The branch is the one in the path, and the path is signed. */
export function branchRoutes(app: FastifyInstance, deps: BranchDeps): void {
  // A branch has one batch under way; a second one means that the first was given up on and may still be applied.
  const underWay = new Set<string>();
  // The signature is over the bytes as they came: nothing may be parsed, and nothing decompressed, before it is verified.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([NDJSON, 'application/json'], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onRequest', async (request, reply) => {
    const version = numberIn(request.headers, HEADERS.protocol);
    if (version === null || version < PROTOCOL_RANGE.min || version > PROTOCOL_RANGE.max) {
      await reply.code(426).send({ code: 'sync.version', ...PROTOCOL_RANGE });
    }
  });
  app.post<{ Params: Params }>(
    '/v1/branches/:branch/:epoch/events',
    { bodyLimit: MOST_OPERATION_BYTES },
    async (request, reply) => {
      const known = await identified(deps, request);
      if ('status' in known) return unknown(reply, known);
      const { branch } = request.params;
      if (underWay.has(branch)) return busy(reply, 429, 1);
      if (underWay.size >= deps.mostAtOnce) return busy(reply, 503, BUSY_S);
      underWay.add(branch);
      try {
        return await takeEvents(deps, request, reply, known);
      } finally {
        underWay.delete(branch);
      }
    },
  );
  app.post<{ Params: Params }>(
    '/v1/branches/:branch/:epoch/presence',
    { bodyLimit: PRESENCE_BYTES },
    async (request, reply) => {
      const known = await identified(deps, request);
      return 'status' in known ? unknown(reply, known) : takePresence(deps, request, reply, known);
    },
  );
}

function bodyOf(request: Request): Uint8Array {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function identified(deps: BranchDeps, request: Request): Promise<Known | Unknown> {
  return deps.store.read((reader) =>
    deps.enroller.identify(reader, request.params.branch, {
      path: request.raw.url ?? '',
      headers: request.headers,
      body: bodyOf(request),
    }),
  );
}

/** Keeps a new key in the transaction of its first work. false: another key was quicker. */
function admit(tx: Tx, branch: string, known: Known): boolean {
  if (known.enrolment !== null) enrol(tx, known.enrolment);
  const kept = branchRow(tx, branch)?.public_key;
  return kept !== undefined && Buffer.compare(kept, known.publicKey) === 0;
}

async function takeEvents(
  deps: BranchDeps,
  request: Request,
  reply: FastifyReply,
  known: Known,
): Promise<FastifyReply> {
  const { store, clock, understand, logger } = deps;
  const { branch, epoch } = request.params;
  const claims = claimsOf(request.headers);
  if (claims === null) return reply.code(400).send({ code: 'sync.bad-batch' });
  const links = await readBatch({ branch, epoch, body: bodyOf(request), ...claims });
  if (isNotTaken(links)) {
    logger.warn({ branch, epoch, code: links.code }, 'a signed batch was not taken');
    if (links.code === 'sync.broken-chain' && known.enrolment === null) {
      await store.write((tx) => noteTrouble(tx, branch, links.code, clock.wall()));
    }
    return reply.code(links.status).send({ code: links.code });
  }
  const verdict = await store.write((tx) =>
    admit(tx, branch, known) ? applyBatch(tx, { branch, epoch, ...claims, links }, clock.wall(), understand) : null,
  );
  if (verdict === null) return reply.code(401).send({ code: 'sync.other-key' });
  if (verdict.verdict === 'history') {
    logger.error({ branch, epoch, code: verdict.code, seq: verdict.seq }, 'the history of a branch does not fit');
  } else if (verdict.verdict === 'acked' && verdict.aside > 0) {
    logger.warn({ branch, epoch, aside: verdict.aside }, 'events were put aside');
  }
  return answer(reply, verdict);
}

async function takePresence(
  deps: BranchDeps,
  request: Request,
  reply: FastifyReply,
  known: Known,
): Promise<FastifyReply> {
  const { branch, epoch } = request.params;
  const presence = presenceIn(bodyOf(request));
  if (presence === null) return reply.code(400).send({ code: 'sync.bad-batch' });
  const now = deps.clock.wall();
  const place = await deps.store.write((tx) => {
    if (!admit(tx, branch, known)) return 'sync.other-key';
    const current = branchRow(tx, branch)?.epoch;
    const row = epochRow(tx, branch, epoch);
    noteContact(tx, { branch, now, waiting: presence.waiting, oldestWaiting: presence.oldestWaiting });
    notePresence(tx, branch, presence.name, presence.clock - now);
    const trouble =
      row !== undefined && current !== epoch
        ? 'sync.epoch-closed'
        : row !== undefined && presence.lastSeq < row.last_seq
          ? 'sync.fork'
          : null;
    if (trouble !== null) noteTrouble(tx, branch, trouble, now);
    return trouble ?? (row === undefined ? null : { acked_seq: row.last_seq, acked_hash: hex(row.last_hash) });
  });
  if (place === 'sync.other-key') return reply.code(401).send({ code: place });
  if (typeof place === 'string') return reply.code(409).send({ code: place });
  return reply.send({ acked: place });
}

function presenceIn(body: Uint8Array): Presence | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isPresence.Check(value) ? value : null;
  } catch {
    return null;
  }
}
