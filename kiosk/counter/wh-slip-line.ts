import '../elements/wh-evidence-chip.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { lotsText, wantsSerials } from '../elements/lots-text.ts';
import type { SlipLine, Weighing } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { weighedText } from './weighed-text.ts';

/** One line of a slip: how many, of what, where it lies, what proved it, how many may be had. */
@customElement('wh-slip-line')
export class WhSlipLine extends WhElement {
  static override styles = [
    shared,
    css`
      .line { display: grid; grid-template-columns: 128px 1fr auto; align-items: center; gap: 16px; padding: 8px 24px 8px 12px; min-height: 82px; border-bottom: 1px solid var(--line); }
      .line.now { background: var(--working-soft); box-shadow: inset 4px 0 0 var(--working); }
      .line.bad { background: var(--stopped-soft); box-shadow: inset 4px 0 0 var(--stopped); }
      .qty { display: flex; align-items: baseline; justify-content: flex-end; min-height: 60px; padding: 6px 8px; border: 0; border-radius: var(--r); background: none; color: inherit; cursor: pointer;
        font: 500 46px/1 var(--figures); font-variant-numeric: tabular-nums; touch-action: manipulation; }
      .qty:active { background: var(--raised); }
      .qty small { font: 400 15px var(--text); color: var(--ink-2); margin-left: 6px; }
      .bad .qty { color: var(--stopped); }
      .name { font-size: 19px; font-weight: 500; }
      .detail { color: var(--ink-2); font-size: 14px; margin-top: 2px; }
      .misfit { color: var(--waiting); font-weight: 600; }
      .detail b { font-weight: 500; color: var(--ink); }
      .bad .why { color: var(--stopped); font-size: 17px; font-weight: 600; margin-top: 2px; }
      .proof { display: flex; flex-direction: column; align-items: flex-end; gap: 6px; color: var(--ink-2); }
      .proof b { font-weight: 500; font-size: 18px; color: var(--ink); }
      .bad .chip.stopped { background: var(--stopped); color: var(--on-ink); }
      .bad .proof b { color: var(--stopped); }
      @media (max-height: 700px) { .line { min-height: 68px; padding-block: 4px; } .qty { font-size: 38px; min-height: 52px; } .name { font-size: 17px; } .bad .why { font-size: 15px; } }
      @media (max-width: 1100px) { .line { grid-template-columns: 108px 1fr auto; gap: 12px; padding-right: 16px; } }
      @media (min-width: 1700px) { .line { min-height: 96px; grid-template-columns: 156px 1fr auto; } .qty { font-size: 56px; } .name { font-size: 23px; } .detail { font-size: 16px; } .bad .why { font-size: 20px; } }
    `,
  ];
  @property({ attribute: false }) line: SlipLine | null = null;
  /** What the scale said of it. */
  @property({ attribute: false }) weighed: Weighing | null = null;
  /** This line changed last. */
  @property({ type: Boolean }) now = false;

  override render(): TemplateResult {
    const { line } = this;
    if (line === null) return html``;
    const what = [line.model, line.spec].filter((text) => text !== '').join(' ');
    const facts = {
      part: line.name,
      unit: line.unit,
      issuable: quantityText(line.issuable),
      wanted: quantityText(line.quantity),
    };
    const differs = line.weighed !== null;
    const lots = lotsText(line);
    return html`<div class="line ${line.short || differs ? 'bad' : this.now ? 'now' : ''}" data-weighed=${line.weighed ?? nothing}>
      <button class="qty" aria-label=${say('line.count', facts)} @click=${() => this.tell('count-line', line.id)}>
        <span data-quantity>${quantityText(line.quantity)}</span><small>${line.unit}</small>
      </button>
      <div class="grow">
        <div class="name cut">${line.name}${what === '' ? '' : ` ${what}`}</div>
        ${line.short ? html`<div class="why" role="alert">${say('line.short', facts)}</div>` : ''}
        ${differs ? html`<div class="why" role="alert">${say('line.differs', { ...facts, quantity: quantityText(line.weighed ?? 0) })}</div>` : ''}
        <div class="detail cut"><span class="fig">${line.number}</span>${line.bin === '' ? '' : html` · ${say('line.bin')} <b class="fig">${line.bin}</b>`}${line.fits === null ? '' : html` · <span class=${line.fits ? '' : 'misfit'} data-fits=${line.fits}>${say(line.fits ? 'line.fits' : 'line.misfit')}</span>`}${line.asked === null ? '' : html` · <span class="misfit" data-asked>${say('line.asked', { asked: quantityText(line.asked) })}</span>`}${lots === '' ? '' : html` · <span class=${wantsSerials(line) ? 'misfit' : ''} data-lots>${lots}</span>`}</div>
      </div>
      <div class="proof">
        ${
          line.short
            ? html`<span class="chip stopped">${say('line.short-chip')}</span>`
            : differs
              ? html`<span class="chip stopped">${say('line.differs-chip')}</span>`
              : html`<wh-evidence-chip .evidence=${line.evidence} .detail=${line.evidence === 'weight' ? weighedText(this.weighed) : ''}></wh-evidence-chip>`
        }
        <span>${say('line.issuable')} <b class="fig" data-issuable>${quantityText(line.issuable)}</b></span>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slip-line': WhSlipLine;
  }
}
