import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { startHub } from '../process/child.ts';
import type { Claims } from './claims.ts';
import { readDeadStore } from './dead-store.ts';
import { ADMINISTRATOR, writeConfig } from './first-data.ts';
import type { Random } from './random.ts';

export const CLAIM_OF_BIRTHS = 'a hub that is killed while it is being born comes to life at the next start';

/** Kills first starts on empty folders: keys, pepper, migrations and the first administrator are half made then. */
export async function killBirths(count: number, folder: string, random: Random, claims: Claims): Promise<void> {
  if (count > 0) claims.expect(CLAIM_OF_BIRTHS);
  for (let birth = 1; birth <= count; birth += 1) {
    const own = join(folder, `birth-${birth}`);
    mkdirSync(own);
    const config = join(own, 'hub.yaml');
    writeConfig(config, own, null, null);
    const settings = { HUB_CONFIG: config, HUB_ADMIN_PIN: ADMINISTRATOR.pin };
    const first = startHub(settings);
    const kill_ms = random.between(300, 1_000);
    await Promise.race([rest(kill_ms), first.ready().catch(() => {})]);
    await first.stop('SIGKILL');
    const second = startHub(settings);
    const alive = await second.ready().then(
      () => true,
      () => false,
    );
    const { code } = await second.stop('SIGTERM');
    claims.check(CLAIM_OF_BIRTHS, alive && code === 0, () => `killed after ${kill_ms} ms: ${second.err.slice(0, 300)}`);
    if (!alive) continue;
    const counts = readDeadStore(join(own, 'data', 'hub.db'), (reader) => [
      reader.one<{ n: number }>('select count(*) as n from branch')?.n,
      reader.one<{ n: number }>('select count(*) as n from person')?.n,
    ]);
    claims.check(
      CLAIM_OF_BIRTHS,
      counts.every((n) => n === 1),
      () => `branches and administrators: ${counts}`,
    );
  }
}
