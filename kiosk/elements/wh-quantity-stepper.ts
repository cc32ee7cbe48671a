import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Facts, quantityText } from '../words/facts.ts';
import { type Key, say } from '../words/say.ts';
import { MOST_QUANTITY, typedQuantity } from './typed-quantity.ts';

const ONE = 1000;

/** A quantity in thousandths of a unit: by − and +, by arrow keys, or typed. Tells `quantity` with the new value, null while what is typed is none, and `quantity-entered` at Enter. */
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
      .value.wrong { box-shadow: inset 0 0 0 2px var(--stopped); }
      .said { min-height: 28px; margin-top: 8px; font-size: 17px; font-weight: 600; color: var(--stopped); }
      input { width: 4.2ch; min-width: 0; border: 0; background: none; color: inherit; font: 500 60px/1.1 var(--figures); text-align: right; outline: none;
        font-variant-numeric: tabular-nums; padding: 0; }
      input:focus-visible { outline: none; }
      .value:focus-within { outline: 3px solid var(--working); outline-offset: 2px; }
      .unit { font-size: 22px; color: var(--ink-2); }
    `,
  ];
  /** Thousandths. */
  @property({ type: Number }) value = 0;
  @property() unit = '';
  /** How many decimals the unit has. */
  @property({ type: Number }) decimals = 0;
  /** What stands in the field while a person types; null: the value. */
  @state() private typed: string | null = null;
  @state() private wrong: { readonly wrong: Key; readonly facts: Facts } | null = null;

  override render(): TemplateResult {
    const { wrong } = this;
    return html`<div class="row" role="group" aria-label=${say('quantity.label')}>
      <button data-step="-1" aria-label=${say('quantity.less')} ?disabled=${this.value <= 0} @click=${() => this.#step(-ONE)}>−</button>
      <label class="value ${wrong === null ? '' : 'wrong'}">
        <input
          inputmode="decimal" autocomplete="off" maxlength="14" aria-label=${say('quantity.label')} aria-invalid=${wrong !== null} .value=${this.typed ?? quantityText(this.value)}
          @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
          @input=${this.#read} @change=${this.#settle} @keydown=${this.#key}
        />
        <span class="unit">${this.unit}</span>
      </label>
      <button data-step="1" aria-label=${say('quantity.more')} @click=${() => this.#step(ONE)}>+</button>
    </div>
    <p class="said" role="alert">${wrong === null ? '' : html`<span data-wrong=${wrong.wrong}>${say(wrong.wrong, wrong.facts)}</span>`}</p>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'ArrowUp') this.#step(ONE);
    else if (event.key === 'ArrowDown') this.#step(-ONE);
    else if (event.key === 'Enter') this.tell('quantity-entered');
    else return;
    event.preventDefault();
  };

  readonly #read = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    const read = typedQuantity(this.typed, this.unit, this.decimals);
    this.wrong = 'wrong' in read ? read : null;
    if ('quantity' in read) this.value = read.quantity;
    this.tell('quantity', 'quantity' in read ? read.quantity : null);
  };

  /** What was typed well is written as it is shown everywhere; what was not stays, with its sentence. */
  readonly #settle = (): void => {
    if (this.wrong === null) this.typed = null;
  };

  #step(by: number): void {
    this.value = Math.min(MOST_QUANTITY, Math.max(0, this.value + by));
    this.typed = null;
    this.wrong = null;
    this.tell('quantity', this.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-quantity-stepper': WhQuantityStepper;
  }
}
