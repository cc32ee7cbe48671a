import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

const LONGEST = 500;

/**
 * The remark of a slip. What a person types belongs to them: while the field has the focus nothing of the hub overwrites it, an
 * unfinished IME composition least of all. Text that was not saved yet outlives a reload of the page.
 */
@customElement('wh-remark')
export class WhRemark extends WhElement {
  static override styles = [
    shared,
    css`
      wa-input::part(base) { min-height: 48px; }
      wa-input::part(input) { font: 400 16px/1.3 var(--text); }
    `,
  ];
  @property() slip = '';
  @property() remark = '';
  @query('wa-input') private field!: WaInput | null;
  /** The slip to which the text in the field belongs, from focus until it is saved. */
  #editing: string | null = null;

  override render(): TemplateResult {
    return html`<wa-input
      size="m" maxlength=${LONGEST} autocomplete="off" placeholder=${say('remark.placeholder')} label=${say('remark.label')}
      @focusin=${() => this.#begin()} @focusout=${() => this.#save()} @input=${() => this.#keep()} @keydown=${this.#onKey}
    ></wa-input>`;
  }

  override updated(changed: PropertyValues<this>): void {
    const field = this.field;
    if (field === null || this.#editing !== null || !(changed.has('slip') || changed.has('remark'))) return;
    const kept = sessionStorage.getItem(this.#place(this.slip));
    field.value = kept ?? this.remark;
    if (kept !== null && kept !== this.remark) this.tell('remark', { slip: this.slip, remark: kept });
    if (kept !== null) sessionStorage.removeItem(this.#place(this.slip));
  }

  #begin(): void {
    this.#editing ??= this.slip;
  }

  #keep(): void {
    this.#begin();
    if (this.#editing !== null) sessionStorage.setItem(this.#place(this.#editing), this.field?.value ?? '');
  }

  #save(): void {
    const slip = this.#editing;
    if (slip === null) return;
    const text = this.field?.value ?? '';
    this.#editing = null;
    sessionStorage.removeItem(this.#place(slip));
    if (slip !== this.slip || text !== this.remark) this.tell('remark', { slip, remark: text });
    if (slip !== this.slip && this.field !== null) this.field.value = this.remark;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.field?.blur();
  };

  #place(slip: string): string {
    return `remark:${slip}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-remark': WhRemark;
  }
}
