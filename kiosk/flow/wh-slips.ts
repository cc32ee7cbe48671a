import '../desk/wh-list.ts';
import './wh-new-slip.ts';
import './wh-slip-detail.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ListColumn } from '../desk/list-column.ts';
import type { WhList } from '../desk/wh-list.ts';
import type { Lists, Slip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallDay } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { moneyText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { pageLook } from './page-look.ts';
import { signingWord } from './slip-words.ts';

type Row = Lists['requisitions.list']['row'];
const APPROVALS = ['SUBMITTED', 'DRAFT', 'APPROVED', 'REJECTED', 'CANCELLED', 'EXPIRED'] as const;
const MEANING: Readonly<Record<Slip['approval'], string>> = {
  DRAFT: '',
  SUBMITTED: 'waiting',
  APPROVED: 'ready',
  REJECTED: 'stopped',
  CANCELLED: '',
  EXPIRED: '',
};

const COLUMNS: readonly ListColumn<Row>[] = [
  { key: 'number', title: 'slips.number', width: 175, show: ({ number }) => number },
  {
    key: 'approval',
    title: 'slips.approval',
    width: 110,
    show: ({ approval }) => html`<span class="chip ${MEANING[approval]}">${say(`approval.${approval}`)}</span>`,
  },
  { key: 'signing', title: 'slips.signing', width: 100, show: signingWord },
  { key: 'purpose', title: 'slips.kind', width: 105, show: ({ purpose }) => say(`purpose.${purpose}`) },
  { key: 'receiver', title: 'slips.receiver', width: 110, show: ({ receiver }) => receiver ?? '' },
  { key: 'creator', title: 'slips.creator', width: 110, optional: true, show: ({ creator }) => creator ?? '' },
  { key: 'remark', title: 'slips.remark', width: 150, grows: true, unsorted: true, show: ({ remark }) => remark },
  { key: 'handler', title: 'slips.handler', width: 105, show: ({ handler }) => handler ?? '' },
  { key: 'plate', title: 'slips.plate', width: 115, show: ({ plate }) => plate ?? '' },
  { key: 'order', title: 'slips.order', width: 175, optional: true, show: ({ order }) => order ?? '' },
  { key: 'lines', title: 'slips.lines', width: 80, align: 'end', show: ({ lines }) => String(lines) },
  { key: 'value', title: 'slips.value', width: 115, align: 'end', show: ({ value }) => moneyText(value) },
  { key: 'createdAt', title: 'slips.time', width: 140, show: ({ createdAt }) => wallDay(createdAt) },
];

/** 领用单: the list as storekeepers know it; what is chosen is read, decided, copied and printed beside it. */
@customElement('wh-slips')
export class WhSlips extends WhElement {
  static override styles = [shared, pageLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen = '';
  @state() private making = false;
  @state() private approval: Slip['approval'] | '' = '';
  @state() private signing: Slip['signing'] | '' = '';
  @query('wh-list') private list!: WhList | null;

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== '' || this.making);
    const asked = {
      ...(this.approval === '' ? {} : { approval: this.approval }),
      ...(this.signing === '' ? {} : { signing: this.signing }),
    };
    return html`<wh-list .hub=${this.hub} list="requisitions.list" heading=${say('slips.title')} .searchHint=${'slips.search'} .columns=${COLUMNS} .asked=${asked} .chosen=${this.chosen} @row-chosen=${this.#choose}>
        <button slot="acts" class="btn small" data-act="new" @click=${() => this.#new()}>${say('slips.new')}</button>
        <select slot="filters" class="filter" name="approval" aria-label=${say('slips.approval')} @change=${(event: Event) => (this.approval = (event.target as HTMLSelectElement).value as Slip['approval'] | '')}>
          <option value="">${say('slips.any-approval')}</option>
          ${APPROVALS.map((state) => html`<option value=${state}>${say(`approval.${state}`)}</option>`)}
        </select>
        <select slot="filters" class="filter" name="signing" aria-label=${say('slips.signing')} @change=${(event: Event) => (this.signing = (event.target as HTMLSelectElement).value as Slip['signing'] | '')}>
          <option value="">${say('slips.any-signing')}</option>
          ${(['UNSIGNED', 'SIGNED', 'REFUSED'] as const).map((state) => html`<option value=${state}>${say(`signing.${state}`)}</option>`)}
        </select>
      </wh-list>
      ${this.making ? html`<div class="detail"><wh-new-slip .hub=${this.hub} @made=${this.#made} @closed=${() => (this.making = false)}></wh-new-slip></div>` : nothing}
      ${this.chosen === '' || this.making ? nothing : html`<div class="detail"><wh-slip-detail .hub=${this.hub} .slip=${this.chosen} @changed=${() => this.list?.reload()} @opened=${this.#made} @closed=${() => (this.chosen = '')}></wh-slip-detail></div>`}`;
  }

  #new(): void {
    this.making = true;
    this.chosen = '';
  }

  readonly #choose = ({ detail: row }: CustomEvent<Row>): void => {
    this.making = false;
    this.chosen = row.id;
  };

  readonly #made = ({ detail: id }: CustomEvent<string>): void => {
    this.making = false;
    this.chosen = id;
    this.list?.reload();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slips': WhSlips;
  }
}
