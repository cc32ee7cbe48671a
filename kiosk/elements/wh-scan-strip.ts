import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ScanResult } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { MEANING_OF_OUTCOME } from './outcome-meaning.ts';

/** The last scan: its code, what it was, what came of it. */
@customElement('wh-scan-strip')
export class WhScanStrip extends WhElement {
  static override styles = [
    shared,
    css`
      .strip { display: flex; align-items: center; gap: 16px; min-width: 0; }
      .beam { width: 6px; height: 48px; border-radius: 3px; background: var(--line-strong); flex: none; }
      .beam.ready { background: var(--ready); }
      .beam.waiting { background: repeating-linear-gradient(var(--waiting) 0 8px, transparent 8px 12px); }
      .beam.stopped { background: repeating-linear-gradient(var(--stopped) 0 20px, transparent 20px 28px); }
      .texts { min-width: 0; flex: 1; }
      .top { display: flex; align-items: center; gap: 10px; font-size: 14px; min-width: 0; }
      .code { font: 500 24px/1.2 var(--figures); letter-spacing: 0.05em; }
      .said { font-size: 15px; color: var(--ink-2); }
      .said.stopped { color: var(--stopped); font-weight: 500; }
      .said.waiting { color: var(--waiting); font-weight: 500; }
      @media (min-width: 1700px) { .code { font-size: 30px; } .said { font-size: 18px; } .beam { height: 60px; } }
      @media (max-width: 1100px) { .code { font-size: 20px; } .beam { height: 40px; } .strip { gap: 12px; } .said { font-size: 14px; } }
    `,
  ];
  @property({ attribute: false }) scan: ScanResult | null = null;

  override render(): TemplateResult {
    const { scan } = this;
    if (scan === null) {
      return html`<div class="strip" role="status"><span class="beam"></span><span class="muted">${say('scan.none')}</span></div>`;
    }
    const meaning = MEANING_OF_OUTCOME[scan.outcome];
    return html`<div class="strip" role="status" aria-live="polite" data-scan=${scan.scan} data-outcome=${scan.outcome} data-meaning=${scan.meaning}>
      <span class="beam ${meaning}"></span>
      <div class="texts">
        <div class="top">
          <span class="code cut">${scan.text}</span>
          <span class="chip ${meaning}">${say(`meaning.${scan.meaning}`)} · ${say(`outcome.${scan.outcome}`)}</span>
        </div>
        <div class="said cut ${meaning}" data-code=${scan.code}>${sentence(scan.code, scan.facts)}</div>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-scan-strip': WhScanStrip;
  }
}
