// Runs under the kit: scans with one profile and address until as many events came as were asked for, and prints each as a line of JSON.
// usage: node scan-program.ts <profile> <address, or "plugged" for the first scanner that is found and printed> <scans>
import { discover } from '../../../devices/discovery.ts';
import { createScanner } from '../../../devices/scanners/create-scanner.ts';
import { supervise } from '../../../devices/supervise.ts';
import { systemClock } from '../../../devices/system-clock.ts';

const [, , profile = '', wanted = '', count = '1'] = process.argv;
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
const address = wanted === 'plugged' ? discovered() : wanted;
const scanner = createScanner({ name: 'gun', profile, address, clock: systemClock });
const supervision = supervise(scanner, { clock: systemClock, patience: { first_ms: 20, cap_ms: 100 } });
let missing = Number(count);
let isEnding = false;

scanner.listen((event) => {
  if (event.kind === 'state') say({ state: event.state.state, detail: event.state.detail ?? null });
  else if (event.kind === 'scanned') say({ text: event.text, symbology: event.symbology });
  else if (event.kind === 'frame-refused') say({ refused: event.code });
  const isLost = event.kind === 'state' && (event.state.state === 'absent' || event.state.state === 'failed');
  if (event.kind === 'scanned' || isLost) missing -= 1;
  if (missing > 0 || isEnding) return;
  isEnding = true;
  // The device must be closed before the program ends, or its reading thread keeps it alive for ever.
  setImmediate(() => void supervision.stop());
});
supervision.start();

/** The kit's /sys under the name that it really has: umockdev stands in for it, but not where Node lists a folder. */
function discovered(): string {
  const plugged = discover(process.env.UMOCKDEV_DIR).filter(({ kind }) => kind === 'hid-pos');
  say({ plugged });
  return plugged[0]?.address ?? '';
}
