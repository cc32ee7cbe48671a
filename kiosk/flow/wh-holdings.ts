import '../desk/wh-list.ts';
import '../desk/wh-table-import.ts';
import './wh-holding-detail.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { KnownNames } from '../desk/known-names.ts';
import type { ListColumn } from '../desk/list-column.ts';
import { mayMaster } from '../desk/roles.ts';
import type { WhList } from '../desk/wh-list.ts';
import type { Lists, Queries } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallDay } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { moneyText, quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { pageLook } from './page-look.ts';

export type HeldRow = Lists['holdings.list']['row'];

const COLUMNS: readonly ListColumn<HeldRow>[] = [
  { key: 'holder', title: 'held.holder', width: 92, show: ({ holder }) => holder },
  { key: 'team', title: 'held.team', width: 110, optional: true, yields: 6, show: ({ team }) => team },
  { key: 'number', title: 'part.number', width: 128, yields: 1, show: ({ number }) => number },
  { key: 'name', title: 'part.name', width: 140, grows: true, show: ({ name }) => name },
  { key: 'model', title: 'part.model', width: 130, grows: true, yields: 2, show: ({ model }) => model },
  { key: 'spec', title: 'part.spec', width: 110, yields: 4, show: ({ spec }) => spec },
  {
    key: 'quantity',
    title: 'held.quantity',
    width: 108,
    align: 'end',
    show: ({ quantity, unit }) => `${quantityText(quantity)} ${unit}`,
  },
  {
    ...{ key: 'value', title: 'slips.value', width: 104, align: 'end', yields: 3 },
    show: ({ value }) => moneyText(value),
  },
  { key: 'since', title: 'held.since', width: 112, yields: 5, show: ({ since }) => wallDay(since) },
];

/** 员工持有: who holds what, and what becomes of it: used, handed over, lost, brought back. */
@customElement('wh-holdings')
export class WhHoldings extends WhElement {
  static override styles = [shared, field, pageLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen: HeldRow | null = null;
  @state() private isImporting = false;
  @state() private people: Queries['people.list']['reply']['people'] = [];
  @state() private person: string | null = null;
  @query('wh-list') private list!: WhList | null;
  readonly #known = new KnownNames(this, () => this.hub);

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== null);
    const { people } = this.#known;
    return html`<wh-list .hub=${this.hub} list="holdings.list" heading=${say('held.title')} .searchHint=${'held.search'} .none=${'held.none'} .columns=${COLUMNS} .filters=${[{ kind: 'choice', key: 'person', title: 'held.holder', any: 'list.any-person', choices: people }]} .chosen=${this.chosen?.id ?? ''} @row-chosen=${({ detail }: CustomEvent<HeldRow>) => (this.chosen = detail)}>${mayMaster(this.hub) ? html`<button slot="acts" class="btn quiet small" data-act="import" @click=${this.#import}>${say('import.open')}</button>` : nothing}</wh-list>
      ${this.chosen === null ? nothing : html`<div class="detail"><wh-holding-detail .hub=${this.hub} .row=${this.chosen} @changed=${() => this.list?.reload()} @closed=${() => (this.chosen = null)}></wh-holding-detail></div>`}
      <wh-table-import of="holdings" .hub=${this.hub} .about=${this.person} ?open=${this.isImporting} @imported=${() => this.list?.reload()} @dialog-closed=${() => (this.isImporting = false)}>
        <label class="field">${say('import.employee')}<select name="person" @change=${this.#choosePerson}><option value="">…</option>${this.people.map((person) => html`<option value=${person.id} ?selected=${person.id === this.person}>${person.name} · ${person.number}</option>`)}</select></label>
      </wh-table-import>`;
  }

  readonly #import = async (): Promise<void> => {
    this.isImporting = true;
    this.person = null;
    const people = await this.hub?.connection.ask('people.list', {});
    if (people?.outcome === 'accepted') this.people = people.reply.people;
  };

  readonly #choosePerson = (event: Event): void => {
    this.person = (event.target as HTMLSelectElement).value || null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-holdings': WhHoldings;
  }
}
