import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceClock } from '../device.ts';
import { DeviceFile } from './file.ts';
import { type PrinterId, parsePrinterId, printerAddress } from './ieee1284.ts';
import type { LineStatus, Port, PortListener } from './port.ts';
import { PortError } from './port-error.ts';

/**
 * A USB printer behind the kernel's usblp driver, found by what it calls itself and not by its number: the kernel counts `lp0`, `lp1` in the order of
 * plugging in. It is looked for at every open. `root` is the root of the file system.
 *
 * Unproved here: usblp itself; this machine has none. Proved on a fake sysfs.
 */
export class UsbPrinterPort implements Port {
  readonly address: string;
  readonly #id: PrinterId;
  readonly #clock: DeviceClock;
  readonly #root: string;
  #file: DeviceFile | null = null;

  constructor(id: PrinterId, clock: DeviceClock, root = '/') {
    this.address = printerAddress(id);
    this.#id = id;
    this.#clock = clock;
    this.#root = root;
  }

  async open(listener: PortListener): Promise<void> {
    if (this.#file !== null) throw new PortError('taken', `${this.address}: already open`);
    const file = new DeviceFile(await this.#find(), this.#clock);
    this.#file = file;
    try {
      await file.open({
        data: listener.data,
        lost: (error) => {
          if (this.#file === file) this.#file = null;
          listener.lost(error);
        },
      });
    } catch (error) {
      this.#file = null;
      throw error;
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#file === null) throw new PortError('absent', `${this.address}: not open`);
    await this.#file.write(bytes);
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }

  async lineStatus(): Promise<LineStatus | null> {
    return (await this.#file?.lineStatus()) ?? null;
  }

  /** Two alike are not told apart by chance. */
  async #find(): Promise<string> {
    const folder = join(this.#root, '/sys/class/usbmisc');
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^lp\d+$/.test(name)).sort();
    const texts = await Promise.all(
      names.map((name) => readFile(join(folder, name, 'device/ieee1284_id'), 'utf8').catch(() => '')),
    );
    const fitting = names.filter((_, index) => this.#isMeant(parsePrinterId(texts[index] ?? '')));
    const [name, ...others] = fitting;
    if (name === undefined) throw new PortError('absent', `${this.address}: no such printer is plugged in`);
    if (others.length > 0) throw new PortError('failed', `${this.address}: ${fitting.join(' and ')} are alike`);
    return join(this.#root, '/dev/usb', name);
  }

  #isMeant(found: PrinterId | null): boolean {
    if (found === null) return false;
    const { maker, model, serial } = this.#id;
    return found.maker === maker && found.model === model && (serial === null || found.serial === serial);
  }
}
