import '../elements/wh-scan-strip.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ScanResult } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

/** The last scan, and what a hand may do with the slip or the return. */
@customElement('wh-foot')
export class WhFoot extends WhElement {
  static override styles = [
    shared,
    css`
      footer { display: flex; align-items: center; gap: 16px; padding: 0 24px; min-height: 96px; background: var(--surface); border-top: 1px solid var(--line); }
      wh-scan-strip { flex: 1; }
      .confirm { min-height: 68px; min-width: 232px; }
      .confirm small { font-size: 14px; font-weight: 400; }
      .confirm:not(:disabled) small { opacity: 0.75; }
      @media (max-width: 1200px) { .btn { padding: 0 14px; font-size: 17px; } .confirm { min-width: 132px; min-height: 56px; } footer { gap: 10px; padding: 0 16px; min-height: 76px; } .confirm small { display: none; } }
      @media (min-width: 1700px) { .btn { min-height: 68px; padding: 0 32px; } .confirm { min-height: 76px; min-width: 320px; font-size: 24px; } footer { min-height: 112px; } }
    `,
  ];
  @property({ attribute: false }) scan: ScanResult | null = null;
  @property({ type: Boolean }) slip = false;
  @property({ type: Boolean }) lines = false;
  @property({ type: Boolean }) busy = false;
  /** A return is being checked: how many of its lines are, and of how many. Null: none is. */
  @property({ attribute: false }) checked: { readonly done: number; readonly lines: number } | null = null;

  override render(): TemplateResult {
    if (this.checked !== null) return this.#ofReturn(this.checked);
    const blocked = this.busy || !this.slip;
    return html`<footer>
      <wh-scan-strip .scan=${this.scan}></wh-scan-strip>
      <button class="btn quiet" data-act="cancel" ?disabled=${blocked} @click=${() => this.tell('ask-cancel')}>${say('foot.cancel')}</button>
      <button class="btn quiet" data-act="undo" ?disabled=${blocked} @click=${() => this.tell('undo')}>${say('foot.undo')}</button>
      <button class="btn quiet" data-act="count" ?disabled=${blocked || !this.lines} @click=${() => this.tell('count-line', null)}>${say('foot.count')}</button>
      <button class="btn confirm" data-act="confirm" ?disabled=${blocked || !this.lines} @click=${() => this.tell('confirm')}>
        ${say('foot.confirm')} <small>${say('foot.or-card')}</small>
      </button>
    </footer>`;
  }

  #ofReturn({ done, lines }: { readonly done: number; readonly lines: number }): TemplateResult {
    return html`<footer>
      <wh-scan-strip .scan=${this.scan}></wh-scan-strip>
      <button class="btn quiet" data-act="aside" ?disabled=${this.busy} @click=${() => this.tell('aside')}>${say('return.aside')}</button>
      <button class="btn quiet" data-act="all" ?disabled=${this.busy || done === lines} @click=${() => this.tell('check-all')}>${say('return.all')}</button>
      <button class="btn confirm" data-act="receive" ?disabled=${this.busy || done === 0} @click=${() => this.tell('receive')}>
        ${say('return.receive')} <small>${say('foot.or-card')}</small>
      </button>
    </footer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-foot': WhFoot;
  }
}
