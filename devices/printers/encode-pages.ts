import type { PrinterProfile } from '../profile-printer.ts';
import { encodeForms } from './escp/encode.ts';
import { encodeJob } from './escpos/encode.ts';
import { type HeadOptions, headOf } from './head.ts';
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
