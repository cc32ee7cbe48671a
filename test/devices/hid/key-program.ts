// Runs under umockdev with an event device: takes it for itself alone, scans until a code came, and prints events as lines of JSON.
// usage: node key-program.ts <device>
import { EventDevice } from '../../../devices/ports/evdev.ts';
import { createScanner } from '../../../devices/scanners/create-scanner.ts';
import { systemClock } from '../../../devices/system-clock.ts';

const [, , device = ''] = process.argv;
// umockdev 0.17 breaks the heap of whoever asks it for the real path of a device, so that the look for an unplug is left out here.
const port = new EventDevice(`evdev:${device}`, device, systemClock, { identify: async () => device });
const scanner = createScanner({ name: 'gun', profile: 'generic-wedge', address: port, clock: systemClock });
scanner.listen((event) => {
  if (event.kind === 'state') process.stdout.write(`${JSON.stringify({ state: event.state.state })}\n`);
  if (event.kind !== 'scanned') return;
  process.stdout.write(`${JSON.stringify({ text: event.text })}\n`);
  setImmediate(() => void scanner.stop());
});
scanner.start();
