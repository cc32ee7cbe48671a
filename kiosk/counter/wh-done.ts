import '../elements/wh-plate.ts';
import './wh-print-chip.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PrintJobSummary, Slip } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

/** The slip that was just issued, and its paper; stands until the next one begins. */
@customElement('wh-done')
export class WhDone extends WhElement {
  static override styles = [
    shared,
    css`
      :host { min-height: 0; }
      .done { display: grid; grid-template-rows: 1fr auto; height: 100%; min-height: 0; overflow: hidden; }
      .big { display: grid; place-content: center; justify-items: center; gap: 8px; text-align: center; padding: 16px; min-height: 0; overflow: hidden; }
      .tick { width: clamp(64px, 14vh, 132px); height: auto; }
      h2 { font-size: clamp(32px, 6vh, 60px); line-height: 1.15; color: var(--ready); }
      .number { font-size: clamp(32px, 6.4vh, 64px); font-weight: 600; line-height: 1.1; letter-spacing: 0.02em; }
      .about { display: flex; align-items: center; justify-content: center; gap: 16px; font-size: 20px; flex-wrap: wrap; }
      wh-plate { font-size: 24px; }
      .print { margin-top: 4px; }
      .foot { display: flex; align-items: center; gap: 16px; padding: 12px 24px; border-top: 1px solid var(--line); font-size: 18px; color: var(--ink-2); }
      @media (max-height: 700px) { .big { gap: 4px; padding: 8px; } .foot { padding: 6px 16px; font-size: 16px; } .about { font-size: 17px; } }
    `,
  ];
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
