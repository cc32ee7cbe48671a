/** What comes back from a head, told apart by the fixed bits of the first byte (Citizen appendix 5.3; Epson GS ( H). */
export type Reply =
  /** One byte `0xx1xx10`: the answer to a DLE EOT. Which one is known only by the order of the questions. */
  | { readonly kind: 'status'; readonly byte: number; readonly bytes: Uint8Array }
  /** `37 22 d1 d2 d3 d4 00`: everything before that question is on paper. */
  | { readonly kind: 'process-id'; readonly digits: string; readonly bytes: Uint8Array }
  /** Four bytes that the head sent by itself (`GS a`, left on by another program). */
  | { readonly kind: 'automatic-status'; readonly bytes: Uint8Array };

const PROCESS_ID_LENGTH = 7;
const AUTOMATIC_STATUS_LENGTH = 4;

/** Takes replies out of the byte stream; bytes that fit nothing (XON, XOFF, noise) are dropped. Holds at most seven bytes. */
export class ReplyParser {
  #held: number[] = [];

  feed(bytes: Uint8Array): Reply[] {
    const replies: Reply[] = [];
    for (const byte of bytes) {
      this.#held.push(byte);
      this.#settle(replies);
    }
    return replies;
  }

  #settle(replies: Reply[]): void {
    while (this.#held.length > 0) {
      const [first = 0, second] = this.#held;
      if (first === 0x37 && (second === undefined || second === 0x22)) {
        if (this.#held.length < PROCESS_ID_LENGTH) return;
        if (this.#held[PROCESS_ID_LENGTH - 1] === 0) {
          const digits = String.fromCharCode(...this.#held.slice(2, 6));
          replies.push({ kind: 'process-id', digits, bytes: Uint8Array.from(this.#held) });
          this.#held = [];
          return;
        }
      } else if (isStatus(first)) {
        replies.push({ kind: 'status', byte: first, bytes: Uint8Array.of(first) });
      } else if (isAutomaticStatus(first)) {
        if (this.#held.slice(1).every(isAutomaticStatusRest)) {
          if (this.#held.length < AUTOMATIC_STATUS_LENGTH) return;
          replies.push({ kind: 'automatic-status', bytes: Uint8Array.from(this.#held) });
          this.#held = [];
          return;
        }
      }
      this.#held.shift();
    }
  }
}

const isStatus = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0010;
const isAutomaticStatus = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0000;
const isAutomaticStatusRest = (byte: number): boolean => (byte & 0b1001_0000) === 0;
