import type { PrinterProfile } from '../profile-printer.ts';
import { encodeFormRecovery, encodeForms } from './escp/encode.ts';
import { encodeJob, encodeRecovery } from './escpos/encode.ts';
import { type Head, type HeadOptions, headOf } from './head.ts';
import type { EncodedJob } from './job.ts';
import type { Page } from './page.ts';

/** Pages as the bytes of whatever dialect a profile is of; a receipt is not cut. Pure. */
export function encodePages(pages: readonly Page[], profile: PrinterProfile, options: HeadOptions = {}): EncodedJob {
  switch (profile.dialect) {
    case 'esc-pos':
      return encodeJob({ pages, cut: false, processId: 0 }, profile, headOf(profile, options));
    case 'esc-p':
      return encodeForms(pages, profile, options);
    default:
      throw new TypeError(`${profile.id}: nothing here speaks ${profile.dialect}`);
  }
}

/** What gets the rest of a broken job off the paper. Pure. */
export function encodePageRecovery(profile: PrinterProfile): Uint8Array {
  switch (profile.dialect) {
    case 'esc-pos':
      return encodeRecovery(profile);
    case 'esc-p':
      return encodeFormRecovery();
    default:
      throw new TypeError(`${profile.id}: nothing here speaks ${profile.dialect}`);
  }
}

/** No command of ours for this head is longer. */
export function longestPageCommand({ dialect }: PrinterProfile, { printable_dots }: Head): number {
  // ESC * 39: three bytes a column, and two white columns.
  return dialect === 'esc-p' ? 5 + 3 * (printable_dots + 2) : 0;
}
