// The second half of `npm run faults`: five million frames of noise over every parser, and two hundred rounds of unplugging.
import { parseArgs } from 'node:util';
import { fuzzScales } from './fuzz-scales.ts';
import { fuzzScanners } from './fuzz-scanners.ts';
import { reconnectRounds } from './reconnect.ts';

/** More than that after the warm-up is a parser that keeps what it should have dropped. */
const MOST_GROWTH_KB = 20_000;

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '5000000' },
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20261122' },
  },
});
const [frames, rounds, seed] = [Number(values.frames), Number(values.rounds), Number(values.seed)];

let passed = 0;
let failed = 0;
function tell(what: string, isGood: boolean, facts: object): void {
  if (isGood) passed += 1;
  else failed += 1;
  process.stdout.write(`  ${isGood ? 'ok    ' : 'FAILED'} ${what} ${JSON.stringify(facts)}\n`);
}

for (const [what, fuzz] of [
  ['noise over every scale parser', fuzzScales],
  ['noise over every scanner parser', fuzzScanners],
] as const) {
  const outcome = await fuzz(frames / 2, seed);
  tell(what, outcome.crashes === 0 && outcome.heapGrowth_kB < MOST_GROWTH_KB, outcome);
}
const unplugged = await reconnectRounds(rounds, seed);
tell('scanners unplugged, renumbered and found again', unplugged.missed === 0, unplugged);

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
