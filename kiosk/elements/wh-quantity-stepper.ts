import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

const ONE = 1000;
const MOST = 1_000_000_000;

/** A quantity in thousandths of a unit: by − and +, by arrow keys, or typed. Tells `quantity` with the new value. */
@customElement('wh-quantity-stepper')
export class WhQuantityStepper extends WhElement {
  static override styles = [
    shared,
    css`
      .row { display: grid; grid-template-columns: 88px 1fr 88px; gap: 12px; align-items: stretch; }
      button { min-height: 88px; border: 0; border-radius: var(--r-big); background: var(--raised); color: var(--ink); font: 400 44px/1 var(--figures);
        box-shadow: inset 0 0 0 1.5px var(--line-strong); cursor: pointer; touch-action: manipulation; }
      button:active { background: var(--working-soft); }
      button:disabled { color: var(--ink-3); }
      .value { display: flex; align-items: baseline; justify-content: center; gap: 10px; border-radius: var(--r-big); background: var(--surface);
        box-shadow: inset 0 0 0 2px var(--ink); padding: 8px 12px; min-width: 0; }
      input { width: 4.2ch; min-width: 0; border: 0; background: none; color: inherit; font: 500 60px/1.1 var(--figures); text-align: right; outline: none;
        font-variant-numeric: tabular-nums; padding: 0; }
      .value:focus-within { outline: 3px solid var(--working); outline-offset: 2px; }
      .unit { font-size: 22px; color: var(--ink-2); }
    `,
  ];
  /** Thousandths. */
  @property({ type: Number }) value = 0;
  @property() unit = '';

  override render(): TemplateResult {
    return html`<div class="row" role="group" aria-label=${say('quantity.label')}>
      <button data-step="-1" aria-label=${say('quantity.less')} ?disabled=${this.value <= 0} @click=${() => this.#step(-ONE)}>−</button>
      <label class="value">
        <input
          inputmode="decimal" autocomplete="off" maxlength="11" aria-label=${say('quantity.label')} .value=${quantityText(this.value)}
          @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
          @change=${this.#typed} @keydown=${this.#key}
        />
        <span class="unit">${this.unit}</span>
      </label>
      <button data-step="1" aria-label=${say('quantity.more')} @click=${() => this.#step(ONE)}>+</button>
    </div>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') this.#step(ONE);
    else if (event.key === 'ArrowDown') this.#step(-ONE);
    else return;
    event.preventDefault();
  };

  readonly #typed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const typed = /^\d{1,6}(\.\d{0,3})?$/.test(input.value.trim()) ? Math.round(Number(input.value) * ONE) : this.value;
    this.#set(typed);
    input.value = quantityText(this.value);
  };

  #step(by: number): void {
    this.#set(this.value + by);
  }

  #set(value: number): void {
    this.value = Math.min(MOST, Math.max(0, value));
    this.tell('quantity', this.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-quantity-stepper': WhQuantityStepper;
  }
}
