import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { systemClock } from '../kernel/clock.ts';
import { openStore, UnsafeStore } from '../store/open.ts';
import { buildHeadOffice } from './app.ts';
import { readSettings, type Settings, WrongSettings } from './settings.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/head-office', import.meta.url));

/** The log goes to stderr: stdout carries the one line that says "ready". */
const logger = pino({ name: 'head-office' }, pino.destination({ dest: 2, sync: true }));

const STOP_MS = 5000;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** One sentence for the person who started it; everything that is not expected keeps its stack in the log. */
function explain(error: unknown, settings: Settings | null): string {
  if (error instanceof WrongSettings || error instanceof UnsafeStore) return error.message;
  const place = settings === null ? '' : `${settings.host}:${settings.port}`;
  if (codeOf(error) === 'EADDRINUSE') {
    return `Port ${settings?.port} is taken by another program; stop it, or set HEAD_OFFICE_PORT to a free port.`;
  }
  if (codeOf(error) === 'EACCES')
    return `Head office may not use ${place} or its folder ${settings?.data}: permission denied.`;
  logger.fatal({ err: error }, 'head office could not start');
  return 'Head office could not start; the log says why.';
}

async function start(settings: Settings): Promise<void> {
  const store = await openStore(join(settings.data, 'head-office.sqlite'), {
    migrations: MIGRATIONS,
    now: systemClock.wall(),
  });
  const app = buildHeadOffice({ ...settings, store, clock: systemClock, logger });
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ why }, 'head office stops');
    // What is applied is committed, and what is not will be sent again: a visitor who does not hang up is not waited for.
    systemClock.after(STOP_MS, () => process.exit(0));
    void app
      .close()
      .then(() => store.close())
      .finally(() => process.exit(0));
  };
  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    await app.close();
    await store.close();
    throw error;
  }
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  // The hub that started this is gone, however it went: nobody is left to stop it.
  if (settings.withParent) {
    process.once('disconnect', () => stop('the hub is gone'));
    if (!process.connected) stop('the hub is gone');
  }
  const address = app.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : settings.port;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const ready = { ready: true, port, url: `http://${host}:${port}` };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  process.send?.(ready);
}

let settings: Settings | null = null;
try {
  settings = readSettings(process.env, process.argv.slice(2));
  await start(settings);
} catch (error) {
  process.stderr.write(`${explain(error, settings)}\n`);
  process.exit(1);
}
