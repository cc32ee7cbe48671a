// `npm test` and its kin. Installs what is missing, runs the steps one after the other, and closes with "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ensureKioskBuilt, NODE, ROOT } from '../hub/ensure-installed.mjs';
import { DECODER, ensureSystemPackages, HID_KIT } from './system-packages.mjs';

const OUTPUT = join(ROOT, 'test', 'output');
const bin = (name) => join(ROOT, 'node_modules', name);

function step(title, args) {
  process.stdout.write(`\n── ${title}\n`);
  const started = Date.now();
  const { status } = spawnSync(NODE, args, { cwd: ROOT, stdio: 'inherit' });
  process.stdout.write(
    `── ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n`,
  );
  return status === 0;
}

function types() {
  const tsc = join(bin('typescript'), 'bin', 'tsc');
  return [
    step('types of hub, devices and tests', [tsc, '-p', 'tsconfig.json']),
    step('types of the screens', [tsc, '-p', 'kiosk/tsconfig.json']),
  ];
}

function lint() {
  return [step('lint', [join(bin('@biomejs/biome'), 'bin', 'biome'), 'ci', '--error-on-warnings', '.'])];
}

function vitest(title, args) {
  mkdirSync(OUTPUT, { recursive: true });
  const report = join(OUTPUT, 'vitest.json');
  rmSync(report, { force: true });
  const isGreen = step(title, [
    join(bin('vitest'), 'vitest.mjs'),
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  return {
    isGreen,
    passed: counts.numPassedTests ?? 0,
    failed: counts.numFailedTests ?? 0,
    skipped: counts.numPendingTests ?? 0,
  };
}

/** The closing line; a step that failed without a test's name counts as one failure. */
function close({ passed, failed, skipped }, steps) {
  const brokenSteps = steps.filter((isGreen) => !isGreen).length;
  const allFailed = failed + brokenSteps;
  const more = skipped > 0 ? `, ${skipped} skipped` : '';
  process.stdout.write(`\n${passed + steps.length - brokenSteps} passed, ${allFailed} failed${more}\n`);
  process.exit(allFailed === 0 ? 0 : 1);
}

/** Plain scripts, one after the other; what stands behind `--` is for the first. */
function runScripts(...files) {
  const statuses = files.map((file, index) => {
    const args = index === 0 ? process.argv.slice(3) : [];
    return spawnSync(NODE, ['--expose-gc', join(ROOT, 'test', file), ...args], { cwd: ROOT, stdio: 'inherit' }).status;
  });
  process.exit(statuses.every((status) => status === 0) ? 0 : 1);
}

ensureInstalled();
switch (process.argv[2] ?? 'test') {
  case 'check': {
    const steps = [...types(), ...lint()];
    const { isGreen, ...counts } = vitest('architecture', ['test/architecture.test.ts']);
    close(counts, isGreen || counts.failed > 0 ? steps : [...steps, false]);
    break;
  }
  case 'bench':
    ensureSystemPackages(['socat']);
    runScripts('bench/main.ts');
    break;
  case 'faults':
    ensureSystemPackages(['socat']);
    runScripts('faults/main.ts', 'faults/devices.ts', 'faults/paper-main.ts', 'faults/month-main.ts');
    break;
  case 'screenshots':
    ensureSystemPackages(['chromium', 'fonts-noto-cjk']);
    ensureKioskBuilt();
    runScripts('browser/screenshots.ts', 'browser/paper-pictures.ts');
    break;
  default: {
    ensureSystemPackages(['chromium', 'fonts-noto-cjk', 'socat'], [...HID_KIT, ...DECODER]);
    ensureKioskBuilt();
    const steps = [...types(), ...lint()];
    const { isGreen, ...counts } = vitest('tests', []);
    close(counts, isGreen || counts.failed > 0 ? steps : [...steps, false]);
  }
}
