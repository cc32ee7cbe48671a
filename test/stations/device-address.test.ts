import { expect, test } from 'vitest';
import { isDeviceFileFor } from '../../hub/stations/device-address.ts';

test.each([
  ['scanner', '/dev/serial/by-id/usb-Newland_Scanner_1-if00'],
  ['scanner', '/dev/ttyACM0'],
  ['scanner', 'evdev:/dev/input/by-id/usb-x-event-kbd'],
  ['scanner', 'evdev:/dev/input/event7'],
  ['scanner', 'hid://0c2e:0b6a'],
  ['scale', '/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0'],
  ['scale', '/dev/ttyS1'],
  ['printer', '/dev/usb/lp0'],
  ['printer', 'tcp://192.168.1.60:9100'],
] as const)('a %s may be at %s', (family, address) => {
  expect(isDeviceFileFor(family, address)).toBe(true);
});

test.each([
  ['printer', '/dev/sda'],
  ['printer', '/etc/passwd'],
  ['printer', '/dev/usb/../sda'],
  ['printer', '/dev/serial/by-id/../../sda'],
  ['printer', '/dev/usb/lp0/../../sda'],
  ['printer', '/dev/tty'],
  ['scanner', 'evdev:/etc/shadow'],
  ['scanner', 'evdev:/dev/input/by-id/../../sda'],
  ['scanner', 'evdev:/dev/mem'],
  ['scanner', '/var/lib/hub.db'],
  ['scale', '/dev/serial/by-id/'],
] as const)('a %s at %s would be something else', (family, address) => {
  expect(isDeviceFileFor(family, address)).toBe(false);
});
