import './wh-print-chip.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PrintJobSummary, ReturnSlip } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { doneLook } from './done-look.ts';

/** The return that was just received, and its paper; stands until something else begins. */
@customElement('wh-received')
export class WhReceived extends WhElement {
  static override styles = [shared, doneLook];
  @property({ attribute: false }) slip: ReturnSlip | null = null;
  @property({ attribute: false }) job: PrintJobSummary | null = null;
  @property({ type: Boolean }) mayReprint = false;
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    if (slip === null) return nothing;
    const back = slip.lines.filter(({ quantity }) => quantity !== null).length;
    const kept = slip.lines.length - back;
    return html`<section class="card done" data-received=${slip.id} role="status">
      <div class="big">
        <svg class="tick" viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="50" fill="var(--ready-soft)" /><path d="M28 52l16 16 30-34" fill="none" stroke="var(--ready)" stroke-width="9" stroke-linecap="round" stroke-linejoin="round" /></svg>
        <h2>${say('received.title')}</h2>
        <div class="fig number" data-number>${slip.number}</div>
        <div class="about"><b>${slip.person.name}</b><span class="muted">${say('received.lines', { lines: back })}${kept === 0 ? nothing : ` · ${say('received.kept', { lines: kept })}`}</span></div>
        <wh-print-chip class="print" .job=${this.job}></wh-print-chip>
      </div>
      <div class="foot">
        <span class="grow">${say('done.next')}</span>
        <button class="btn quiet small" data-act="reprint" ?disabled=${!this.mayReprint || this.busy} @click=${() => this.tell('reprint-return', slip.id)}>${say('done.reprint')}</button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-received': WhReceived;
  }
}
