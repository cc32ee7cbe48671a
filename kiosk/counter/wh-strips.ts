import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { deviceWord } from '../elements/device-word.ts';
import { wallTime } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { printCause, printRemedy, say } from '../words/say.ts';
import type { Strip } from './strips.ts';

/** Strips below the bar: what happened, what is safe, what to do next. */
@customElement('wh-strips')
export class WhStrips extends WhElement {
  static override styles = [
    shared,
    css`
      .strip { display: flex; align-items: center; gap: 16px; padding: 8px 24px; min-height: 64px; border-bottom: 1px solid var(--line); }
      .strip.stopped { background: var(--stopped); color: var(--on-ink); }
      .strip.waiting { background: var(--waiting-soft); color: var(--waiting); }
      b { font-size: 20px; font-weight: 600; white-space: nowrap; }
      .texts { flex: 1; min-width: 0; display: flex; flex-wrap: wrap; gap: 0 16px; align-items: baseline; font-size: 16px; }
      .strip .btn { flex: none; }
      .strip.stopped .btn { color: var(--on-ink); box-shadow: inset 0 0 0 1.5px currentColor; }
      .question b { font-size: 24px; }
      @media (max-width: 1100px) { .strip { padding: 6px 16px; min-height: 56px; } b { font-size: 18px; } .question b { font-size: 19px; } .texts { font-size: 15px; } }
    `,
  ];
  @property({ attribute: false }) strips: readonly Strip[] = [];
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult[] {
    return this.strips.map((strip) => this.#strip(strip));
  }

  #strip(strip: Strip): TemplateResult {
    switch (strip.kind) {
      case 'store':
        return html`<div class="strip stopped" role="alert" data-strip="store" data-code=${strip.store}>
          <div class="texts"><b>${say(`strip.store-${strip.store}`)}</b><span>${say('strip.store-safe')}</span><span>${say('strip.do-store')}</span></div>
        </div>`;
      case 'lost':
        return html`<div class="strip stopped" role="alert" data-strip="lost" data-count=${strip.count}>
          <div class="texts"><b>${say('strip.lost', { count: strip.count })}</b><span>${say('strip.do-lost')}</span></div>
          <button class="btn quiet small" data-act="lost-read" @click=${() => this.tell('lost-read')}>${say('common.understood')}</button>
        </div>`;
      case 'question':
        return html`<div class="strip waiting question" role="alert" data-strip="question" data-job=${strip.job.id}>
          <div class="texts">
            <b>${say('strip.question', { number: strip.job.document })}</b>
            <span>${printCause(strip.job.code)}${strip.more > 0 ? ` · ${say('strip.more', { count: strip.more })}` : ''}</span>
          </div>
          <button class="btn small" data-act="printed" ?disabled=${this.busy} @click=${() => this.tell('answer-print', { job: strip.job.id, printed: true })}>${say('strip.printed')}</button>
          <button class="btn quiet small" data-act="not-printed" ?disabled=${this.busy} @click=${() => this.tell('answer-print', { job: strip.job.id, printed: false })}>${say('strip.not-printed')}</button>
        </div>`;
      case 'stale':
        return html`<div class="strip waiting question" role="alert" data-strip="stale" data-job=${strip.job.id}>
          <div class="texts">
            <b>${say('strip.stale', { number: strip.job.document })}</b>
            <span>${say('strip.stale-why', { time: wallTime(strip.job.wantedAt) })}${strip.more > 0 ? ` · ${say('strip.more', { count: strip.more })}` : ''}</span>
          </div>
          <button class="btn small" data-act="print-stale" ?disabled=${this.busy} @click=${() => this.tell('answer-stale', { job: strip.job.id, print: true })}>${say('strip.still-print')}</button>
          <button class="btn quiet small" data-act="let-go" ?disabled=${this.busy} @click=${() => this.tell('answer-stale', { job: strip.job.id, print: false })}>${say('strip.let-go')}</button>
        </div>`;
      case 'paper':
        return html`<div class="strip stopped" role="alert" data-strip="paper" data-code=${strip.code}>
          <div class="texts">
            <b>${say('family.printer')}: ${strip.word === null ? printCause(strip.code) : say(strip.word)}</b>
            <span>${strip.waiting.length === 0 ? say('strip.safe') : say('strip.safe-waiting', { count: strip.waiting.length, numbers: strip.waiting.join(', ') })}</span>
            <span>${printRemedy(strip.code)}</span>
          </div>
        </div>`;
      case 'scanner':
        return html`<div class="strip stopped" role="alert" data-strip="scanner" data-code=${strip.state}>
          <div class="texts"><b>${say('family.scanner')}: ${say(`device.${strip.state}`)}</b><span>${say('strip.do-scanner')}</span></div>
        </div>`;
      case 'scale':
        return html`<div class="strip stopped" role="alert" data-strip="scale" data-code=${strip.device.state}>
          <div class="texts"><b>${deviceWord(strip.device)}: ${say(`device.${strip.device.state}`)}</b><span>${say('strip.do-scale')}</span></div>
        </div>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-strips': WhStrips;
  }
}
