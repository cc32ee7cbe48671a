import '../elements/wh-lots.ts';
import '../elements/wh-plate.ts';
import '../elements/wh-quantity-stepper.ts';
import '../flow/wh-short-issue.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ShortIssue } from '../flow/wh-short-issue.ts';
import type { Slip, SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallTime } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

/** A whole slip to look at before it is decided: for whom, for what, every line with what is left. Tells `name-lots`, `issue-less`, and `shortening` while a quantity is being lowered. */
@customElement('wh-approval-slip')
export class WhApprovalSlip extends WhElement {
  static override styles = [
    shared,
    css`
      .about { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; font-size: 17px; }
      .number { font-size: 30px; font-weight: 600; line-height: 1.2; }
      .muted { font-size: 15px; }
      wh-plate { font-size: 20px; }
      .remark { margin-top: 8px; font-size: 17px; overflow-wrap: anywhere; }
      .missing { color: var(--waiting); font-weight: 500; }
      ul { list-style: none; padding: 0; margin: 12px 0 0; overflow-y: auto; max-height: max(104px, 34vh); border-block: 1px solid var(--line); }
      :host([shortening]) ul { max-height: calc(100vh - 340px); }
      @media (max-height: 700px) { :host([shortening]) .about, :host([shortening]) .remark { display: none; } :host([shortening]) ul { max-height: calc(100vh - 200px); margin-top: 0; } }
      :host([compact]) ul { max-height: max(104px, calc(100vh - 500px)); }
      li { display: grid; grid-template-columns: 96px minmax(0, 1fr) auto; gap: 2px 14px; align-items: center; padding: 6px 8px; min-height: 52px; }
      li + li { border-top: 1px solid var(--line); }
      li.bad { background: var(--stopped-soft); box-shadow: inset 4px 0 0 var(--stopped); }
      .qty { text-align: right; font: 500 28px/1.1 var(--figures); font-variant-numeric: tabular-nums; }
      button.qty { border: 0; background: none; color: inherit; min-height: 52px; padding: 4px 6px; border-radius: var(--r); cursor: pointer; touch-action: manipulation; box-shadow: inset 0 0 0 1.5px var(--line-strong); }
      .short { grid-column: 1 / -1; display: grid; gap: 10px; padding: 8px 0 12px; }
      .why.asked { color: var(--waiting); }
      .qty small { font: 400 14px var(--text); color: var(--ink-2); margin-left: 4px; }
      .name { font-size: 17px; font-weight: 500; }
      .detail { font-size: 14px; color: var(--ink-2); }
      .left { color: var(--ink-2); font-size: 15px; white-space: nowrap; }
      .left b { font-weight: 500; color: var(--ink); }
      .bad .qty, .bad .left, .bad .left b { color: var(--stopped); }
      wh-lots { grid-column: 2 / -1; padding-bottom: 8px; }
      .why { grid-column: 2 / -1; color: var(--stopped); font-size: 15px; font-weight: 600; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) slip: Slip | null = null;
  /** The line of which less shall be issued, and how much. */
  @state() private shortening = '';
  @state() private less: number | null = null;
  /** Quantities may be lowered and lots named: the slip waits, and a keeper is there. */
  @property({ type: Boolean }) naming = false;
  /** Leaves room for the reasons of a rejection. */
  @property({ type: Boolean, reflect: true }) compact = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('slip') && changed.get('slip')?.id !== this.slip?.id) {
      this.shortening = '';
      this.removeAttribute('shortening');
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    if (slip === null) return nothing;
    const made = { person: slip.creator ?? '', time: wallTime(slip.createdAt) };
    return html`<div class="about">
        <span class="fig number">${slip.number}</span>
        ${slip.receiver === null ? html`<span class="missing">${say('slip.no-receiver')}</span>` : html`<b data-receiver>${slip.receiver.name}</b>`}
        ${this.#purpose(slip)}
        <span class="muted">${say(slip.creator === null ? 'approve.made' : 'approve.made-by', made)} · ${say('approve.lines', { lines: slip.lines.length })}</span>
      </div>
      ${slip.escrow ? html`<p class="remark missing" data-escrow>${say('approve.taken', { person: slip.receiver?.name ?? '' })}</p>` : nothing}
      ${slip.remark === '' ? nothing : html`<p class="remark" data-remark>${slip.remark}</p>`}
      <ul tabindex="0" aria-label=${say('slip.lines', { lines: slip.lines.length })}>${slip.lines.map((line) => this.#line(line))}</ul>`;
  }

  #purpose({ order, purpose }: Slip): TemplateResult {
    if (order === null)
      return html`<span class=${purpose === 'kit' ? 'muted' : 'missing'}>${say(purpose === 'kit' ? 'scans.kit' : 'slip.no-order')}</span>`;
    return html`<wh-plate .plate=${order.plate} .newEnergy=${order.newEnergy}></wh-plate>
      <span class="muted"><span class="fig">${order.number}</span> · ${order.vehicleModel}</span>`;
  }

  #lots(line: SlipLine): TemplateResult {
    const { slip } = this;
    const name = (event: CustomEvent<SlipLine['lots']>): void =>
      this.tell('name-lots', { requisition: slip?.id ?? '', line: line.id, lots: event.detail });
    return html`<wh-lots .hub=${this.hub} .of=${line.part} .warehouse=${slip?.warehouse.id ?? ''} .slip=${slip?.id ?? ''} .tracking=${line.tracking} .unit=${line.unit} .quantity=${line.quantity} .named=${line.lots} @lots-named=${name}></wh-lots>`;
  }

  #line(line: SlipLine): TemplateResult {
    const what = [line.model, line.spec].filter((text) => text !== '').join(' ');
    const facts = { unit: line.unit, issuable: quantityText(line.issuable), wanted: quantityText(line.quantity) };
    return html`<li class=${line.short ? 'bad' : ''} data-approval-line=${line.number} ?data-lacking=${line.short}>
      ${
        this.naming && line.quantity > 0
          ? html`<button class="qty" data-act="less" aria-expanded=${this.shortening === line.id} @click=${() => this.#shorten(line)}><span data-quantity>${facts.wanted}</span><small>${line.unit}</small><span class="unseen">${say('short.less', { part: line.name })}</span></button>`
          : html`<span class="qty"><span data-quantity>${facts.wanted}</span><small>${line.unit}</small></span>`
      }
      <span class="grow"><span class="name">${line.name}${what === '' ? '' : ` ${what}`}</span> <span class="detail fig">${line.number}</span></span>
      <span class="left">${say('line.issuable')} <b class="fig" data-issuable>${facts.issuable}</b></span>
      ${line.short ? html`<span class="why">${say('line.short', facts)}</span>` : nothing}
      ${line.asked === null ? nothing : html`<span class="why asked" data-asked>${say('line.asked', { asked: quantityText(line.asked) })}</span>`}
      ${this.naming && this.shortening === line.id ? this.#short(line) : nothing}
      ${line.tracking === 'none' || !this.naming ? nothing : this.#lots(line)}
    </li>`;
  }

  #shorten({ id, quantity }: SlipLine): void {
    this.#setShortening(this.shortening === id ? '' : id);
    this.less = quantity;
  }

  /** Nothing is decided on a slip while somebody says how much of a line there is. */
  #setShortening(line: string): void {
    this.shortening = line;
    this.toggleAttribute('shortening', line !== '');
    this.tell('shortening', line !== '');
  }

  /** 少发: how many there really are, why, and whether the rest waits. */
  #short(line: SlipLine): TemplateResult {
    const less = ({ detail }: CustomEvent<ShortIssue>): void => {
      this.#setShortening('');
      this.tell('issue-less', { requisition: this.slip?.id ?? '', line: line.id, quantity: this.less ?? 0, ...detail });
    };
    const isLess = this.less !== null && this.less < line.quantity;
    return html`<div class="short">
      <wh-quantity-stepper .value=${this.less ?? line.quantity} .unit=${line.unit} .decimals=${line.decimals} @quantity=${(event: CustomEvent<number | null>) => (this.less = event.detail)}></wh-quantity-stepper>
      ${isLess ? html`<wh-short-issue .line=${line} .quantity=${this.less ?? 0} @short-issue=${less} @short-dropped=${() => this.#setShortening('')}></wh-short-issue>` : html`<p class="muted">${say('short.how')}</p>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-approval-slip': WhApprovalSlip;
  }
}
