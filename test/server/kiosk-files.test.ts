import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { registerKioskFiles } from '../../hub/server/kiosk-files.ts';
import { DESK_PAGES } from '../../kiosk/route.ts';

test('every face and every page of the desk has its address; another has none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  const app = Fastify();
  await registerKioskFiles(app, folder);
  const status = async (url: string): Promise<number> => (await app.inject({ url })).statusCode;
  const faces = ['/', '/counter', '/counter/counter-1', '/bay', '/bay/bay-2', '/bench', '/desk'];
  for (const url of [...faces, ...DESK_PAGES.map((page) => `/desk/${page}`)])
    expect([url, await status(url)]).toEqual([url, 200]);
  expect(await status('/desk/nothing')).toBe(404);
  await app.close();
});
