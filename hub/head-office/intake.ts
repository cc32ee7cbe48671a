import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Compile } from 'typebox/compile';
import type { JsonObject } from '../kernel/event.ts';
import { chainHash } from '../store/hash.ts';
import { EventPlace, MOST_BATCH_BYTES, MOST_EVENTS, MOST_PLAIN_BYTES } from '../sync/contract.ts';

/** One event as it came, at its place, with the hash that follows from everything before it. */
export type Link = {
  readonly seq: number;
  readonly txEnd: boolean;
  readonly raw: string;
  readonly event: JsonObject;
  readonly hash: Uint8Array;
};
export type Links = readonly [Link, ...Link[]];

/** Why a batch is not taken: it is damaged, or larger than what may be. */
export type NotTaken = {
  readonly status: 400 | 409 | 413;
  readonly code: 'sync.bad-batch' | 'sync.too-big' | 'sync.broken-chain';
};

const BAD: NotTaken = { status: 400, code: 'sync.bad-batch' };
const TOO_BIG: NotTaken = { status: 413, code: 'sync.too-big' };
const BROKEN: NotTaken = { status: 409, code: 'sync.broken-chain' };

const decompress = promisify(gunzip);
const isPlaced = Compile(EventPlace);

export function isNotTaken(result: object): result is NotTaken {
  return 'status' in result;
}

/** Unpacks a body whose signature was verified before: nothing unsigned is ever decompressed, and nothing without a bound. */
async function plainText(body: Uint8Array): Promise<string | NotTaken> {
  try {
    return (await decompress(body, { maxOutputLength: MOST_PLAIN_BYTES })).toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ERR_BUFFER_TOO_LARGE' ? TOO_BIG : BAD;
  }
}

function parsed(raw: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

export type Sealed = {
  readonly branch: string;
  readonly epoch: string;
  readonly body: Uint8Array;
  readonly previousHash: Uint8Array;
  readonly lastHash: Uint8Array;
};

/** Turns a signed body into links of the branch's chain, each computed anew; the last must be the one that was promised. */
export async function readBatch(sealed: Sealed): Promise<Links | NotTaken> {
  const text = await plainText(sealed.body);
  if (typeof text !== 'string') return text;
  const lines = text.split('\n');
  if (lines.pop() !== '') return BAD;
  const links: Link[] = [];
  let hash = sealed.previousHash;
  for (const raw of lines) {
    const event = parsed(raw);
    if (event === null || !isPlaced.Check(event)) return BAD;
    const { seq, txEnd } = event;
    const follows = seq === (links.at(-1)?.seq ?? seq - 1) + 1;
    if (!follows || event.branch !== sealed.branch || event.epoch !== sealed.epoch) return BAD;
    try {
      hash = chainHash(hash, event);
    } catch {
      return BAD;
    }
    links.push({ seq, txEnd, raw, event, hash });
  }
  const [first, ...rest] = links;
  if (first === undefined || links.at(-1)?.txEnd !== true) return BAD;
  if (Buffer.compare(hash, sealed.lastHash) !== 0) return BROKEN;
  const operations = links.filter((link) => link.txEnd).length;
  const large = links.length > MOST_EVENTS || sealed.body.byteLength > MOST_BATCH_BYTES;
  if (large && operations > 1) return TOO_BIG;
  return [first, ...rest];
}
