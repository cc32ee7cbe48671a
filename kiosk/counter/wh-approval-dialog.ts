import '@awesome.me/webawesome/dist/components/input/input.js';
import '../elements/wh-dialog.ts';
import './wh-approval-slip.ts';
import './wh-print-chip.ts';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PrintJobSummary, Slip } from '../hub/contracts.ts';
import type { Failure } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { escrowNote, mayReject } from './escrow-note.ts';
import { reasonWord, rejectReasons } from './reject-reasons.ts';

const MEANING_OF_DECISION: Readonly<Record<Slip['approval'], string>> = {
  DRAFT: 'waiting',
  SUBMITTED: 'waiting',
  APPROVED: 'ready',
  REJECTED: 'stopped',
  CANCELLED: '',
  EXPIRED: '',
};

/** What became of a slip that waits no longer. */
function decisionOf(slip: Slip): string {
  if (slip.approval === 'APPROVED') return say('approve.approved', { by: slip.approver ?? '' });
  if (slip.approval === 'REJECTED') return say('approve.rejected', { reason: reasonWord(slip.reason ?? '') });
  if (slip.approval === 'CANCELLED') return say('approve.cancelled');
  return say(slip.approval === 'DRAFT' ? 'approve.withdrawn' : 'approve.elsewhere');
}

/** The whole of a slip that was submitted elsewhere, to approve or to reject. Tells `approve` id or `reject` {requisition, reason, partsAreBack}. */
@customElement('wh-approval-dialog')
export class WhApprovalDialog extends WhElement {
  static override styles = [
    shared,
    css`
      wh-dialog { --dialog-width: 760px; }
      .acts, .reasons { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
      .reasons .btn { white-space: normal; min-height: 56px; }
      .other { display: flex; gap: 12px; margin-top: 12px; }
      .other wa-input { flex: 1; }
      wa-input::part(base) { min-height: 56px; }
      .said { margin: 12px 0; font-size: 18px; font-weight: 600; color: var(--stopped); }
      .said:empty { margin: 16px 0 0; }
      .escrow { margin-bottom: 16px; font-size: 17px; }
      .check { display: flex; align-items: center; gap: 12px; min-height: 56px; font-weight: 500; }
      .check input { width: 28px; height: 28px; flex: none; }
      .decided { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; }
      .decided .chip { font-size: 18px; padding: 8px 18px; white-space: normal; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** null: closed. */
  @property({ attribute: false }) slip: Slip | null = null;
  /** It waits no longer. */
  @property({ type: Boolean }) gone = false;
  /** A keeper has the counter open. */
  @property({ type: Boolean }) counterOpen = false;
  @property({ type: Boolean }) busy = false;
  /** What the hub had against the decision. */
  @property({ attribute: false }) failure: Failure | null = null;
  /** The paper of the slip, once there is some. */
  @property({ attribute: false }) job: PrintJobSummary | null = null;
  @state() private rejecting = false;
  @state() private partsAreBack = false;
  @state() private shortening = false;
  @state() private shown: Slip | null = null;
  @query('wa-input') private other!: WaInput | null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.gone) this.rejecting = false;
    if (!changed.has('slip') || this.slip === null) return;
    if (changed.get('slip')?.id !== this.slip.id) {
      this.rejecting = false;
      this.partsAreBack = false;
      this.shortening = false;
    }
    this.shown = this.slip;
  }

  override render(): TemplateResult {
    const { shown } = this;
    const title = this.gone ? 'approve.decided-title' : this.rejecting ? 'reject.title' : 'approve.title';
    return html`<wh-dialog .heading=${say(title)} .open=${this.slip !== null}>${shown === null ? nothing : this.#body(shown)}</wh-dialog>`;
  }

  #body(slip: Slip): TemplateResult {
    if (this.gone) {
      return html`<wh-approval-slip .slip=${slip}></wh-approval-slip>
        <div class="said"></div>
        <div class="decided" role="status" data-decided=${slip.approval}>
          <span class="chip ${MEANING_OF_DECISION[slip.approval]}">${decisionOf(slip)}</span>
          ${slip.approval === 'APPROVED' ? html`<wh-print-chip .job=${this.job}></wh-print-chip>` : nothing}
        </div>`;
    }
    return html`<wh-approval-slip .hub=${this.hub} .slip=${slip} .compact=${this.rejecting} .naming=${this.counterOpen && !this.rejecting} @shortening=${({ detail }: CustomEvent<boolean>) => (this.shortening = detail)}></wh-approval-slip>
      <div class="said" role="alert">${this.#said(slip)}</div>
      ${this.shortening ? nothing : this.rejecting ? this.#reasons(slip) : this.#choice(slip)}`;
  }

  #said(slip: Slip): string {
    if (!this.counterOpen) return say('side.open-first');
    if (this.failure !== null) return sentence(this.failure.code, this.failure.facts);
    const short = slip.lines.filter((line) => line.short).length;
    return short > 0 ? say('approve.short', { lines: short }) : '';
  }

  #choice(slip: Slip): TemplateResult {
    const blocked = !this.counterOpen || this.busy;
    const short = slip.lines.some((line) => line.short);
    return html`<div class="acts">
      <button class="btn quiet" data-act="ask-reject" ?disabled=${blocked} @click=${() => (this.rejecting = true)}>${say('reject.button')}</button>
      <button class="btn" data-act="approve" ?disabled=${blocked || short} @click=${() => this.tell('approve', slip.id)}>${say('approve.button')}</button>
    </div>`;
  }

  #reasons(slip: Slip): TemplateResult {
    const { partsAreBack } = this;
    const blocked = !this.counterOpen || this.busy || !mayReject(slip, partsAreBack);
    const reject = (reason: string): void => {
      if (reason !== '')
        this.tell('reject', { requisition: slip.id, reason, ...(slip.escrow ? { partsAreBack } : {}) });
    };
    return html`${escrowNote(slip, partsAreBack, (areBack) => (this.partsAreBack = areBack))}<div class="reasons">
        ${rejectReasons().map(({ key, text, word }) => html`<button class="btn quiet" data-reason=${key} ?disabled=${blocked} @click=${() => reject(text)}>${word}</button>`)}
      </div>
      <div class="other">
        <wa-input size="m" maxlength="200" autocomplete="off" placeholder=${say('reject.other')} label=${say('reject.other')}></wa-input>
        <button class="btn" data-reason="other" ?disabled=${blocked} @click=${() => reject(this.other?.value?.trim() ?? '')}>${say('reject.button')}</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-approval-dialog': WhApprovalDialog;
  }
}
