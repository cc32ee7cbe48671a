import '../desk/wh-desk-proof.ts';
import '../elements/wh-lots.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { DeskCall } from '../desk/desk-call.ts';
import { mayDecideLoss } from '../desk/roles.ts';
import { namedText, someOf } from '../elements/lots-text.ts';
import { ChangesController } from '../hub/changes-controller.ts';
import type { Queries, SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { moneyText, quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { detailLook } from './page-look.ts';
import type { HeldRow } from './wh-holdings.ts';

type People = Queries['people.list']['reply']['people'];
type Orders = Queries['orders.open-list']['reply']['orders'];
type HandOvers = Queries['holdings.hand-overs']['reply']['handOvers'];
type Losses = Queries['holdings.losses']['reply']['reports'];
const ONE = 1000;

/** One holding of one employee, and what becomes of it. Tells `changed` and `closed`. */
@customElement('wh-holding-detail')
export class WhHoldingDetail extends WhElement {
  static override styles = [shared, field, detailLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) row: HeldRow | null = null;
  @state() private people: People = [];
  @state() private orders: Orders = [];
  @state() private handOvers: HandOvers = [];
  @state() private losses: Losses = [];
  /** What is held now; null until it was asked for. */
  @state() private held: { readonly quantity: number; readonly value: number } | null = null;
  /** How much of it the hand means; null, until it has said so: all of it. */
  @state() private quantity: number | null = null;
  /** Which, where that must be said. */
  @state() private lots: SlipLine['lots'] = [];
  readonly #call = new DeskCall(this, () => this.hub);
  readonly #changes = new ChangesController(
    this,
    () => this.hub,
    (isFirst) => void (isFirst ? this.#begin() : this.#learn()),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('row') || this.row === null) return;
    // The same holding, told anew: what the hand has typed stays.
    if ((changed.get('row') as HeldRow | null | undefined)?.id !== this.row.id) {
      this.#call.forget();
      this.held = null;
      this.#count(null);
    }
    if (this.#changes.heard) this.#begin();
  }

  override render(): TemplateResult | typeof nothing {
    const { row } = this;
    if (row === null) return nothing;
    const { quantity, value } = this.held ?? row;
    const what = [row.model, row.spec].filter((text) => text !== '').join(' ');
    return html`<header><h2>${row.holder}</h2><button class="btn quiet small" data-act="close" @click=${() => this.tell('closed')}>${say('common.close')}</button></header>
      <dl><dt>${say('part.name')}</dt><dd>${row.name} ${what} <span class="fig">${row.number}</span></dd>
        <dt>${say('held.quantity')}</dt><dd data-held>${quantityText(quantity)} ${row.unit} · ${moneyText(value)}</dd></dl>
      ${keyed(row.id, this.#form(row, quantity))}
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>
      ${this.#handOvers()}${this.#losses()}`;
  }

  /** Each holding has fields of its own, with nothing left of what was typed for another. `held`: how much there is. */
  #form(row: HeldRow, held: number): TemplateResult {
    return html`<form @submit=${this.#submit}>
        <label class="field">${say('slips.quantity')}<input name="quantity" type="number" required min="0" max=${held / ONE} step=${1 / 10 ** row.decimals} value=${quantityText(held)} @input=${(event: Event) => this.#count(Math.round(Number((event.target as HTMLInputElement).value) * ONE))} /></label>
        ${someOf({ tracking: row.tracking, quantity: held }, this.quantity ?? held) ? keyed(held, html`<wh-lots .hub=${this.hub} .of=${row.part} .person=${row.person} .tracking=${row.tracking} .unit=${row.unit} .quantity=${this.quantity ?? held} .named=${this.lots} @lots-named=${(event: CustomEvent<SlipLine['lots']>) => (this.lots = event.detail)}></wh-lots>`) : nothing}
        <label class="field">${say('slips.order')}<select name="order"><option value="">…</option>${this.orders.map((order) => html`<option value=${order.id}>${order.plate} · ${order.number}</option>`)}</select></label>
        <label class="field">${say('held.taker')}<select name="taker"><option value="">…</option>${this.people.filter(({ id }) => id !== row.person).map((person) => html`<option value=${person.id}>${person.name}</option>`)}</select></label>
        <label class="field">${say('slips.remark')}<input name="remark" maxlength="500" /></label>
        <div class="acts">
          ${(['use', 'offer', 'loss', 'damage'] as const).map((act) => html`<button class="btn small ${act === 'use' ? '' : 'quiet'}" value=${act} data-act=${act} ?disabled=${this.#call.busy}>${say(`held.${act}`)}</button>`)}
        </div>
      </form>`;
  }

  #handOvers(): TemplateResult | typeof nothing {
    if (this.handOvers.length === 0) return nothing;
    return html`<h3>${say('held.hand-overs')}</h3><table><tbody>${this.handOvers.map(
      (
        one,
      ) => html`<tr data-hand-over=${one.number}><td><span class="fig">${one.number}</span><small>${one.giver.name} → ${one.taker.name}</small></td>
        <td>${one.lines.map((line) => html`${line.name} <span class="fig">${quantityText(line.quantity)} ${line.unit}</span> ${namedText(line)}<br />`)}</td>
        <td><span class="chip">${say(`hand-over.${one.state}`)}</span></td>
        <td>${one.state === 'OFFERED' ? html`<button class="btn quiet small" data-act="withdraw" ?disabled=${this.#call.busy} @click=${() => void this.#done(this.#call.do('holdings.withdraw', { handOver: one.id }))}>${say('slips.withdraw')}</button>` : nothing}</td></tr>`,
    )}</tbody></table>`;
  }

  #losses(): TemplateResult | typeof nothing {
    const losses = this.losses.filter(({ person }) => person.id === this.row?.person);
    if (losses.length === 0) return nothing;
    const decide = (report: string, approve: boolean): void =>
      void this.#done(this.#call.do('holdings.decide-loss', { report, approve, reason: '' }));
    return html`<h3>${say('held.losses')}</h3><table><tbody>${losses.map(
      (
        one,
      ) => html`<tr data-loss=${one.report}><td><span class="fig">${one.report}</span><small>${one.name} ${quantityText(one.quantity)} ${one.unit} ${namedText(one)} · ${one.remark}</small></td>
        <td><span class="chip">${say(`loss.${one.state}`)}</span></td>
        <td>${one.state === 'SUBMITTED' && mayDecideLoss(this.hub) ? html`<div class="acts"><button class="btn small" data-act="approve-loss" ?disabled=${this.#call.busy} @click=${() => decide(one.id, true)}>${say('held.approve')}</button><button class="btn quiet small" data-act="reject-loss" ?disabled=${this.#call.busy} @click=${() => decide(one.id, false)}>${say('reject.button')}</button></div>` : nothing}</td></tr>`,
    )}</tbody></table>${mayDecideLoss(this.hub) || !losses.some(({ state }) => state === 'SUBMITTED') ? nothing : html`<p class="why">${say('held.who-decides')}</p>`}`;
  }

  /** What is chosen from is asked for once, so that no choice changes under the hand. */
  #begin(): void {
    void this.#learnChoices();
    void this.#learn();
  }

  async #learnChoices(): Promise<void> {
    const connection = this.hub?.connection;
    if (connection === undefined) return;
    const [people, orders] = await Promise.all([
      connection.ask('people.list', {}),
      connection.ask('orders.open-list', {}),
    ]);
    if (people.outcome === 'accepted') this.people = people.reply.people;
    if (orders.outcome === 'accepted') this.orders = orders.reply.orders;
  }

  async #learn(): Promise<void> {
    const connection = this.hub?.connection;
    const { row } = this;
    if (connection === undefined || row === null) return;
    const [handOvers, losses, holdings] = await Promise.all([
      connection.ask('holdings.hand-overs', { person: row.person, limit: 20 }),
      connection.ask('holdings.losses', { limit: 50 }),
      connection.ask('stock.holdings', { person: row.person }),
    ]);
    if (handOvers.outcome === 'accepted') this.handOvers = handOvers.reply.handOvers;
    if (holdings.outcome === 'accepted' && this.row === row) {
      const held = holdings.reply.holdings.find(({ part }) => part === row.part)?.quantity ?? 0;
      this.held = { quantity: held, value: row.quantity === 0 ? 0 : Math.round((row.value * held) / row.quantity) };
    }
    if (losses.outcome === 'accepted') this.losses = losses.reply.reports;
  }

  async #done(doing: Promise<unknown>): Promise<void> {
    if ((await doing) === null) return;
    // What was named for this is not named for the next.
    this.lots = [];
    await this.#learn();
    this.tell('changed');
  }

  #count(quantity: number | null): void {
    this.quantity = quantity;
    this.lots = [];
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { row } = this;
    if (row === null) return;
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const quantity = this.quantity ?? this.held?.quantity ?? row.quantity;
    const line = { part: row.part, quantity, lots: [...this.lots] };
    const lines = [line];
    const act = (event.submitter as HTMLButtonElement | null)?.value;
    if (act === 'use' && text('order') !== '') {
      void this.#done(this.#call.do('holdings.use', { person: row.person, order: text('order'), lines }));
    } else if (act === 'offer' && text('taker') !== '') {
      const offer = { giver: row.person, taker: text('taker'), remark: text('remark'), lines };
      void this.#done(this.#call.do('holdings.offer', offer));
    } else if ((act === 'loss' || act === 'damage') && text('remark') !== '') {
      const report = { person: row.person, kind: act, ...line, remark: text('remark') } as const;
      void this.#done(this.#call.do('holdings.report-loss', report));
    } else {
      this.#call.refuse(`page.held-${act === 'use' ? 'order' : act === 'offer' ? 'taker' : 'remark'}`);
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-holding-detail': WhHoldingDetail;
  }
}
