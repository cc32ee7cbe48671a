import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { hexBytes } from '../../devices/profile.ts';

export type UsbIdentity = {
  readonly ids: string;
  readonly serial?: string;
  readonly maker?: string;
  readonly product?: string;
};

const CONTROLLER = '/sys/devices/pci0000:00/0000:00:14.0/usb1';

/** The descriptor of a keyboard as every boot keyboard has it (HID 1.11, appendix B.1), shortened to its keys. */
export const KEYBOARD_DESCRIPTOR =
  '05 01 09 06 A1 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01 95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00 C0';
export const MOUSE_DESCRIPTOR =
  '05 01 09 02 A1 01 09 01 A1 00 05 09 19 01 29 03 15 00 25 01 95 03 75 01 81 02 95 01 75 05 81 01 C0 C0';
export const SCANNER_DESCRIPTOR = '05 8C 09 02 A1 01 85 02 09 12 A1 02 15 00 26 FF 00 75 08 95 38 09 FE 82 02 01 C0 C0';

/** The root of a file system as kernel and udev make it: folders of devices, and relative links to them from /sys/class and /dev. */
export class FakeSysfs {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  file(path: string, content: string | Uint8Array = ''): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    symlinkSync(relative(dirname(path), target), join(this.root, path));
  }

  /** It is there, and nobody may read it; also not root, who runs some tests. */
  unreadable(path: string): void {
    rmSync(join(this.root, path), { force: true });
    mkdirSync(join(this.root, path), { recursive: true });
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** A device in a socket: "1-3", or behind a hub "1-3.2". */
  usb(place: string, { ids, serial, maker, product }: UsbIdentity): string {
    const [socket = '', ...behind] = place.split('.');
    const folders = behind.map((_, index) => [socket, ...behind.slice(0, index + 1)].join('.'));
    const folder = [CONTROLLER, socket, ...folders].join('/');
    const [idVendor = '', idProduct = ''] = ids.split(':');
    const facts = { idVendor, idProduct, serial, manufacturer: maker, product };
    for (const [name, value] of Object.entries(facts))
      if (value !== undefined) this.file(`${folder}/${name}`, `${value}\n`);
    return folder;
  }

  /** ttyUSB0 hangs on a device of its own below the interface, ttyACM0 on the interface itself. `udev`: names in by-id and by-path. */
  serial(place: string, name: string, identity: UsbIdentity, udev: { byId?: string; byPath?: string } = {}): string {
    const face = `${this.usb(place, identity)}/${place}:1.0`;
    const parent = name.startsWith('ttyUSB') ? `${face}/${name}` : face;
    this.#classDevice('tty', name, parent, `${parent}/tty/${name}`);
    this.file(`/dev/${name}`);
    if (udev.byId !== undefined) this.link(`/dev/serial/by-id/${udev.byId}`, `/dev/${name}`);
    if (udev.byPath !== undefined) this.link(`/dev/serial/by-path/${udev.byPath}`, `/dev/${name}`);
    return face;
  }

  /** A serial socket of the mainboard; the kernel gives a type other than 0 to those whose chip answered. */
  boardPort(name: string, type: string): void {
    const parent = '/sys/devices/platform/serial8250';
    const folder = `${parent}/tty/${name}`;
    this.#classDevice('tty', name, parent, folder);
    this.file(`${folder}/type`, `${type}\n`);
    this.file(`/dev/${name}`);
  }

  /** A HID interface below a folder: its hidraw device, and its event devices where it is a keyboard. */
  hid(
    above: string,
    name: string,
    { ids, descriptor, uniq = '', words = 'Thing', bus = '0003' }: HidFacts,
    events: readonly string[] = [],
  ): string {
    const [vendor = '', product = ''] = ids.toUpperCase().split(':');
    const folder = `${above}/${bus}:${vendor}:${product}.0001`;
    this.file(`${folder}/report_descriptor`, hexBytes(descriptor));
    const id = `HID_ID=${bus}:0000${vendor}:0000${product}`;
    this.file(`${folder}/uevent`, `DRIVER=hid-generic\n${id}\nHID_NAME=${words}\nHID_UNIQ=${uniq}\n`);
    this.#classDevice('hidraw', name, folder, `${folder}/hidraw/${name}`);
    for (const event of events) {
      this.file(`${folder}/input/input7/${event}/uevent`);
      this.file(`/dev/input/${event}`);
    }
    return folder;
  }

  printer(place: string, name: string, identity: UsbIdentity, ieee1284?: string): string {
    const face = `${this.usb(place, identity)}/${place}:1.0`;
    this.#classDevice('usbmisc', name, face, `${face}/usbmisc/${name}`);
    if (ieee1284 !== undefined) this.file(`${face}/ieee1284_id`, `${ieee1284}\n`);
    return face;
  }

  #classDevice(kind: string, name: string, parent: string, folder: string): void {
    this.file(`${folder}/uevent`);
    this.link(`${folder}/device`, parent);
    this.link(`/sys/class/${kind}/${name}`, folder);
  }
}

export type HidFacts = {
  readonly ids: string;
  /** Hex. */
  readonly descriptor: string;
  readonly uniq?: string;
  readonly words?: string;
  /** 0003: USB; 0005: Bluetooth. */
  readonly bus?: string;
};
