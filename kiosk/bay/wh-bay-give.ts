import '../elements/wh-quantity-stepper.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BayState, Operations } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { say } from '../words/say.ts';

type LossKind = Operations['holdings.report-loss']['request']['kind'];
/** What becomes of some of a holding: a colleague gets it, or it is lost or broken. */
export type Given =
  | { readonly to: 'colleague'; readonly part: string; readonly quantity: number; readonly taker: string }
  | { readonly to: LossKind; readonly part: string; readonly quantity: number; readonly remark: string };

/** One part that a technician holds: handed over to a colleague, who signs for it, or reported as lost or broken, which somebody else decides. Tells `give` with a `Given`. */
@customElement('wh-bay-give')
export class WhBayGive extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      :host { display: grid; gap: 14px; padding: 4px 0 16px; }
      .colleagues, .acts { display: flex; flex-wrap: wrap; gap: 16px; }
      .btn { min-height: 64px; }
      input { min-height: 56px; }
      p { color: var(--ink-2); font-size: 16px; }
    `,
  ];
  @property({ attribute: false }) held: BayState['held'][number] | null = null;
  @property({ attribute: false }) colleagues: BayState['technicians'] = [];
  @property({ type: Boolean }) busy = false;
  /** Null: what stands in the field is no quantity. */
  @state() private quantity: number | null = null;
  @state() private remark = '';

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('held')) return;
    this.quantity = this.held?.quantity ?? null;
    this.remark = '';
  }

  override render(): TemplateResult {
    const { held, quantity } = this;
    if (held === null) return html``;
    const blocked = this.busy || quantity === null || quantity <= 0 || quantity > held.quantity;
    return html`<wh-quantity-stepper .value=${quantity ?? 0} .unit=${held.unit} .decimals=${held.decimals} @quantity=${(event: CustomEvent<number | null>) => (this.quantity = event.detail)}></wh-quantity-stepper>
      <p>${say('bay.give-to')}</p>
      <div class="colleagues">${this.colleagues.map(({ id, name }) => html`<button class="btn quiet" data-taker=${id} ?disabled=${blocked} @click=${() => this.#give({ to: 'colleague', part: held.part, quantity: quantity ?? 0, taker: id })}>${name}</button>`)}</div>
      <label class="field">${say('bay.loss-why')}<input name="remark" maxlength="200" .value=${this.remark} @input=${(event: Event) => (this.remark = (event.target as HTMLInputElement).value)} /></label>
      <div class="acts">${(['loss', 'damage'] as const).map((kind) => html`<button class="btn quiet" data-act=${kind} ?disabled=${blocked || this.remark.trim() === ''} @click=${() => this.#give({ to: kind, part: held.part, quantity: quantity ?? 0, remark: this.remark.trim() })}>${say(`held.${kind}`)}</button>`)}</div>`;
  }

  #give(given: Given): void {
    this.tell('give', given);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-give': WhBayGive;
  }
}
