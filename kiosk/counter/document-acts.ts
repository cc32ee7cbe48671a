import type { CounterState, Operations } from '../hub/contracts.ts';
import type { ApprovalController } from './approval-controller.ts';
import type { CounterActions } from './counter-actions.ts';
import type { OpenDocument } from './wh-queues.ts';

/** What a hand does with the documents of the counter beside its slip: returns, bags that are signed for, bays that wait. */
export class DocumentActs {
  readonly #actions: CounterActions;
  readonly #approval: ApprovalController;
  readonly #state: () => CounterState | null;
  readonly #station: () => string;

  constructor(of: {
    actions: CounterActions;
    approval: ApprovalController;
    state: () => CounterState | null;
    station: () => string;
  }) {
    this.#actions = of.actions;
    this.#approval = of.approval;
    this.#state = of.state;
    this.#station = of.station;
  }

  readonly open = ({ detail }: CustomEvent<OpenDocument>): void => {
    void this.#actions.do('stations.open-document', { station: this.#station(), ...detail });
  };

  /** What waits for a decision is looked at first; what lies there as a draft becomes the slip in hand. */
  readonly openWait = ({ detail: wait }: CustomEvent<CounterState['waiting'][number]>): void => {
    const toApprove = this.#state()?.toApprove ?? [];
    if (toApprove.some(({ id }) => id === wait.requisition)) {
      this.#approval.open(wait.requisition, toApprove);
      return;
    }
    const kind = wait.readyAt === null ? 'requisition' : 'signing';
    void this.#actions.do('stations.open-document', { station: this.#station(), kind, document: wait.requisition });
  };

  /** A line that is tapped is the one that is weighed next. Nobody is asked for a PIN because of it. */
  readonly takeLine = ({ detail: line }: CustomEvent<string | null>): void => {
    if (line === null || line === this.#state()?.line || !this.#actions.live) return;
    void this.#actions.do('stations.take-line', { station: this.#station(), line });
  };

  /** Which lots or serial numbers of a line are in the hand. */
  readonly nameLots = ({ detail }: CustomEvent<Operations['requisitions.name-lots']['request']>): void =>
    void this.#actions.do('requisitions.name-lots', detail);

  /** 少发: less of a submitted line, and whether the rest waits. */
  readonly issueLess = ({ detail }: CustomEvent<Operations['requisitions.issue-less']['request']>): void =>
    void this.#actions.do('requisitions.issue-less', detail);

  readonly aside = (): void => void this.#actions.do('stations.put-aside', { station: this.#station() });

  /** All that is left of every line that nobody has checked yet. */
  readonly checkAll = async (): Promise<void> => {
    const slip = this.#state()?.return ?? null;
    for (const { id, quantity, remainder } of slip?.lines ?? []) {
      if (slip === null || quantity !== null || remainder === 0) continue;
      await this.#actions.do('returns.set-line', { return: slip.id, line: id, quantity: remainder });
    }
  };

  readonly receive = (): void => {
    const slip = this.#state()?.return ?? null;
    if (slip !== null) void this.#actions.do('returns.confirm', { return: slip.id });
  };

  readonly reprintReturn = (event: CustomEvent<string>): void => {
    const printer = this.#state()?.station?.printer ?? null;
    if (printer !== null) void this.#actions.do('returns.reprint', { return: event.detail, printer });
  };

  /** How many lines of the return in hand are checked, and of how many. */
  get checked(): { readonly done: number; readonly lines: number } | null {
    const slip = this.#state()?.return ?? null;
    if (slip === null) return null;
    return { done: slip.lines.filter(({ quantity }) => quantity !== null).length, lines: slip.lines.length };
  }
}
