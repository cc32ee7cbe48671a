import '../elements/wh-paper.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Bench } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

export type BenchPrinter = Bench['printers'][number];
export type PrinterChange = {
  readonly plugged?: boolean;
  readonly paper?: NonNullable<BenchPrinter['paper']>;
  readonly coverOpen?: boolean;
};

const PAPER = ['ok', 'near-end', 'out'] as const satisfies readonly NonNullable<BenchPrinter['paper']>[];
const PAPER_WORDS = { ok: 'paper.ok', 'near-end': 'paper.near-end', out: 'paper.out' } as const;

/** An emulated printer: its paper as it came out, its roll, its cover, its plug. Tells `change-printer`. */
@customElement('wh-printer-bench')
export class WhPrinterBench extends WhElement {
  static override styles = [
    shared,
    css`
      .printer { display: grid; gap: 12px; }
      .top { display: flex; align-items: center; gap: 10px; }
      .top b { font-size: 18px; font-weight: 600; }
      .acts { display: flex; flex-wrap: wrap; gap: 8px; }
      .acts .btn { padding: 0 12px; }
      .btn[aria-pressed='true'] { background: var(--ink); color: var(--on-ink); box-shadow: none; }
      .roll { display: flex; border-radius: var(--r); box-shadow: inset 0 0 0 1.5px var(--line-strong); overflow: hidden; }
      .roll { flex: 1 1 100%; }
      .roll .btn { border-radius: 0; box-shadow: none; flex: 1 1 auto; padding: 0 6px; }
      @media (max-width: 1100px) { .acts .btn { font-size: 15px; } }
      .acts > .btn { flex: 1; }
      .body { border-radius: 14px 14px 8px 8px; background: #2a2c2f; padding: 12px 18px 0; }
      .slot { height: 10px; border-radius: 5px; background: #0b0c0d; box-shadow: inset 0 2px 3px #000; }
      .lights { display: flex; gap: 8px; padding: 8px 2px 10px; }
      .lights i { width: 9px; height: 9px; border-radius: 50%; background: #55585c; }
      .lights i.on { background: #6fdba6; } .lights i.bad { background: #ffa49d; border-radius: 2px; }
      .paper { margin: -5px 26px 0; display: grid; gap: 14px; position: relative; }
      .paper wh-paper:first-child { animation: out 200ms ease-out; }
      @keyframes out { from { translate: 0 -16px; opacity: 0.4; } }
      .none { padding: 28px; text-align: center; color: var(--ink-2); background: var(--paper); box-shadow: var(--shadow-paper); }
    `,
  ];
  @property({ attribute: false }) printer: BenchPrinter | null = null;

  override render(): TemplateResult {
    const { printer } = this;
    if (printer === null) return html``;
    const bad = printer.paper === 'out' || printer.coverOpen || !printer.plugged;
    return html`<section class="printer" data-printer=${printer.device} aria-label=${say('family.printer')}>
      <div class="top"><b>${say('family.printer')}</b><span class="faint">${printer.model}</span></div>
      <div class="acts">
        ${printer.paper === null ? nothing : this.#roll(printer)}
        <button class="btn quiet small" data-act="plug" aria-pressed=${!printer.plugged} @click=${() => this.#change({ plugged: !printer.plugged })}>${say(printer.plugged ? 'bench.unplug' : 'bench.plug')}</button>
      </div>
      <div>
        <div class="body"><div class="lights"><i class=${printer.plugged ? 'on' : ''}></i><i class=${bad && printer.plugged ? 'bad' : ''}></i></div><div class="slot"></div></div>
        <div class="paper">
          ${printer.sheets.length === 0 ? html`<div class="none">${say('bench.no-paper')}</div>` : printer.sheets.map((sheet) => html`<wh-paper .sheet=${sheet}></wh-paper>`)}
        </div>
      </div>
    </section>`;
  }

  #roll(printer: BenchPrinter): TemplateResult {
    return html`<div class="roll" role="group" aria-label=${say('bench.paper')}>
          ${PAPER.map((paper) => html`<button class="btn quiet small" data-paper=${paper} aria-pressed=${printer.paper === paper} @click=${() => this.#change({ paper })}>${say(PAPER_WORDS[paper])}</button>`)}
        </div>
        <button class="btn quiet small" data-act="cover" aria-pressed=${printer.coverOpen} @click=${() => this.#change({ coverOpen: !printer.coverOpen })}>${say(printer.coverOpen ? 'bench.close-cover' : 'bench.open-cover')}</button>`;
  }

  #change(change: PrinterChange): void {
    this.tell('change-printer', change);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-printer-bench': WhPrinterBench;
  }
}
