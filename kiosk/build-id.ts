import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PLACE = '__BUILD__';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Names the build after what it contains: the id stands in `build.json` for the hub and in the page's `<meta name="build">`, so
 * that a page can tell from the hub's `hello` that it is an older one.
 */
export function buildId(): Plugin {
  let folder = '';
  return {
    name: 'build-id',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    writeBundle() {
      const hash = createHash('sha256');
      for (const file of filesBelow(folder)) hash.update(file.slice(folder.length)).update(readFileSync(file));
      const build = hash.digest('hex').slice(0, 16);
      const page = join(folder, 'index.html');
      writeFileSync(page, readFileSync(page, 'utf8').replaceAll(PLACE, build));
      writeFileSync(join(folder, 'build.json'), `${JSON.stringify({ build })}\n`);
    },
  };
}
