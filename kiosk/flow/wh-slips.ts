import '../desk/wh-list.ts';
import './wh-slip-archive.ts';
import './wh-new-slip.ts';
import './wh-slip-detail.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { KnownNames } from '../desk/known-names.ts';
import type { ListColumn } from '../desk/list-column.ts';
import type { ListFilter } from '../desk/list-filter.ts';
import type { WhList } from '../desk/wh-list.ts';
import type { Lists } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallDay } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { moneyText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { pageLook } from './page-look.ts';
import { approvalChip, signingChip } from './slip-words.ts';

type Row = Lists['requisitions.list']['row'];
const APPROVALS = ['SUBMITTED', 'DRAFT', 'APPROVED', 'REJECTED', 'CANCELLED', 'EXPIRED'] as const;
const SIGNINGS = ['UNSIGNED', 'SIGNED', 'REFUSED'] as const;
const PURPOSES = ['order', 'kit'] as const;

const COLUMNS: readonly ListColumn<Row>[] = [
  { key: 'number', title: 'slips.number', width: 140, show: ({ number }) => number },
  { key: 'approval', title: 'slips.approval', width: 106, show: ({ approval }) => approvalChip(approval) },
  { key: 'signing', title: 'slips.signing', width: 100, yields: 1, show: signingChip },
  { key: 'purpose', title: 'slips.kind', width: 100, yields: 5, show: ({ purpose }) => say(`purpose.${purpose}`) },
  { key: 'receiver', title: 'slips.receiver', width: 88, show: ({ receiver }) => receiver ?? '' },
  { key: 'creator', title: 'slips.creator', width: 88, yields: 6, show: ({ creator }) => creator ?? '' },
  {
    ...{ key: 'remark', title: 'slips.remark', width: 100, grows: true, unsorted: true, yields: 7 },
    show: ({ remark }) => remark,
  },
  { key: 'handler', title: 'slips.handler', width: 88, yields: 4, show: ({ handler }) => handler ?? '' },
  { key: 'plate', title: 'slips.plate', width: 92, yields: 3, show: ({ plate }) => plate ?? '' },
  { key: 'order', title: 'slips.order', width: 150, optional: true, yields: 10, show: ({ order }) => order ?? '' },
  {
    ...{ key: 'lines', title: 'slips.lines', width: 72, align: 'end', yields: 9 },
    show: ({ lines }) => String(lines),
  },
  {
    ...{ key: 'value', title: 'slips.value', width: 96, align: 'end', yields: 8 },
    show: ({ value }) => moneyText(value),
  },
  { key: 'createdAt', title: 'slips.time', width: 106, yields: 2, show: ({ createdAt }) => wallDay(createdAt) },
];

/** 领用单: the list as storekeepers know it; what is chosen is read, decided, copied and printed beside it. */
@customElement('wh-slips')
export class WhSlips extends WhElement {
  static override styles = [shared, pageLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen = '';
  @state() private making = false;
  @state() private isArchiveOpen = false;
  @query('wh-list') private list!: WhList | null;
  readonly #known = new KnownNames(this, () => this.hub);

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== '' || this.making);
    return html`<wh-list .hub=${this.hub} list="requisitions.list" heading=${say('slips.title')} .searchHint=${'slips.search'} .none=${'slips.none'} .columns=${COLUMNS} .filters=${this.#filters()} .chosen=${this.chosen} @row-chosen=${this.#choose}>
        <button slot="acts" class="btn small" data-act="new" @click=${() => this.#new()}>${say('slips.new')}</button>
        <button slot="acts" class="btn quiet small" data-act="archive" @click=${() => (this.isArchiveOpen = true)}>${say('archive.open')}</button>
      </wh-list>
      ${this.making ? html`<div class="detail"><wh-new-slip .hub=${this.hub} @made=${this.#made} @closed=${() => (this.making = false)}></wh-new-slip></div>` : nothing}
      ${this.chosen === '' || this.making ? nothing : html`<div class="detail"><wh-slip-detail .hub=${this.hub} .slip=${this.chosen} @changed=${() => this.list?.reload()} @opened=${this.#made} @closed=${() => (this.chosen = '')}></wh-slip-detail></div>`}
      <wh-slip-archive .hub=${this.hub} ?open=${this.isArchiveOpen} @dialog-closed=${() => (this.isArchiveOpen = false)}></wh-slip-archive>`;
  }

  #filters(): ListFilter[] {
    const approvals = APPROVALS.map((value) => ({ value, text: say(`approval.${value}`) }));
    const signings = SIGNINGS.map((value) => ({ value, text: say(`signing.${value}`) }));
    const purposes = PURPOSES.map((value) => ({ value, text: say(`purpose.${value}`) }));
    return [
      { kind: 'choice', key: 'approval', title: 'slips.approval', any: 'slips.any-approval', choices: approvals },
      { kind: 'choice', key: 'signing', title: 'slips.signing', any: 'slips.any-signing', choices: signings },
      { kind: 'choice', key: 'purpose', title: 'slips.kind', any: 'slips.any-kind', choices: purposes },
      {
        ...{ kind: 'choice', key: 'warehouse', title: 'slips.warehouse', any: 'list.any-warehouse' },
        choices: this.#known.warehouses,
      },
      { kind: 'period', key: 'period', title: 'slips.time' },
    ];
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
