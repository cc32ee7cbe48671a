// Runs on any Node from 20 on, before anything is installed. Installs what the lockfile says when it is not there yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Node 24, pinned by the lockfile; the system's own may be older. */
export const NODE = join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const MARK = join(ROOT, 'node_modules', '.installed-from');

function run(command, args, environment = process.env) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], env: environment });
  return result.status ?? 1;
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
}

/** Installs with `npm ci` unless exactly this lockfile was installed before. Exits with a sentence when that fails. */
export function ensureInstalled() {
  const wanted = lockHash();
  const isInstalled = existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted && existsSync(NODE);
  if (isInstalled) return;
  process.stderr.write('Installing packages (once) …\n');
  if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0 || !existsSync(NODE)) {
    process.stderr.write('The packages could not be installed: see the lines above, then run the command again.\n');
    process.exit(1);
  }
  writeFileSync(MARK, wanted);
}

function sourceHash(folder, hash = createHash('sha256')) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (['dist', 'node_modules', 'screenshots'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sourceHash(path, hash);
    else if (statSync(path).size < 4_000_000) hash.update(entry.name).update(readFileSync(path));
  }
  return hash;
}

/** Builds the screens when their sources changed since the last build. */
export function ensureKioskBuilt() {
  const dist = join(ROOT, 'kiosk', 'dist');
  const mark = join(dist, '.built-from');
  const wanted = sourceHash(join(ROOT, 'kiosk')).update(lockHash()).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  process.stderr.write('Building the screens …\n');
  if (run(NODE, [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'kiosk', '--logLevel', 'warn']) !== 0) {
    process.stderr.write('The screens could not be built: see the lines above.\n');
    process.exit(1);
  }
  writeFileSync(mark, wanted);
}
