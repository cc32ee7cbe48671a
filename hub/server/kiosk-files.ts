import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Addresses that are faces of the one page. */
const FACES = [
  '/',
  '/counter',
  '/counter/:station',
  '/bench',
  '/bay',
  '/bay/:station',
  '/desk',
  '/desk/requisitions',
  '/desk/returns',
  '/desk/holdings',
  '/desk/movements',
  '/desk/devices',
  '/desk/print',
  '/desk/parts',
  '/desk/print-template',
];

/** The build id that the pages were made with; a page of another build reloads itself. */
export function readBuild(folder: string): string {
  const file = join(folder, 'build.json');
  if (!existsSync(file)) return 'none';
  const { build } = JSON.parse(readFileSync(file, 'utf8')) as { build: string };
  return build;
}

export function hasPages(folder: string): boolean {
  return existsSync(join(folder, 'index.html'));
}

export async function registerKioskFiles(app: FastifyInstance, folder: string): Promise<void> {
  if (!hasPages(folder)) return;
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    setHeaders(reply, path) {
      // Built files carry their hash in the name; the page itself must always be asked for.
      const isHashed = path.includes('/assets/');
      reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const face of FACES) {
    app.get(face, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  }
}
