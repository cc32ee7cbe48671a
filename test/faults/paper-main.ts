// The third part of `npm run faults`: ten thousand accidents of printers and of the hub that prints.
import { parseArgs } from 'node:util';
import { Claims } from './claims.ts';
import { printFaults } from './print-faults.ts';
import { Random } from './random.ts';

const { values } = parseArgs({
  options: {
    faults: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '20261122' },
  },
});
const claims = new Claims();
const started = performance.now();
const { rounds, struck, asked } = await printFaults(Number(values.faults), new Random(Number(values.seed)), claims);
const seconds = Math.round((performance.now() - started) / 1000);
const rows = [...struck].map(([name, times]) => `  ${name.padEnd(44)} ${times}`);
process.stdout.write(
  `${[`print faults: ${rounds} in ${seconds} s, seed ${values.seed}; ${asked} questions asked`, ...rows, '', ...claims.lines()].join('\n')}\n`,
);
process.stdout.write(`\n${claims.passed} passed, ${claims.failed} failed\n`);
process.exit(claims.failed === 0 ? 0 : 1);
