import { Compile } from 'typebox/compile';
import {
  AckReply,
  BusyReply,
  HISTORY_CODES,
  isLineCode,
  type LineCode,
  NeedReply,
  PresenceReply,
  ProblemReply,
} from './contract.ts';

/** What head office meant. Anything that does not follow the protocol is a stranger's answer and changes nothing. */
export type Meaning =
  | { readonly meant: 'acked'; readonly seq: number; readonly hash: string }
  | { readonly meant: 'unknown-epoch' }
  | { readonly meant: 'need'; readonly seq: number }
  | { readonly meant: 'busy'; readonly after_ms: number | null; readonly mostEvents: number | null }
  | { readonly meant: 'too-big' }
  | { readonly meant: 'refused'; readonly code: LineCode; readonly final: boolean }
  | { readonly meant: 'failed'; readonly code: LineCode };

export type Reply = { readonly status: number; readonly text: string; readonly retryAfter: string | null };

const isAck = Compile(AckReply);
const isPresenceReply = Compile(PresenceReply);
const isNeed = Compile(NeedReply);
const isBusy = Compile(BusyReply);
const isProblem = Compile(ProblemReply);

/** A head office that asks for a longer silence than this is asked again all the same. */
const LONGEST_RETRY_AFTER_MS = 60 * 60 * 1000;
const STRANGE: Meaning = { meant: 'failed', code: 'sync.strange-reply' };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function waitOf(retryAfter: string | null): number | null {
  if (retryAfter === null || !/^\d{1,9}$/.test(retryAfter)) return null;
  return Math.min(Number(retryAfter) * 1000, LONGEST_RETRY_AFTER_MS);
}

export function meaningOf(reply: Reply): Meaning {
  const body = parsed(reply.text);
  const code = isProblem.Check(body) && isLineCode(body.code) ? body.code : null;
  switch (reply.status) {
    case 200:
      return accepted(body);
    case 409:
      if (isNeed.Check(body)) return { meant: 'need', seq: body.need };
      if (code === null) return STRANGE;
      return { meant: 'refused', code, final: (HISTORY_CODES as readonly string[]).includes(code) };
    case 426:
      return { meant: 'refused', code: 'sync.version', final: false };
    case 400:
    case 401:
    case 403:
      // A portal or a proxy on the way also says 401; only head office gives one of our codes.
      return code === null ? STRANGE : { meant: 'refused', code, final: false };
    case 413:
      return { meant: 'too-big' };
    case 429:
    case 503:
      return {
        meant: 'busy',
        after_ms: waitOf(reply.retryAfter),
        mostEvents: isBusy.Check(body) ? body.max_batch : null,
      };
    default:
      return reply.status >= 500 ? { meant: 'failed', code: 'sync.server-fault' } : STRANGE;
  }
}

function accepted(body: unknown): Meaning {
  if (isAck.Check(body)) return { meant: 'acked', seq: body.acked_seq, hash: body.acked_hash };
  if (!isPresenceReply.Check(body)) return STRANGE;
  if (body.acked === null) return { meant: 'unknown-epoch' };
  return { meant: 'acked', seq: body.acked.acked_seq, hash: body.acked.acked_hash };
}
