import { expect, test } from 'vitest';
import { addressKey, isDeviceFileFor, pluggedKey } from '../../hub/stations/device-address.ts';

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

test.each([
  ['hid://0C2E:0B6A/S-1', 'hid://0c2e:0b6a/S-1'],
  ['tcp://192.168.1.60', 'tcp://192.168.1.60:9100'],
  ['tcp://Slips.local:9100/', 'tcp://slips.local:9100'],
  ['tcp://[::1]', 'tcp://[::1]:9100'],
])('%s and %s are one address', (one, other) => {
  expect(addressKey(one)).toBe(addressKey(other));
});

test.each([
  ['hid://0c2e:0b6a/s-1', 'hid://0c2e:0b6a/S-1'],
  ['tcp://192.168.1.60:9101', 'tcp://192.168.1.60:9100'],
  ['/dev/serial/by-id/usb-a', '/dev/serial/by-id/usb-A'],
  ['hid://0c2e:0b6a?interface=1', 'hid://0c2e:0b6a?interface=0'],
])('%s and %s are two', (one, other) => {
  expect(addressKey(one)).not.toBe(addressKey(other));
});

test('an interface of a device is the device that is plugged in', () => {
  expect(pluggedKey('hid://0C2E:0B6A/S-1?interface=1')).toBe(pluggedKey('hid://0c2e:0b6a/S-1'));
});
