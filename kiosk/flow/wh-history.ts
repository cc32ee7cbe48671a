import '../desk/wh-list.ts';
import '../elements/wh-evidence-chip.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ListColumn } from '../desk/list-column.ts';
import type { Lists, Queries } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallDay, wallMoment } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { evidenceWord, type Key, say } from '../words/say.ts';
import { detailLook, pageLook } from './page-look.ts';

type Row = Lists['stock.history']['row'];
type Proof = NonNullable<Queries['stock.movement']['reply']['movement']>;
const KINDS = [
  'issue',
  'return',
  'use',
  'transfer',
  'receipt',
  'count',
  'scrap',
  'sale',
  'opening',
  'reversal',
] as const;

const COLUMNS: readonly ListColumn<Row>[] = [
  { key: 'at', title: 'moves.at', width: 140, unsorted: true, show: ({ at }) => wallDay(at) },
  { key: 'kind', title: 'moves.kind', width: 90, unsorted: true, show: ({ kind }) => say(`move.${kind}`) },
  { key: 'partNumber', title: 'part.number', width: 150, unsorted: true, show: ({ partNumber }) => partNumber },
  { key: 'partName', title: 'part.name', width: 170, grows: true, unsorted: true, show: ({ partName }) => partName },
  {
    key: 'quantity',
    title: 'slips.quantity',
    width: 100,
    align: 'end',
    unsorted: true,
    show: ({ quantity, unit }) => `${quantityText(quantity)} ${unit}`,
  },
  { key: 'from', title: 'moves.from', width: 120, unsorted: true, show: ({ from }) => from },
  { key: 'to', title: 'moves.to', width: 120, unsorted: true, show: ({ to }) => to },
  { key: 'document', title: 'moves.document', width: 175, unsorted: true, show: ({ document }) => document ?? '' },
  {
    key: 'evidence',
    title: 'moves.evidence',
    width: 120,
    unsorted: true,
    show: ({ evidence }) => html`<wh-evidence-chip .evidence=${evidence}></wh-evidence-chip>`,
  },
];

/** 库存流水: every movement, the newest first; a tap on one shows what proved it. */
@customElement('wh-history')
export class WhHistory extends WhElement {
  static override styles = [shared, pageLook, detailLook, pageLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen: Row | null = null;
  @state() private proof: Proof | null = null;
  @state() private kind: Row['kind'] | '' = '';

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== null);
    const asked = this.kind === '' ? {} : { kind: this.kind };
    return html`<wh-list .hub=${this.hub} list="stock.history" heading=${say('moves.title')} .searchHint=${'moves.search'} .columns=${COLUMNS} .asked=${asked} .chosen=${this.chosen?.id ?? ''} @row-chosen=${({ detail }: CustomEvent<Row>) => void this.#choose(detail)}>
        <select slot="filters" class="filter" name="kind" aria-label=${say('moves.kind')} @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as Row['kind'] | '')}>
          <option value="">${say('moves.any')}</option>${KINDS.map((kind) => html`<option value=${kind}>${say(`move.${kind}`)}</option>`)}
        </select>
      </wh-list>
      ${this.chosen === null ? nothing : html`<div class="detail" data-proof=${this.proof?.id ?? ''}>${this.#detail(this.chosen, this.proof)}</div>`}`;
  }

  #detail(row: Row, proof: Proof | null): TemplateResult {
    const facts: [Key, string][] = [
      ['moves.kind', say(`move.${row.kind}`)],
      ['part.name', `${row.partName} ${row.partNumber}`],
      ['slips.quantity', `${quantityText(row.quantity)} ${row.unit}`],
      ['moves.from', row.from],
      ['moves.to', row.to],
      ['moves.document', row.document ?? ''],
      ['moves.at', wallMoment(row.at)],
      ['moves.by', proof?.by ?? ''],
      ['moves.station', proof?.station ?? ''],
      ['moves.evidence', proof === null ? '' : evidenceWord(proof.evidence.kind)],
      ['moves.scan', proof?.scan?.text ?? ''],
      [
        'moves.scanner',
        proof?.scan === null || proof === null ? '' : `${proof.scan.device} ${proof.scan.symbology ?? ''}`,
      ],
      ['moves.raw', proof?.scan?.raw.match(/../g)?.join(' ') ?? ''],
      [
        'moves.weighing',
        proof?.weighing === null || proof === null
          ? ''
          : `${proof.weighing.value_ug / 1e6} g · ${proof.weighing.device} · ${proof.weighing.raw}`,
      ],
      ['moves.reversed', row.isReversed ? say('signing.reversed') : ''],
    ];
    return html`<header><h2>${row.document ?? say(`move.${row.kind}`)}</h2><button class="btn quiet small" data-act="close" @click=${() => (this.chosen = null)}>${say('common.close')}</button></header>
      <dl>${facts.filter(([, text]) => text !== '').map(([key, text]) => html`<dt>${say(key)}</dt><dd class="fig">${text}</dd>`)}</dl>`;
  }

  async #choose(row: Row): Promise<void> {
    this.chosen = row;
    this.proof = null;
    const answer = await this.hub?.connection.ask('stock.movement', { movement: row.id });
    if (this.chosen.id === row.id && answer?.outcome === 'accepted') this.proof = answer.reply.movement;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-history': WhHistory;
  }
}
