import '../desk/wh-desk-proof.ts';
import '../print/wh-document-papers.ts';
import './wh-slip-lines.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { escrowNote, mayReject } from '../counter/escrow-note.ts';
import { rejectReasons } from '../counter/reject-reasons.ts';
import { DeskCall } from '../desk/desk-call.ts';
import { mayDecideAt } from '../desk/roles.ts';
import { ChangesController } from '../hub/changes-controller.ts';
import type { Operations, Slip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallDay } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { moneyText } from '../words/facts.ts';
import { type Key, say } from '../words/say.ts';
import { detailLook } from './page-look.ts';
import { approvalChip, signingChip } from './slip-words.ts';

type OnSlip =
  | 'requisitions.submit'
  | 'requisitions.withdraw'
  | 'requisitions.cancel'
  | 'requisitions.approve'
  | 'requisitions.confirm';

/** One requisition: everything on it, what may be done with it, and how it looks on paper. Tells `changed`, `opened` with another slip's id, `closed`. */
@customElement('wh-slip-detail')
export class WhSlipDetail extends WhElement {
  static override styles = [shared, field, detailLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** Its id. */
  @property() slip = '';
  @state() private shown: Slip | null = null;
  @state() private asking: 'reject' | 'reverse' | null = null;
  @state() private partsAreBack = false;
  readonly #call = new DeskCall(this, () => this.hub);
  readonly #changes = new ChangesController(
    this,
    () => this.hub,
    () => void this.#learn(),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('slip')) return;
    this.#call.forget();
    this.asking = null;
    this.partsAreBack = false;
    if (this.#changes.heard) void this.#learn();
  }

  override render(): TemplateResult {
    const slip = this.shown;
    if (slip === null) return html`<p role="status">${say('list.loading')}</p>`;
    const value = slip.lines.reduce((sum, { price, quantity }) => sum + Math.round((price * quantity) / 1000), 0);
    const facts: [Key, string][] = [
      ['slips.receiver', slip.receiver === null ? '' : `${slip.receiver.name} ${slip.receiver.number}`],
      ['slips.kind', say(`purpose.${slip.purpose}`)],
      ['slips.order', slip.order === null ? '' : `${slip.order.plate} · ${slip.order.number}`],
      ['slips.warehouse', slip.warehouse.name],
      ['slips.remark', slip.remark],
      ['slips.creator', `${slip.creator ?? ''} ${wallDay(slip.createdAt)}`],
      [
        'slips.handler',
        slip.approver === null ? '' : `${slip.approver} ${slip.decidedAt === null ? '' : wallDay(slip.decidedAt)}`,
      ],
      [
        'slips.signer',
        slip.signer === null ? '' : `${slip.signer} ${slip.signedAt === null ? '' : wallDay(slip.signedAt)}`,
      ],
      ['slips.back-order-of', slip.backOrderOf ?? ''],
      ['slips.value', moneyText(value)],
    ];
    return html`<header>
        <h2 data-number>${slip.number}</h2>
        <div class="chips">${approvalChip(slip.approval)}${signingChip({ ...slip, isReversed: slip.reversed !== null })}${slip.escrow ? html`<span class="chip waiting">${say('slips.escrow')}</span>` : nothing}</div>
        <button class="btn quiet small" data-act="close" @click=${() => this.tell('closed')}>${say('common.close')}</button>
      </header>
      <dl>${facts.filter(([, text]) => text.trim() !== '').map(([key, text]) => html`<dt>${say(key)}</dt><dd>${text}</dd>`)}</dl>
      ${slip.reason === null ? nothing : html`<p class="why">${slip.reason}</p>`}
      ${slip.reversed === null ? nothing : html`<p class="why">${say('slips.reversed', { person: slip.reversed.by ?? '', reason: slip.reversed.reason })}</p>`}
      <wh-slip-lines .hub=${this.hub} .slip=${slip} .call=${this.#call} .busy=${this.#call.busy} @changed=${() => void this.#changed()}></wh-slip-lines>
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>
      ${slip.approval === 'SUBMITTED' && !mayDecideAt(this.hub, slip.warehouse.id) ? html`<p class="why" data-decides>${say('slips.who-decides', { warehouse: slip.warehouse.name })}</p>` : nothing}
      <div class="acts">${this.#acts(slip)}</div>
      ${this.asking === null ? nothing : this.#reasons(slip, this.asking)}
      <wh-document-papers .hub=${this.hub} .of=${'requisition'} .document=${slip.id} .version=${`${slip.version}/${slip.approval}/${slip.signing}/${slip.reversed?.at}`} ?final=${slip.approval === 'APPROVED'}></wh-document-papers>`;
  }

  #acts(slip: Slip): TemplateResult {
    const { approval, signing, reversed } = slip;
    const isOpen = approval === 'DRAFT' || approval === 'SUBMITTED';
    const isUnsigned = approval === 'APPROVED' && signing === 'UNSIGNED' && reversed === null;
    const mayDecide = mayDecideAt(this.hub, slip.warehouse.id);
    const me = this.hub?.connection.lastHello?.session?.person.id;
    return html`
      ${approval === 'SUBMITTED' && mayDecide ? this.#button('approve', 'approve.button', () => this.#do('requisitions.approve', slip)) : nothing}
      ${approval === 'SUBMITTED' && mayDecide ? this.#button('reject', 'reject.button', () => this.#ask('reject'), true) : nothing}
      ${approval === 'DRAFT' ? this.#button('submit', 'slips.submit', () => this.#do('requisitions.submit', slip)) : nothing}
      ${approval === 'DRAFT' && mayDecide ? this.#button('confirm', 'foot.confirm', () => this.#do('requisitions.confirm', slip), true) : nothing}
      ${approval === 'SUBMITTED' ? this.#button('withdraw', 'slips.withdraw', () => this.#do('requisitions.withdraw', slip), true) : nothing}
      ${isOpen ? this.#button('cancel', 'foot.cancel', () => this.#do('requisitions.cancel', slip), true) : nothing}
      ${isUnsigned && slip.receiver?.id === me ? this.#button('sign', 'bay.sign', () => this.#sign(slip)) : nothing}
      ${isUnsigned && mayDecide ? this.#button('reverse', 'slips.reverse', () => this.#ask('reverse'), true) : nothing}
      ${this.#button('copy', 'slips.copy', () => this.#copy(slip), true)}
    `;
  }

  #button(act: string, word: Key, does: () => void, isQuiet = false): TemplateResult {
    return html`<button class="btn small ${isQuiet ? 'quiet' : ''}" data-act=${act} ?disabled=${this.#call.busy} @click=${does}>${say(word)}</button>`;
  }

  #reasons(slip: Slip, what: 'reject' | 'reverse'): TemplateResult {
    const give = (reason: string): void => {
      const text = reason.trim();
      if (text !== '') void this.#decide(slip, what, text);
    };
    const other = (event: SubmitEvent): void => {
      event.preventDefault();
      give(String(new FormData(event.target as HTMLFormElement).get('reason')));
    };
    const blocked = this.#call.busy || (what === 'reject' && !mayReject(slip, this.partsAreBack));
    return html`${what === 'reject' ? escrowNote(slip, this.partsAreBack, (areBack) => (this.partsAreBack = areBack)) : nothing}<form class="acts" data-reasons=${what} @submit=${other}>
      ${rejectReasons().map(({ text, word }) => html`<button type="button" class="btn quiet small" ?disabled=${blocked} @click=${() => give(text)}>${word}</button>`)}
      <label class="field">${say('reject.other')}<input name="reason" maxlength="200" /></label>
      <button class="btn small" data-act="give-reason" ?disabled=${blocked}>${say(what === 'reject' ? 'reject.button' : 'slips.reverse')}</button>
    </form>`;
  }

  #ask(what: 'reject' | 'reverse'): void {
    this.asking = this.asking === what ? null : what;
  }

  async #do(name: OnSlip, { id }: Slip): Promise<void> {
    if ((await this.#call.do(name, { requisition: id } satisfies Operations[OnSlip]['request'])) !== null)
      await this.#changed();
  }

  async #sign({ id }: Slip): Promise<void> {
    if ((await this.#call.do('requisitions.sign', { requisition: id })) !== null) await this.#changed();
  }

  async #decide({ id, escrow }: Slip, what: 'reject' | 'reverse', reason: string): Promise<void> {
    const { partsAreBack } = this;
    const done = await (what === 'reject' && escrow
      ? this.#call.do('requisitions.reject', { requisition: id, reason, partsAreBack })
      : this.#call.do(`requisitions.${what}`, { requisition: id, reason }));
    if (done === null) return;
    this.asking = null;
    await this.#changed();
  }

  async #copy({ id }: Slip): Promise<void> {
    const copy = await this.#call.do('requisitions.copy', { requisition: id });
    if (copy !== null) this.tell('opened', copy.id);
  }

  async #changed(): Promise<void> {
    await this.#learn();
    this.tell('changed');
  }

  async #learn(): Promise<void> {
    const asked = this.slip;
    const answer = await this.hub?.connection.ask('requisitions.show', { requisition: asked });
    if (asked === this.slip && answer?.outcome === 'accepted') this.shown = answer.reply.slip;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slip-detail': WhSlipDetail;
  }
}
