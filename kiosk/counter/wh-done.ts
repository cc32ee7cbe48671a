import '../elements/wh-plate.ts';
import './wh-print-chip.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PrintJobSummary, Slip } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { doneLook } from './done-look.ts';

/** The slip that was just issued, and its paper; stands until the next one begins. */
@customElement('wh-done')
export class WhDone extends WhElement {
  static override styles = [shared, doneLook];
  @property({ attribute: false }) slip: Slip | null = null;
  @property({ attribute: false }) job: PrintJobSummary | null = null;
  @property({ type: Boolean }) mayReprint = false;
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    if (slip === null) return nothing;
    const pieces = slip.lines.reduce((sum, line) => sum + line.quantity, 0);
    return html`<section class="card done" data-done=${slip.id} role="status">
      <div class="big">
        <svg class="tick" viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="50" fill="var(--ready-soft)" /><path d="M28 52l16 16 30-34" fill="none" stroke="var(--ready)" stroke-width="9" stroke-linecap="round" stroke-linejoin="round" /></svg>
        <h2>${say('done.title')}</h2>
        <div class="fig number" data-number>${slip.number}</div>
        <div class="about">
          ${slip.receiver === null ? nothing : html`<b>${slip.receiver.name}</b>`}
          ${slip.order === null ? nothing : html`<wh-plate .plate=${slip.order.plate} .newEnergy=${slip.order.newEnergy}></wh-plate>`}
          <span class="muted">${say('done.lines', { lines: slip.lines.length, pieces: quantityText(pieces) })}</span>
        </div>
        <wh-print-chip class="print" .job=${this.job}></wh-print-chip>
      </div>
      <div class="foot">
        <span class="grow">${say('done.next')}</span>
        <button class="btn quiet small" data-act="reprint" ?disabled=${!this.mayReprint || this.busy} @click=${() => this.tell('reprint', slip.id)}>${say('done.reprint')}</button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-done': WhDone;
  }
}
