import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const SHORTEST = 4;
const LONGEST = 12;

function isDigit(key: string): boolean {
  return /^[0-9]$/.test(key);
}

/**
 * Digits by touch or keyboard; tells `pin` with the digits, and `pin-dropped` at Escape. What was typed is never in the DOM, only
 * how many. While it stands, the keyboard is its own: keys reach nothing else on the page, wherever the focus was left.
 */
@customElement('wh-pin-pad')
export class WhPinPad extends WhElement {
  static override styles = [
    shared,
    css`
      :host { --key: clamp(52px, 10.5vh, 76px); }
      .pad:focus { outline: none; }
      .dots { display: flex; justify-content: center; gap: 14px; height: 44px; align-items: center; }
      .dots i { width: 16px; height: 16px; border-radius: 50%; box-shadow: inset 0 0 0 2px var(--line-strong); }
      .dots i.on { background: var(--ink); box-shadow: none; }
      .keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; margin-top: 10px; }
      .key {
        min-height: var(--key); border: 0; border-radius: 14px; background: var(--surface); color: var(--ink); cursor: pointer;
        font: 500 32px/1 var(--figures); box-shadow: var(--shadow), inset 0 0 0 1px var(--line); touch-action: manipulation; user-select: none;
      }
      .key.word { font: 500 18px/1 var(--text); background: transparent; box-shadow: inset 0 0 0 1px var(--line); }
      .key.go { background: var(--ink); color: var(--on-ink); box-shadow: none; }
      .key:active { background: var(--working-soft); }
      .key.go:active { background: var(--ink-2); }
      .key:disabled { color: var(--ink-3); background: var(--raised); cursor: default; }
    `,
  ];
  @property({ type: Boolean }) busy = false;
  @state() private length = 0;
  #digits = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey, { capture: true });
    document.addEventListener('wa-after-hide', this.#afterDialog);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKey, { capture: true });
    document.removeEventListener('wa-after-hide', this.#afterDialog);
    this.clear();
  }

  override firstUpdated(): void {
    this.#takeFocus();
  }

  clear(): void {
    this.#set('');
  }

  override render(): TemplateResult {
    const dots = Math.max(6, this.length);
    return html`<div class="pad" tabindex="-1">
      <div class="dots" role="status" aria-label=${say('pin.typed', { digits: this.length })}>
        ${Array.from({ length: dots }, (_, at) => html`<i class=${at < this.length ? 'on' : ''}></i>`)}
      </div>
      <div class="keys" role="group" aria-label=${say('pin.pad')}>
        ${DIGITS.map((digit) => this.#digit(digit))}
        <button class="key word" data-key="back" @click=${() => this.#set(this.#digits.slice(0, -1))}>${say('pin.back')}</button>
        ${this.#digit('0')}
        <button class="key word go" data-key="enter" ?disabled=${this.busy || this.length < SHORTEST} @click=${() => this.#enter()}>
          ${say('pin.enter')}
        </button>
      </div>
    </div>`;
  }

  #digit(digit: string): TemplateResult {
    return html`<button class="key" data-key=${digit} @click=${() => this.#set(this.#digits + digit)}>${digit}</button>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    const isWayOut = path[0] instanceof HTMLElement && path[0].dataset.act === 'drop';
    if (event.key === 'Tab' || (event.key === ' ' && path.includes(this)) || (isWayOut && !isDigit(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    if (isDigit(event.key)) this.#set(this.#digits + event.key);
    else if (event.key === 'Backspace') this.#set(this.#digits.slice(0, -1));
    else if (event.key === 'Escape') this.tell('pin-dropped');
    else if (event.key === 'Enter' && !event.repeat) this.#enter();
  };

  #takeFocus(): void {
    this.renderRoot.querySelector<HTMLElement>('.pad')?.focus();
  }

  /** A dialog that closed gives the focus back to what opened it, a moment after it is gone. */
  readonly #afterDialog = (): void => {
    setTimeout(() => {
      if (this.isConnected) this.#takeFocus();
    });
  };

  #set(digits: string): void {
    if (this.busy) return;
    this.#digits = digits.slice(0, LONGEST);
    this.length = this.#digits.length;
  }

  #enter(): void {
    if (this.busy || this.#digits.length < SHORTEST) return;
    this.tell('pin', this.#digits);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-pin-pad': WhPinPad;
  }
}
