import type { PrinterProfile } from '../profile-printer.ts';
import { encodePageRecovery, encodePages, longestPageCommand } from './encode-pages.ts';
import { type HeadOptions, headOf } from './head.ts';
import type { EncodedJob } from './job.ts';
import type { PrintRequest } from './printer.ts';
import { PrinterCore, type PrinterCoreOptions, type Verdict } from './printer-core.ts';
import { PrinterSession } from './printer-session.ts';

/**
 * A printer of forms or labels: it takes bytes and says nothing but what the status lines of a parallel or USB cable say, so that the best end of a job
 * is `sent`. Those lines are looked at before the first byte, since a printer that is off line throws away what it gets (CUPS #1452).
 */
export class PagePrinter extends PrinterCore<PrinterSession> {
  readonly profile: PrinterProfile;
  readonly #headOptions: HeadOptions;

  constructor(profile: PrinterProfile, options: PrinterCoreOptions, headOptions: HeadOptions = {}) {
    const head = headOf(profile, headOptions);
    super(options, head, longestPageCommand(profile, head));
    this.profile = profile;
    this.#headOptions = headOptions;
  }

  protected encode({ pages }: PrintRequest): EncodedJob {
    return encodePages(pages, this.profile, this.#headOptions);
  }

  protected clearing(): Uint8Array {
    return new Uint8Array();
  }

  protected recovery(): Uint8Array {
    return encodePageRecovery(this.profile);
  }

  /** Nothing is asked any more, so the medium may be told that this was all, and say whether it took it. */
  protected override async verdictAfter(session: PrinterSession, request: PrintRequest): Promise<Verdict> {
    await session.finish(this.timing.progress_ms);
    return super.verdictAfter(session, request);
  }

  protected newSession(): PrinterSession {
    return new PrinterSession(this.port, this.clock);
  }
}
