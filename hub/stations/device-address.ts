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

/**
 * The same for two spellings of one address: ids in capital letters, a port that is the usual one. Two devices at one address would each read every scan,
 * and print each slip between the other's lines.
 */
export function addressKey(address: string): string {
  const [, ids, rest = ''] = /^hid:\/\/([0-9a-f]{4}:[0-9a-f]{4})(.*)$/i.exec(address) ?? [];
  if (ids !== undefined) return `hid://${ids.toLowerCase()}${rest}`;
  const [, host, port = '9100'] = /^tcp:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/i.exec(address) ?? [];
  return host === undefined ? address : `tcp://${host.toLowerCase()}:${port}`;
}

/** What is plugged in has one address whichever of its interfaces is read. */
export function pluggedKey(address: string): string {
  return addressKey(address).replace(/^(hid:\/\/[^?]*)\?interface=\d+$/, '$1');
}
