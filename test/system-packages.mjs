// What the tests need of the operating system: Debian's own packages, installed where the machine lets us.
import { spawnSync } from 'node:child_process';

/** What drives node-hid's own back-end before an emulated device; without it those tests are skipped. */
export const HID_KIT = ['umockdev', 'gcc', 'libc6-dev', 'libusb-1.0-0'];
/** A decoder that reads the codes of printed slips as a camera would. */
export const DECODER = ['zbar-tools'];

/**
 * @param {string[]} names Debian package names
 * @param {string[]} [wished] installed with them where that is possible, and done without where it is not
 */
export function ensureSystemPackages(names, wished = []) {
  const missing = [...names, ...wished].filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (mayInstall) {
    process.stderr.write(`Installing ${missing.join(', ')} from Debian …\n`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = { stdio: ['ignore', 'ignore', 2], env: environment };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
  }
  const left = wished.filter((name) => !isInstalled(name));
  if (left.length > 0) process.stderr.write(`Without ${left.join(', ')} the tests that need it are skipped.\n`);
  const still = names.filter((name) => !isInstalled(name));
  if (still.length === 0) return;
  process.stderr.write(
    `The tests need ${still.join(', ')}. Install them as root: apt-get install ${still.join(' ')}\n`,
  );
  process.exit(1);
}

function isInstalled(name) {
  const result = spawnSync('dpkg', ['-s', name], { encoding: 'utf8' });
  return result.status === 0 && /^Status: install ok installed$/m.test(result.stdout);
}
