import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { Child, environmentWith, HUB_MAIN } from './child.ts';
import { Desk } from './desk.ts';
import { ADMINISTRATOR, hubIn, mortal, sentenceOf } from './hub.ts';

/** A mount of one's own needs a kernel that gives user namespaces; it is gone with the process, whatever happens. */
const OWN_MOUNT = ['--user', '--map-root-user', '--mount'];
const canMount =
  spawnSync('unshare', [...OWN_MOUNT, 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt'], { stdio: 'ignore' })
    .status === 0;
const whyNot = canMount ? '' : ' (skipped: this machine lets nobody mount a small disk of his own)';

/** A hub whose data lie on a disk of that size; the disk is seen from here under the process's own root. */
function hubOnDisk(size: string): { hub: Child; disk: () => string } {
  const folder = tempFolder();
  const data = join(folder, 'disk');
  mkdirSync(data);
  const { pin, ...firstAdministrator } = ADMINISTRATOR;
  const file = join(folder, 'hub.yaml');
  writeFileSync(file, JSON.stringify({ data, port: 0, firstAdministrator, log: { level: 'warn' } }));
  const command = `mount -t tmpfs -o size=${size} none "$0" && exec "$1" "$2"`;
  const args = [...OWN_MOUNT, 'sh', '-c', command, data, process.execPath, HUB_MAIN];
  const hub = mortal(new Child('unshare', args, environmentWith({ HUB_CONFIG: file, HUB_ADMIN_PIN: pin })));
  return { hub, disk: () => `/proc/${hub.process.pid}/root${data}` };
}

/** Writes until not one byte more fits. */
function fill(folder: string): string {
  const file = join(folder, 'somebody-elses-film.mp4');
  for (const chunk of [65_536, 4_096, 512]) {
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(chunk), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
  return file;
}

test.skipIf(!canMount)(`a disk that fills while the hub runs: 503 until there is room, then on${whyNot}`, async () => {
  const { hub, disk } = hubOnDisk('24m');
  const desk = await Desk.open(await hub.ready());
  expect(await desk.openWarehouse('BEFORE')).toMatchObject({ status: 200 });
  const film = fill(disk());
  // The log of the store may have room left for a few; then there is none.
  const refused: string[] = [];
  for (let n = 0; refused.length < 3; n += 1) {
    const key = newId();
    const { status, body } = await desk.openWarehouse(`W${n}`, key);
    if (status === 200) continue;
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'store.full' });
    refused.push(key);
  }
  // It lives, answers, and tells its watchdog.
  expect(await desk.isWell()).toBe(false);
  rmSync(film);
  for (const [n, key] of refused.entries()) {
    expect(await desk.openWarehouse(`AFTER${n}`, key)).toMatchObject({ status: 200 });
  }
  expect(await desk.openWarehouse('BEFORE')).toMatchObject({ status: 409 });
  expect(await desk.isWell()).toBe(true);
  expect(await hub.stop('SIGTERM')).toMatchObject({ code: 0 });
});

test.skipIf(!canMount)(`a disk that is full at the start is said in a sentence${whyNot}`, async () => {
  for (const size of ['64k', '300k']) {
    const sentence = await sentenceOf(hubOnDisk(size).hub);
    expect(sentence).toContain('disk is full');
  }
});

/** The largest file that the process may write from now on; null: any. */
function limitFiles(hub: Child, bytes: number | null): void {
  const limit = `--fsize=${bytes ?? 'unlimited'}:unlimited`;
  const { status } = spawnSync('prlimit', ['--pid', String(hub.process.pid), limit], { stdio: 'inherit' });
  if (status !== 0) throw new Error('prlimit did not do it.');
}

test('a write that the machine refuses for another reason is 503 as well, and nothing of it happened', async () => {
  const folder = tempFolder();
  const hub = hubIn(folder);
  const desk = await Desk.open(await hub.ready());
  const data = join(folder, 'data');
  const log = readdirSync(data).find((name) => name.endsWith('-wal')) ?? '';
  limitFiles(hub, statSync(join(data, log)).size);
  const key = newId();
  expect(await desk.openWarehouse('A', key)).toMatchObject({ status: 503, body: { code: 'store.fault' } });
  expect(await desk.isWell()).toBe(false);
  limitFiles(hub, null);
  expect(await desk.openWarehouse('A', key)).toMatchObject({ status: 200 });
  expect(await desk.isWell()).toBe(true);
  expect(await hub.stop('SIGTERM')).toMatchObject({ code: 0 });
});
