import './wh-language-switch.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { wallTime } from '../hub/wall-time.ts';
import { bar, shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say, sentence } from '../words/say.ts';

const LINE_WORDS = {
  online: 'line.online',
  offline: 'line.offline',
  refused: 'line.refused',
} as const satisfies Record<string, Key>;
const LINE_MEANING = { online: 'ready', offline: 'waiting', refused: 'stopped' } as const;

/** The bar of every face: where this is, what its devices do, whether head office hears us, the time, the language. */
@customElement('wh-bar')
export class WhBar extends WhElement {
  static override styles = [
    shared,
    bar,
    css`
      slot { display: flex; align-items: center; gap: inherit; min-width: 0; }
      slot.rest { flex: 1; overflow: hidden; padding: 0 3px; }
      ::slotted(wh-device-lamp) { flex: none; }
      .clock { font-size: 22px; font-weight: 500; }
      .place { overflow: hidden; text-overflow: ellipsis; }
      h1 { min-width: 3em; }
      @media (max-width: 1100px) { .clock { font-size: 20px; } }
      /* A phone has a clock of its own. */
      @media (max-width: 700px) { .clock { display: none; } .bar { gap: 10px; padding: 0 12px; } }
      /* What is well needs no room there either. */
      @media (max-width: 480px) { [data-line='online'] { display: none; } .bar { gap: 8px; padding: 0 10px; } .bar .place { font-size: 17px; } .chip.demo { padding: 2px 7px; font-size: 12px; letter-spacing: 0; } slot.rest { padding: 0; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() place = '';
  /** Where the name of the place leads; empty: nowhere. */
  @property() back = '/';
  readonly #line = new TopicController(
    this,
    () => this.hub,
    'sync.line',
    () => ({}),
  );
  #tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), 5_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  override render(): TemplateResult {
    const now = this.hub?.connection.hubNow ?? null;
    const demo = this.hub?.connection.lastHello?.demo ?? false;
    const name =
      this.back === ''
        ? html`<h1 class="place">${this.place}</h1>`
        : html`<h1 class="place"><a class="place" href=${this.back}>${this.place}</a></h1>`;
    return html`<header class="bar">
      ${name}
      ${demo ? html`<span class="chip demo" data-demo>${say('bar.demo')}</span>` : nothing}
      <slot class="rest"></slot>
      ${this.#lineChip()}
      <slot name="person"></slot>
      ${now === null ? nothing : html`<time class="fig clock">${wallTime(now)}</time>`}
      <wh-language-switch></wh-language-switch>
    </header>`;
  }

  #lineChip(): TemplateResult | typeof nothing {
    if (!this.#line.fresh) {
      return html`<span class="chip stopped" data-line="lost" role="status">${say('line.hub-lost', { seconds: this.#line.age })}</span>`;
    }
    const state = this.#line.state;
    if (state === null || state.line === 'off') return nothing;
    const waiting =
      state.waiting === 0
        ? nothing
        : html` · ${say('line.waiting')} <span class="fig" data-waiting>${state.waiting}</span>`;
    return html`<span class="chip ${LINE_MEANING[state.line]}" data-line=${state.line} title=${state.code === '' ? nothing : sentence(state.code)}>${say(LINE_WORDS[state.line])}${state.line === 'refused' ? html` · ${sentence(state.code)}` : nothing}${waiting}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bar': WhBar;
  }
}
