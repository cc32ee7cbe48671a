import '../desk/wh-list.ts';
import './wh-return-detail.ts';
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
import { say } from '../words/say.ts';
import { pageLook } from './page-look.ts';
import { returnChip } from './slip-words.ts';

type Row = Lists['returns.list']['row'];

const STATES = ['SUBMITTED', 'APPROVED', 'DRAFT', 'RECEIVED', 'REJECTED', 'CANCELLED'] as const;

const COLUMNS: readonly ListColumn<Row>[] = [
  { key: 'number', title: 'returns.number', width: 140, show: ({ number }) => number },
  { key: 'state', title: 'returns.state', width: 96, show: ({ state: of }) => returnChip(of) },
  { key: 'person', title: 'returns.person', width: 100, show: ({ person }) => person },
  { key: 'team', title: 'held.team', width: 100, yields: 5, show: ({ team }) => team },
  { key: 'warehouse', title: 'returns.warehouse', width: 104, yields: 6, show: ({ warehouse }) => warehouse },
  { key: 'handler', title: 'slips.handler', width: 96, yields: 4, show: ({ handler }) => handler ?? '' },
  { key: 'approver', title: 'returns.approver', width: 108, optional: true, show: ({ approver }) => approver ?? '' },
  { key: 'receiver', title: 'returns.receiver', width: 108, yields: 2, show: ({ receiver }) => receiver ?? '' },
  {
    ...{ key: 'remark', title: 'slips.remark', width: 110, grows: true, unsorted: true, yields: 3 },
    show: ({ remark }) => remark,
  },
  {
    ...{ key: 'lines', title: 'slips.lines', width: 72, align: 'end', yields: 7 },
    show: ({ lines }) => String(lines),
  },
  {
    ...{ key: 'receivedAt', title: 'returns.received-at', width: 110, yields: 1 },
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
  readonly #known = new KnownNames(this, () => this.hub);

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== '');
    return html`<wh-list .hub=${this.hub} list="returns.list" heading=${say('returns.title')} .searchHint=${'returns.search'} .none=${'returns.none'} .columns=${COLUMNS} .filters=${this.#filters()} .chosen=${this.chosen} @row-chosen=${({ detail }: CustomEvent<Row>) => (this.chosen = detail.id)}></wh-list>
      ${this.chosen === '' ? nothing : html`<div class="detail"><wh-return-detail .hub=${this.hub} .slip=${this.chosen} @changed=${() => this.list?.reload()} @closed=${() => (this.chosen = '')}></wh-return-detail></div>`}`;
  }

  #filters(): ListFilter[] {
    const states = STATES.map((value) => ({ value, text: say(`return.${value}`) }));
    return [
      { kind: 'choice', key: 'state', title: 'returns.state', any: 'returns.any-state', choices: states },
      {
        ...{ kind: 'choice', key: 'person', title: 'returns.person', any: 'list.any-person' },
        choices: this.#known.people,
      },
      { kind: 'period', key: 'period', title: 'slips.time' },
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-returns': WhReturns;
  }
}
