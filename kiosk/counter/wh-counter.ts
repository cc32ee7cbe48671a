import '../elements/wh-bar.ts';
import '../elements/wh-device-lamp.ts';
import './wh-approval-dialog.ts';
import './wh-cancel-dialog.ts';
import './wh-done.ts';
import './wh-foot.ts';
import './wh-idle.ts';
import './wh-quantity-dialog.ts';
import './wh-refusal.ts';
import './wh-side.ts';
import './wh-sign-in.ts';
import './wh-slip.ts';
import './wh-strips.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CounterState, Slip } from '../hub/contracts.ts';
import type { Failure } from '../hub/rest.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { CounterActions } from './counter-actions.ts';
import { counterLook } from './counter-look.ts';
import { type CounterView, viewOf } from './counter-view.ts';
import { askKeeper, NEEDS_PIN, type ProofAsked } from './keeper-proof.ts';
import { newestLine } from './newest-line.ts';
import { ScanFeedback } from './scan-feedback.ts';
import { stripsOf } from './strips.ts';

/** The parts counter: the slip in progress fills the screen. The hub decides, this shows. */
@customElement('wh-counter')
export class WhCounter extends WhElement {
  static override styles = [shared, counterLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() station = '';
  /** Scan of the badge whose PIN nobody wants to enter now. */
  @state() private droppedBadge = '';
  @state() private counting: string | null = null;
  @state() private approving: string | null = null;
  @state() private cancelling = false;
  /** Scan whose refusal has been read. */
  @state() private readScan = '';
  /** The PIN that something a hand wants to do needs once more. */
  @state() private proving: ProofAsked | null = null;
  @state() private newest: string | null = null;
  #slipBefore: Slip | null = null;
  readonly #actions = new CounterActions(this, () => this.hub);
  readonly #feedback = new ScanFeedback(this);
  readonly #counter = new TopicController(
    this,
    () => this.hub,
    'stations.counter',
    () => ({ station: this.station }),
  );
  readonly #devices = new TopicController(
    this,
    () => this.hub,
    'stations.devices',
    () => ({ station: this.station }),
  );
  #shownState: CounterState | null = null;

  override willUpdate(_changed: PropertyValues<this>): void {
    const now = this.#counter.state;
    if (now === null || now === this.#shownState) return;
    const newScan = now.scans[0]?.scan !== this.#shownState?.scans[0]?.scan;
    if (newScan && this.#shownState !== null) this.#actions.forget();
    this.newest = newestLine(this.#slipBefore, now.slip, this.newest);
    this.#slipBefore = now.slip;
    this.#shownState = now;
    if (!now.toApprove.some((slip) => slip.id === this.approving)) this.approving = null;
    if (now.slip === null) this.cancelling = false;
    if (!now.slip?.lines.some((line) => line.id === this.counting)) this.counting = null;
    this.#feedback.show(now.scans);
  }

  override render(): TemplateResult {
    const counter = this.#counter.state;
    const view = viewOf(counter, this.droppedBadge, this.proving !== null);
    this.dataset.view = view;
    return html`
      <wh-bar .hub=${this.hub} .place=${counter?.station?.name ?? say('face.counter')}>
        ${this.#devices.state?.devices.map((device) => html`<wh-device-lamp data-device=${device.device} .device=${device}></wh-device-lamp>`)}
        <div slot="person" class="person">${this.#keeper(counter)}</div>
      </wh-bar>
      <wh-strips .strips=${stripsOf(counter?.print ?? [], this.#devices.state?.devices ?? [])} .busy=${this.#actions.busy('printing.answer')} @answer-print=${this.#answerPrint}></wh-strips>
      <main class=${this.#counter.fresh ? '' : 'stale'} @remark=${this.#remark} @count-line=${this.#openCount} @purpose=${this.#purpose}>
        <div class="work">${this.#work(view, counter)}<wh-refusal .failure=${this.#failure(counter)} @forget=${this.#forget}></wh-refusal></div>
        ${
          view === 'connecting' || view === 'absent'
            ? nothing
            : html`<wh-side class="aside" .hub=${this.hub} .state=${counter} .slip=${view === 'slip' ? (counter?.slip ?? null) : view === 'done' ? (counter?.lastIssued ?? null) : null} .busy=${this.#actions.busy('stations.take-missed-scan')}
              @open-approval=${(event: CustomEvent<string>) => (this.approving = event.detail)} @missed=${this.#missed}></wh-side>`
        }
        <div class="dialogs">${this.#dialogs(counter)}</div>
        ${this.#counter.fresh || counter === null ? nothing : html`<div class="age" role="status">${say('counter.stale', { seconds: this.#counter.age })}</div>`}
      </main>
      <wh-foot .scan=${counter?.scans[0] ?? null} .slip=${view === 'slip'} .lines=${(counter?.slip?.lines.length ?? 0) > 0} .busy=${!this.#counter.fresh || this.#actions.busy('requisitions.confirm')}
        @confirm=${this.#confirm} @undo=${this.#undo} @ask-cancel=${() => (this.cancelling = true)} @count-line=${this.#openCount}></wh-foot>
      <div class="flash" aria-hidden="true"></div>
    `;
  }

  #work(view: CounterView, counter: CounterState | null): TemplateResult {
    const lastIssued = counter?.lastIssued ?? null;
    switch (view) {
      case 'pin':
        return html`<wh-sign-in class="card" .asked=${this.proving?.asked ?? counter?.awaitingPin ?? null} .station=${this.station} @signed-in=${this.#signedIn} @sign-in-dropped=${this.#dropBadge}></wh-sign-in>`;
      case 'slip':
        return html`<wh-slip .slip=${counter?.slip ?? null} .now=${this.newest ?? ''}></wh-slip>`;
      case 'done':
        return html`<wh-done .slip=${lastIssued} .job=${counter?.print.find((job) => job.documentId === lastIssued?.id) ?? null}
          .mayReprint=${counter?.station?.printer !== null && this.#counter.fresh} .busy=${this.#actions.busy('requisitions.reprint')} @reprint=${this.#reprint}></wh-done>`;
      default:
        return html`<wh-idle .idle=${view}></wh-idle>`;
    }
  }

  #keeper(counter: CounterState | null): TemplateResult | typeof nothing {
    const keeper = counter?.keeper ?? null;
    if (keeper === null) return nothing;
    const session = this.hub?.connection.hello?.session ?? null;
    return html`<span class="muted cut" data-keeper=${keeper.id}>${say('counter.keeper', { person: keeper.name })}</span>
      ${
        session === null
          ? nothing
          : html`<button class="btn quiet small" data-act="hand-over" ?disabled=${this.#actions.busy('end-session')} @click=${() => void this.#actions.endSession(session.session)}>${say('counter.hand-over')}</button>`
      }`;
  }

  #dialogs(counter: CounterState | null): TemplateResult {
    return html`
      <wh-quantity-dialog .line=${counter?.slip?.lines.find((line) => line.id === this.counting) ?? null} @count=${this.#count} @dialog-closed=${() => (this.counting = null)}></wh-quantity-dialog>
      <wh-approval-dialog .slip=${counter?.toApprove.find((slip) => slip.id === this.approving) ?? null} .busy=${this.#actions.busy('requisitions.approve') || this.#actions.busy('requisitions.reject')}
        @approve=${this.#approve} @reject=${this.#reject} @dialog-closed=${() => (this.approving = null)}></wh-approval-dialog>
      <wh-cancel-dialog .open=${this.cancelling} .number=${counter?.slip?.number ?? ''} @cancel-slip=${this.#cancel} @dialog-closed=${() => (this.cancelling = false)}></wh-cancel-dialog>
    `;
  }

  /** What a hand was refused goes first: it is the newer of the two, because a new scan clears it. */
  #failure(counter: CounterState | null): Failure | null {
    if (this.#actions.failure !== null) return this.#actions.failure;
    const scan = counter?.scans[0];
    if (scan === undefined || scan.scan === this.readScan) return null;
    return scan.outcome === 'refused' || scan.outcome === 'unknown' ? { code: scan.code, facts: scan.facts } : null;
  }

  readonly #forget = (): void => {
    this.#actions.forget();
    this.readScan = this.#counter.state?.scans[0]?.scan ?? '';
  };
  readonly #signedIn = (event: CustomEvent<ProofAsked['asked']>): void => {
    const { proving } = this;
    this.proving = null;
    if (proving === null) this.droppedBadge = event.detail.scan;
    this.hub?.connection.reconnect();
    proving?.again();
  };
  readonly #dropBadge = (): void => {
    if (this.proving !== null) this.proving = null;
    else this.droppedBadge = this.#counter.state?.awaitingPin?.scan ?? '';
  };
  readonly #openCount = (event: CustomEvent<string | null>): void => {
    this.counting = event.detail ?? this.newest;
  };
  readonly #count = (event: CustomEvent<{ line: string; quantity: number }>): void => {
    this.counting = null;
    this.#onSlip((requisition) => this.#actions.do('requisitions.set-quantity', { requisition, ...event.detail }));
  };
  readonly #remark = (event: CustomEvent<{ slip: string; remark: string }>): void => {
    void this.#actions.do('requisitions.set-remark', { requisition: event.detail.slip, remark: event.detail.remark });
  };
  readonly #purpose = (event: CustomEvent<Slip['purpose']>): void => {
    this.#onSlip((requisition) => this.#actions.do('requisitions.set-purpose', { requisition, purpose: event.detail }));
  };
  readonly #undo = (): void => this.#onSlip((requisition) => this.#actions.do('requisitions.undo', { requisition }));
  readonly #confirm = (): void =>
    this.#onSlip((requisition) => this.#actions.do('requisitions.confirm', { requisition }));
  readonly #cancel = (): void => {
    this.cancelling = false;
    this.#onSlip((requisition) => this.#actions.do('requisitions.cancel', { requisition }));
  };
  readonly #approve = (event: CustomEvent<string>): void => {
    this.#prove(() => this.#actions.do('requisitions.approve', { requisition: event.detail }));
  };
  readonly #reject = (event: CustomEvent<{ requisition: string; reason: string }>): void => {
    this.#prove(() => this.#actions.do('requisitions.reject', event.detail));
  };
  readonly #missed = (event: CustomEvent<{ scan: string; act: boolean }>): void => {
    void this.#actions.do('stations.take-missed-scan', event.detail);
  };
  readonly #answerPrint = (event: CustomEvent<{ job: string; printed: boolean }>): void => {
    void this.#actions.do('printing.answer', event.detail);
  };
  readonly #reprint = (event: CustomEvent<string>): void => {
    const printer = this.#counter.state?.station?.printer ?? null;
    if (printer !== null) void this.#actions.do('requisitions.reprint', { requisition: event.detail, printer });
  };

  /** Does it; when the hub wants the keeper's PIN first, asks for it and does it again. */
  #prove(act: () => Promise<boolean>): void {
    void act().then(() => {
      this.approving = null;
      const code = this.#actions.failure?.code ?? '';
      const asked = NEEDS_PIN.has(code) ? askKeeper(this.#counter.state?.keeper ?? null) : null;
      if (asked === null) return;
      this.#actions.forget();
      this.proving = { asked, again: () => void act() };
    });
  }

  #onSlip(act: (requisition: string) => Promise<boolean>): void {
    const slip = this.#counter.state?.slip ?? null;
    if (slip !== null) this.#prove(() => act(slip.id));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-counter': WhCounter;
  }
}
