import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../kernel/clock.ts';
import type { Reader } from '../store/sql.ts';
import { HEADERS, signedBytes } from '../sync/contract.ts';
import { branchRow, type Enrolment } from './store.ts';

export type EnrolmentPolicy = {
  /** The demo: whoever comes first for a branch is that branch. */
  readonly trustFirstKey: boolean;
  /** What a new hub has to show at its first contact; null when there is none. */
  readonly enrolmentCode: string | null;
};

export type Unknown = {
  readonly status: 401 | 429;
  readonly code: 'sync.not-enrolled' | 'sync.enrolment-code' | 'sync.other-key' | 'sync.bad-signature' | 'sync.busy';
};
/** The sender is this branch; `enrolment` is what has to be kept when it is here for the first time. */
export type Known = { readonly publicKey: Uint8Array; readonly enrolment: Enrolment | null };

const MOST_WRONG_CODES = 10;
const WINDOW_MS = 60_000;
const KEY_BYTES = 32;

function headerBytes(value: string | string[] | undefined): Uint8Array | null {
  return typeof value === 'string' && value.length <= 200 ? Buffer.from(value, 'base64') : null;
}

function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** Compares digests, so that neither content nor length shows in the time that it takes. */
function sameSecret(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

export class Enroller {
  readonly #policy: EnrolmentPolicy;
  readonly #clock: Pick<Clock, 'wall' | 'monotonic'>;
  #wrongCodes: number[] = [];

  constructor(policy: EnrolmentPolicy, clock: Pick<Clock, 'wall' | 'monotonic'>) {
    this.#policy = policy;
    this.#clock = clock;
  }

  /** Who sent this body. Only the key that is kept for the branch speaks for it; a new one is never taken over it. */
  identify(
    reader: Reader,
    branch: string,
    request: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Uint8Array },
  ): Known | Unknown {
    const { headers } = request;
    const shown = headerBytes(headers[HEADERS.publicKey]);
    const signature = headerBytes(headers[HEADERS.signature]);
    if (signature === null) return { status: 401, code: 'sync.bad-signature' };
    const message = signedBytes(request.path, request.body);
    const row = branchRow(reader, branch);
    if (row !== undefined) {
      if (isSigned(row.public_key, message, signature)) return { publicKey: row.public_key, enrolment: null };
      const other = shown !== null && Buffer.compare(shown, row.public_key) !== 0;
      return { status: 401, code: other ? 'sync.other-key' : 'sync.bad-signature' };
    }
    if (shown?.byteLength !== KEY_BYTES) return { status: 401, code: 'sync.bad-signature' };
    const by = this.#admit(headers[HEADERS.enrolmentCode]);
    if (typeof by !== 'string') return by;
    if (!isSigned(shown, message, signature)) return { status: 401, code: 'sync.bad-signature' };
    return { publicKey: shown, enrolment: { branch, publicKey: shown, by, now: this.#clock.wall() } };
  }

  #admit(code: string | string[] | undefined): Enrolment['by'] | Unknown {
    const { trustFirstKey, enrolmentCode } = this.#policy;
    if (trustFirstKey) return 'first-key';
    if (enrolmentCode === null || typeof code !== 'string') return { status: 401, code: 'sync.not-enrolled' };
    const now = this.#clock.monotonic();
    this.#wrongCodes = this.#wrongCodes.filter((at) => now - at < WINDOW_MS);
    if (this.#wrongCodes.length >= MOST_WRONG_CODES) return { status: 429, code: 'sync.busy' };
    if (sameSecret(code, enrolmentCode)) return 'code';
    this.#wrongCodes.push(now);
    return { status: 401, code: 'sync.enrolment-code' };
  }
}
