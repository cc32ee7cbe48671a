import { expect } from 'vitest';
import { EscposInterpreter } from '../../devices/emulators/escpos-interpreter.ts';
import type { Page, Sheet } from '../../devices/printers/page.ts';
import type { EscposProfile } from '../../devices/profile-printer.ts';

export type Read = { sheet: Sheet; defects: string[]; replies: string[]; cuts: Sheet[]; drawers: number };
/** What an emulated head makes of the bytes, which come to it in pieces. */
export function read(bytes: Uint8Array, profile: EscposProfile, kanjiAtPowerUp = true, piece = 64): Read {
  const result: Omit<Read, 'sheet'> = { defects: [], replies: [], cuts: [], drawers: 0 };
  const head = new EscposInterpreter(
    profile,
    {
      reply: (reply) => result.replies.push(Buffer.from(reply).toString('hex')),
      status: () => 0x12,
      cut: (sheet) => result.cuts.push(sheet),
      drawer: () => {
        result.drawers += 1;
      },
      defect: (what) => result.defects.push(what),
    },
    kanjiAtPowerUp,
  );
  for (let at = 0; at < bytes.length; at += piece) head.feed(bytes.subarray(at, at + piece));
  expect(head.isBetweenCommands).toBe(true);
  return { ...result, sheet: head.paper.sheet };
}

export const line = (text: string): Page => ({
  width_mm: 72,
  rows: [{ kind: 'text', height_mm: 4, spans: [{ x_mm: 0, text, scaleX: 1, scaleY: 1, bold: false }] }],
});
