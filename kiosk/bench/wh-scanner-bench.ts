import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Bench } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

export type BenchScanner = Bench['scanners'][number];

/** The scanner in hand: any code can be typed into it, and its plug can be pulled. Tells `pull-trigger` text, `choose-scanner`, `plug-scanner`. */
@customElement('wh-scanner-bench')
export class WhScannerBench extends WhElement {
  static override styles = [
    shared,
    css`
      .gun { display: flex; align-items: center; gap: 12px; padding: 10px 16px; }
      @media (max-width: 1100px) { .gun { gap: 8px; padding: 8px 12px; } .gun svg { display: none; } .gun .btn { padding: 0 10px; } }
      svg { width: 84px; flex: none; }
      .beam { opacity: 0; }
      :host([firing]) .beam { opacity: 1; }
      wa-input { flex: 1; min-width: 100px; }
      wa-input::part(base) { min-height: 48px; }
      .btn[aria-pressed='true'] { background: var(--ink); color: var(--on-ink); box-shadow: none; }
      .off { color: var(--stopped); font-weight: 600; }
    `,
  ];
  @property({ attribute: false }) scanners: readonly BenchScanner[] = [];
  @property() chosen = '';
  /** Names of the stations by id. */
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map();
  @property({ type: Boolean, reflect: true }) firing = false;
  @query('wa-input') private field!: WaInput | null;

  override render(): TemplateResult {
    const scanner = this.scanners.find((each) => each.device === this.chosen);
    return html`<section class="card gun" aria-label=${say('family.scanner')}>
      <svg viewBox="0 0 84 56" aria-hidden="true">
        <path d="M8 8h34c9 0 14 4 14 10s-6 9-12 9H32l-6 20H12l5-21C8 26 4 22 4 16s1-8 4-8z" fill="var(--ink)" />
        <path class="beam" d="M56 17l26-10M56 18h27M56 19l26 10" stroke="var(--stopped)" stroke-width="2.5" stroke-linecap="round" />
      </svg>
      ${this.scanners.length < 2 ? nothing : this.scanners.map((each) => html`<button class="btn quiet small" data-scanner=${each.device} aria-pressed=${each.device === this.chosen} @click=${() => this.tell('choose-scanner', each.device)}>${each.station === null ? say('bench.spare-scanner') : (this.names.get(each.station) ?? each.station)}</button>`)}
      <wa-input size="m" maxlength="2000" autocomplete="off" placeholder=${say('bench.any-code')} label=${say('bench.any-code')} @keydown=${this.#onKey}></wa-input>
      <button class="btn small" data-act="trigger" ?disabled=${scanner?.plugged !== true} @click=${() => this.#pull()}>${say('bench.trigger')}</button>
      <button class="btn quiet small" data-act="plug" ?disabled=${scanner === undefined} @click=${() => this.tell('plug-scanner', scanner?.plugged !== true)}>${say(scanner?.plugged === false ? 'bench.plug' : 'bench.unplug')}</button>
      ${scanner?.plugged === false ? html`<span class="off" role="status">${say('bench.unplugged')}</span>` : nothing}
    </section>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing) this.#pull();
  };

  #pull(): void {
    const text = this.field?.value ?? '';
    if (text !== '') this.tell('pull-trigger', text);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-scanner-bench': WhScannerBench;
  }
}
