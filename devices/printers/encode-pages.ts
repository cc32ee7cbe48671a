import type { PrinterProfile } from '../profile-printer.ts';
import { encodeFormRecovery, encodeForms } from './escp/encode.ts';
import { encodeJob, encodeRecovery } from './escpos/encode.ts';
import { type Head, type HeadOptions, headOf } from './head.ts';
import type { EncodedJob } from './job.ts';
import type { Page } from './page.ts';
import { encodeTsplLabels, encodeTsplRecovery } from './tspl/encode.ts';
import { encodeZplLabels, encodeZplRecovery } from './zpl/encode.ts';

/** Pages as the bytes of whatever dialect a profile is of; a receipt is not cut. Pure. */
export function encodePages(pages: readonly Page[], profile: PrinterProfile, options: HeadOptions = {}): EncodedJob {
  switch (profile.dialect) {
    case 'esc-pos':
      return encodeJob({ pages, cut: false, processId: 0 }, profile, headOf(profile, options));
    case 'esc-p':
      return encodeForms(pages, profile, options);
    case 'tspl':
      return encodeTsplLabels(pages, profile, options);
    case 'zpl':
      return encodeZplLabels(pages, profile, options);
  }
}

/** What gets the rest of a broken job off the paper. Pure. */
export function encodePageRecovery(profile: PrinterProfile): Uint8Array {
  switch (profile.dialect) {
    case 'esc-pos':
      return encodeRecovery(profile);
    case 'esc-p':
      return encodeFormRecovery();
    case 'tspl':
      return encodeTsplRecovery();
    case 'zpl':
      return encodeZplRecovery();
  }
}

/** No command of ours for this head is longer. */
export function longestPageCommand({ dialect }: PrinterProfile, { printable_dots, length_dots }: Head): number {
  // ESC * 39: three bytes a column, and two white columns.
  if (dialect === 'esc-p') return 5 + 3 * (printable_dots + 2);
  // BITMAP: a code as large as the label, and its numbers.
  return dialect === 'tspl' ? 40 + Math.ceil(printable_dots / 8) * length_dots : 0;
}
