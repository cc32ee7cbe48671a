import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { isDeepStrictEqual } from 'node:util';

import { parsePrinterId, printerAddress } from './ports/ieee1284.ts';

import { parseDescriptor } from './scanners/hid/descriptor.ts';

/** A device that is plugged into this machine, as the kernel shows it. */
export type Plugged = {
  /** How the hub addresses it so that it is found again: by id where it has a serial number, by its socket where it has none. */
  readonly address: string;
  /** Every other address under which the same device may be configured. */
  readonly aliases: readonly string[];
  readonly kind: 'serial' | 'hid-pos' | 'hid-keyboard' | 'usb-printer';
  /** USB ids; null: no USB device. */
  readonly usb: { readonly vendor: number; readonly product: number; readonly serial: string | null } | null;
  /** As it names itself. */
  readonly words: string;
  /** The socket: "1-3.2"; empty where there is none. */
  readonly place: string;
};

/**
 * What is plugged in now, read from sysfs and from the links that udev keeps in /dev (kernel: Documentation/ABI/stable/sysfs-bus-usb; udev:
 * 60-serial.rules, 60-input-id.rules). No library and no process: it may be asked every second. `root` is the root of the file system.
 */
export function discover(root = '/'): Plugged[] {
  const host = new Host(root);
  return withoutShared([...serialPorts(host), ...hidDevices(host), ...usbPrinters(host)]);
}

/** Two sockets with devices of one name (no serial number, or the same for all that the maker sells): that name means neither of them. */
function withoutShared(all: readonly Plugged[]): Plugged[] {
  const addressesOf = ({ address, aliases }: Plugged): string[] => [address, ...aliases];
  return all.map((one) => {
    const shared = new Set(all.filter(({ place }) => place !== one.place).flatMap(addressesOf));
    const [address, ...aliases] = addressesOf(one).filter((name) => !shared.has(name));
    return address === undefined ? one : { ...one, address, aliases };
  });
}

type UsbDevice = NonNullable<Plugged['usb']> & { readonly words: string; readonly place: string };

/** The files of one machine; what cannot be read is not there. */
class Host {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  list(folder: string): string[] {
    try {
      return readdirSync(join(this.#root, folder)).sort();
    } catch {
      return [];
    }
  }

  text(file: string): string {
    try {
      return readFileSync(join(this.#root, file), 'utf8').trim();
    } catch {
      return '';
    }
  }

  bytes(file: string): Uint8Array {
    try {
      return new Uint8Array(readFileSync(join(this.#root, file)));
    } catch {
      return new Uint8Array();
    }
  }

  real(path: string): string | null {
    try {
      return realpathSync.native(join(this.#root, path));
    } catch {
      return null;
    }
  }

  /** The links of a folder that lead to this device file. */
  linksTo(folder: string, device: string): string[] {
    const target = this.real(device) ?? join(this.#root, device);
    return this.list(folder)
      .map((name) => `${folder}/${name}`)
      .filter((link) => this.real(link) === target);
  }

  /** The USB device above a sysfs folder; null where there is none. */
  usbAbove(folder: string): UsbDevice | null {
    for (let at = this.real(folder); at !== null && at.length > 1; at = dirname(at)) {
      if (!existsSync(join(at, 'idVendor'))) continue;
      const read = (name: string): string => this.#plain(join(at, name));
      const [vendor, product] = [Number.parseInt(read('idVendor'), 16), Number.parseInt(read('idProduct'), 16)];
      if (Number.isNaN(vendor) || Number.isNaN(product)) return null;
      return {
        vendor,
        product,
        serial: read('serial') || null,
        words: `${read('manufacturer')} ${read('product')}`.trim(),
        place: basename(at),
      };
    }
    return null;
  }

  #plain(file: string): string {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      return '';
    }
  }
}

const hex4 = (id: number): string => id.toString(16).padStart(4, '0');
const idsOf = (usb: UsbDevice | null): Plugged['usb'] =>
  usb === null ? null : { vendor: usb.vendor, product: usb.product, serial: usb.serial };

function serialPorts(host: Host): Plugged[] {
  const all = host.list('/sys/class/tty').map((name) => {
    const folder = `/sys/class/tty/${name}`;
    return { name, folder, usb: host.usbAbove(`${folder}/device`) };
  });
  return all.flatMap(({ name, folder, usb }): Plugged[] => {
    // A socket on the mainboard exists when its chip answered; the kernel lists many that do not.
    const isBoardPort = /^ttyS\d+$/.test(name) && !['', '0'].includes(host.text(`${folder}/type`));
    if (usb === null && !isBoardPort) return [];
    const device = `/dev/${name}`;
    const byId = host.linksTo('/dev/serial/by-id', device);
    const byPath = host.linksTo('/dev/serial/by-path', device);
    // Bridges without a serial number all have the same id, and so have those that all bear the same: only their sockets tell them apart.
    const isOwnId = usb?.serial != null && !all.some((other) => other.usb !== null && areAlike(usb, other.usb));
    const [address = device, ...others] = isOwnId ? [...byId, ...byPath] : [...byPath, ...byId];
    const aliases = [...others, device].filter((alias) => alias !== address);
    return [{ address, aliases, kind: 'serial', usb: idsOf(usb), words: usb?.words || name, place: usb?.place ?? '' }];
  });
}

const areAlike = (one: UsbDevice, other: UsbDevice): boolean =>
  one.place !== other.place && isDeepStrictEqual(idsOf(one), idsOf(other));

function hidDevices(host: Host): Plugged[] {
  return host.list('/sys/class/hidraw').flatMap((name): Plugged[] => {
    const folder = `/sys/class/hidraw/${name}/device`;
    const kind = hidKindOf(host.bytes(`${folder}/report_descriptor`));
    const uevent = host.text(`${folder}/uevent`);
    const [, vendor, product] = /^HID_ID=[0-9A-F]{4}:0000([0-9A-F]{4}):0000([0-9A-F]{4})$/m.exec(uevent) ?? [];
    if (kind === null || vendor === undefined || product === undefined) return [];
    const ids = { vendor: Number.parseInt(vendor, 16), product: Number.parseInt(product, 16) };
    const above = hidUsbAbove(host, folder, ids);
    const serial = above?.serial ?? (/^HID_UNIQ=(.+)$/m.exec(uevent)?.[1]?.trim() || null);
    const usb = { ...ids, serial };
    const plain = `hid://${hex4(usb.vendor)}:${hex4(usb.product)}`;
    const byId = serial === null ? [] : [`${plain}/${encodeURIComponent(serial)}`];
    const place = above?.place ?? '';
    const byPlace = place === '' ? [] : [`hid-path:${place}`];
    const events = kind === 'hid-keyboard' ? eventLinks(host, folder, serial !== null) : [];
    const [address = plain, ...others] = [...events, ...byId, ...byPlace];
    const aliases = [...others, plain, `hid-path:/dev/${name}`].filter((alias) => alias !== address);
    const words = above?.words || (/^HID_NAME=(.+)$/m.exec(uevent)?.[1] ?? name);
    return [{ address, aliases, kind, usb, words, place }];
  });
}

/** What is above a Bluetooth scanner is the adapter of this machine, and not the scanner. */
function hidUsbAbove(host: Host, folder: string, ids: { vendor: number; product: number }): UsbDevice | null {
  const above = host.usbAbove(folder);
  return above?.vendor === ids.vendor && above.product === ids.product ? above : null;
}

/** Usages of the top collections: the bar code scanner page (USB-IF HID POS 1.02), a keyboard of the generic desktop page (HUT 1.5, 4.1). */
const SCANNER_PAGE = 0x8c;
const KEYBOARD = 0x01_0006;

function hidKindOf(descriptor: Uint8Array): 'hid-pos' | 'hid-keyboard' | null {
  const tops = parseDescriptor(descriptor)?.fields.map(({ collections }) => collections[0] ?? 0) ?? [];
  if (tops.some((usage) => usage >>> 16 === SCANNER_PAGE)) return 'hid-pos';
  return tops.includes(KEYBOARD) ? 'hid-keyboard' : null;
}

/** A keyboard is taken through its event device, since hidraw would let it go on typing. */
function eventLinks(host: Host, hidFolder: string, hasSerial: boolean): string[] {
  const inputs = host
    .list(`${hidFolder}/input`)
    .flatMap((input) => host.list(`${hidFolder}/input/${input}`).filter((entry) => entry.startsWith('event')));
  const links = (folder: string): string[] =>
    inputs
      .flatMap((event) => host.linksTo(`/dev/input/${folder}`, `/dev/input/${event}`))
      .filter((link) => link.endsWith('-event-kbd'))
      .map((link) => `evdev:${link}`);
  const [byId, byPath] = [links('by-id'), links('by-path')];
  return hasSerial ? [...byId, ...byPath] : [...byPath, ...byId];
}

function usbPrinters(host: Host): Plugged[] {
  return host
    .list('/sys/class/usbmisc')
    .filter((name) => /^lp\d+$/.test(name))
    .map((name) => {
      const folder = `/sys/class/usbmisc/${name}/device`;
      const usb = host.usbAbove(folder);
      const id = parsePrinterId(host.text(`${folder}/ieee1284_id`));
      const device = `/dev/usb/${name}`;
      const address = id === null ? device : printerAddress(id);
      return {
        address,
        aliases: id === null ? [] : [...(id.serial === null ? [] : [printerAddress({ ...id, serial: null })]), device],
        kind: 'usb-printer',
        usb: idsOf(usb),
        words: id === null ? usb?.words || name : `${id.maker} ${id.model}`,
        place: usb?.place ?? '',
      };
    });
}
