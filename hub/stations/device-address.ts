/**
 * Device files that a person may name at the devices page. The hub opens what it is told, and a printer is written to: without this list somebody with a
 * manager's PIN could have a slip printed over a disk, or read a file as if it were a keyboard. The configuration file is the machine's owner's.
 */
const FILES: Readonly<Record<'scanner' | 'printer' | 'scale', RegExp>> = {
  scanner: /^\/dev\/(serial\/by-(id|path)\/[^/]+|(tty[A-Z]+|rfcomm)\d+)$/,
  scale: /^\/dev\/(serial\/by-(id|path)\/[^/]+|(tty[A-Z]+|rfcomm)\d+)$/,
  printer: /^\/dev\/((usb\/)?lp\d+|serial\/by-(id|path)\/[^/]+)$/,
};
const EVENT_FILE = /^\/dev\/input\/(by-(id|path)\/[^/]+|event\d+)$/;

/** false: a path that is no such device's. Addresses that are no paths are for the drivers to judge. */
export function isDeviceFileFor(family: 'scanner' | 'printer' | 'scale', address: string): boolean {
  const event = /^evdev:(.*)$/.exec(address);
  if (event !== null) return EVENT_FILE.test(event[1] ?? '');
  return !address.startsWith('/') || FILES[family].test(address);
}
