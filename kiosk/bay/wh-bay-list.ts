import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BayState } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { bayLook } from './bay-look.ts';

type Line = NonNullable<BayState['slip']>['lines'][number];

/** The list that a technician is making, and what he holds for the car. Tells `ask-quantity` and `take-off` with the id of a line. */
@customElement('wh-bay-list')
export class WhBayList extends WhElement {
  static override styles = [
    shared,
    bayLook,
    css`:host { display: block; height: auto; min-height: 0; background: none; }`,
  ];
  @property({ attribute: false }) slip: BayState['slip'] = null;
  @property({ attribute: false }) held: BayState['held'] = [];

  override render(): TemplateResult {
    const { slip, held } = this;
    return html`
      ${slip === null ? nothing : html`<h2>${say('bay.list')} <span class="fig">${slip.number}</span></h2>${slip.lines.map((line) => this.#line(line))}`}
      <h2>${say('bay.held')} <span class="chip">${held.length}</span></h2>
      ${held.length === 0 ? html`<p class="last">${say('bay.none-held')}</p>` : nothing}
      ${held.map(
        (part) => html`<div class="row" data-held=${part.number}>
          <span class="qty">${quantityText(part.quantity)}<small>${part.unit}</small></span>
          <span><b class="cut">${part.name} ${part.model}</b><small class="fig">${part.number}</small></span><span class="end"></span>
        </div>`,
      )}
    `;
  }

  #line(line: Line): TemplateResult {
    return html`<div class="row ${line.short ? 'bad' : ''}" data-list=${line.number}>
      <button class="pick" data-act="count" @click=${() => this.tell('ask-quantity', line.id)}>
        <span class="qty"><span data-quantity>${quantityText(line.quantity)}</span><small>${line.unit}</small></span>
        <span><b class="cut">${line.name} ${line.model}</b><small class="fig">${line.number}</small> <small class="change">${say('bay.change')}</small>${line.short ? html`<small class="why"> ${say('line.short', { unit: line.unit, issuable: quantityText(line.issuable), wanted: quantityText(line.quantity) })}</small>` : nothing}</span>
      </button>
      <button class="btn quiet end" data-act="off" aria-label=${say('bay.off', { part: line.name })} @click=${() => this.tell('take-off', line.id)}>×</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-list': WhBayList;
  }
}
