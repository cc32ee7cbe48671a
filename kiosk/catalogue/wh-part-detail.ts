import './wh-part-form.ts';
import './wh-part-photo.ts';
import '../print/wh-print-dialog.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import { mayKeep, mayMaster } from '../desk/roles.ts';
import { detailLook } from '../flow/page-look.ts';
import { ChangesController } from '../hub/changes-controller.ts';
import type { CataloguePart, PriceLevel, WarehouseBins } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { type Key, say } from '../words/say.ts';
import type { PartForm } from './part-form.ts';
import {
  barcodesForm,
  lotForm,
  masterForm,
  pricesForm,
  stockingForm,
  unitWeightForm,
  weightForm,
} from './part-forms.ts';
import { barcodes, lots, masterFacts, prices, section, weightRow, whereabouts } from './part-sections.ts';
import './wh-part-relations.ts';

/** One part with everything that is known of it, and whatever may be changed of it. Tells `changed` and `closed`. */
@customElement('wh-part-detail')
export class WhPartDetail extends WhElement {
  static override styles = [
    shared,
    field,
    detailLook,
    css`
      h3 { display: flex; align-items: center; gap: 12px; font-size: var(--t-small); font-weight: 500; color: var(--ink-2); border-top: 1px solid var(--line); padding-top: 12px; margin-bottom: 6px; }
      section { position: relative; display: grid; gap: 8px; }
      .edit { justify-self: start; }
      .names { font-size: var(--t-lead); font-weight: 600; overflow-wrap: anywhere; }
      tr.old td { color: var(--ink-2); text-decoration: line-through; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** Id of the part. */
  @property() shown = '';
  @property({ attribute: false }) categories: readonly string[] = [];
  @state() private card: CataloguePart | null = null;
  @state() private levels: readonly PriceLevel[] = [];
  @state() private warehouses: readonly WarehouseBins[] = [];
  @state() private form: PartForm | null = null;
  @state() private labels = false;
  readonly #call = new DeskCall(
    this,
    () => this.hub,
    () => this.#saved(),
  );
  readonly #changes = new ChangesController(
    this,
    () => this.hub,
    () => void this.#learn(),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('shown')) return;
    this.card = null;
    this.form = null;
    this.#call.failure = null;
    if (this.#changes.heard) void this.#learn();
  }

  override render(): TemplateResult {
    const { card: part } = this;
    if (part === null) return html`<p role="status">${say('list.loading')}</p>`;
    const isMaster = mayMaster(this.hub);
    const isKeeper = mayKeep(this.hub);
    const order = { name: 'parts.print-labels', request: { code: part.number } } as const;
    return html`
      <header><h2 data-number>${part.number}</h2>
        ${part.retired ? html`<span class="chip stopped">${say('part.retired')}</span>` : nothing}
        <button class="btn quiet small" data-act="close" @click=${() => this.tell('closed')}>${say('common.close')}</button>
      </header>
      <p class="names">${part.name}</p>
      <wh-part-photo .card=${part} ?editable=${isKeeper && !this.#call.isLost} @part-saved=${this.#saved}></wh-part-photo>
      <div class="acts">
        ${isKeeper ? html`<button class="btn quiet small" data-act="labels" @click=${() => (this.labels = true)}>${say('part.label')}</button>` : nothing}
        ${isMaster ? html`${this.#edit('part.change', () => masterForm(part, this.categories))}<button class="btn quiet small" data-act="retire" ?disabled=${this.#call.busy} @click=${() => void this.#call.do('parts.retire', { part: part.id, retired: !part.retired })}>${say(part.retired ? 'part.restore' : 'part.retire')}</button>` : nothing}
      </div>
      ${this.#call.failure === null ? nothing : html`<wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>`}
      ${masterFacts(part)}
      ${section('part.stock', html`${whereabouts(part)}${isKeeper ? this.warehouses.map((warehouse) => this.#stocking(part, warehouse)) : nothing}`)}
      ${section('part.prices', html`${prices(part)}${isMaster ? this.#edit('part.change-prices', () => pricesForm(part, this.levels)) : nothing}`)}
      ${section('part.barcodes', html`${barcodes(part)}${isKeeper ? this.#edit('part.change-barcodes', () => barcodesForm(part)) : nothing}`)}
      ${this.#weightSection(part, isKeeper)}
      ${part.lotTracked ? section('part.lots', html`${lots(part)}${isKeeper ? this.#edit('part.lot-new', () => lotForm(part)) : nothing}`) : nothing}
      ${section('part.relations', html`<wh-part-relations .hub=${this.hub} .card=${part} ?editable=${isMaster} @part-saved=${this.#saved}></wh-part-relations>`)}
      <wh-part-form .hub=${this.hub} .form=${this.form} @part-saved=${this.#saved} @dialog-closed=${() => (this.form = null)}></wh-part-form>
      <wh-print-dialog .hub=${this.hub} labels heading=${say('part.label')} .order=${order} ?open=${this.labels} @dialog-closed=${() => (this.labels = false)}></wh-print-dialog>
    `;
  }

  #edit(title: Key, form: () => PartForm, text: string = say(title)): TemplateResult {
    return html`<button class="btn quiet small edit" data-edit=${title} @click=${() => (this.form = form())}>${text}</button>`;
  }

  #stocking(part: CataloguePart, warehouse: WarehouseBins): TemplateResult {
    const name = this.warehouses.length > 1 ? ` · ${warehouse.name}` : '';
    return this.#edit('part.stocking', () => stockingForm(part, warehouse), `${say('part.stocking')}${name}`);
  }

  /** What one piece weighs, or one litre or metre; what is weighed out needs neither. */
  #weightSection(part: CataloguePart, isKeeper: boolean): TemplateResult | typeof nothing {
    if (part.decimals === 0) return section('part.weight', this.#weights(part, isKeeper));
    return part.isMass ? nothing : section('part.unit-weight', this.#weights(part, isKeeper));
  }

  #weights(part: CataloguePart, isKeeper: boolean): TemplateResult {
    const isMeasured = part.decimals > 0;
    const rows = part.weights.map((weight) => {
      const isOld = weight.retiredAt !== null;
      const retire = () => void this.#call.do('parts.retire-weight', { part: part.id, weight: weight.id });
      return html`<tr class=${isOld ? 'old' : ''} data-weight=${weight.id}>${weightRow(part, weight)}
        <td>${isOld || !isKeeper ? nothing : html`<button class="btn quiet small" data-act="retire-weight" ?disabled=${this.#call.busy} @click=${retire}>${say('part.weight-retire')}</button>`}</td></tr>`;
    });
    return html`${rows.length === 0 ? html`<p class="muted">${isMeasured ? say('part.no-unit-weight', { unit: part.unit }) : say('part.no-weight')}</p>` : html`<table><tbody>${rows}</tbody></table>`}
      ${isKeeper ? (isMeasured ? this.#edit('part.unit-weight-new', () => unitWeightForm(part)) : this.#edit('part.weight-new', () => weightForm(part))) : nothing}`;
  }

  readonly #saved = (): void => {
    this.form = null;
    void this.#learn();
    this.tell('changed');
  };

  async #learn(): Promise<void> {
    const connection = this.hub?.connection;
    const { shown } = this;
    if (connection === undefined || shown === '') return;
    const part = await connection.ask('stock.part', { part: shown });
    if (part.outcome === 'accepted' && this.shown === shown) this.card = part.reply.part;
    if (this.levels.length > 0) return;
    const [levels, places] = await Promise.all([
      connection.ask('parts.price-levels', {}),
      mayKeep(this.hub) ? connection.ask('places.list', {}) : null,
    ]);
    if (levels.outcome === 'accepted') this.levels = levels.reply.levels;
    if (places?.outcome === 'accepted') this.warehouses = places.reply.warehouses;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-part-detail': WhPartDetail;
  }
}
