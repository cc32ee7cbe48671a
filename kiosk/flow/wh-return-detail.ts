import '../desk/wh-desk-proof.ts';
import '../elements/wh-evidence-chip.ts';
import '../elements/wh-lots.ts';
import '../print/wh-document-papers.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import { mayDecideAt } from '../desk/roles.ts';
import { lotsText } from '../elements/lots-text.ts';
import { unlessTyped } from '../elements/unless-typed.ts';
import { ChangesController } from '../hub/changes-controller.ts';
import type { ReturnLine, ReturnSlip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallDay } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { quantityText } from '../words/facts.ts';
import { type Key, say } from '../words/say.ts';
import { detailLook } from './page-look.ts';
import { returnChip } from './slip-words.ts';

type OnReturn = 'returns.submit' | 'returns.approve' | 'returns.receive' | 'returns.cancel';
const ONE = 1000;
/** It came to nothing: what he holds today says nothing beside it. */
const isVoid = ({ state }: ReturnSlip): boolean => state === 'REJECTED' || state === 'CANCELLED';

/** One return: its lines, who decides, and its paper. Tells `changed` and `closed`. */
@customElement('wh-return-detail')
export class WhReturnDetail extends WhElement {
  static override styles = [shared, field, detailLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** Its id. */
  @property() slip = '';
  @state() private shown: ReturnSlip | null = null;
  readonly #call = new DeskCall(this, () => this.hub);
  readonly #changes = new ChangesController(
    this,
    () => this.hub,
    () => void this.#learn(),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('slip')) return;
    this.#call.forget();
    if (this.#changes.heard) void this.#learn();
  }

  override render(): TemplateResult {
    const slip = this.shown;
    if (slip === null) return html`<p role="status">${say('list.loading')}</p>`;
    const facts: [Key, string][] = [
      ['returns.person', `${slip.person.name} ${slip.person.number}`],
      ['held.team', slip.team],
      ['returns.warehouse', slip.warehouse.name],
      ['slips.handler', slip.handler ?? ''],
      ['returns.approver', slip.approver ?? ''],
      ['returns.receiver', slip.receiver ?? ''],
      ['returns.received-at', slip.receivedAt === null ? '' : wallDay(slip.receivedAt)],
      ['slips.remark', slip.remark],
    ];
    const isOpen = slip.state === 'DRAFT' || slip.state === 'SUBMITTED' || slip.state === 'APPROVED';
    const isWaiting = slip.state === 'SUBMITTED' || slip.state === 'APPROVED';
    const mayDecide = mayDecideAt(this.hub, slip.warehouse.id);
    return html`<header><h2 data-number>${slip.number}</h2><div class="chips">${returnChip(slip.state)}</div>
        <button class="btn quiet small" data-act="close" @click=${() => this.tell('closed')}>${say('common.close')}</button></header>
      <dl>${facts.filter(([, text]) => text !== '').map(([key, text]) => html`<dt>${say(key)}</dt><dd>${text}</dd>`)}</dl>
      ${slip.reason === null ? nothing : html`<p class="why">${slip.reason}</p>`}
      <table>
        <thead><tr><th>${say('slips.part')}</th>${isVoid(slip) ? nothing : html`<th class="num">${say('returns.remainder')}</th>`}<th class="num">${say('slips.quantity')}</th></tr></thead>
        <tbody>${slip.lines.map((line) => this.#line(slip, line, isOpen))}</tbody>
      </table>
      ${isOpen ? this.#head(slip) : nothing}
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>
      ${isWaiting && !mayDecide ? html`<p class="why" data-decides>${say('returns.who-decides', { warehouse: slip.warehouse.name })}</p>` : nothing}
      <div class="acts">${this.#acts(slip, isOpen, mayDecide)}</div>
      ${slip.state === 'SUBMITTED' && mayDecide ? this.#reject(slip) : nothing}
      <wh-document-papers .hub=${this.hub} .of=${'return'} .document=${slip.id} .version=${`${slip.version}/${slip.state}`} ?final=${slip.state === 'RECEIVED'}></wh-document-papers>`;
  }

  #line(slip: ReturnSlip, line: ReturnLine, isOpen: boolean): TemplateResult {
    const change = (event: Event): void => {
      const { value } = event.target as HTMLInputElement;
      const quantity = value.trim() === '' ? null : Math.round(Number(value) * ONE);
      const set = { return: slip.id, line: line.id, quantity: quantity === 0 ? null : quantity };
      void this.#done(this.#call.do('returns.set-line', set));
    };
    return html`<tr data-line=${line.number}>
      <td>${line.name} ${line.model} ${line.spec}<small class="fig">${line.number} → ${line.bin}</small>
        <span class="chip">${say(`condition.${line.condition}`)}</span> ${line.quantity === null ? nothing : html`<wh-evidence-chip .evidence=${line.evidence}></wh-evidence-chip>`}
        ${line.problem === '' ? nothing : html`<small>${line.problem}</small>`}${line.keptReason === '' ? nothing : html`<small>${say('return.kept')}: ${line.keptReason}</small>`}${this.#lots(slip, line, isOpen)}</td>
      ${isVoid(slip) ? nothing : html`<td class="num">${quantityText(line.remainder)}</td>`}
      <td class="num">${
        isOpen
          ? html`<input type="number" min="0" step=${1 / 10 ** line.decimals} aria-label=${say('slips.quantity-of', { part: line.name })} .value=${unlessTyped(line.quantity === null ? '' : quantityText(line.quantity))} @change=${change} />`
          : line.quantity === null
            ? '–'
            : quantityText(line.quantity)
      } ${line.unit}</td>
    </tr>`;
  }

  #lots(slip: ReturnSlip, line: ReturnLine, isOpen: boolean): TemplateResult | typeof nothing {
    if (line.tracking === 'none' || line.quantity === null) return nothing;
    if (!isOpen) return html`<small data-lots>${lotsText(line)}</small>`;
    const { quantity } = line;
    const name = (event: CustomEvent<ReturnLine['lots']>): void =>
      void this.#done(
        this.#call.do('returns.set-line', { return: slip.id, line: line.id, quantity, lots: event.detail }),
      );
    return html`<wh-lots .hub=${this.hub} .of=${line.part} .person=${slip.person.id} .tracking=${line.tracking} .unit=${line.unit} .quantity=${quantity} .named=${line.lots} ?busy=${this.#call.isLost} @lots-named=${name}></wh-lots>`;
  }

  #head(slip: ReturnSlip): TemplateResult {
    const change = (event: Event): void =>
      void this.#done(
        this.#call.do('returns.set-head', { return: slip.id, remark: (event.target as HTMLInputElement).value }),
      );
    return html`<label class="field">${say('slips.remark')}<input name="remark" maxlength="500" .value=${unlessTyped(slip.remark)} @change=${change} /></label>`;
  }

  #acts(slip: ReturnSlip, isOpen: boolean, mayDecide: boolean): TemplateResult {
    const button = (act: string, word: Key, name: OnReturn, isQuiet = false): TemplateResult =>
      html`<button class="btn small ${isQuiet ? 'quiet' : ''}" data-act=${act} ?disabled=${this.#call.busy} @click=${() => void this.#done(this.#call.do(name, { return: slip.id }))}>${say(word)}</button>`;
    return html`
      ${slip.state === 'DRAFT' ? button('submit', 'slips.submit', 'returns.submit') : nothing}
      ${slip.state === 'SUBMITTED' && mayDecide ? button('approve', 'held.approve', 'returns.approve') : nothing}
      ${slip.state === 'APPROVED' && mayDecide ? button('receive', 'return.receive', 'returns.receive') : nothing}
      ${isOpen ? button('cancel', 'foot.cancel', 'returns.cancel', true) : nothing}
    `;
  }

  #reject(slip: ReturnSlip): TemplateResult {
    const reject = (event: SubmitEvent): void => {
      event.preventDefault();
      const reason = String(new FormData(event.target as HTMLFormElement).get('reason')).trim();
      if (reason !== '') void this.#done(this.#call.do('returns.reject', { return: slip.id, reason }));
    };
    return html`<form class="acts" @submit=${reject}><label class="field">${say('reject.title')}<input name="reason" maxlength="200" required /></label><button class="btn quiet small" data-act="reject" ?disabled=${this.#call.busy}>${say('reject.button')}</button></form>`;
  }

  async #done(doing: Promise<unknown>): Promise<void> {
    const isDone = (await doing) !== null;
    await this.#learn();
    if (isDone) this.tell('changed');
  }

  async #learn(): Promise<void> {
    const asked = this.slip;
    const connection = this.hub?.connection;
    if (connection === undefined || asked === '') return;
    const shown = await connection.ask('returns.show', { return: asked });
    if (asked === this.slip && shown.outcome === 'accepted') this.shown = shown.reply.slip;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-return-detail': WhReturnDetail;
  }
}
