import { describe, expect, test } from 'vitest';
import { backOff_ms, MOST_MS } from '../../hub/sync/back-off.ts';
import { meaningOf } from '../../hub/sync/reply.ts';

function meaning(status: number, body: unknown, retryAfter: string | null = null) {
  return meaningOf({ status, text: typeof body === 'string' ? body : JSON.stringify(body), retryAfter });
}
const HASH = 'ab'.repeat(32);

describe('what head office answers', () => {
  test('an acknowledgement needs its hash', () => {
    expect(meaning(200, { acked_seq: 7, acked_hash: HASH })).toEqual({ meant: 'acked', seq: 7, hash: HASH });
    expect(meaning(200, { acked_seq: 7 })).toEqual({ meant: 'failed', code: 'sync.strange-reply' });
    expect(meaning(200, { acked_seq: -1, acked_hash: HASH })).toEqual({ meant: 'failed', code: 'sync.strange-reply' });
  });

  test('the log-in page of a hotel acknowledges nothing', () => {
    expect(meaning(200, '<html>Welcome</html>')).toEqual({ meant: 'failed', code: 'sync.strange-reply' });
    expect(meaning(401, '<html>Pay</html>')).toEqual({ meant: 'failed', code: 'sync.strange-reply' });
    expect(meaning(302, '')).toEqual({ meant: 'failed', code: 'sync.strange-reply' });
  });

  test('a gap asks for events, a fork ends everything, a version does not', () => {
    expect(meaning(409, { code: 'sync.gap', need: 12 })).toEqual({ meant: 'need', seq: 12 });
    expect(meaning(409, { code: 'sync.fork' })).toEqual({ meant: 'refused', code: 'sync.fork', final: true });
    expect(meaning(409, { code: 'sync.gap', need: 0 })).toEqual({ meant: 'failed', code: 'sync.strange-reply' });
    expect(meaning(426, { code: 'sync.version', min: 2, max: 3 })).toEqual({
      meant: 'refused',
      code: 'sync.version',
      final: false,
    });
  });

  test('back-pressure names its time in seconds and its batch', () => {
    expect(meaning(503, { code: 'sync.busy', max_batch: 50 }, '7')).toEqual({
      meant: 'busy',
      after_ms: 7000,
      mostEvents: 50,
    });
    expect(meaning(429, '', 'Wed, 21 Oct 2026 07:28:00 GMT')).toEqual({
      meant: 'busy',
      after_ms: null,
      mostEvents: null,
    });
    expect(meaning(503, '', '99999999')).toEqual({ meant: 'busy', after_ms: 3_600_000, mostEvents: null });
  });
});

test('the pause doubles from one second to five minutes, and the branches spread over half of it', () => {
  expect([1, 2, 3, 4, 9, 10, 11, 99].map((n) => backOff_ms(n, 1 - Number.EPSILON, MOST_MS))).toEqual([
    1000, 2000, 4000, 8000, 256_000, 300_000, 300_000, 300_000,
  ]);
  expect([1, 2, 3, 99].map((n) => backOff_ms(n, 0, MOST_MS))).toEqual([1000, 1000, 2000, 150_000]);
});
