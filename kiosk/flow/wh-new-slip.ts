import '../desk/wh-desk-proof.ts';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import type { Queries } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { say } from '../words/say.ts';
import { detailLook } from './page-look.ts';

type People = Queries['people.list']['reply']['people'];
type Orders = Queries['orders.open-list']['reply']['orders'];
type Warehouses = Queries['places.list']['reply']['warehouses'];

/** Chosen instead of an order. */
const KIT = 'kit';

/** A new requisition at the desk: for whom, for which car or as a kit. Its lines are added beside. Tells `made` with the id, or `closed`. */
@customElement('wh-new-slip')
export class WhNewSlip extends WhElement {
  static override styles = [shared, field, detailLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private people: People = [];
  @state() private orders: Orders = [];
  @state() private warehouses: Warehouses = [];
  readonly #call = new DeskCall(this, () => this.hub);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#learn();
  }

  override render(): TemplateResult {
    return html`<header><h2>${say('slips.new')}</h2><button class="btn quiet small" data-act="close" @click=${() => this.tell('closed')}>${say('common.close')}</button></header>
      <form class="form" @submit=${this.#submit}>
        <label class="field">${say('slips.receiver')}<select name="receiver" required><option value="">…</option>${this.people.map((person) => html`<option value=${person.id}>${person.name} · ${person.number}</option>`)}</select></label>
        <label class="field">${say('slips.order')}<select name="order" required><option value="">…</option><option value=${KIT}>${say('purpose.kit')}</option>${this.orders.map((order) => html`<option value=${order.id}>${order.plate} · ${order.number}</option>`)}</select></label>
        <label class="field">${say('slips.warehouse')}<select name="warehouse" required>${this.warehouses.map((warehouse) => html`<option value=${warehouse.id}>${warehouse.name}</option>`)}</select></label>
        <label class="field">${say('slips.remark')}<input name="remark" maxlength="500" /></label>
        <button class="btn" data-act="make" ?disabled=${this.#call.busy}>${say('slips.make')}</button>
      </form>
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>`;
  }

  async #learn(): Promise<void> {
    const connection = this.hub?.connection;
    if (connection === undefined) return;
    const [people, orders, places] = await Promise.all([
      connection.ask('people.list', {}),
      connection.ask('orders.open-list', {}),
      connection.ask('places.list', {}),
    ]);
    if (people.outcome === 'accepted') this.people = people.reply.people;
    if (orders.outcome === 'accepted') this.orders = orders.reply.orders;
    if (places.outcome === 'accepted') this.warehouses = places.reply.warehouses;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name) ?? '').trim();
    const order = text('order') === KIT ? null : text('order');
    const made = await this.#call.do('requisitions.create', {
      ...{ warehouse: text('warehouse'), receiver: text('receiver'), order, remark: text('remark'), lines: [] },
      purpose: order === null ? 'kit' : 'order',
    });
    if (made !== null) this.tell('made', made.id);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-new-slip': WhNewSlip;
  }
}
