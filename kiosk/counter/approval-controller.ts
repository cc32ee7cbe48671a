import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CounterState, Slip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';

/**
 * The submitted slip that a person has open. While it waits it is followed as it changes; when it leaves the queue because
 * somebody else decided, the hub is asked what became of it, so that it never vanishes from under a person's finger.
 */
export class ApprovalController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hub: () => Hub | undefined;
  #asking = false;
  /** Null: no slip is open. */
  slip: Slip | null = null;
  /** It waits for approval no longer. What became of it stands in `slip`, unless this page may not know. */
  isGone = false;

  constructor(host: ReactiveControllerHost, hub: () => Hub | undefined) {
    this.#host = host;
    this.#hub = hub;
    host.addController(this);
  }

  hostConnected(): void {}

  open(id: string, toApprove: CounterState['toApprove']): void {
    this.isGone = false;
    this.slip = toApprove.find((slip) => slip.id === id) ?? null;
    this.#host.requestUpdate();
  }

  /** A pick ticket, or a slip that waits, was scanned just now: it opens as if somebody had tapped it. False: nothing of the kind. */
  openScanned({ scans, toApprove }: CounterState, before: CounterState | null): boolean {
    const [scan] = scans;
    if (before === null || scan?.code !== 'scans.slip-waits' || scan.scan === before.scans[0]?.scan) return false;
    const waits = toApprove.find(({ number }) => number === scan.facts.number);
    if (waits === undefined) return false;
    this.open(waits.id, toApprove);
    return true;
  }

  readonly close = (): void => {
    this.slip = null;
    this.isGone = false;
    this.#host.requestUpdate();
  };

  /** `busy`: this page's own decision is under way, and its answer says more than the queue does. */
  follow(toApprove: CounterState['toApprove'], busy: boolean): void {
    const id = this.slip?.id;
    if (id === undefined || this.isGone) return;
    const waiting = toApprove.find((slip) => slip.id === id);
    if (waiting !== undefined) this.slip = waiting;
    else if (!busy) void this.#learn(id);
  }

  /** Asks what became of it, and shows that, even when it was put away meanwhile. */
  async reveal(id: string): Promise<void> {
    const slip = await this.#ask(id);
    if (slip === null) return;
    this.#show(slip);
  }

  /** Asks what became of the slip that is open. */
  async #learn(id: string): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const slip = await this.#ask(id);
    this.#asking = false;
    if (this.slip?.id === id) this.#show(slip);
  }

  async #ask(id: string): Promise<Slip | null> {
    const answer = await this.#hub()?.connection.ask('requisitions.show', { requisition: id });
    return answer?.outcome === 'accepted' ? answer.reply.slip : null;
  }

  #show(slip: Slip | null): void {
    if (slip !== null) this.slip = slip;
    this.isGone = slip?.approval !== 'SUBMITTED';
    this.#host.requestUpdate();
  }
}
