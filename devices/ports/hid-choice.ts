import type { Device } from 'node-hid';
import { PortError } from './port-error.ts';

/** Which HID device is meant: by what it is, or by where it is plugged in. */
export type HidTarget =
  | {
      readonly by: 'id';
      readonly vendor: number;
      readonly product: number;
      /** null: any, as long as there is only one. */
      readonly serial: string | null;
      /** USB interface number; null: the one that speaks as asked. */
      readonly interface: number | null;
    }
  /** A device file or a link to it, or the USB place ("1-3", "1-3.2:1.0") that stays the same when it is plugged into the same socket again. */
  | { readonly by: 'path'; readonly path: string };

/** What the device shall be used as, which is the usage of its top collection. */
export type HidUse = 'hid-pos' | 'hid-keyboard';
const USAGES: Readonly<Record<HidUse, readonly [page: number, usage: number | null]>> = {
  'hid-pos': [0x8c, null],
  'hid-keyboard': [0x01, 0x06],
};

export type Places = {
  /** Where a device file is plugged in; null where that cannot be read. */
  place(path: string): string | null;
  /** What a link leads to. */
  resolve(path: string): string;
};

/**
 * The path of the one device that is meant. Two alike are refused instead of taking either: their scans belong to two counters.
 * @throws PortError `absent` or `failed`.
 */
export function chooseDevice(devices: readonly Device[], target: HidTarget, use: HidUse, places: Places): string {
  const found = devices.filter((device) => isMeant(device, target, places) && speaks(device, use));
  const paths = [...new Set(found.flatMap(({ path }) => path ?? []))];
  const [path] = paths;
  if (path === undefined) throw new PortError('absent', `no such ${use} device is plugged in`);
  if (paths.length > 1) {
    const names = paths.map((one) => places.place(one) ?? one).join(', ');
    throw new PortError('failed', `${paths.length} devices are alike (${names}): address one by its hid-path`);
  }
  return path;
}

function isMeant(device: Device, target: HidTarget, places: Places): boolean {
  if (target.by === 'id') {
    return (
      device.vendorId === target.vendor &&
      device.productId === target.product &&
      (target.serial === null || device.serialNumber === target.serial) &&
      (target.interface === null || device.interface === target.interface)
    );
  }
  const { path } = device;
  if (path === undefined) return false;
  if (target.path.startsWith('/')) return path === target.path || path === places.resolve(target.path);
  const place = places.place(path) ?? path;
  // A part of the way in sysfs ("…/usb1/1-3/1-3:1.0/0003:…"), or libusb's own path ("1-3:1.0").
  return place.split('/').some((part) => part === target.path || part.startsWith(`${target.path}:`));
}

/** The libusb driver reports no usage; there a device that is meant is taken as it is. */
function speaks({ usagePage, usage }: Device, use: HidUse): boolean {
  if (usagePage === undefined || usagePage === 0) return true;
  const [page, wanted] = USAGES[use];
  return usagePage === page && (wanted === null || usage === wanted);
}
