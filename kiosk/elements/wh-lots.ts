import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Queries, SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { dayAt } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

const ONE = 1000;
type Lot = Queries['stock.lots']['reply']['lots'][number];
type Promised = Queries['requisitions.lot-promises']['reply']['promised'][number];
type NamedLots = SlipLine['lots'];

/** Which lots or serial numbers are in the hand: a tap names one or takes the name back. Tells `lots-named` with all that are named then. */
@customElement('wh-lots')
export class WhLots extends WhElement {
  static override styles = [
    shared,
    css`
      p { color: var(--ink-2); font-size: 15px; margin-bottom: 6px; }
      p.missing { color: var(--waiting); font-weight: 600; }
      .lots { display: flex; flex-wrap: wrap; gap: var(--lot-gap, 8px); max-height: 184px; overflow-y: auto; padding: 2px; }
      .lot { display: inline-flex; align-items: center; gap: 8px; min-height: var(--lot-size, 48px); min-width: 64px; padding: 12px 14px; border: 0; border-radius: var(--r); background: transparent;
        color: var(--ink); box-shadow: inset 0 0 0 1.5px var(--line-strong); font: 500 17px/1.2 var(--figures); cursor: pointer; touch-action: manipulation; }
      .lot small { font: 400 14px/1.2 var(--text); color: var(--ink-2); }
      .lot[aria-pressed='true'] { background: var(--ink); color: var(--on-ink); box-shadow: none; }
      .lot[aria-pressed='true'] small { color: inherit; }
      .lot:disabled { cursor: default; color: var(--ink-3); background: var(--raised); }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** The part. */
  @property() of = '';
  @property() tracking: SlipLine['tracking'] = 'none';
  /** Where they lie: a warehouse, or who holds them. */
  @property() warehouse = '';
  @property() person = '';
  /** The slip that they are named for: what is kept for another is not free. */
  @property() slip = '';
  @property() unit = '';
  /** Of the line. */
  @property({ type: Number }) quantity = 0;
  @property({ attribute: false }) named: NamedLots = [];
  @property({ type: Boolean }) busy = false;
  @state() private lots: readonly Lot[] | null = null;
  @state() private promised: readonly Promised[] = [];

  override willUpdate(changed: PropertyValues<this>): void {
    const isOther = (['of', 'warehouse', 'person', 'slip'] as const).some((name) => changed.has(name));
    // Whenever a line of a slip is told anew, others may have named something as well; what somebody holds nobody else names.
    if (isOther || (this.slip !== '' && changed.has('named'))) void this.#learn();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.tracking === 'none' || this.lots === null) return nothing;
    const left = this.quantity - this.#named();
    const isSerial = this.tracking === 'serial';
    const facts = { named: quantityText(this.#named()), wanted: quantityText(this.quantity) };
    const about = this.lots.length === 0 ? 'lots.none' : isSerial ? 'lots.which-serial' : 'lots.which-lot';
    return html`<p class=${isSerial && left !== 0 ? 'missing' : ''} role="status">${say(about, facts)}</p>
      <div class="lots" role="group" aria-label=${say('lots.all')}>${this.lots.map((lot) => this.#lot(lot, left))}</div>`;
  }

  #lot({ lot, quantity, expiresOn }: Lot, left: number): TemplateResult {
    const taken = this.named.find((one) => one.lot === lot)?.quantity ?? 0;
    const isSerial = this.tracking === 'serial';
    const now = this.hub?.connection.hubNow ?? null;
    const isOver = expiresOn !== null && now !== null && expiresOn < dayAt(now);
    const others = this.promised.filter((one) => one.lot === lot);
    const free = Math.max(0, quantity - others.reduce((sum, one) => sum + one.quantity, 0));
    const about = [
      others[0] === undefined ? '' : say('lots.kept', { to: others[0].to }),
      expiresOn === null ? '' : say(isOver ? 'lots.expired' : 'lots.expires', { day: expiresOn }),
      isSerial
        ? ''
        : taken > 0
          ? `${quantityText(taken)} / ${quantityText(quantity)} ${this.unit}`
          : `${quantityText(free)} ${this.unit}`,
    ].filter((text) => text !== '');
    return html`<button class="lot" data-lot=${lot} aria-pressed=${taken > 0} ?disabled=${this.busy || (taken === 0 && (left <= 0 || free === 0 || isOver))}
      @click=${() => this.#toggle(lot, taken > 0 ? 0 : Math.min(isSerial ? ONE : free, left))}>${lot}${about.length === 0 ? nothing : html`<small>${about.join(' · ')}</small>`}</button>`;
  }

  #named(): number {
    return this.named.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  #toggle(lot: string, quantity: number): void {
    const others = this.named.filter((one) => one.lot !== lot);
    this.tell('lots-named', quantity === 0 ? others : [...others, { lot, quantity }]);
  }

  async #learn(): Promise<void> {
    const { of: part, warehouse, person, slip: requisition } = this;
    if (part === '' || (warehouse === '' && person === '')) return;
    const at = person === '' ? { warehouse } : { person };
    const [answer, promises] = await Promise.all([
      this.hub?.connection.ask('stock.lots', { part, ...at }),
      requisition === '' ? undefined : this.hub?.connection.ask('requisitions.lot-promises', { requisition, part }),
    ]);
    if (part !== this.of || requisition !== this.slip) return;
    if (answer?.outcome === 'accepted') this.lots = answer.reply.lots;
    this.promised = promises?.outcome === 'accepted' ? promises.reply.promised : [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-lots': WhLots;
  }
}
