/**
 * Reads a HID report descriptor as far as input reports go (USB-IF, Device Class Definition for HID 1.11, 6.2.2). Pure and bounded: what a device
 * claims is not believed beyond these limits.
 */
const MAX_DESCRIPTOR_BYTES = 4096; // what the kernel takes, HID_MAX_DESCRIPTOR_SIZE
const MAX_REPORT_BITS = 2048 * 8; // what node-hid reads at once
const MAX_USAGES = 256;
const MAX_FIELDS = 512;
const MAX_DEPTH = 32;

/** Equal elements beside each other in an input report. */
export type InputField = {
  readonly reportId: number;
  /** From the start of the report as it is read, its id included. */
  readonly bitOffset: number;
  readonly bitSize: number;
  readonly count: number;
  /** Usage page in the upper 16 bits. Fewer than `count`: the last one goes on. */
  readonly usages: readonly number[];
  readonly isConstant: boolean;
  /** An array names pressed usages and is no place of one usage. */
  readonly isArray: boolean;
  /** Usages of the collections around it, outermost first. */
  readonly collections: readonly number[];
};

export type InputReports = { readonly hasIds: boolean; readonly fields: readonly InputField[] };

type Globals = { page: number; size: number; count: number; reportId: number };
type Item = { readonly type: number; readonly tag: number; readonly value: number; readonly bytes: number };

const MAIN = 0;
const GLOBAL = 1;
const LOCAL = 2;

/** All input fields in the order of the descriptor; null when it is broken or larger than any scanner needs. */
export function parseDescriptor(descriptor: Uint8Array): InputReports | null {
  if (descriptor.length === 0 || descriptor.length > MAX_DESCRIPTOR_BYTES) return null;
  const items = itemsOf(descriptor);
  if (items === null) return null;
  const state = new DescriptorState();
  for (const item of items) if (!state.take(item)) return null;
  return state.finish();
}

function itemsOf(bytes: Uint8Array): Item[] | null {
  const items: Item[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at] ?? 0;
    if (head === 0xfe) {
      // A long item: none is defined, so it is passed over.
      at += 3 + (bytes[at + 1] ?? 0);
      if (at > bytes.length) return null;
      continue;
    }
    const size = (head & 3) === 3 ? 4 : head & 3;
    if (at + 1 + size > bytes.length) return null;
    let value = 0;
    for (let index = size - 1; index >= 0; index--) value = value * 256 + (bytes[at + 1 + index] ?? 0);
    items.push({ type: (head >> 2) & 3, tag: head >> 4, value, bytes: size });
    at += 1 + size;
  }
  return items;
}

class DescriptorState {
  #globals: Globals = { page: 0, size: 0, count: 0, reportId: 0 };
  readonly #stack: Globals[] = [];
  #usages: number[] = [];
  #usageMinimum: number | null = null;
  readonly #collections: number[] = [];
  readonly #fields: InputField[] = [];
  readonly #bits = new Map<number, number>();
  #hasIds = false;

  /** false: this cannot be a descriptor. */
  take(item: Item): boolean {
    if (item.type === MAIN) {
      const isGood = this.#takeMain(item);
      this.#usages = [];
      this.#usageMinimum = null;
      return isGood;
    }
    if (item.type === GLOBAL) return this.#takeGlobal(item);
    if (item.type === LOCAL) this.#takeLocal(item);
    return true;
  }

  finish(): InputReports | null {
    if (this.#collections.length > 0) return null;
    // A device with ids has them in every report; one without has a single kind of report.
    if (this.#hasIds && this.#fields.some(({ reportId }) => reportId === 0)) return null;
    return { hasIds: this.#hasIds, fields: this.#fields };
  }

  #takeMain({ tag, value }: Item): boolean {
    switch (tag) {
      case 0x8:
        return this.#addInput(value);
      case 0xa:
        this.#collections.push(this.#usages[0] ?? 0);
        return this.#collections.length <= MAX_DEPTH;
      case 0xc:
        return this.#collections.pop() !== undefined;
      default:
        return true; // output and feature reports have offsets of their own
    }
  }

  #takeGlobal({ tag, value }: Item): boolean {
    const globals = this.#globals;
    switch (tag) {
      case 0x0:
        globals.page = value & 0xffff;
        return true;
      case 0x7:
        globals.size = value;
        return value <= MAX_REPORT_BITS;
      case 0x8:
        globals.reportId = value;
        this.#hasIds = true;
        return value > 0 && value <= 255;
      case 0x9:
        globals.count = value;
        return value <= MAX_REPORT_BITS;
      case 0xa:
        this.#stack.push({ ...globals });
        return this.#stack.length <= MAX_DEPTH;
      case 0xb: {
        const saved = this.#stack.pop();
        if (saved === undefined) return false;
        this.#globals = saved;
        return true;
      }
      default:
        return true;
    }
  }

  #takeLocal({ tag, value, bytes }: Item): void {
    const usage = bytes === 4 ? value : this.#globals.page * 0x1_0000 + value;
    if (tag === 0x0) this.#addUsage(usage);
    else if (tag === 0x1) this.#usageMinimum = usage;
    else if (tag === 0x2 && this.#usageMinimum !== null) {
      for (let next = this.#usageMinimum; next <= usage && this.#usages.length < MAX_USAGES; next++) {
        this.#addUsage(next);
      }
      this.#usageMinimum = null;
    }
  }

  #addUsage(usage: number): void {
    if (this.#usages.length < MAX_USAGES) this.#usages.push(usage);
  }

  #addInput(flags: number): boolean {
    const { reportId, size, count } = this.#globals;
    const bitOffset = this.#bits.get(reportId) ?? (reportId === 0 ? 0 : 8);
    const end = bitOffset + size * count;
    if (end > MAX_REPORT_BITS || this.#fields.length >= MAX_FIELDS) return false;
    this.#bits.set(reportId, end);
    if (size === 0 || count === 0) return true;
    this.#fields.push({
      reportId,
      bitOffset,
      bitSize: size,
      count,
      usages: this.#usages,
      isConstant: (flags & 1) !== 0,
      isArray: (flags & 2) === 0,
      collections: [...this.#collections],
    });
    return true;
  }
}
