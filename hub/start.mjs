// `npm start`: installs what is missing, builds the screens when stale, then runs the hub on the pinned Node.
// `npm run dev` restarts the hub and rebuilds the screens at every change; `npm run head-office` runs the other end.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, ensureKioskBuilt, NODE, ROOT } from './ensure-installed.mjs';

const isDev = process.argv.includes('--dev');
const isHeadOffice = process.argv.includes('head-office');

ensureInstalled();
if (!isHeadOffice) ensureKioskBuilt();

const main = join(ROOT, 'hub', isHeadOffice ? 'head-office' : '.', 'main.ts');
const passedOn = process.argv.slice(2).filter((word) => word !== '--dev' && word !== 'head-office');
const children = [
  spawn(NODE, [...(isDev ? ['--watch', '--watch-preserve-output'] : []), main, ...passedOn], {
    cwd: ROOT,
    stdio: 'inherit',
  }),
];
if (isDev && !isHeadOffice) {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  children.push(
    spawn(NODE, [vite, 'build', 'kiosk', '--watch', '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit' }),
  );
}

// The terminal sends Ctrl-C to everybody; a supervisor sends SIGTERM to us only.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
children[0].on('exit', (code, signal) => {
  for (const child of children.slice(1)) child.kill();
  process.exit(code ?? (signal === null ? 1 : 0));
});
