import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { registerGuards } from './guard.ts';
import { type Health, registerHealth } from './health.ts';
import { hasPages, registerKioskFiles } from './kiosk-files.ts';
import { registerListFiles } from './list-files.ts';
import { type PartFileDeps, registerPartFiles } from './part-files.ts';
import { registerPdfs } from './pdf.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { type RestDeps, registerOperations, registerQueries } from './rest.ts';
import { registerSessionRoutes } from './sessions.ts';
import { MOST_FRAME_BYTES, registerSocket, type SocketDeps, Sockets } from './socket.ts';

export type ServerDeps = {
  readonly log: FastifyBaseLogger;
  readonly rest: RestDeps;
  readonly socket: SocketDeps;
  readonly partFiles: Omit<PartFileDeps, 'sessions'>;
  readonly health: Health;
  readonly demo: boolean;
  /** Folder of the built pages. */
  readonly kiosk: string;
  /** Routes of the demo workshop, when this is one. */
  readonly demoRoutes: ((app: FastifyInstance) => void) | null;
};

/** Largest body of a REST request. */
const MOST_BODY_BYTES = 1024 * 1024;

const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    // The grid of the desk places its cells by style attributes; a `<style>` is let in by nobody.
    styleSrcAttr: ["'unsafe-inline'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    // data: is where Web Awesome keeps the few icons of its form controls.
    connectSrc: ["'self'", 'ws:', 'wss:', 'data:'],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The whole HTTP side of the hub, not listening yet. */
export async function buildServer(deps: ServerDeps): Promise<{ app: FastifyInstance; sockets: Sockets }> {
  const app = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_BODY_BYTES,
    // An address that cannot even be read ("%E4") is led to where wrong ones are answered.
    frameworkErrors: (_error, _request, reply) => reply.redirect('/nowhere', 303),
  });
  // One schema, checked once: the executor validates what every way in brings. Here schemas only make the OpenAPI document.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  registerGuards(app);
  registerErrors(app, deps.kiosk);
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    // Only sense behind TLS; on plain loopback it would lock the browser out of other ports.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  await registerApiReference(app, deps.demo);
  await app.register(fastifyWebsocket, { options: { maxPayload: MOST_FRAME_BYTES } });
  const sockets = new Sockets();
  await app.register(async (api) => {
    registerOperations(api, deps.rest);
    registerQueries(api, deps.rest);
    registerPdfs(api, deps.rest);
    registerListFiles(api, deps.rest);
    registerPartFiles(api, { ...deps.partFiles, sessions: deps.rest.sessions });
    registerSessionRoutes(api, deps.rest.sessions);
    registerSocket(api, deps.socket, sockets);
    registerHealth(api, deps.health, sockets);
    deps.demoRoutes?.(api);
  });
  await registerKioskFiles(app, deps.kiosk);
  return { app, sockets };
}

function registerErrors(app: FastifyInstance, kiosk: string): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.id);
    if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    return reply.code(problem.status).type(PROBLEM_TYPE).send(problem);
  });
  app.setNotFoundHandler((request, reply) => {
    // A person gets a page that says so; a program gets the problem.
    const isPage = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/');
    if (isPage && hasPages(kiosk) && request.headers.accept?.includes('text/html')) {
      return reply.code(404).sendFile('index.html');
    }
    return reply
      .code(404)
      .type(PROBLEM_TYPE)
      .send({
        type: 'about:blank',
        title: `There is nothing at ${request.url}.`,
        status: 404,
        code: 'request.unknown-name',
      });
  });
}

async function registerApiReference(app: FastifyInstance, demo: boolean): Promise<void> {
  const title = demo ? 'Workshop Hub API · 演示 DEMO' : 'Workshop Hub API';
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title,
        description:
          'Everything that a page can do, a program can do. Operations need an Idempotency-Key (UUID made by the caller).',
        version: '1',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'wh_session' } } },
    },
  });
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs', staticCSP: true, theme: { title } });
}
