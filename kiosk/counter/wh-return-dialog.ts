import '../elements/wh-dialog.ts';
import '../elements/wh-lots.ts';
import '../elements/wh-quantity-stepper.ts';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { ReturnLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

const CONDITIONS = ['good', 'opened', 'damaged'] as const;

/** A line of a return in full: quantity, condition, what is wrong with it, why it is kept. Tells `set-line` or, for a part of it in another condition, `split-line`. */
@customElement('wh-return-dialog')
export class WhReturnDialog extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      wh-dialog { --dialog-width: 640px; }
      .name { font-size: 20px; font-weight: 500; margin-bottom: 8px; }
      .conditions { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; margin-block: 12px; }
      .conditions .btn[aria-pressed='true'] { background: var(--ink); color: var(--on-ink); }
      .texts { display: grid; gap: 10px; }
      .acts { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 16px; }
      .over { color: var(--stopped); font-weight: 600; }
      @media (max-height: 700px) { .conditions { margin-block: 4px 8px; } .texts { grid-template-columns: 1fr 1fr; } .acts { margin-top: 12px; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** Whose return it is. */
  @property() person = '';
  /** null: closed. */
  @property({ attribute: false }) line: ReturnLine | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private shown: ReturnLine | null = null;
  @state() private quantity: number | null = null;
  @state() private condition: ReturnLine['condition'] = 'good';
  @state() private problem = '';
  @state() private keptReason = '';
  @state() private lots: ReturnLine['lots'] = [];
  #opening = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('line') || this.line === null) return;
    if (changed.get('line')?.id !== this.line.id) {
      const { quantity, remainder, condition, problem, keptReason, lots } = this.line;
      this.quantity = quantity ?? remainder;
      this.condition = condition;
      this.problem = problem;
      this.keptReason = keptReason;
      this.lots = lots;
      this.#opening += 1;
    }
    this.shown = this.line;
  }

  override render(): TemplateResult {
    const line = this.shown;
    return html`<wh-dialog .heading=${say('return.line')} .open=${this.line !== null}>${line === null ? '' : this.#body(line)}</wh-dialog>`;
  }

  #body(line: ReturnLine): TemplateResult {
    const { quantity, condition } = this;
    const isOver = quantity !== null && quantity > line.remainder;
    const isPart = condition !== line.condition && quantity !== null && quantity < (line.quantity ?? line.remainder);
    const facts = { held: quantityText(line.remainder), wanted: quantityText(quantity ?? 0), part: line.name };
    return html`<div class="name">${line.name} ${line.model} <span class="fig muted">${line.number}</span></div>
      ${keyed(
        this.#opening,
        html`<wh-quantity-stepper .value=${quantity ?? 0} .unit=${line.unit} .decimals=${line.decimals} @quantity=${(event: CustomEvent<number | null>) => (this.quantity = event.detail)}></wh-quantity-stepper>`,
      )}
      <p class="over" role="status">${isOver ? say('return.over', facts) : ''}</p>
      <wh-lots .hub=${this.hub} .of=${line.part} .person=${this.person} .tracking=${line.tracking} .unit=${line.unit} .quantity=${quantity ?? 0} .named=${this.lots}
        @lots-named=${(event: CustomEvent<ReturnLine['lots']>) => (this.lots = event.detail)}></wh-lots>
      <div class="conditions" role="group" aria-label=${say('return.condition')}>
        ${CONDITIONS.map((one) => html`<button class="btn quiet" data-condition=${one} aria-pressed=${one === condition} @click=${() => (this.condition = one)}>${say(`condition.${one}`)}</button>`)}
      </div>
      <div class="texts">
        <label class="field">${say('return.problem')}<input name="problem" maxlength="200" .value=${this.problem} @input=${(event: Event) => (this.problem = (event.target as HTMLInputElement).value)} /></label>
        <label class="field">${say('return.kept-why')}<input name="kept" maxlength="200" .value=${this.keptReason} @input=${(event: Event) => (this.keptReason = (event.target as HTMLInputElement).value)} /></label>
      </div>
      <div class="acts">
        <button class="btn quiet" data-act="keep" ?disabled=${this.busy} @click=${() => this.#set(null)}>${say('return.keep')}</button>
        ${
          isPart
            ? html`<button class="btn" data-act="split" ?disabled=${this.busy || isOver} @click=${() => this.#split(line)}>${say('return.split', facts)}</button>`
            : html`<button class="btn" data-act="set" ?disabled=${this.busy || quantity === null || quantity === 0 || isOver} @click=${() => this.#set(quantity)}>${say('quantity.set')}</button>`
        }
      </div>`;
  }

  #set(quantity: number | null): void {
    const { condition, problem, keptReason } = this;
    const { line } = this;
    if (line === null) return;
    const isTracked = line.tracking !== 'none' && quantity !== null;
    const lots = isTracked ? { lots: this.lots } : {};
    this.tell('set-line', { line: line.id, quantity, condition, problem, keptReason, ...lots });
  }

  #split({ part }: ReturnLine): void {
    const { condition, problem, quantity } = this;
    if (quantity !== null) this.tell('split-line', { part, condition, quantity, problem });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-return-dialog': WhReturnDialog;
  }
}
