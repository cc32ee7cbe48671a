import '../desk/wh-list.ts';
import '../elements/wh-evidence-chip.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { KnownNames } from '../desk/known-names.ts';
import type { ListColumn } from '../desk/list-column.ts';
import type { ListFilter } from '../desk/list-filter.ts';
import { ChangesController } from '../hub/changes-controller.ts';
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
  { key: 'at', title: 'moves.at', width: 106, unsorted: true, show: ({ at }) => wallDay(at) },
  { key: 'kind', title: 'moves.kind', width: 82, unsorted: true, yields: 1, show: ({ kind }) => say(`move.${kind}`) },
  {
    ...{ key: 'partNumber', title: 'part.number', width: 120, unsorted: true, yields: 5 },
    show: ({ partNumber }) => partNumber,
  },
  { key: 'partName', title: 'part.name', width: 140, grows: true, unsorted: true, show: ({ partName }) => partName },
  {
    key: 'quantity',
    title: 'slips.quantity',
    width: 92,
    align: 'end',
    unsorted: true,
    show: ({ quantity, unit }) => `${quantityText(quantity)} ${unit}`,
  },
  { key: 'from', title: 'moves.from', width: 120, unsorted: true, yields: 3, show: ({ from }) => from },
  { key: 'to', title: 'moves.to', width: 142, unsorted: true, yields: 2, show: ({ to }) => to },
  {
    ...{ key: 'document', title: 'moves.document', width: 142, unsorted: true, yields: 4 },
    show: ({ document }) => document ?? '',
  },
  {
    ...{ key: 'evidence', title: 'moves.evidence', width: 112, unsorted: true, yields: 6 },
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
  readonly #changes = new ChangesController(
    this,
    () => this.hub,
    () => void this.#learn(),
  );
  readonly #known = new KnownNames(this, () => this.hub);

  override render(): TemplateResult {
    this.toggleAttribute('open', this.chosen !== null);
    return html`<wh-list .hub=${this.hub} list="stock.history" heading=${say('moves.title')} .searchHint=${'moves.search'} .none=${'moves.none'} .columns=${COLUMNS} .filters=${this.#filters()} .chosen=${this.chosen?.id ?? ''} @row-chosen=${({ detail }: CustomEvent<Row>) => void this.#choose(detail)}></wh-list>
      ${this.chosen === null ? nothing : html`<div class="detail" data-proof=${this.proof?.id ?? ''}>${this.#detail(this.chosen, this.proof)}</div>`}`;
  }

  #filters(): ListFilter[] {
    const kinds = KINDS.map((value) => ({ value, text: say(`move.${value}`) }));
    return [
      { kind: 'choice', key: 'kind', title: 'moves.kind', any: 'moves.any', choices: kinds },
      // An employee is a location, which stock comes to and goes from.
      {
        ...{ kind: 'choice', key: 'location', title: 'held.holder', any: 'list.any-person' },
        choices: this.#known.people,
      },
      { kind: 'period', key: 'period', title: 'moves.at' },
    ];
  }

  #detail(row: Row, proof: Proof | null): TemplateResult {
    const facts: [Key, string][] = [
      ['moves.kind', say(`move.${row.kind}`)],
      ['part.name', `${row.partName} ${row.partNumber}`],
      ['moves.lot', row.lot],
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
      ['moves.reversed', row.isReversed || proof?.reversedBy != null ? say('signing.reversed') : ''],
    ];
    return html`<header><h2>${row.document ?? say(`move.${row.kind}`)}</h2><button class="btn quiet small" data-act="close" @click=${() => (this.chosen = null)}>${say('common.close')}</button></header>
      <dl>${facts.filter(([, text]) => text !== '').map(([key, text]) => html`<dt>${say(key)}</dt><dd class="fig">${text}</dd>`)}</dl>`;
  }

  async #choose(row: Row): Promise<void> {
    this.chosen = row;
    this.proof = null;
    if (this.#changes.heard) await this.#learn();
  }

  /** A movement is final; whether it was reversed is not. */
  async #learn(): Promise<void> {
    const row = this.chosen;
    if (row === null) return;
    const answer = await this.hub?.connection.ask('stock.movement', { movement: row.id });
    if (this.chosen?.id === row.id && answer?.outcome === 'accepted') this.proof = answer.reply.movement;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-history': WhHistory;
  }
}
