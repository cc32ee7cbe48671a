import type { EscposProfile } from '../profile-printer.ts';
import { processIdDigits } from './escpos/commands.ts';
import { encodeClear, encodeJob, encodeRecovery } from './escpos/encode.ts';
import { statusOf } from './escpos/status.ts';
import { EscposSession } from './escpos-session.ts';
import { type Head, type HeadOptions, headOf } from './head.ts';
import type { EncodedJob } from './job.ts';
import type { PrintRequest } from './printer.ts';
import { PrinterCore, type PrinterCoreOptions, type Verdict } from './printer-core.ts';

/** A full raster slice on 80 mm paper: no command of ours is longer. */
const LONGEST_COMMAND = 8 + 255 * 72;

/** An ESC/POS head: it answers DLE EOT, and where it has process ids it says itself when a job is on paper. */
export class EscposPrinter extends PrinterCore<EscposSession> {
  readonly profile: EscposProfile;
  readonly #head: Head;

  constructor(profile: EscposProfile, options: PrinterCoreOptions, headOptions: HeadOptions = {}) {
    const head = headOf(profile, headOptions);
    super(options, head, LONGEST_COMMAND);
    this.profile = profile;
    this.#head = head;
  }

  protected encode(request: PrintRequest): EncodedJob {
    return encodeJob(request, this.profile, this.#head);
  }

  protected clearing(): Uint8Array {
    return encodeClear(this.profile);
  }

  protected recovery(): Uint8Array {
    return encodeRecovery(this.profile);
  }

  /** What the head answers is told as it came; a job is not, it has a journal of its own. */
  protected newSession(): EscposSession {
    return new EscposSession(this.port, this.clock, ({ bytes }) => this.emitFrame('in', [bytes], { is: 'status' }));
  }

  protected override async readStatus(session: EscposSession): Promise<boolean> {
    if (this.profile.commands.status !== 'dle-eot') return super.readStatus(session);
    const answers = await session.askStatus(this.timing.reply_ms);
    if (answers !== null) this.setStatus(statusOf(answers, this.clock.wall()));
    return answers !== null;
  }

  /** Waits for the head's own word. Between, it is asked how it is, so that a slip stuck without paper is known at once. */
  protected override async verdictAfter(session: EscposSession, request: PrintRequest): Promise<Verdict> {
    if (!this.profile.commands.processId) return super.verdictAfter(session, request);
    const { reply_ms, acknowledge_ms } = this.timing;
    const digits = processIdDigits(request.processId);
    const until_ms = this.clock.monotonic() + acknowledge_ms;
    while (!(await session.awaitProcessId(digits, reply_ms))) {
      const verdict = await super.verdictAfter(session, request);
      if (verdict.outcome === 'uncertain') {
        // The word may have come while the status was asked, e.g. when the paper ended with this very slip.
        if (!session.hasHeard(digits)) return verdict;
        break;
      }
      if (this.clock.monotonic() >= until_ms) {
        return { outcome: 'uncertain', code: 'no-acknowledgement', detail: `no process id in ${acknowledge_ms} ms` };
      }
    }
    return { outcome: 'confirmed', code: 'ok' };
  }
}
