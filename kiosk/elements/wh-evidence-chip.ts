import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { evidenceWord } from '../words/say.ts';

/** What proved a quantity. */
@customElement('wh-evidence-chip')
export class WhEvidenceChip extends WhElement {
  static override styles = [shared, css`:host { display: inline-block; }`];
  @property() evidence = '';
  /** What it showed: a weight. */
  @property() detail = '';

  override render(): TemplateResult {
    if (this.evidence === 'weight')
      return html`<span class="chip ready"><span aria-hidden="true">✓</span>${evidenceWord(this.evidence)}${this.detail === '' ? '' : ` ${this.detail}`}</span>`;
    if (this.evidence === 'scan')
      return html`<span class="chip ready"><span aria-hidden="true">✓</span>${evidenceWord(this.evidence)}</span>`;
    if (this.evidence === 'manual')
      return html`<span class="chip"><span aria-hidden="true">✎</span>${evidenceWord(this.evidence)}</span>`;
    return html`<span class="chip">${evidenceWord(this.evidence)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-evidence-chip': WhEvidenceChip;
  }
}
