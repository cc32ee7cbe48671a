import '../elements/wh-evidence-chip.ts';
import '../elements/wh-lots.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeskCall } from '../desk/desk-call.ts';
import { lotsText } from '../elements/lots-text.ts';
import type { Queries, Slip, SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { detailLook } from './page-look.ts';

type Found = Queries['parts.find']['reply']['parts'];
const ONE = 1000;

/** What can be issued now says something only until somebody has decided. */
const isUndecided = ({ approval }: Slip): boolean => approval === 'DRAFT' || approval === 'SUBMITTED';

/** The lines of a requisition at the desk: set by hand in a draft, issued short by a keeper, found by any fragment. Tells `changed`. */
@customElement('wh-slip-lines')
export class WhSlipLines extends WhElement {
  static override styles = [shared, field, detailLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) slip: Slip | null = null;
  @property({ attribute: false }) call: DeskCall | undefined = undefined;
  @state() private found: Found = [];
  #asked = 0;

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    if (slip === null) return nothing;
    const isOpen = isUndecided(slip);
    return html`<table>
        <thead><tr><th>${say('slips.part')}</th>${isOpen ? html`<th class="num">${say('slips.issuable')}</th>` : nothing}<th class="num">${say('slips.quantity')}</th></tr></thead>
        <tbody>${slip.lines.map((line) => this.#line(slip, line))}</tbody>
      </table>
      ${slip.approval === 'DRAFT' ? this.#find(slip) : nothing}`;
  }

  #line(slip: Slip, line: SlipLine): TemplateResult {
    const what = [line.model, line.spec].filter((text) => text !== '').join(' ');
    const isCapped = line.asked !== null;
    const isOpen = isUndecided(slip);
    return html`<tr class=${line.short || (isCapped && slip.approval === 'DRAFT') ? 'bad' : ''} data-line=${line.number}>
      <td>${line.name} ${what}<small class="fig">${line.number}${line.bin === '' ? nothing : html` · ${line.bin}`}</small>
        ${isCapped ? html`<small data-asked>${say('slips.asked', { asked: quantityText(line.asked ?? 0), reason: line.shortReason ?? '' })}</small>` : nothing}
        <wh-evidence-chip .evidence=${line.evidence}></wh-evidence-chip>${this.#lots(slip, line, isOpen)}</td>
      ${isOpen ? html`<td class="num">${quantityText(line.issuable)}</td>` : nothing}
      <td class="num">${this.#quantity(slip, line)} ${line.unit}</td>
    </tr>`;
  }

  /** While it is open somebody says which of them are in the hand; afterwards it is known. */
  #lots(slip: Slip, line: SlipLine, isOpen: boolean): TemplateResult | typeof nothing {
    if (line.tracking === 'none') return nothing;
    if (!isOpen) return html`<small data-lots>${lotsText(line)}</small>`;
    const name = async (event: CustomEvent<SlipLine['lots']>): Promise<void> => {
      const named = { requisition: slip.id, line: line.id, lots: event.detail };
      if ((await this.call?.do('requisitions.name-lots', named)) !== null) this.tell('changed');
    };
    return html`<wh-lots .hub=${this.hub} .of=${line.part} .warehouse=${slip.warehouse.id} .tracking=${line.tracking} .unit=${line.unit} .quantity=${line.quantity} .named=${line.lots} @lots-named=${name}></wh-lots>`;
  }

  #quantity(slip: Slip, line: SlipLine): TemplateResult | string {
    if (!isUndecided(slip)) return quantityText(line.quantity);
    const change = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      const quantity = Math.round(Number(input.value) * ONE);
      if (!Number.isFinite(quantity) || quantity < 0) input.value = quantityText(line.quantity);
      else void this.#set(slip, line, quantity);
    };
    return html`<input type="number" min="0" step=${1 / 10 ** line.decimals} aria-label=${say('slips.quantity-of', { part: line.name })} .value=${quantityText(line.quantity)} @change=${change} />`;
  }

  #find(slip: Slip): TemplateResult {
    const add = async (part: string): Promise<void> => {
      if ((await this.call?.do('requisitions.add-line', { requisition: slip.id, part, quantity: ONE })) !== null) {
        this.tell('changed');
      }
    };
    return html`<label class="field">${say('slips.add')}<input name="find" autocomplete="off" @input=${(event: Event) => void this.#search((event.target as HTMLInputElement).value)} /></label>
      <div class="acts">${this.found.map((part) => html`<button class="btn quiet small" data-add=${part.number} @click=${() => void add(part.id)}>${part.name} ${part.model} · ${part.number}</button>`)}</div>`;
  }

  /** In a draft the quantity is what somebody asks for; of a submitted slip a keeper issues less, and the rest waits. */
  async #set(slip: Slip, line: SlipLine, quantity: number): Promise<void> {
    const of = { requisition: slip.id, line: line.id, quantity };
    const done =
      slip.approval === 'DRAFT'
        ? await this.call?.do('requisitions.set-quantity', of)
        : await this.call?.do('requisitions.issue-less', { ...of, reason: say('slips.out-of-stock'), backOrder: true });
    this.tell('changed', done);
  }

  async #search(text: string): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    if (text.trim() === '') {
      this.found = [];
      return;
    }
    const answer = await this.hub?.connection.ask('parts.find', { text: text.trim(), limit: 8 });
    if (turn === this.#asked && answer?.outcome === 'accepted') this.found = answer.reply.parts;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slip-lines': WhSlipLines;
  }
}
