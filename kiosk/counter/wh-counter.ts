import '../elements/wh-bar.ts';
import '../elements/wh-device-lamp.ts';
import './wh-approval-dialog.ts';
import './wh-cancel-dialog.ts';
import './wh-done.ts';
import './wh-foot.ts';
import './wh-idle.ts';
import './wh-quantity-dialog.ts';
import './wh-refusal.ts';
import './wh-return.ts';
import './wh-signing.ts';
import './wh-side.ts';
import './wh-sign-in.ts';
import './wh-slip.ts';
import './wh-strips.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CounterState, Operations, Slip } from '../hub/contracts.ts';
import type { Failure } from '../hub/rest.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { ApprovalController } from './approval-controller.ts';
import { CounterActions } from './counter-actions.ts';
import { counterLook } from './counter-look.ts';
import { type CounterView, shownScan, viewOf } from './counter-view.ts';
import { DocumentActs } from './document-acts.ts';
import { newestAnswer } from './newest-answer.ts';
import { newestLine } from './newest-line.ts';
import { forgetRemark } from './remark-copy.ts';
import { ScanFeedback } from './scan-feedback.ts';
import { type Strip, stripsOf } from './strips.ts';
import type { SignedIn } from './wh-sign-in.ts';

/** The parts counter: the slip in progress fills the screen. The hub decides, this shows. */
@customElement('wh-counter')
export class WhCounter extends WhElement {
  static override styles = [shared, counterLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() station = '';
  /** Scan of the badge whose PIN nobody wants to enter now. */
  @state() private droppedBadge = '';
  @state() private counting: string | null = null;
  @state() private cancelling = false;
  /** Scan or weighing whose refusal has been read. */
  @state() private readScan = '';
  /** How many lost scans somebody has read about. */
  @state() private readLost = 0;
  @state() private newest: string | null = null;
  #slipBefore: Slip | null = null;
  readonly #actions = new CounterActions(this, {
    hub: () => this.hub,
    keeper: () => this.#counter.state?.keeper ?? null,
    station: () => this.station,
  });
  readonly #approval = new ApprovalController(this, () => this.hub);
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
  readonly #documents = new DocumentActs({
    actions: this.#actions,
    approval: this.#approval,
    state: () => this.#counter.state,
    station: () => this.station,
  });
  #shownState: CounterState | null = null;
  #view: CounterView = 'connecting';

  override willUpdate(_changed: PropertyValues<this>): void {
    this.#learnNews();
    this.#view = viewOf(this.#counter.state, this.droppedBadge, this.#actions.asked !== null);
    this.dataset.view = this.#view;
    // The keyboard is the PIN pad's: nothing may stand open behind it.
    if (this.#view === 'pin') this.#closeDialogs();
  }

  #learnNews(): void {
    const devices = this.#devices.state;
    if (devices !== null) this.#feedback.showLost(devices.lostScans);
    const now = this.#counter.state;
    if (now === null || now === this.#shownState) return;
    const before = this.#shownState;
    this.#shownState = now;
    if (before !== null && newestAnswer(now)?.id !== newestAnswer(before)?.id) this.#actions.forget();
    const badge = now.awaitingPin?.scan;
    // A badge that is scanned now is newer than what a hand wanted.
    if (badge !== undefined && badge !== before?.awaitingPin?.scan && this.#actions.asked !== null)
      this.#actions.dropProof();
    this.newest = now.line ?? newestLine(this.#slipBefore, now.slip, this.newest);
    this.#slipBefore = now.slip;
    this.#approval.follow(now.toApprove, this.#deciding);
    if (this.#approval.openScanned(now, before)) this.counting = null;
    if (now.slip === null) this.cancelling = false;
    if (!now.slip?.lines.some((line) => line.id === this.counting)) this.counting = null;
    this.#feedback.show(now.scans, now.weighings);
    // 待料 is heard, and once more when there is something to issue.
    const waiting = now.waiting.filter(({ readyAt }) => readyAt === null);
    this.#feedback.call(waiting.map(({ id, isLacking }) => `${id} ${isLacking}`));
  }

  get #deciding(): boolean {
    return this.#actions.busy('requisitions.approve') || this.#actions.busy('requisitions.reject');
  }

  override render(): TemplateResult {
    const counter = this.#counter.state;
    const view = this.#view;
    const isOpen = counter !== null && counter.keeper !== null;
    // What is pressed while the hub is gone would be done when nobody expects it any more.
    const isStale = !this.#counter.fresh;
    return html`
      <wh-bar .hub=${this.hub} .place=${counter?.station?.name ?? say('face.counter')}>
        ${this.#mutedLamp()}
        ${this.#devices.state?.devices.map((device) => html`<wh-device-lamp data-device=${device.device} .device=${device}></wh-device-lamp>`)}
        <div slot="person" class="person">${this.#keeper(counter)}</div>
      </wh-bar>
      <wh-strips .strips=${this.#strips(counter)} .busy=${isStale || this.#actions.busy('printing.answer')} @answer-print=${this.#answerPrint} @answer-stale=${this.#answerStale} @lost-read=${() => (this.readLost = this.#devices.state?.lostScans ?? 0)}></wh-strips>
      <main class=${isStale ? 'stale' : ''} @remark=${this.#remark} @count-line=${this.#openCount} @look=${this.#documents.takeLine} @purpose=${this.#purpose} @name-lots=${this.#documents.nameLots} @issue-less=${this.#documents.issueLess}>
        <div class="work">${this.#work(view, counter)}<wh-refusal .failure=${this.#failure(counter)} @forget=${this.#forget}></wh-refusal></div>
        ${
          view === 'connecting' || view === 'absent'
            ? nothing
            : html`<wh-side class="aside" .hub=${this.hub} .station=${this.station} .actions=${this.#actions} .state=${counter} .slip=${view === 'slip' ? (counter?.slip ?? null) : view === 'done' ? (counter?.lastIssued ?? null) : null} .counterOpen=${isOpen} .busy=${isStale || this.#actions.busy('stations.take-missed-scan')}
              .now=${this.#counter.hubNow} @open-document=${this.#documents.open} @open-wait=${this.#documents.openWait} @open-approval=${(event: CustomEvent<string>) => this.#approval.open(event.detail, counter?.toApprove ?? [])} @missed=${this.#missed}></wh-side>`
        }
        <div class="dialogs">${this.#dialogs(counter, isOpen)}</div>
        ${!isStale || counter === null ? nothing : html`<div class="age" role="status">${say('counter.stale', { seconds: this.#counter.age })}</div>`}
      </main>
      <wh-foot .scan=${shownScan(counter, view === 'pin')} .slip=${view === 'slip'} .lines=${(counter?.slip?.lines.length ?? 0) > 0} .busy=${isStale || this.#actions.busy('requisitions.confirm')}
        .checked=${view === 'return' ? this.#documents.checked : null} @aside=${this.#documents.aside} @check-all=${this.#documents.checkAll} @receive=${this.#documents.receive}
        @confirm=${this.#confirm} @undo=${this.#undo} @ask-cancel=${() => (this.cancelling = true)} @count-line=${this.#openCount}></wh-foot>
      <div class="flash" aria-hidden="true"></div>
    `;
  }

  /** In front of the lamps of the devices: whatever the bar has no room for, this is not it. */
  #mutedLamp(): TemplateResult | typeof nothing {
    if (!this.#feedback.muted) return nothing;
    return html`<button class="btn small muted-lamp" data-act="unmute" title=${say('sound.muted-why')} @click=${this.#feedback.wake}>${say('sound.muted')}</button>`;
  }

  #strips(counter: CounterState | null): Strip[] {
    const devices = this.#devices.state;
    // The count begins anew when the hub starts anew.
    const lost = (devices?.lostScans ?? 0) - Math.min(this.readLost, devices?.lostScans ?? 0);
    return stripsOf({
      print: counter?.print ?? [],
      devices: devices?.devices ?? [],
      store: devices?.store ?? 'ok',
      lost,
    });
  }

  #work(view: CounterView, counter: CounterState | null): TemplateResult {
    const lastIssued = counter?.lastIssued ?? null;
    switch (view) {
      case 'pin':
        return html`<wh-sign-in class="card" .asked=${this.#actions.asked ?? counter?.awaitingPin ?? null} .replaces=${counter?.keeper?.name ?? ''} .forAct=${this.#actions.asked !== null} .station=${this.station} @signed-in=${this.#signedIn} @sign-in-dropped=${this.#dropBadge}></wh-sign-in>`;
      case 'slip':
        return html`<wh-slip .slip=${counter?.slip ?? null} .weighed=${counter?.weighed ?? []} .now=${this.newest ?? ''} .live=${this.#actions.live}></wh-slip>`;
      case 'return':
        return html`<wh-return .hub=${this.hub} .slip=${counter?.return ?? null} .weighed=${counter?.weighed ?? []} .inHand=${counter?.line ?? null} .actions=${this.#actions} .stale=${!this.#counter.fresh}></wh-return>`;
      case 'signing':
        return html`<wh-signing .slip=${counter?.signing ?? null} .stale=${!this.#counter.fresh} @aside=${this.#documents.aside}></wh-signing>`;
      case 'received':
        return html`<wh-done .received=${counter?.lastReceived ?? null} .job=${counter?.print.find((job) => job.documentId === counter.lastReceived?.id) ?? null}
          .mayReprint=${counter?.station?.printer !== null && this.#counter.fresh} .busy=${this.#actions.busy('returns.reprint')} @reprint=${this.#documents.reprintReturn}></wh-done>`;
      case 'done':
        return html`<wh-done .issued=${lastIssued} .job=${counter?.print.find((job) => job.documentId === lastIssued?.id) ?? null}
          .mayReprint=${counter?.station?.printer !== null && this.#counter.fresh} .busy=${this.#actions.busy('requisitions.reprint')} @reprint=${this.#reprint}></wh-done>`;
      default:
        return html`<wh-idle .idle=${view}></wh-idle>`;
    }
  }

  #keeper(counter: CounterState | null): TemplateResult | typeof nothing {
    const keeper = counter?.keeper ?? null;
    if (keeper === null) return nothing;
    return html`<span class="muted cut" data-keeper=${keeper.id}>${say('counter.keeper', { person: keeper.name })}</span>
      <button class="btn quiet small" data-act="hand-over" ?disabled=${!this.#counter.fresh || this.#actions.busy('end-session')} @click=${() => void this.#actions.handOver()}>${say('counter.hand-over')}</button>`;
  }

  #dialogs(counter: CounterState | null, isOpen: boolean): TemplateResult {
    const { slip, isGone } = this.#approval;
    return html`
      <wh-quantity-dialog .hub=${this.hub} .slip=${counter?.slip?.id ?? ''} .warehouse=${counter?.slip?.warehouse.id ?? ''} .line=${counter?.slip?.lines.find((line) => line.id === this.counting) ?? null} @count=${this.#count} @dialog-closed=${() => (this.counting = null)}></wh-quantity-dialog>
      <wh-approval-dialog .hub=${this.hub} .slip=${slip} .gone=${isGone} .counterOpen=${isOpen} .busy=${this.#deciding || !this.#counter.fresh} .failure=${this.#actions.failure}
        .job=${counter?.print.find((job) => job.documentId === slip?.id) ?? null} @approve=${this.#approve} @reject=${this.#reject} @dialog-closed=${this.#closeApproval}></wh-approval-dialog>
      <wh-cancel-dialog .open=${this.cancelling} .number=${counter?.slip?.number ?? ''} @cancel-slip=${this.#cancel} @dialog-closed=${() => (this.cancelling = false)}></wh-cancel-dialog>
    `;
  }

  /** What a hand was refused goes first: it is the newer of the two, because a new scan clears it. */
  #failure(counter: CounterState | null): Failure | null {
    if (this.#actions.failure !== null) return this.#actions.failure;
    const answer = newestAnswer(counter);
    return answer?.id === this.readScan ? null : (answer?.failure ?? null);
  }

  readonly #forget = (): void => {
    this.#actions.forget();
    this.readScan = newestAnswer(this.#counter.state)?.id ?? '';
  };
  readonly #signedIn = ({ detail: { asked, session } }: CustomEvent<SignedIn>): void => {
    if (this.#actions.asked === null) this.droppedBadge = asked.scan;
    this.#actions.proved(session);
  };
  readonly #dropBadge = (): void => {
    if (this.#actions.asked !== null) this.#actions.dropProof();
    else this.droppedBadge = this.#counter.state?.awaitingPin?.scan ?? '';
  };
  readonly #closeApproval = (): void => {
    this.#approval.close();
    this.#actions.forget();
  };
  #closeDialogs(): void {
    this.counting = null;
    this.cancelling = false;
    if (this.#approval.slip !== null) this.#approval.close();
  }
  readonly #openCount = (event: CustomEvent<string | null>): void => {
    this.counting = event.detail ?? this.newest;
    this.#documents.takeLine(event);
  };
  readonly #count = (event: CustomEvent<{ line: string; quantity: number }>): void => {
    this.counting = null;
    this.#onSlip((requisition) => this.#actions.do('requisitions.set-quantity', { requisition, ...event.detail }));
  };
  readonly #remark = async ({
    detail: { slip, remark },
  }: CustomEvent<{ slip: string; remark: string }>): Promise<void> => {
    if (await this.#actions.do('requisitions.set-remark', { requisition: slip, remark })) forgetRemark(slip, remark);
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
  readonly #approve = async ({ detail: requisition }: CustomEvent<string>): Promise<void> => {
    const accepted = await this.#actions.do('requisitions.approve', { requisition });
    const counter = this.#counter.state;
    if (!accepted) this.#approval.follow(counter?.toApprove ?? [], false);
    // The done view shows it; behind a slip in progress there is no done view, and the dialog says it.
    else if (counter?.slip === null) this.#approval.close();
    else await this.#approval.reveal(requisition);
  };
  readonly #reject = async ({ detail }: CustomEvent<Operations['requisitions.reject']['request']>): Promise<void> => {
    const accepted = await this.#actions.do('requisitions.reject', detail);
    if (accepted) this.#approval.close();
    else this.#approval.follow(this.#counter.state?.toApprove ?? [], false);
  };
  readonly #missed = (event: CustomEvent<{ scan: string; act: boolean }>): void => {
    void this.#actions.do('stations.take-missed-scan', event.detail);
  };
  readonly #answerStale = (event: CustomEvent<{ job: string; print: boolean }>): void => {
    void this.#actions.do('printing.answer-stale', event.detail);
  };
  readonly #answerPrint = (event: CustomEvent<{ job: string; printed: boolean }>): void => {
    void this.#actions.do('printing.answer', event.detail);
  };
  readonly #reprint = (event: CustomEvent<string>): void => {
    const printer = this.#counter.state?.station?.printer ?? null;
    if (printer !== null) void this.#actions.do('requisitions.reprint', { requisition: event.detail, printer });
  };

  #onSlip(act: (requisition: string) => Promise<boolean>): void {
    const slip = this.#counter.state?.slip ?? null;
    if (slip !== null && this.#counter.fresh) void act(slip.id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-counter': WhCounter;
  }
}
