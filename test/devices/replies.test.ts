import { describe, expect, test } from 'vitest';
import { ReplyParser } from '../../devices/printers/escpos/replies.ts';
import { statusOf } from '../../devices/printers/escpos/status.ts';
import { hindrance } from '../../devices/printers/printer-status.ts';

describe('what a head answers', () => {
  test('replies are told apart by their fixed bits, in any pieces', () => {
    const stream = Uint8Array.of(
      0x11,
      0x16,
      0x37,
      0x22,
      0x30,
      0x30,
      0x34,
      0x32,
      0x00,
      0x10,
      0x00,
      0x00,
      0x00,
      0x13,
      0x12,
    );
    for (const size of [1, 2, 5, 100]) {
      const parser = new ReplyParser();
      const replies = [];
      for (let at = 0; at < stream.length; at += size) replies.push(...parser.feed(stream.subarray(at, at + size)));
      expect(replies).toEqual([
        { kind: 'status', byte: 0x16, bytes: Uint8Array.of(0x16) },
        { kind: 'process-id', digits: '0042', bytes: Uint8Array.of(0x37, 0x22, 0x30, 0x30, 0x34, 0x32, 0) },
        { kind: 'automatic-status', bytes: Uint8Array.of(0x10, 0, 0, 0) },
        { kind: 'status', byte: 0x12, bytes: Uint8Array.of(0x12) },
      ]);
    }
  });

  test('a process id whose end is missing does not swallow what comes after', () => {
    const parser = new ReplyParser();
    expect(parser.feed(Uint8Array.of(0x37, 0x22, 0x31, 0x32, 0x12, 0x12, 0x12, 0x12))).toContainEqual({
      kind: 'status',
      byte: 0x12,
      bytes: Uint8Array.of(0x12),
    });
  });

  test.each([
    [{ printer: 0x12, offline: 0x12, error: 0x12, paper: 0x12 }, null],
    [{ printer: 0x1a, offline: 0x16, error: 0x12, paper: 0x12 }, 'cover-open'],
    [{ printer: 0x1a, offline: 0x32, error: 0x12, paper: 0x7e }, 'paper-out'],
    [{ printer: 0x1a, offline: 0x52, error: 0x1a, paper: 0x12 }, 'error'],
    [{ printer: 0x1a, offline: 0x12, error: 0x12, paper: 0x12 }, 'offline'],
    [{ printer: 0x12, offline: 0x12, error: 0x12, paper: 0x1e }, null],
  ])('%o means %s', (answers, code) => {
    expect(hindrance(statusOf(answers, 0))).toBe(code);
  });
});
