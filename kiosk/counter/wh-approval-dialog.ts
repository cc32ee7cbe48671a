import '@awesome.me/webawesome/dist/components/input/input.js';
import '../elements/wh-dialog.ts';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CounterState } from '../hub/contracts.ts';
import { wallTime } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say } from '../words/say.ts';

export type SlipToApprove = CounterState['toApprove'][number];

const REASONS: readonly Key[] = ['reject.reserved', 'reject.wrong-part', 'reject.wrong-quantity', 'reject.twice'];

/** Approve or reject a slip that was submitted elsewhere. Tells `approve` id or `reject` {requisition, reason}. */
@customElement('wh-approval-dialog')
export class WhApprovalDialog extends WhElement {
  static override styles = [
    shared,
    css`
      .number { font-size: 30px; font-weight: 600; line-height: 1.2; }
      p { color: var(--ink-2); font-size: 17px; margin: 4px 0 20px; }
      .acts { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
      .reasons { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
      .reasons .btn { white-space: normal; min-height: 72px; }
      .other { display: flex; gap: 12px; margin-top: 12px; }
      .other wa-input { flex: 1; }
      wa-input::part(base) { min-height: 56px; }
    `,
  ];
  /** null: closed. */
  @property({ attribute: false }) slip: SlipToApprove | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private rejecting = false;
  @state() private shown: SlipToApprove | null = null;
  @query('wa-input') private other!: WaInput | null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('slip') || this.slip === null) return;
    if (changed.get('slip')?.id !== this.slip.id) this.rejecting = false;
    this.shown = this.slip;
  }

  override render(): TemplateResult {
    const { shown } = this;
    return html`<wh-dialog .heading=${say(this.rejecting ? 'reject.title' : 'approve.title')} .open=${this.slip !== null}>
      ${shown === null ? '' : this.#body(shown)}
    </wh-dialog>`;
  }

  #body(slip: SlipToApprove): TemplateResult {
    return html`<div class="fig number">${slip.number}</div>
      <p>${say('approve.about', { person: slip.receiver, lines: slip.lines, time: wallTime(slip.since) })}${slip.remark === '' ? '' : ` · ${slip.remark}`}</p>
      ${this.rejecting ? this.#reasons(slip) : this.#choice(slip)}`;
  }

  #choice(slip: SlipToApprove): TemplateResult {
    return html`<div class="acts">
      <button class="btn quiet" data-act="ask-reject" @click=${() => (this.rejecting = true)}>${say('reject.button')}</button>
      <button class="btn" data-act="approve" ?disabled=${this.busy} @click=${() => this.tell('approve', slip.id)}>${say('approve.button')}</button>
    </div>`;
  }

  #reasons(slip: SlipToApprove): TemplateResult {
    const reject = (reason: string): void => {
      if (reason !== '') this.tell('reject', { requisition: slip.id, reason });
    };
    return html`<div class="reasons">
        ${REASONS.map((reason) => html`<button class="btn quiet" data-reason=${reason} ?disabled=${this.busy} @click=${() => reject(say(reason))}>${say(reason)}</button>`)}
      </div>
      <div class="other">
        <wa-input size="m" maxlength="200" placeholder=${say('reject.other')} label=${say('reject.other')}></wa-input>
        <button class="btn" data-reason="other" ?disabled=${this.busy} @click=${() => reject(this.other?.value?.trim() ?? '')}>${say('reject.button')}</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-approval-dialog': WhApprovalDialog;
  }
}
