import '../desk/wh-list.ts';
import '../desk/wh-table-import.ts';
import './wh-part-detail.ts';
import './wh-part-form.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ListColumn } from '../desk/list-column.ts';
import type { ListFilter } from '../desk/list-filter.ts';
import { mayKeep, mayMaster } from '../desk/roles.ts';
import type { WhList } from '../desk/wh-list.ts';
import { pageLook } from '../flow/page-look.ts';
import type { CatalogueRow, Lists, Queries } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { moneyText, quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import type { PartForm } from './part-form.ts';
import { newPartForm } from './part-forms.ts';

type Show = NonNullable<Lists['stock.parts']['asked']['show']>;
type Categories = Queries['parts.categories']['reply']['categories'];
/** Besides those in use, which the list shows by itself. */
const SHOWN = ['below-minimum', 'retired'] as const satisfies readonly Show[];

const byWarehouse = ({ stocking }: CatalogueRow, of: (at: CatalogueRow['stocking'][number]) => string | null): string =>
  stocking
    .flatMap((at) => {
      const text = of(at);
      return text === null ? [] : [at.warehouse === '' ? text : `${at.warehouse}:${text}`];
    })
    .join(' ');
const limit = (quantity: number | null): string | null => (quantity === null ? null : quantityText(quantity));

const COLUMNS: readonly ListColumn<CatalogueRow>[] = [
  { key: 'number', title: 'part.number', width: 130, show: ({ number }) => number },
  { key: 'name', title: 'part.name', width: 120, grows: true, show: ({ name }) => name },
  { key: 'model', title: 'part.model', width: 140, grows: true, yields: 1, show: ({ model }) => model },
  { key: 'spec', title: 'part.spec', width: 118, yields: 4, show: ({ spec }) => spec },
  { key: 'brand', title: 'part.brand', width: 92, yields: 5, show: ({ brand }) => brand },
  { key: 'category', title: 'part.category', width: 100, optional: true, show: ({ category }) => category },
  {
    ...{ key: 'onHand', title: 'part.on-hand', width: 104, align: 'end', unsorted: true },
    show: ({ onHand, unit }) => `${quantityText(onHand)} ${unit}`,
  },
  {
    key: 'bin',
    title: 'part.home-bin',
    width: 96,
    unsorted: true,
    yields: 3,
    show: (row) => byWarehouse(row, ({ bin }) => bin),
  },
  {
    ...{ key: 'minimum', title: 'part.minimum', width: 100, align: 'end', unsorted: true, optional: true },
    show: (row) => byWarehouse(row, ({ minimum }) => limit(minimum)),
  },
  {
    ...{ key: 'maximum', title: 'part.maximum', width: 100, align: 'end', unsorted: true, optional: true },
    show: (row) => byWarehouse(row, ({ maximum }) => limit(maximum)),
  },
  {
    ...{ key: 'price', title: 'part.price', width: 104, align: 'end', yields: 2 },
    show: ({ price }) => moneyText(price),
  },
  {
    ...{ key: 'fitments', title: 'part.fitments', width: 180, unsorted: true, optional: true },
    show: ({ fitments }) => fitments.join(', '),
  },
  {
    ...{ key: 'oeNumbers', title: 'part.oe', width: 160, unsorted: true, optional: true },
    show: ({ oeNumbers }) => oeNumbers.join(', '),
  },
  {
    ...{ key: 'barcodes', title: 'part.barcodes', width: 160, unsorted: true, optional: true },
    show: ({ barcodes }) => barcodes.map(({ code }) => code).join(', '),
  },
];

/** 配件目录: every part, found by any fragment; what is chosen is read and changed beside the list. */
@customElement('wh-parts')
export class WhParts extends WhElement {
  static override styles = [shared, pageLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen = '';
  @state() private categories: Categories = [];
  @state() private form: PartForm | null = null;
  @state() private isImporting = false;
  @query('wh-list') private list!: WhList | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#learn();
  }

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== '');
    const names = this.categories.map(({ category }) => category);
    return html`<wh-list .hub=${this.hub} list="stock.parts" heading=${say('part.title')} .searchHint=${'part.search'} .none=${'part.none-yet'} .columns=${COLUMNS} .filters=${this.#filters()} .chosen=${this.chosen} @row-chosen=${({ detail }: CustomEvent<CatalogueRow>) => (this.chosen = detail.id)}>
        ${mayMaster(this.hub) ? html`<button slot="acts" class="btn quiet small" data-act="import" @click=${() => (this.isImporting = true)}>${say('import.open')}</button>` : nothing}
        ${mayKeep(this.hub) ? html`<button slot="acts" class="btn small" data-act="new" @click=${() => (this.form = newPartForm(names))}>${say('part.new')}</button>` : nothing}
      </wh-list>
      ${this.chosen === '' ? nothing : html`<div class="detail"><wh-part-detail .hub=${this.hub} .shown=${this.chosen} .categories=${names} @changed=${this.#changed} @closed=${() => (this.chosen = '')}></wh-part-detail></div>`}
      <wh-part-form .hub=${this.hub} .form=${this.form} @part-saved=${this.#added} @dialog-closed=${() => (this.form = null)}></wh-part-form>
      <wh-table-import of="parts" .hub=${this.hub} ?open=${this.isImporting} @imported=${this.#changed} @dialog-closed=${() => (this.isImporting = false)}></wh-table-import>`;
  }

  #filters(): ListFilter[] {
    const categories = this.categories.map(({ category, parts }) => ({
      value: category,
      text: `${category} (${parts})`,
    }));
    const shown = SHOWN.map((value) => ({ value, text: say(`part-show.${value}`) }));
    return [
      { kind: 'choice', key: 'category', title: 'part.category', any: 'part.any-category', choices: categories },
      { kind: 'choice', key: 'show', title: 'part.shown', any: 'part-show.in-use', choices: shown },
    ];
  }

  readonly #changed = (): void => {
    this.list?.reload();
    void this.#learn();
  };

  readonly #added = ({ detail }: CustomEvent<{ id: string }>): void => {
    this.form = null;
    this.chosen = detail.id;
    this.#changed();
  };

  async #learn(): Promise<void> {
    const answer = await this.hub?.connection.ask('parts.categories', {});
    if (answer?.outcome === 'accepted') this.categories = answer.reply.categories;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-parts': WhParts;
  }
}
