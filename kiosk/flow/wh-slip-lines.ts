import '../elements/wh-evidence-chip.ts';
import '../elements/wh-lots.ts';
import './wh-short-issue.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { reasonWord } from '../counter/reject-reasons.ts';
import type { DeskCall } from '../desk/desk-call.ts';
import { lotsText } from '../elements/lots-text.ts';
import { typedQuantity } from '../elements/typed-quantity.ts';
import type { Queries, Slip, SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { detailLook } from './page-look.ts';
import type { ShortIssue } from './wh-short-issue.ts';

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
  /** What was looked for, when nothing was found. */
  @state() private foundNone = '';
  /** A line of which a keeper wants to issue less: why is asked first. */
  @state() private short: {
    readonly line: SlipLine;
    readonly quantity: number;
    readonly input: HTMLInputElement;
  } | null = null;
  #asked = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('slip');
    if (before == null || (before.id === this.slip?.id && before.approval === this.slip.approval)) return;
    this.short = null;
    this.found = [];
    this.foundNone = '';
  }

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    if (slip === null) return nothing;
    const isOpen = isUndecided(slip);
    return html`<table>
        <thead><tr><th>${say('slips.part')}</th>${isOpen ? html`<th class="num">${say('slips.issuable')}</th>` : nothing}<th class="num">${say('slips.quantity')}</th></tr></thead>
        <tbody>${slip.lines.map((line) => this.#line(slip, line))}</tbody>
      </table>
      ${this.short === null ? nothing : html`<wh-short-issue .line=${this.short.line} .quantity=${this.short.quantity} .busy=${this.call?.busy ?? false} @short-issue=${this.#issueLess} @short-dropped=${this.#dropShort}></wh-short-issue>`}
      ${slip.approval === 'DRAFT' ? this.#find(slip) : nothing}`;
  }

  #line(slip: Slip, line: SlipLine): TemplateResult {
    const what = [line.model, line.spec].filter((text) => text !== '').join(' ');
    const isCapped = line.asked !== null;
    const isOpen = isUndecided(slip);
    return html`<tr class=${line.short || (isCapped && slip.approval === 'DRAFT') ? 'bad' : ''} data-line=${line.number}>
      <td>${line.name} ${what}<small class="fig">${line.number}${line.bin === '' ? nothing : html` · ${line.bin}`}</small>
        ${isCapped ? html`<small data-asked>${say('slips.asked', { asked: quantityText(line.asked ?? 0), reason: reasonWord(line.shortReason ?? '') })}</small>` : nothing}
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
    return html`<wh-lots .hub=${this.hub} .of=${line.part} .warehouse=${slip.warehouse.id} .slip=${slip.id} .tracking=${line.tracking} .unit=${line.unit} .quantity=${line.quantity} .named=${line.lots} @lots-named=${name}></wh-lots>`;
  }

  #quantity(slip: Slip, line: SlipLine): TemplateResult | string {
    if (!isUndecided(slip)) return quantityText(line.quantity);
    const change = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      const typed = typedQuantity(input.value, line.unit, line.decimals);
      if ('wrong' in typed) {
        this.call?.refuse(typed.wrong, typed.facts);
        input.value = quantityText(line.quantity);
      } else void this.#set(slip, line, typed.quantity, input);
    };
    return html`<input type="number" min="0" step=${1 / 10 ** line.decimals} aria-label=${say('slips.quantity-of', { part: line.name })} .value=${quantityText(line.quantity)} @change=${change} />`;
  }

  #find(slip: Slip): TemplateResult {
    const add = async (part: string): Promise<void> => {
      if ((await this.call?.do('requisitions.add-line', { requisition: slip.id, part, quantity: ONE })) !== null) {
        this.found = [];
        this.tell('changed');
      }
    };
    return html`<label class="field">${say('slips.add')}<input name="find" autocomplete="off" @input=${(event: Event) => void this.#search((event.target as HTMLInputElement).value)} /></label>
      ${this.foundNone === '' ? nothing : html`<p class="said" role="status" data-none>${say('slips.found-none', { search: this.foundNone })}</p>`}
      <div class="acts">${this.found.map((part) => html`<button class="btn quiet small" data-add=${part.number} @click=${() => void add(part.id)}>${part.name} ${part.model} · ${part.number}</button>`)}</div>`;
  }

  /** In a draft the quantity is what somebody asks for; of a submitted slip a keeper issues less, and the rest waits. */
  async #set(slip: Slip, line: SlipLine, quantity: number, input: HTMLInputElement): Promise<void> {
    this.short = null;
    if (slip.approval === 'SUBMITTED' && quantity < line.quantity) {
      this.short = { line, quantity, input };
      return;
    }
    const of = { requisition: slip.id, line: line.id, quantity };
    const done =
      slip.approval === 'DRAFT'
        ? await this.call?.do('requisitions.set-quantity', of)
        : this.call?.refuse('requisitions.not-less', { number: slip.number, asked: line.quantity });
    // What the hub did not take must not stand there as if it had.
    if (done == null) input.value = quantityText(line.quantity);
    else this.tell('changed');
  }

  readonly #issueLess = async ({ detail }: CustomEvent<ShortIssue>): Promise<void> => {
    const { slip, short } = this;
    if (slip === null || short === null) return;
    const { line, quantity, input } = short;
    const less = { requisition: slip.id, line: line.id, quantity, ...detail };
    if ((await this.call?.do('requisitions.issue-less', less)) == null) input.value = quantityText(line.quantity);
    this.short = null;
    this.tell('changed');
  };

  readonly #dropShort = (): void => {
    if (this.short !== null) this.short.input.value = quantityText(this.short.line.quantity);
    this.short = null;
  };

  async #search(text: string): Promise<void> {
    this.#asked += 1;
    const turn = this.#asked;
    if (text.trim() === '') {
      this.found = [];
      this.foundNone = '';
      return;
    }
    const answer = await this.hub?.connection.ask('parts.find', { text: text.trim(), limit: 8 });
    if (turn !== this.#asked || answer?.outcome !== 'accepted') return;
    this.found = answer.reply.parts;
    this.foundNone = this.found.length === 0 ? text.trim() : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slip-lines': WhSlipLines;
  }
}
