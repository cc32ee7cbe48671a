import { expect, test } from 'vitest';
import type { Plugged } from '../../devices/discovery.ts';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import { guessFor, PluggedWatch, unknownOf } from '../../hub/stations/plugged.ts';
import { ManualClock } from '../support/clock.ts';

function plugged(kind: Plugged['kind'], usb: Plugged['usb'] = null, address = `${kind}-1`): Plugged {
  return { address, aliases: [`${address} by path`, `/dev/${address}`], kind, usb, words: '', place: '' };
}
const usb = (vendor: number, product: number) => ({ vendor, product, serial: null });

test('a scanner whose USB ids a profile names is meant without asking', () => {
  const guess = guessFor(plugged('serial', usb(0x1eab, 0x0c06)));
  const [first = ''] = guess.profiles;
  expect(guess).toMatchObject({ recognised: true, likely: true });
  expect(loadProfile('scanner', first).usb).toContainEqual(expect.objectContaining({ vendor: '1eab' }));
  expect(guess.profiles.filter((name) => listProfiles('scale').includes(name))).toEqual([]);
});

test('a bridge tells nothing of what is behind it: every serial scanner and every scale is asked for', () => {
  const guess = guessFor(plugged('serial', usb(0x1a86, 0x7523)));
  expect(guess).toMatchObject({ recognised: false, likely: true });
  for (const scale of listProfiles('scale')) expect(guess.profiles).toContain(scale);
  const scanners = guess.profiles.filter((name) => listProfiles('scanner').includes(name));
  expect(scanners[0]).toMatch(/^generic-serial/);
  for (const name of scanners) expect(loadProfile('scanner', name).transports).toContain('serial');
  expect(new Set(guess.profiles).size).toBe(guess.profiles.length);
});

test('a socket of the mainboard is always there, whether something hangs on it or not', () => {
  expect(guessFor(plugged('serial'))).toMatchObject({ recognised: false, likely: false });
  expect(guessFor(plugged('serial')).profiles).toEqual(guessFor(plugged('serial', usb(0x1a86, 0x7523))).profiles);
});

test('HID-POS of an unknown maker says itself how it is read', () => {
  const guess = guessFor(plugged('hid-pos', usb(0xdead, 0xbeef)));
  expect(guess).toMatchObject({ recognised: true, likely: true });
  expect(guess.profiles[0]).toBe('generic-hid-pos');
  expect(guessFor(plugged('hid-pos', usb(0x1eab, 0x0d10))).profiles[0]).toBe('newland-hid-pos');
});

test('a keyboard is likely meant for the hub only when its maker makes scanners', () => {
  expect(guessFor(plugged('hid-keyboard', usb(0x046d, 0xc31c)))).toMatchObject({ recognised: false, likely: false });
  expect(guessFor(plugged('hid-keyboard', usb(0x1eab, 0x0003)))).toMatchObject({ likely: true });
  const { profiles } = guessFor(plugged('hid-keyboard', usb(0x046d, 0xc31c)));
  expect(profiles).toContain('generic-wedge');
  for (const name of profiles) expect(listProfiles('scanner')).toContain(name);
});

test('a scanner that types is asked for by its maker, too: its models are set up for something better', () => {
  const { profiles } = guessFor(plugged('hid-keyboard', usb(0x0c2e, 0x0b61)));
  expect(profiles.slice(0, 2).sort()).toEqual(['generic-wedge', 'generic-wedge-bare']);
  const others = profiles.slice(2);
  expect(others).toEqual(expect.arrayContaining(['honeywell-hid-pos', 'honeywell-serial']));
  for (const name of others)
    expect(loadProfile('scanner', name)).toMatchObject({ vendor: 'Honeywell', setUp: expect.anything() });
  expect(guessFor(plugged('hid-keyboard', usb(0x046d, 0xc31c))).profiles).toHaveLength(2);
});

test('a printer is one of ours', () => {
  const printer = guessFor(plugged('usb-printer', usb(0x04b8, 0x0202)));
  expect(printer).toEqual({ profiles: listProfiles('printer'), recognised: false, likely: true });
});

test('a device that the hub has under any of its addresses is not unknown', () => {
  const [gun, scale] = [plugged('serial', null, 'gun'), plugged('serial', null, 'scale')];
  expect(unknownOf([gun, scale], new Set())).toEqual([gun, scale]);
  expect(unknownOf([gun, scale], new Set(['gun']))).toEqual([scale]);
  expect(unknownOf([gun, scale], new Set(['/dev/gun', 'scale by path']))).toEqual([]);
  expect(unknownOf([gun], new Set(['/dev/gu', 'scale']))).toEqual([gun]);
  const hid = plugged('hid-pos', usb(0x0c2e, 0x0b6a), 'hid://0c2e:0b6a');
  for (const spelt of ['hid://0C2E:0B6A', 'hid://0c2e:0b6a?interface=1']) {
    expect(unknownOf([hid], new Set([spelt]))).toEqual([]);
  }
});

test('it looks every second, tells when something else is plugged in, and stops', () => {
  const clock = new ManualClock();
  const told: (readonly Plugged[])[] = [];
  let now: Plugged[] = [];
  let looks = 0;
  const discover = (): Plugged[] => {
    looks += 1;
    return structuredClone(now);
  };
  const watch: PluggedWatch = new PluggedWatch({ clock, discover, onChange: () => told.push(watch.now) });
  now = [plugged('serial')];
  watch.start();
  expect(told).toEqual([now]);
  clock.advance(5_000);
  expect([looks, told.length]).toEqual([6, 1]);
  now = [...now, plugged('hid-pos', usb(0x1eab, 0x0d10))];
  clock.advance(999);
  expect(told).toHaveLength(1);
  clock.advance(1);
  expect(told[1]).toEqual(now);
  // Another socket is another address.
  now = now.map((one) => ({ ...one, place: '1-9' }));
  clock.advance(1_000);
  expect(watch.now).toEqual(now);
  now = [];
  watch.stop();
  clock.advance(10_000);
  expect([looks, told.length]).toEqual([8, 3]);
});
