import { readFileSync } from 'node:fs';
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../store/open.ts';
import { branchRoutes } from './branches.ts';
import { Enroller, type EnrolmentPolicy } from './enrolment.ts';
import { feedRoutes } from './feed.ts';
import { type Understand, understand } from './kinds.ts';
import { branchViews, newestEvents } from './overview.ts';
import { renderPage } from './page.ts';
import { guardReaders } from './readers.ts';

export type HeadOfficeDeps = EnrolmentPolicy & {
  readonly store: Store;
  readonly clock: Pick<Clock, 'wall' | 'monotonic'>;
  readonly logger: Logger;
  /** What the page and the feed ask for; null: only this machine may read them. */
  readonly readToken?: string | null;
  readonly timeZone?: string;
  /** Belongs to a demo workshop. */
  readonly demo?: boolean;
  readonly understand?: Understand;
  readonly mostAtOnce?: number;
};

const MOST_AT_ONCE = 16;
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The whole of head office, not listening. The store is the caller's, to open and to close. */
export function buildHeadOffice(deps: HeadOfficeDeps): FastifyInstance {
  const app = Fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // The largest body on the slowest line takes a quarter of an hour; a sender that is stuck must not stay for ever.
    requestTimeout: 20 * 60_000,
    routerOptions: { maxParamLength: 100 },
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return reply.code(413).send({ code: 'sync.too-big' });
    if (status < 500) return reply.code(status).send({ code: 'request.invalid' });
    deps.logger.error({ err: error }, 'a request failed');
    const isStore = typeof error.code === 'string' && error.code.startsWith('SQLITE_');
    if (isStore) return reply.code(503).header('retry-after', '30').send({ code: 'sync.busy', max_batch: 500 });
    return reply.code(500).send({ code: 'request.failed' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'request.unknown-path' }));
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  app.get('/healthz', async () => {
    await deps.store.read((reader) => reader.one('select 1 from branch limit 1'));
    return { ok: true };
  });
  app.register(async (door) => {
    branchRoutes(door, {
      store: deps.store,
      clock: deps.clock,
      logger: deps.logger,
      enroller: new Enroller(deps, deps.clock),
      understand: deps.understand ?? understand,
      mostAtOnce: deps.mostAtOnce ?? MOST_AT_ONCE,
    });
  });
  app.register(async (window) => {
    guardReaders(window, deps.readToken ?? null);
    feedRoutes(window, deps.store);
    pageRoutes(window, deps);
  });
  return app;
}

function pageRoutes(app: FastifyInstance, deps: HeadOfficeDeps): void {
  const asset = (name: string): Buffer => readFileSync(new URL(`assets/${name}`, import.meta.url));
  const css = asset('page.css');
  const script = asset('page.js');
  app.get('/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(css));
  app.get('/page.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script));
  app.get<{ Querystring: { lang?: string; branch?: string } }>('/', async (request, reply) => {
    const { lang, branch: wanted } = request.query;
    const view = await deps.store.read((reader) => {
      const branches = branchViews(reader);
      const shown = branches.find(({ branch }) => branch === wanted) ?? branches[0];
      const events = shown === undefined ? [] : newestEvents(reader, shown.branch, shown.epoch);
      return { branches, selected: shown?.branch ?? null, events };
    });
    const page = renderPage({
      ...view,
      demo: deps.demo ?? false,
      language: lang === 'en' ? 'en' : 'zh',
      timeZone: deps.timeZone ?? 'Asia/Shanghai',
      now: deps.clock.wall(),
    });
    return reply.type('text/html; charset=utf-8').send(page);
  });
}
