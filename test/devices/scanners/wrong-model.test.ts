import { expect, test } from 'vitest';
import type { DeviceEvent } from '../../../devices/device.ts';
import { loadProfile } from '../../../devices/load-profile.ts';
import { createMemoryPort } from '../../../devices/ports/memory.ts';
import { createScanner } from '../../../devices/scanners/create-scanner.ts';
import { supervise } from '../../../devices/supervise.ts';
import { ManualClock, settle } from '../manual-clock.ts';

/** A gun of Cino's with STX and ETX, and whatever is really at the other end of its line. */
async function plugIn() {
  const clock = new ManualClock();
  const { port, far } = createMemoryPort('gun');
  const scanner = createScanner({
    name: 'gun',
    profile: loadProfile('scanner', 'cino-serial-frame'),
    address: port,
    clock,
  });
  const events: DeviceEvent[] = [];
  scanner.listen((event) => events.push(event));
  const supervision = supervise(scanner, { clock, random: () => 0 });
  supervision.start();
  await settle();
  const states = (): string[] => events.flatMap((event) => (event.kind === 'state' ? [event.state.state] : []));
  const told = (kind: DeviceEvent['kind']): number => events.filter((event) => event.kind === kind).length;
  const say = (text: string): void => far.write(Buffer.from(text, 'latin1'));
  return { clock, far, scanner, states, told, say };
}

const FOREIGN = '6901234567892\r\n';
const GOOD = '\x026901234567892\x03\r\n';

test('a gun of which no code fits its model says so, and every beep is told all the same', async () => {
  const { scanner, states, told, say } = await plugIn();
  for (let scan = 0; scan < 5; scan++) say(FOREIGN);
  expect(states()).toEqual(['opening', 'ready', 'garbled']);
  expect(scanner.state.detail).toBe('3 frames in a row and none of cino-serial-frame (bad-prefix)');
  expect(told('frame-refused')).toBe(5);
  say(GOOD);
  expect(states()).toEqual(['opening', 'ready', 'garbled', 'ready']);
  expect(told('scanned')).toBe(1);
});

test('a torn code now and then is no other model', async () => {
  const { states, say } = await plugIn();
  for (let scan = 0; scan < 4; scan++) {
    say(FOREIGN);
    say(FOREIGN);
    say(GOOD);
  }
  expect(states()).toEqual(['opening', 'ready']);
});

test('what does not fit its model stays open, and can be unplugged and plugged in again', async () => {
  const { clock, far, scanner, states, say } = await plugIn();
  for (let scan = 0; scan < 3; scan++) say(FOREIGN);
  scanner.start();
  clock.advance(60_000);
  await settle();
  expect(states()).toEqual(['opening', 'ready', 'garbled']);
  far.unplug();
  expect(states().at(-1)).toBe('absent');
  far.replug();
  clock.advance(10_000);
  await settle();
  // The count begins anew: half a code that the plug tore is none of the three.
  say(FOREIGN);
  say(FOREIGN);
  expect(states().at(-1)).toBe('ready');
  say(FOREIGN);
  expect(states().at(-1)).toBe('garbled');
});

test('answers to commands are of the model', async () => {
  const { scanner, states, say } = await plugIn();
  expect(scanner.profile.framing.replies).toContain('X0');
  for (let each = 0; each < 4; each++) {
    say(FOREIGN);
    say(FOREIGN);
    say('\x02]X0REVINF\x03\r\n');
  }
  expect(states()).toEqual(['opening', 'ready']);
});
