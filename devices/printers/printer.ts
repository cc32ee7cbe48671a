import type { Device, PrinterStatus } from '../device.ts';
import type { Media, Page } from './page.ts';

export type PrintRequest = {
  /** Id of the print job; the process-id acknowledgement is derived from `processId`. */
  readonly jobId: string;
  /** Four printable bytes' worth of number, 0 to 9999, that the head echoes when this job is on paper. */
  readonly processId: number;
  /** One for a roll; the pages of a form or the labels in their order. */
  readonly pages: readonly Page[];
  /** Cut at the end (heads without a cutter feed the slip out to be torn off). */
  readonly cut: boolean;
  /** Opens the cash drawer before the cut, where there is one. */
  readonly openDrawer?: boolean;
};

/**
 * - `confirmed`: the head itself said that the job is on paper.
 * - `sent`: every byte left and the head showed no error afterwards, but this model cannot say more.
 * - `uncertain`: at least one byte left and then we lost sight of it. Never repeat by itself.
 * - `failed`: no byte of the job left. Safe to try again.
 */
export type PrintOutcome = {
  readonly outcome: 'confirmed' | 'sent' | 'uncertain' | 'failed';
  /** Stable code: 'ok', 'no-acknowledgement', 'paper-out', 'cover-open', 'offline', 'unreachable', 'timeout', 'disconnected', 'error', 'unprintable'. */
  readonly code: string;
  /** System's own words, when there are any. */
  readonly detail?: string;
  readonly bytes: number;
};

/** Of a job that this software cannot make pages or bytes of: to try again would end the same. */
export const UNPRINTABLE = { outcome: 'failed', code: 'unprintable', bytes: 0 } as const satisfies PrintOutcome;

export interface Printer extends Device {
  readonly family: 'printer';
  readonly status: PrinterStatus;
  readonly media: Media;
  /** The font that draws what the head has no glyph for; null: this machine has none, and 〓 stands for it. */
  readonly font: string | null;
  /** One job at a time; a second call waits for the first. Resolves always, never rejects. */
  print(request: PrintRequest): Promise<PrintOutcome>;
}
