import type { HidLayout, ScannerProfile } from '../../profile-scanner.ts';
import { type MessageReader, messageReader } from '../message.ts';
import type { FramerEvent, ScanReader } from '../reader.ts';
import { layoutFromDescriptor } from './layout.ts';

const CR = 0x0d;
const LF = 0x0a;

type Part = { readonly symbology: string | null; readonly data: Uint8Array; readonly isContinued: boolean };

/**
 * Joins scanned-data reports into scans. The layout is what the device's report descriptor says, else what the profile says; without either every
 * report is refused, because a guess would cut a code.
 *
 * - A code goes on while its reports say so; silence of `idleFlush_ms` gives it up as `incomplete`, and so does another symbology in its middle.
 * - Over `maxLength` bytes there is one `too-long`, and the rest of that code is dropped.
 * - Reports of other ids are replies and no scans: the device answers and tells its state in them.
 */
export class HidPosReader implements ScanReader {
  readonly #profile: ScannerProfile;
  readonly #describe: () => Uint8Array | null;
  readonly #read: MessageReader;
  readonly #idleFlush_ms: number;
  readonly #maxLength: number;
  #layout: HidLayout | null | undefined;
  #reports: Uint8Array[] = [];
  #data: Uint8Array[] = [];
  #length = 0;
  #symbology: string | null = null;
  #dropping = false;
  #lastReportAt = 0;

  /** `describe` gives the report descriptor of the device that is open, or null where the medium has none. */
  constructor(profile: ScannerProfile, describe: () => Uint8Array | null = () => null) {
    this.#profile = profile;
    this.#describe = describe;
    // The code id of a report stands outside its data.
    const { codeIds: _, ...framing } = profile.framing;
    this.#read = messageReader({ framing, encoding: profile.encoding });
    this.#idleFlush_ms = profile.framing.idleFlush_ms;
    this.#maxLength = profile.framing.maxLength;
  }

  get pending(): boolean {
    return this.#reports.length > 0 || this.#dropping;
  }

  feed(report: Uint8Array, now_ms: number): FramerEvent[] {
    const events = this.idle(now_ms);
    if (this.#layout === undefined) this.#layout = this.#findLayout();
    this.#lastReportAt = now_ms;
    const layout = this.#layout;
    if (layout !== null && layout.reportId !== 0 && report[0] !== layout.reportId) {
      const raw = report.slice();
      if (raw.length > 0) events.push({ kind: 'reply', raw, chunks: [raw] });
      return events;
    }
    const part = layout === null ? null : this.#partOf(report, layout);
    if (part === null) {
      const raw = report.slice();
      events.push(...this.#giveUp(), { kind: 'refused', code: 'bad-layout', raw, chunks: [raw] });
      return events;
    }
    this.#takePart(part, report, events);
    return events;
  }

  idle(now_ms: number): FramerEvent[] {
    const isOver = this.pending && this.#idleFlush_ms > 0 && now_ms - this.#lastReportAt >= this.#idleFlush_ms;
    return isOver ? this.#giveUp() : [];
  }

  reset(): FramerEvent[] {
    this.#layout = undefined;
    return this.#giveUp();
  }

  #findLayout(): HidLayout | null {
    const descriptor = this.#describe();
    return (descriptor === null ? null : layoutFromDescriptor(descriptor)) ?? this.#profile.hid?.layout ?? null;
  }

  #takePart({ symbology, data, isContinued }: Part, report: Uint8Array, events: FramerEvent[]): void {
    if (this.#dropping) {
      this.#dropping = isContinued;
      return;
    }
    if (this.#reports.length > 0 && symbology !== this.#symbology) events.push(...this.#giveUp());
    this.#symbology = symbology;
    // Also a device that goes on for ever with nothing to say is bounded.
    const isTooLong = this.#length + data.length > this.#maxLength || this.#reports.length > this.#maxLength;
    if (isTooLong) {
      events.push({ kind: 'refused', code: 'too-long', raw: Buffer.concat(this.#reports), chunks: this.#reports });
      this.#clear();
      this.#dropping = isContinued;
      return;
    }
    this.#reports.push(report.slice());
    this.#data.push(data);
    this.#length += data.length;
    if (!isContinued) events.push(...this.#deliver());
  }

  #deliver(): FramerEvent[] {
    const chunks = this.#reports;
    const raw = new Uint8Array(Buffer.concat(chunks));
    const aimId = Buffer.from(this.#symbology === null ? '' : `]${this.#symbology}`, 'latin1');
    const message = this.#read(Buffer.concat([aimId, withoutLineEnd(Buffer.concat(this.#data))]));
    this.#clear();
    if (message.kind === 'refused') return [{ kind: 'refused', code: message.code, raw, chunks }];
    if (message.kind === 'reply') return [{ kind: 'reply', raw, chunks }];
    return [{ kind: 'frame', text: message.text, symbology: message.symbology, raw, chunks }];
  }

  #giveUp(): FramerEvent[] {
    const chunks = this.#reports;
    const raw = new Uint8Array(Buffer.concat(chunks));
    this.#clear();
    return raw.length > 0 ? [{ kind: 'refused', code: 'incomplete', raw, chunks }] : [];
  }

  #clear(): void {
    this.#reports = [];
    this.#data = [];
    this.#length = 0;
    this.#symbology = null;
    this.#dropping = false;
  }

  /** null: this is no report of that layout. */
  #partOf(report: Uint8Array, layout: HidLayout): Part | null {
    const { data, lengthByte, continued } = layout;
    const field = report.subarray(data.byte, data.byte + data.bytes);
    const flags = continued === undefined ? 0 : report[continued.byte];
    const said = lengthByte === undefined ? usedLength(field) : report[lengthByte];
    // Without a length only a whole report can tell a short code from a torn one.
    const isTorn = lengthByte === undefined && field.length < data.bytes;
    if (flags === undefined || said === undefined || said > field.length || isTorn) return null;
    return {
      symbology: this.#symbologyOf(report, layout),
      data: field.slice(0, said),
      isContinued: continued !== undefined && (flags & (1 << continued.bit)) !== 0,
    };
  }

  #symbologyOf(report: Uint8Array, { aimByte, codeIdByte }: HidLayout): string | null {
    if (aimByte !== undefined) {
      const id = String.fromCharCode(...report.subarray(aimByte, aimByte + 3));
      return /^\][A-Za-z][0-9A-Za-z]$/.test(id) ? id.slice(1) : null;
    }
    const codeId = codeIdByte === undefined ? 0 : (report[codeIdByte] ?? 0);
    return this.#profile.framing.codeIds?.[String.fromCharCode(codeId)] ?? null;
  }
}

function usedLength(field: Uint8Array): number {
  let length = field.length;
  while (length > 0 && field[length - 1] === 0) length--;
  return length;
}

/** A scanner that was set up with a CR at its end for another mode still works; no code of the trade ends in a line end. */
function withoutLineEnd(data: Uint8Array): Uint8Array {
  let length = data.length;
  while (length > 0 && (data[length - 1] === CR || data[length - 1] === LF)) length--;
  return data.subarray(0, length);
}
