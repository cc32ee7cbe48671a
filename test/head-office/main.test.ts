import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings, WrongSettings } from '../../hub/head-office/settings.ts';
import { commitMany, drain, newKey, openBranch, tempFolder, uplinkOf } from '../sync/workshop.ts';

let folder: ReturnType<typeof tempFolder>;
let running: ChildProcess[];
beforeEach(() => {
  folder = tempFolder();
  running = [];
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  folder.remove();
});

type Process = {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly errors: () => string;
  readonly ended: Promise<number | null>;
};

function start(args: readonly string[], env: Record<string, string> = {}): Process {
  const child = fork('hub/head-office/main.ts', args, {
    env: { ...process.env, HEAD_OFFICE_PORT: '0', HEAD_OFFICE_DATA: join(folder.path, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  running.push(child);
  let out = '';
  let errors = '';
  child.stdout?.on('data', (text) => (out += text));
  child.stderr?.on('data', (text) => (errors += text));
  // 'close' does not come after a disconnect by the parent; the exit and the end of its words do.
  const spoken = new Promise<void>((resolve) => child.stderr?.on('end', resolve));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code))).then(
    async (code) => {
      await spoken;
      return code;
    },
  );
  return { child, out: () => out, errors: () => errors, ended };
}

async function ready({ child }: Process): Promise<{ port: number; url: string }> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number; url: string }));
    child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
  });
}

test('it says where it listens, serves, stops when told, and has kept everything', async () => {
  const first = start(['--trust-first-key']);
  const { url } = await ready(first);
  const side = await openBranch(join(folder.path, 'hub.sqlite'), newKey());
  try {
    await commitMany(side.store, 20);
    await drain(uplinkOf(side, url));
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(JSON.parse(first.out())).toMatchObject({ ready: true, url });
    const second = start(['--trust-first-key']);
    const again = await ready(second);
    const feed = (await (await fetch(`${again.url}/v1/feed`)).json()) as { events: unknown[] };
    expect(feed.events).toHaveLength(20);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  } finally {
    await side.store.close();
  }
});

test('a port that is taken is one clear sentence and exit code 1', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  try {
    const blocked = start([], { HEAD_OFFICE_PORT: String(port) });
    expect(await blocked.ended).toBe(1);
    expect(blocked.errors().trim()).toBe(
      `Port ${port} is taken by another program; stop it, or set HEAD_OFFICE_PORT to a free port.`,
    );
    expect(blocked.out()).toBe('');
  } finally {
    other.close();
  }
});

test('started with its parent it ends when the parent is gone, and without it lives on', async () => {
  const child = start(['--with-parent', '--trust-first-key']);
  await ready(child);
  child.child.disconnect();
  expect(await child.ended).toBe(0);
  const alone = start(['--trust-first-key'], { HEAD_OFFICE_DATA: join(folder.path, 'alone') });
  const { url } = await ready(alone);
  alone.child.disconnect();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('settings that cannot be are refused in a sentence', () => {
  expect(() => readSettings({}, ['--trust-frist-key'])).toThrow(WrongSettings);
  expect(() => readSettings({ HEAD_OFFICE_PORT: '80a' }, [])).toThrow(/HEAD_OFFICE_PORT is "80a"/);
  expect(() => readSettings({ HEAD_OFFICE_HOST: '0.0.0.0' }, [])).toThrow(/HEAD_OFFICE_READ_TOKEN/);
  expect(readSettings({}, [])).toEqual({
    host: '127.0.0.1',
    port: 8090,
    data: '.data/head-office',
    enrolmentCode: null,
    readToken: null,
    trustFirstKey: false,
    withParent: false,
    demo: false,
  });
});
