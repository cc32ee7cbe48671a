import '../elements/wh-dialog.ts';
import '../elements/wh-lots.ts';
import './wh-bay-give.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { someOf } from '../elements/lots-text.ts';
import type { BayState, SlipLine } from '../hub/contracts.ts';
import type { Failure } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { moneyText, quantityText } from '../words/facts.ts';
import { say, sentence } from '../words/say.ts';

type Held = BayState['held'][number];
const ONE = 1000;

/**
 * What a technician holds. `use`: for the car, filled in as if all of it went in; only what differs is changed. Tells `use-parts` with the
 * lines. `all`: everything, valued, before it goes back (日清), is handed over or is reported lost. Tells `print-ticket`, and what `wh-bay-give` tells.
 */
@customElement('wh-bay-held')
export class WhBayHeld extends WhElement {
  static override styles = [
    shared,
    css`
      wh-dialog { --dialog-width: 820px; }
      .rows { max-height: max(40vh, calc(100dvh - 290px)); overflow-y: auto; border-block: 1px solid var(--line); }
      .row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 16px; align-items: center; min-height: 76px; padding: 6px 4px; }
      .row + .row { border-top: 1px solid var(--line); }
      b { font-size: 19px; font-weight: 600; display: block; }
      small { color: var(--ink-2); font-size: 15px; }
      .step { display: grid; grid-template-columns: 64px 120px 64px; gap: 16px; align-items: center; text-align: center; font: 500 30px/1 var(--figures); }
      .step .btn { min-height: 64px; padding: 0; font: 500 30px/1 var(--figures); }
      .step small { display: block; font: 400 14px var(--text); }
      wh-lots { grid-column: 1 / -1; padding-bottom: 8px; }
      .pick { width: 100%; border: 0; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; touch-action: manipulation; border-radius: var(--r); }
      .pick:active { background: var(--raised); }
      .quantity { font: 500 26px/1 var(--figures); text-align: right; }
      .go { width: 100%; min-height: 80px; margin-top: 16px; font-size: 24px; }
      .sum { display: flex; justify-content: space-between; font-size: 20px; margin-top: 12px; }
      .said { color: var(--stopped); font-weight: 600; padding: 16px 4px; }
      /* On a phone the name has the width, and the hand the row below it. */
      @media (max-width: 600px) { .row[data-use] { grid-template-columns: minmax(0, 1fr); gap: 8px; padding: 12px 4px; } .step { grid-template-columns: 64px minmax(0, 1fr) 64px; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() mode: 'use' | 'all' = 'use';
  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) held: readonly Held[] = [];
  /** Who else may get some of it. */
  @property({ attribute: false }) colleagues: BayState['technicians'] = [];
  @property({ type: Boolean }) busy = false;
  /** What the hub had against the last tap. */
  @property({ attribute: false }) refused: Failure | null = null;
  /** Part whose row is open. */
  @state() private giving = '';
  /** Whose holdings they are. */
  @property() person: string | null = null;
  /** What is said to have been used, by part; all of it unless changed. */
  @state() private used: ReadonlyMap<string, number> = new Map();
  /** Which serial numbers went in, by part. */
  @state() private named: ReadonlyMap<string, SlipLine['lots']> = new Map();
  /** Null: not known yet. */
  @state() private everything: readonly Held[] | null = null;
  @state() private failure: Failure | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.used = new Map();
    this.named = new Map();
    this.giving = '';
    this.everything = null;
    this.failure = null;
    if (this.mode === 'all') void this.#ask();
  }

  override render(): TemplateResult {
    const heading = say(this.mode === 'use' ? 'bay.use' : 'bay.sweep');
    return html`<wh-dialog .heading=${heading} .open=${this.open}>${this.mode === 'use' ? this.#use() : this.#all()}</wh-dialog>`;
  }

  #quantity({ part, quantity }: Held): number {
    return Math.min(this.used.get(part) ?? quantity, quantity);
  }

  #use(): TemplateResult {
    const lines = this.held
      .map((held) => {
        const quantity = this.#quantity(held);
        const lots = held.tracking === 'serial' ? { lots: [...(this.named.get(held.part) ?? [])] } : {};
        return { part: held.part, quantity, ...lots };
      })
      .filter(({ quantity }) => quantity > 0);
    return html`${this.#refusal()}<div class="rows" tabindex="0">${this.held.map((held) => this.#step(held))}</div>
      <button class="btn go" data-act="use-now" ?disabled=${lines.length === 0} @click=${() => this.tell('use-parts', lines)}>${say('bay.use-now', { kinds: lines.length })}</button>`;
  }

  #step(held: Held): TemplateResult {
    const quantity = this.#quantity(held);
    const set = (to: number): void => {
      this.used = new Map(this.used).set(held.part, Math.max(0, Math.min(to, held.quantity)));
      this.named = new Map(this.named).set(held.part, []);
    };
    return html`<div class="row" data-use=${held.number}>
      <span><b class="cut">${held.name} ${held.model}</b><small class="fig">${held.number}</small></span>
      <span class="step">
        <button class="btn quiet" data-act="less" aria-label=${say('quantity.less')} ?disabled=${quantity <= 0} @click=${() => set(quantity - ONE)}>−</button>
        <span data-quantity>${quantityText(quantity)}<small>/ ${quantityText(held.quantity)} ${held.unit}</small></span>
        <button class="btn quiet" data-act="more" aria-label=${say('quantity.more')} ?disabled=${quantity >= held.quantity} @click=${() => set(quantity + ONE)}>+</button>
      </span>
      ${someOf(held, quantity) ? this.#serials(held, quantity) : nothing}
    </div>`;
  }

  /** Not all of them went in: which did? */
  #serials(held: Held, quantity: number): TemplateResult {
    const name = ({ detail }: CustomEvent<SlipLine['lots']>): void => {
      this.named = new Map(this.named).set(held.part, detail);
    };
    return html`<wh-lots .hub=${this.hub} .of=${held.part} .person=${this.person ?? ''} .tracking=${held.tracking} .unit=${held.unit} .quantity=${quantity} .named=${this.named.get(held.part) ?? []} @lots-named=${name}></wh-lots>`;
  }

  #all(): TemplateResult {
    const { everything, failure } = this;
    if (failure !== null) {
      return html`<p class="said" role="alert" data-code=${failure.code}>${sentence(failure.code, failure.facts)}</p>`;
    }
    if (everything === null) return html`<p role="status">${say('list.loading')}</p>`;
    const value = everything.reduce((sum, { price, quantity }) => sum + Math.round((price * quantity) / ONE), 0);
    return html`${this.#refusal()}<div class="rows" tabindex="0">
        ${everything.map((held) => this.#row(held))}
      </div>
      ${everything.length === 0 ? nothing : html`<div class="sum"><span>${say('bay.sum', { kinds: everything.length })}</span><b class="fig">${moneyText(value)}</b></div>`}
      <button class="btn go" data-act="ticket" ?disabled=${everything.length === 0} @click=${() => this.tell('print-ticket')}>${say('bay.ticket')}</button>`;
  }

  /** A tap on a part says what else becomes of it. */
  #row(held: Held): TemplateResult {
    const isOpen = this.giving === held.part;
    return html`<button class="row pick" data-held=${held.number} aria-expanded=${isOpen} @click=${() => (this.giving = isOpen ? '' : held.part)}>
        <span><b class="cut">${held.name} ${held.model}</b><small class="fig">${held.number}</small></span><span class="quantity">${quantityText(held.quantity)} <small>${held.unit}</small></span>
      </button>
      ${isOpen ? html`<wh-bay-give .hub=${this.hub} .person=${this.person ?? ''} .held=${held} .colleagues=${this.colleagues} .busy=${this.busy}></wh-bay-give>` : nothing}`;
  }

  /** What the hub had against the last tap stands where the hand is. */
  #refusal(): TemplateResult | typeof nothing {
    const { refused } = this;
    return refused === null
      ? nothing
      : html`<p class="said" role="alert" data-refused=${refused.code}>${sentence(refused.code, refused.facts)}</p>`;
  }

  /** What opens below a row is seen from its beginning, once it has its height. */
  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('giving') || this.giving === '') return;
    const row = this.renderRoot.querySelector('[aria-expanded=true]');
    requestAnimationFrame(() => row?.scrollIntoView({ block: 'start' }));
  }

  async #ask(): Promise<void> {
    if (this.person === null) return;
    const answer = await this.hub?.connection.ask('stock.holdings', { person: this.person });
    if (answer?.outcome === 'accepted') this.everything = answer.reply.holdings;
    else if (answer !== undefined) {
      this.failure = { code: answer.code, facts: answer.outcome === 'refused' ? answer.facts : {} };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-held': WhBayHeld;
  }
}
