import type { ScannerProfile } from '../profile-scanner.ts';
import { type MessageReader, messageReader } from './message.ts';
import type { FramerEvent, ScanReader } from './reader.ts';

const CR = 0x0d;
const LF = 0x0a;
const ETX = 0x03;
const TAB = 0x09;

/** The exact bytes of each terminator; only a frame with BCC needs them exactly, since the BCC stands behind them. */
const TERMINATORS: Readonly<Record<ScannerProfile['framing']['terminator'], readonly number[]>> = {
  CR: [CR],
  LF: [LF],
  CRLF: [CR, LF],
  'CR-LF-TAB': [CR],
  ETX: [ETX],
  TAB: [TAB],
  none: [],
};

/** The bytes at any run of which a frame without BCC ends. */
function endersOf(terminator: ScannerProfile['framing']['terminator']): ReadonlySet<number> {
  if (terminator === 'CR-LF-TAB') return new Set([CR, LF, TAB]);
  return new Set(terminator === 'CR' || terminator === 'LF' ? [CR, LF] : TERMINATORS[terminator]);
}

/**
 * Cuts a byte stream into scans, as a scanner profile says. Pure: no clock and no port, time is an argument (monotonic milliseconds).
 *
 * - Without BCC a frame ends at the first byte of any run of CR and LF (or ETX, or TAB); the rest of the run is swallowed. So a CRLF
 *   scanner leaves no LF at the head of the next scan, and one set to plain CR still works.
 * - Without terminator, silence of `idleFlush_ms` ends a frame. Two scans within that time become one; no framer can tell.
 * - With a terminator, the same silence gives a half frame up as `incomplete`.
 * - A frame over `maxLength` gives one `too-long` and the rest up to its terminator is dropped. Memory is bounded by that.
 */
export class Framer implements ScanReader {
  readonly #terminator: readonly number[];
  readonly #enders: ReadonlySet<number>;
  readonly #hasBcc: boolean;
  readonly #idleFlush_ms: number;
  readonly #maxLength: number;
  readonly #read: MessageReader;
  /** Room for the terminator too, since a BCC covers it. */
  readonly #frame: Uint8Array;
  #length = 0;
  #dropping = false;
  #awaitsBcc = false;
  /** The first byte may be the BCC of a frame that was refused, or belong to this one: both are tried. */
  #firstIsDoubtful = false;
  #lastByteAt = 0;

  constructor(profile: Pick<ScannerProfile, 'framing' | 'encoding'>) {
    const { terminator, bcc, idleFlush_ms, maxLength } = profile.framing;
    this.#terminator = TERMINATORS[terminator];
    this.#enders = endersOf(terminator);
    this.#hasBcc = bcc !== 'none';
    this.#idleFlush_ms = idleFlush_ms;
    this.#maxLength = maxLength;
    this.#frame = new Uint8Array(maxLength + this.#terminator.length);
    this.#read = messageReader(profile);
  }

  /** Bytes wait for a terminator or for silence: call `idle` when `idleFlush_ms` have passed. */
  get pending(): boolean {
    return this.#length > 0 || this.#dropping || this.#awaitsBcc;
  }

  feed(bytes: Uint8Array, now_ms: number): FramerEvent[] {
    const events = this.idle(now_ms);
    for (const byte of bytes) {
      if (this.#awaitsBcc) this.#checkBcc(byte, events);
      else if (this.#hasBcc) this.#takeBeforeBcc(byte, events);
      else if (this.#enders.has(byte)) this.#end(Uint8Array.of(byte), events);
      else this.#append(byte, this.#maxLength, events);
    }
    this.#lastByteAt = now_ms;
    return events;
  }

  /** What silence says: nothing unless `idleFlush_ms` have passed since the last byte. */
  idle(now_ms: number): FramerEvent[] {
    const events: FramerEvent[] = [];
    if (this.#idleFlush_ms === 0 || !this.pending || now_ms - this.#lastByteAt < this.#idleFlush_ms) return events;
    if (this.#terminator.length > 0) return this.reset();
    this.#end(new Uint8Array(), events);
    return events;
  }

  /** The port was lost or reopened: half a frame will never be whole. */
  reset(): FramerEvent[] {
    const strayBcc = this.#firstIsDoubtful && this.#length === 1;
    const events: FramerEvent[] =
      this.#length > 0 && !strayBcc ? [{ kind: 'refused', code: 'incomplete', raw: this.#copy() }] : [];
    this.#clear();
    return events;
  }

  #append(byte: number, most: number, events: FramerEvent[]): void {
    if (this.#dropping) return;
    if (this.#length < most) {
      this.#frame[this.#length++] = byte;
      return;
    }
    events.push({ kind: 'refused', code: 'too-long', raw: this.#copy() });
    this.#clear();
    this.#dropping = true;
  }

  #end(terminator: Uint8Array, events: FramerEvent[]): void {
    const payload = this.#copy();
    this.#clear();
    if (payload.length > 0) this.#deliver(payload, Uint8Array.from([...payload, ...terminator]), events);
  }

  #takeBeforeBcc(byte: number, events: FramerEvent[]): void {
    const endsHere = this.#terminator.at(-1) === byte && this.#followsRestOfTerminator();
    if (!this.#dropping) this.#append(byte, this.#frame.length, events);
    if (this.#dropping) {
      // Of a frame that is being dropped only the end matters; what follows it may be its BCC.
      if (byte !== this.#terminator.at(-1)) return;
      this.#clear();
      this.#firstIsDoubtful = true;
      return;
    }
    this.#awaitsBcc = endsHere && this.#length > this.#terminator.length;
    if (endsHere && !this.#awaitsBcc) this.#clear();
  }

  #followsRestOfTerminator(): boolean {
    const rest = this.#terminator.slice(0, -1);
    return rest.every((byte, index) => this.#frame[this.#length - rest.length + index] === byte);
  }

  /** The BCC is the XOR of every byte before it, terminator included: `TEST` CR LF has 11 (unitech MS912+ manual). */
  #checkBcc(bcc: number, events: FramerEvent[]): void {
    const whole = this.#copy();
    const candidates = this.#firstIsDoubtful ? [whole, whole.subarray(1)] : [whole];
    const good = candidates.find((bytes) => bytes.reduce((sum, byte) => sum ^ byte, 0) === bcc);
    this.#clear();
    if (good === undefined) {
      events.push({ kind: 'refused', code: 'bad-checksum', raw: Uint8Array.from([...whole, bcc]) });
      this.#frame[0] = bcc;
      this.#length = 1;
      this.#firstIsDoubtful = true;
      return;
    }
    const payload = good.subarray(0, good.length - this.#terminator.length);
    if (payload.length > 0) this.#deliver(payload, Uint8Array.from([...good, bcc]), events);
  }

  #deliver(payload: Uint8Array, raw: Uint8Array, events: FramerEvent[]): void {
    const message = this.#read(payload);
    if (message.kind === 'refused') {
      events.push({ kind: 'refused', code: message.code, raw });
      return;
    }
    const { before } = message;
    if (before.length > 0) events.push({ kind: 'refused', code: 'bad-prefix', raw: before.slice() });
    const own = raw.subarray(before.length);
    if (message.kind === 'reply') events.push({ kind: 'reply', raw: own });
    else events.push({ kind: 'frame', text: message.text, symbology: message.symbology, raw: own });
  }

  #copy(): Uint8Array {
    return this.#frame.slice(0, this.#length);
  }

  #clear(): void {
    this.#length = 0;
    this.#dropping = false;
    this.#awaitsBcc = false;
    this.#firstIsDoubtful = false;
  }
}
