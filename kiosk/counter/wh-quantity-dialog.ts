import '../elements/wh-dialog.ts';
import '../elements/wh-lots.ts';
import '../elements/wh-quantity-stepper.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

/**
 * `count`, 手点数量: a quantity counted by hand, which the slip marks 人工; and which lots or serial numbers are in the hand. `ask`, 要几个: how many a bay
 * asks for, with nothing in the hand yet: the keeper names which. Tells `count` {line, quantity} and `name-lots`.
 */
@customElement('wh-quantity-dialog')
export class WhQuantityDialog extends WhElement {
  static override styles = [
    shared,
    css`
      .name { font-size: 20px; font-weight: 500; }
      p { color: var(--ink-2); margin-bottom: 16px; }
      .over { color: var(--stopped); font-weight: 600; }
      .later { color: var(--waiting); font-weight: 600; }
      wh-lots { margin-top: 16px; }
      .acts { display: flex; gap: 16px; margin-top: 20px; }
      .acts .btn { flex: 1; min-height: 64px; }
    `,
  ];
  @property() mode: 'count' | 'ask' = 'count';
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** Its slip and where that takes its parts from. */
  @property() slip = '';
  @property() warehouse = '';
  /** null: closed. */
  @property({ attribute: false }) line: SlipLine | null = null;
  @state() private shown: SlipLine | null = null;
  /** null: what stands in the field is no quantity. */
  @state() private quantity: number | null = 0;
  /** Every opening has a field of its own, with nothing left of what was typed before. */
  #opening = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('line') || this.line === null) return;
    // A scan may push the line anew while the dialog is open; what the hand has set stays.
    if (changed.get('line')?.id !== this.line.id) {
      this.quantity = this.line.quantity;
      this.#opening += 1;
    }
    this.shown = this.line;
  }

  override render(): TemplateResult {
    const line = this.shown;
    return html`<wh-dialog .heading=${say(this.mode === 'ask' ? 'quantity.ask' : 'quantity.title')} .open=${this.line !== null}>${line === null ? '' : this.#body(line)}</wh-dialog>`;
  }

  #body(line: SlipLine): TemplateResult {
    const { quantity } = this;
    const what = [line.model, line.spec].filter((text) => text !== '').join(' ');
    return html`<div class="name">${line.name}${what === '' ? '' : ` ${what}`} <span class="fig muted">${line.number}</span></div>
      ${this.#about(line)}
      ${keyed(
        this.#opening,
        html`<wh-quantity-stepper .value=${quantity ?? line.quantity} .unit=${line.unit} .decimals=${line.decimals}
          @quantity=${(event: CustomEvent<number | null>) => (this.quantity = event.detail)} @quantity-entered=${() => this.#count(line.id)}></wh-quantity-stepper>`,
      )}
      ${this.mode === 'ask' ? nothing : this.#lots(line)}
      <div class="acts">
        <button class="btn quiet" data-act="take-off" @click=${() => this.tell('count', { line: line.id, quantity: 0 })}>${say('quantity.take-off')}</button>
        <button class="btn" data-act="count" ?disabled=${quantity === null || quantity === 0} @click=${() => this.#count(line.id)}>${say('quantity.set')}</button>
      </div>`;
  }

  /** What of the quantity can be issued: a bay may ask for more, which waits for goods. */
  #about(line: SlipLine): TemplateResult {
    const { quantity } = this;
    const facts = {
      ...{ unit: line.unit, issuable: quantityText(line.issuable), wanted: quantityText(quantity ?? 0) },
      rest: quantityText((quantity ?? 0) - line.issuable),
    };
    if (quantity === 0) return html`<p role="status">${say('quantity.nothing', facts)}</p>`;
    const isOver = quantity !== null && quantity > line.issuable;
    if (this.mode === 'ask') {
      return html`<p class=${isOver ? 'later' : ''} role="status">${say(isOver ? 'quantity.ask-more' : 'quantity.ask-issuable', facts)}</p>`;
    }
    return html`<p class=${isOver ? 'over' : ''} role="status">${say(isOver ? 'line.short' : 'quantity.issuable', facts)}</p>`;
  }

  #lots(line: SlipLine): TemplateResult {
    const name = ({ detail: lots }: CustomEvent<SlipLine['lots']>): void =>
      this.tell('name-lots', { requisition: this.slip, line: line.id, lots });
    return html`<wh-lots .hub=${this.hub} .of=${line.part} .warehouse=${this.warehouse} .slip=${this.slip} .tracking=${line.tracking} .unit=${line.unit} .quantity=${line.quantity} .named=${line.lots} @lots-named=${name}></wh-lots>`;
  }

  #count(line: string): void {
    const { quantity } = this;
    if (quantity !== null && quantity > 0) this.tell('count', { line, quantity });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-quantity-dialog': WhQuantityDialog;
  }
}
