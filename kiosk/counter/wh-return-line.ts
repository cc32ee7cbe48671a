import '../elements/wh-evidence-chip.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { lotsText, wantsSerials } from '../elements/lots-text.ts';
import type { ReturnLine, Weighing } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { weighedText } from './weighed-text.ts';

const ONE = 1000;
const MEANING = { good: 'ready', opened: 'waiting', damaged: 'stopped' } as const;

/** One line of a return: how many of what is left come back. Tells `check` {line, quantity} and `look` with the line's id. */
@customElement('wh-return-line')
export class WhReturnLine extends WhElement {
  static override styles = [
    shared,
    css`
      .line { display: grid; grid-template-columns: 150px minmax(0, 1fr) auto; align-items: center; gap: 12px; padding: 4px 16px 4px 8px; min-height: 64px; border-bottom: 1px solid var(--line); }
      .line.checked { box-shadow: inset 4px 0 0 var(--ready); }
      .line.now { background: var(--working-soft); box-shadow: inset 4px 0 0 var(--working); }
      .qty { display: flex; align-items: baseline; justify-content: flex-end; font: 500 36px/1 var(--figures); font-variant-numeric: tabular-nums; }
      .qty.none { color: var(--ink-3); }
      .qty small { font: 400 16px var(--figures); color: var(--ink-2); margin-left: 6px; white-space: nowrap; }
      .about { min-height: 48px; border: 0; background: none; color: inherit; font: inherit; text-align: left; padding: 2px 4px; cursor: pointer; min-width: 0; border-radius: var(--r); touch-action: manipulation; }
      .about:active { background: var(--raised); }
      .name { font-size: 18px; font-weight: 500; display: block; }
      .detail { display: flex; align-items: center; gap: 8px; color: var(--ink-2); font-size: 14px; overflow: hidden; white-space: nowrap; }
      .missing { color: var(--waiting); font-weight: 600; }
      .acts { display: flex; gap: 6px; }
      .acts .btn { min-height: 52px; min-width: 52px; padding: 0 10px; font: 500 26px/1 var(--figures); }
      .acts .same { min-width: 68px; }
      @media (max-width: 1100px) { .line { grid-template-columns: 118px minmax(0, 1fr) auto; gap: 8px; } .qty { font-size: 30px; } .name { font-size: 17px; } }
      @media (max-height: 700px) { .line { min-height: 58px; } .acts .btn { min-height: 48px; } }
      @media (min-width: 1700px) { .line { min-height: 80px; grid-template-columns: 190px minmax(0, 1fr) auto; } .qty { font-size: 46px; } .name { font-size: 22px; } .acts .btn { min-height: 64px; min-width: 72px; } }
    `,
  ];
  @property({ attribute: false }) line: ReturnLine | null = null;
  /** What the scale said of it. */
  @property({ attribute: false }) weighed: Weighing | null = null;
  /** This line changed last. */
  @property({ type: Boolean }) now = false;
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult | typeof nothing {
    const { line } = this;
    if (line === null) return nothing;
    const { quantity, remainder } = line;
    const what = [line.model, line.spec].filter((text) => text !== '').join(' ');
    const label = { part: line.name, quantity: quantityText(remainder), unit: line.unit };
    return html`<div class="line ${this.now ? 'now' : quantity === null ? '' : 'checked'}">
      <div class="qty ${quantity === null ? 'none' : ''}"><span data-quantity>${quantity === null ? '–' : quantityText(quantity)}</span><small>/ ${quantityText(remainder)} ${line.unit}</small></div>
      <button class="about" data-act="look" aria-label=${say('return.look', label)} @click=${() => this.tell('look', line.id)}>
        <span class="name cut">${line.name}${what === '' ? '' : ` ${what}`}</span>
        <span class="detail">
          <span class="fig">${line.number}</span>
          ${line.bin === '' ? nothing : html`<span>→ <b class="fig">${line.bin}</b></span>`}
          <span class="chip ${MEANING[line.condition]}">${say(`condition.${line.condition}`)}</span>
          ${quantity === null ? nothing : html`<wh-evidence-chip .evidence=${line.evidence} .detail=${line.evidence === 'weight' ? weighedText(this.weighed) : ''}></wh-evidence-chip>`}
          ${lotsText(line) === '' ? nothing : html`<span class="cut ${wantsSerials(line) && quantity !== null ? 'missing' : ''}" data-lots>${lotsText(line)}</span>`}
          ${line.problem === '' ? nothing : html`<span class="cut">${line.problem}</span>`}
          ${line.keptReason === '' ? nothing : html`<span class="chip">${say('return.kept')}: ${line.keptReason}</span>`}
        </span>
      </button>
      <div class="acts">
        <button class="btn quiet" data-act="less" aria-label=${say('return.less', label)} ?disabled=${this.busy || (quantity ?? 0) <= 0} @click=${() => this.#check((quantity ?? 0) - ONE)}>−</button>
        <button class="btn quiet" data-act="more" aria-label=${say('return.more', label)} ?disabled=${this.busy || (quantity ?? 0) + ONE > remainder} @click=${() => this.#check((quantity ?? 0) + ONE)}>+</button>
        <button class="btn same" data-act="same" aria-label=${say('return.same', label)} ?disabled=${this.busy || quantity === remainder || remainder === 0} @click=${() => this.#check(remainder)}>=</button>
      </div>
    </div>`;
  }

  #check(quantity: number): void {
    if (this.line !== null) this.tell('check', { line: this.line.id, quantity: quantity <= 0 ? null : quantity });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-return-line': WhReturnLine;
  }
}
