import '../desk/wh-list.ts';
import './wh-return-detail.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ListColumn } from '../desk/list-column.ts';
import type { WhList } from '../desk/wh-list.ts';
import type { Lists, ReturnSlip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallDay } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { pageLook } from './page-look.ts';

type Row = Lists['returns.list']['row'];
const MEANING: Readonly<Record<ReturnSlip['state'], string>> = {
  DRAFT: '',
  SUBMITTED: 'waiting',
  APPROVED: 'working',
  RECEIVED: 'ready',
  REJECTED: 'stopped',
  CANCELLED: '',
};

const COLUMNS: readonly ListColumn<Row>[] = [
  { key: 'number', title: 'returns.number', width: 175, show: ({ number }) => number },
  {
    key: 'state',
    title: 'returns.state',
    width: 110,
    show: ({ state: of }) => html`<span class="chip ${MEANING[of]}">${say(`return.${of}`)}</span>`,
  },
  { key: 'person', title: 'returns.person', width: 115, show: ({ person }) => person },
  { key: 'team', title: 'held.team', width: 115, show: ({ team }) => team },
  { key: 'warehouse', title: 'returns.warehouse', width: 115, show: ({ warehouse }) => warehouse },
  { key: 'handler', title: 'slips.handler', width: 105, show: ({ handler }) => handler ?? '' },
  { key: 'approver', title: 'returns.approver', width: 105, optional: true, show: ({ approver }) => approver ?? '' },
  { key: 'receiver', title: 'returns.receiver', width: 105, show: ({ receiver }) => receiver ?? '' },
  { key: 'remark', title: 'slips.remark', width: 140, grows: true, unsorted: true, show: ({ remark }) => remark },
  { key: 'lines', title: 'slips.lines', width: 80, align: 'end', show: ({ lines }) => String(lines) },
  {
    key: 'receivedAt',
    title: 'returns.received-at',
    width: 140,
    show: ({ receivedAt }) => (receivedAt === null ? '' : wallDay(receivedAt)),
  },
];

/** 调回单: what employees brought back. */
@customElement('wh-returns')
export class WhReturns extends WhElement {
  static override styles = [shared, pageLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen = '';
  @query('wh-list') private list!: WhList | null;

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== '');
    return html`<wh-list .hub=${this.hub} list="returns.list" heading=${say('returns.title')} .searchHint=${'returns.search'} .columns=${COLUMNS} .chosen=${this.chosen} @row-chosen=${({ detail }: CustomEvent<Row>) => (this.chosen = detail.id)}></wh-list>
      ${this.chosen === '' ? nothing : html`<div class="detail"><wh-return-detail .hub=${this.hub} .slip=${this.chosen} @changed=${() => this.list?.reload()} @closed=${() => (this.chosen = '')}></wh-return-detail></div>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-returns': WhReturns;
  }
}
