import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { Device, HIDAsync } from 'node-hid';
import { PortError } from './port-error.ts';

/** What the port needs of a HID library; a test gives its own. */
export type HidBackend = {
  devices(): Promise<readonly Device[]>;
  open(path: string): Promise<HidHandle>;
  /** The report descriptor; null where it cannot be read. */
  descriptor(path: string): Uint8Array | null;
  /** Where the device is plugged in, which changes with every plugging; null where that cannot be read. */
  place(path: string): string | null;
};
export type HidHandle = Pick<HIDAsync, 'on' | 'write' | 'sendFeatureReport' | 'close'>;

/**
 * - `hidraw`: reports as the kernel hands them out, to whoever asks: a keyboard read through it goes on typing into every page.
 * - `libusb`: the kernel's driver is sent away while the device is open, so that nobody else hears it. Needs write access to /dev/bus/usb, USB only.
 */
export type HidDriver = 'hidraw' | 'libusb';

type Library = typeof import('node-hid');
const libraries = new Map<HidDriver, Library>();

/**
 * node-hid knows one driver in a process, chosen at its first call. A workshop needs both at once (HID-POS and a keyboard-wedge), so each gets a copy of
 * node-hid's few lines of script; the binaries are two files anyway.
 */
function library(driver: HidDriver): Library {
  const known = libraries.get(driver);
  if (known !== undefined) return known;
  const require = createRequire(import.meta.url);
  for (const file of Object.keys(require.cache)) {
    if (/node-hid[\\/][^\\/]+\.js$/.test(file)) delete require.cache[file];
  }
  const made: Library = require('node-hid');
  made.setDriverType(driver);
  try {
    made.getHidapiVersion(); // loads the binary now, while this copy's driver is the one that is asked for
  } catch (error) {
    throw loadFault(error);
  }
  libraries.set(driver, made);
  return made;
}

/** Both binaries want libusb, also the one for hidraw. A machine without it is told what it lacks; once it is there, the next attempt finds it. */
export function loadFault(error: unknown): PortError {
  const words = error instanceof Error ? error.message : String(error);
  const remedy = /libusb-1\.0/.test(words) ? '; HID scanners need it: apt-get install libusb-1.0-0' : '';
  return new PortError('failed', `${words}${remedy}`, error);
}

/**
 * hidapi's libusb driver opens no device and says not why ("hid_error is not implemented yet"): what most machines lack is the permission, which the node of
 * the device itself tells. `path` is the driver's own ("1-3:1.0"); null: it is not the permission.
 */
export function deniedNode(
  path: string,
  root = '/',
  mayUse: (file: string) => boolean = mayReadAndWrite,
): string | null {
  const [, place] = /^(\d+-[\d.]+):\d+\.\d+$/.exec(path) ?? [];
  if (place === undefined) return null;
  const number = (name: string): string => {
    try {
      return readFileSync(join(root, 'sys/bus/usb/devices', place, name), 'utf8')
        .trim()
        .padStart(3, '0');
    } catch {
      return '';
    }
  };
  const [bus, device] = [number('busnum'), number('devnum')];
  if (bus === '' || device === '') return null;
  const node = `/dev/bus/usb/${bus}/${device}`;
  return mayUse(join(root, node)) ? null : node;
}

function mayReadAndWrite(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EACCES');
  }
}

async function openByLibusb(path: string): Promise<HidHandle> {
  try {
    return await library('libusb').HIDAsync.open(path);
  } catch (error) {
    const denied = deniedNode(path);
    throw denied === null ? error : new PortError('forbidden', `${denied}: permission denied`, error);
  }
}

/** node-hid with one of its drivers. Loads nothing before the first call. */
export function systemHid(driver: HidDriver): HidBackend {
  return {
    devices: () => library(driver).devicesAsync(),
    open: (path) => (driver === 'libusb' ? openByLibusb(path) : library(driver).HIDAsync.open(path)),
    descriptor: (path) => (isHidraw(path) ? readDescriptor(path) : null),
    place: (path) => (isHidraw(path) ? placeOf(path) : path),
  };
}

const isHidraw = (path: string): boolean => path.startsWith('/dev/');
const sysfsOf = (path: string): string => `/sys/class/hidraw/${basename(path)}/device`;

function readDescriptor(path: string): Uint8Array | null {
  try {
    return new Uint8Array(readFileSync(`${sysfsOf(path)}/report_descriptor`));
  } catch {
    return null;
  }
}

function placeOf(path: string): string | null {
  try {
    return realpathSync.native(sysfsOf(path));
  } catch {
    return null;
  }
}
