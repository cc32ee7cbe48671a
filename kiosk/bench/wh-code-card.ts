import '../elements/wh-plate.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { stripes } from './stripes.ts';

export type CodeCardKind = 'keeper' | 'technician' | 'order' | 'part' | 'command';

/** Province, letter, five signs, or six for new energy. */
const PLATE = /^\p{Script=Han}[A-Z][A-Z0-9]{5,6}$/u;
const NEW_ENERGY_LENGTH = 8;

/** A card with a barcode: a click holds it before the scanner. Tells `scan-code`. */
@customElement('wh-code-card')
export class WhCodeCard extends WhElement {
  static override styles = [
    shared,
    css`
      :host { container-type: inline-size; }
      wh-plate { font-size: 18px; margin-bottom: 2px; }
      button { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 2px 12px; width: 100%; min-height: 64px; padding: 8px 12px; border: 0; border-radius: 12px; background: var(--surface);
        color: inherit; font: inherit; text-align: left; cursor: pointer; box-shadow: var(--shadow), inset 0 0 0 1px var(--line); touch-action: manipulation; transition: translate 100ms; }
      button:hover { box-shadow: var(--shadow), inset 0 0 0 1.5px var(--line-strong); }
      button:active { translate: 0 2px; background: var(--ready-soft); }
      button:disabled { cursor: default; background: var(--raised); color: var(--ink-3); }
      .command { background: var(--ink); color: var(--on-ink); }
      .command:active { background: var(--ink-2); }
      .command small, .command .codes { color: inherit; }
      b { font-weight: 600; font-size: 17px; line-height: 1.3; }
      small { display: block; color: var(--ink-2); font-size: 13px; }
      .side { display: grid; justify-items: end; gap: 4px; }
      .pin { margin-left: auto; font: 600 16px/1 var(--figures); padding: 5px 9px; border-radius: 6px; background: var(--waiting-soft); color: var(--waiting); white-space: nowrap; }
      .stock { font: 500 20px/1 var(--figures); white-space: nowrap; } .stock small { display: inline; font: 400 12px var(--text); }
      .command .codes { display: none; }
      .command { min-height: 56px; }
      .codes { grid-column: 1 / -1; display: flex; align-items: center; gap: 10px; margin-top: 4px; color: var(--ink); min-width: 0; }
      svg { height: 16px; flex: 0 1 64px; min-width: 20px; width: 64px; } .codes .fig { flex: none; max-width: 100%; } .fig { font-size: 14px; }
      @container (max-width: 175px) { .codes svg { display: none; } button { padding: 8px 10px; gap: 2px 6px; } .pin { font-size: 14px; padding: 4px 6px; } }
    `,
  ];
  @property() kind: CodeCardKind = 'part';
  @property() code = '';
  @property() label = '';
  @property() detail = '';
  @property() pin = '';
  @property() stock = '';
  @property() unit = '';
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult {
    return html`<button class=${this.kind} data-code=${this.code} ?disabled=${this.disabled} @click=${() => this.tell('scan-code')}>
      <span class="grow">${this.#label()}<small class="cut">${this.detail}</small></span>
      <span class="side">
        ${this.pin === '' ? nothing : html`<span class="pin">${say('bench.pin', { pin: this.pin })}</span>`}
        ${this.stock === '' ? nothing : html`<span class="stock">${this.stock}<small> ${this.unit}</small></span>`}
      </span>
      <span class="codes">
        <svg viewBox="0 0 96 20" preserveAspectRatio="none" aria-hidden="true"><path d=${stripes(this.code)} fill="currentColor" /></svg>
        <span class="fig cut">${this.code}</span>
      </span>
    </button>`;
  }

  /** An order is known by its plate. */
  #label(): TemplateResult {
    const bare = this.label.replace(/[·\s]/g, '');
    if (this.kind !== 'order' || !PLATE.test(bare)) return html`<b>${this.label}</b>`;
    return html`<wh-plate .plate=${bare} .newEnergy=${bare.length === NEW_ENERGY_LENGTH}></wh-plate>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-code-card': WhCodeCard;
  }
}
