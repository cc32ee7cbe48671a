import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { forgetRemark, keepRemark, keptRemark } from './remark-copy.ts';

const LONGEST = 500;
/** A pause in typing; a confirm card may be scanned while the field still has the focus. */
const PAUSE_MS = 800;

/**
 * The remark of a slip. What a person types belongs to them: while the field has the focus nothing of the hub overwrites it, an
 * unfinished IME composition least of all. Tells `remark` {slip, remark}; until the hub has accepted it, the text stays in the
 * field and in a copy, and is told again when the page is signed in.
 */
@customElement('wh-remark')
export class WhRemark extends WhElement {
  static override styles = [
    shared,
    css`
      .remark { display: flex; align-items: center; gap: 12px; }
      wa-input { flex: 1; min-width: 0; }
      wa-input::part(base) { min-height: 48px; }
      wa-input::part(input) { font: 400 16px/1.3 var(--text); }
      /* The way to the hub and back takes a moment that is not worth a word. */
      .chip { animation: appear 0s 600ms both; }
      @keyframes appear { from { opacity: 0; } to { opacity: 1; } }
    `,
  ];
  @property() slip = '';
  @property() remark = '';
  /** The page is signed in as the keeper, so that a remark can be sent without asking anybody. */
  @property({ type: Boolean }) live = false;
  @state() private unsaved = false;
  @query('wa-input') private field!: WaInput | null;
  /** The slip to which the text in the field belongs, while the field has the focus. */
  #editing: string | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
    this.#editing = null;
  }

  override willUpdate(): void {
    forgetRemark(this.slip, this.remark);
    this.unsaved = keptRemark(this.slip) !== null;
  }

  override render(): TemplateResult {
    return html`<div class="remark">
      <wa-input
        size="m" maxlength=${LONGEST} autocomplete="off" placeholder=${say('remark.placeholder')} label=${say('remark.label')}
        @focusin=${() => this.#begin()} @focusout=${() => this.#leave()} @input=${this.#typed} @keydown=${this.#onKey}
      ></wa-input>
      ${this.unsaved && this.#editing === null ? html`<span class="chip waiting" data-unsaved>${say('remark.unsaved')}</span>` : nothing}
    </div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    const field = this.field;
    if (field === null || this.#editing !== null) return;
    if (!(changed.has('slip') || changed.has('remark') || changed.has('live'))) return;
    const kept = keptRemark(this.slip);
    field.value = kept ?? this.remark;
    if (kept !== null && this.live && (changed.has('slip') || changed.has('live'))) this.#send(this.slip, kept);
  }

  #begin(): void {
    this.#editing ??= this.slip;
  }

  readonly #typed = (event: Event): void => {
    this.#begin();
    if (this.#editing !== null) keepRemark(this.#editing, this.field?.value ?? '');
    clearTimeout(this.#pause);
    const isComposing = event instanceof InputEvent && event.isComposing;
    if (this.live && !isComposing) this.#pause = setTimeout(() => this.#save(), PAUSE_MS);
  };

  #leave(): void {
    const slip = this.#editing;
    if (slip === null) return;
    this.#save();
    this.#editing = null;
    if (slip !== this.slip && this.field !== null) this.field.value = keptRemark(this.slip) ?? this.remark;
    this.requestUpdate();
  }

  #save(): void {
    clearTimeout(this.#pause);
    const slip = this.#editing;
    if (slip === null) return;
    const text = this.field?.value ?? '';
    if (slip === this.slip && text === this.remark) forgetRemark(slip, text);
    else this.#send(slip, text);
  }

  #send(slip: string, remark: string): void {
    this.tell('remark', { slip, remark });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.field?.blur();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-remark': WhRemark;
  }
}
