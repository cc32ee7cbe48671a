import '../elements/wh-quantity-stepper.ts';
import '../elements/wh-lots.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { someOf } from '../elements/lots-text.ts';
import type { BayState, Operations, SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { say } from '../words/say.ts';

type LossKind = Operations['holdings.report-loss']['request']['kind'];
/** Who gets it, or how it went. */
type To = { readonly to: 'colleague'; readonly taker: string } | { readonly to: LossKind; readonly remark: string };
/** What becomes of some of a holding: a colleague gets it, or it is lost or broken. */
export type Given = { readonly part: string; readonly quantity: number; readonly lots: SlipLine['lots'] } & To;

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
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** Who holds it. */
  @property() person = '';
  @property({ attribute: false }) held: BayState['held'][number] | null = null;
  @property({ attribute: false }) colleagues: BayState['technicians'] = [];
  @property({ type: Boolean }) busy = false;
  /** Null: what stands in the field is no quantity. */
  @state() private quantity: number | null = null;
  @state() private remark = '';
  @state() private lots: SlipLine['lots'] = [];

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('held')) return;
    this.quantity = this.held?.quantity ?? null;
    this.lots = [];
    this.remark = '';
  }

  override render(): TemplateResult {
    const { held, quantity } = this;
    if (held === null) return html``;
    const blocked = this.busy || quantity === null || quantity <= 0 || quantity > held.quantity;
    return html`<wh-quantity-stepper .value=${quantity ?? 0} .unit=${held.unit} .decimals=${held.decimals} @quantity=${this.#count}></wh-quantity-stepper>
      ${quantity === null || !someOf(held, quantity) ? nothing : html`<wh-lots .hub=${this.hub} .of=${held.part} .person=${this.person} .tracking=${held.tracking} .unit=${held.unit} .quantity=${quantity} .named=${this.lots} @lots-named=${(event: CustomEvent<SlipLine['lots']>) => (this.lots = event.detail)}></wh-lots>`}
      <p>${say('bay.give-to')}</p>
      <div class="colleagues">${this.colleagues.map(({ id, name }) => html`<button class="btn quiet" data-taker=${id} ?disabled=${blocked} @click=${() => this.#give(held.part, { to: 'colleague', taker: id })}>${name}</button>`)}</div>
      <label class="field">${say('bay.loss-why')}<input name="remark" maxlength="200" .value=${this.remark} @input=${(event: Event) => (this.remark = (event.target as HTMLInputElement).value)} /></label>
      <div class="acts">${(['loss', 'damage'] as const).map((kind) => html`<button class="btn quiet" data-act=${kind} ?disabled=${blocked || this.remark.trim() === ''} @click=${() => this.#give(held.part, { to: kind, remark: this.remark.trim() })}>${say(`held.${kind}`)}</button>`)}</div>`;
  }

  readonly #count = ({ detail }: CustomEvent<number | null>): void => {
    this.quantity = detail;
    this.lots = [];
  };

  #give(part: string, to: To): void {
    this.tell<Given>('give', { part, quantity: this.quantity ?? 0, lots: this.lots, ...to });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-give': WhBayGive;
  }
}
