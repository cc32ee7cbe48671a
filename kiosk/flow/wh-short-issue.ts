import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shortReasons } from '../counter/reject-reasons.ts';
import type { SlipLine } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';
import { detailLook } from './page-look.ts';

/** What a keeper says when less is issued than was asked for. */
export type ShortIssue = { readonly reason: string; readonly backOrder: boolean };

/** Asks why less of a line is issued, and whether the rest waits. Tells `short-issue` with a `ShortIssue`, and `short-dropped`. */
@customElement('wh-short-issue')
export class WhShortIssue extends WhElement {
  static override styles = [
    shared,
    field,
    detailLook,
    css`
      .tick { display: flex; align-items: center; gap: 12px; min-height: 48px; }
      .tick input { width: 22px; height: 22px; flex: none; accent-color: var(--ink); }
      .acts { align-items: end; }
    `,
  ];
  @property({ attribute: false }) line: SlipLine | null = null;
  /** Thousandths: what shall be issued. */
  @property({ type: Number }) quantity = 0;
  @property({ type: Boolean }) busy = false;
  @state() private restWaits = true;

  override render(): TemplateResult {
    const { line } = this;
    const part = line === null ? '' : `${line.name} ${line.model}`;
    const facts = {
      part,
      wanted: quantityText(line?.quantity ?? 0),
      quantity: quantityText(this.quantity),
      unit: line?.unit ?? '',
    };
    return html`<form data-short @submit=${this.#other}>
      <p class="why">${say('short.title', facts)}</p>
      <label class="tick"><input type="checkbox" name="back-order" .checked=${this.restWaits} @change=${this.#tick} />${say('short.rest-waits')}</label>
      <div class="acts">
        ${shortReasons().map(({ key, text, word }) => html`<button type="button" class="btn small" data-reason=${key} ?disabled=${this.busy} @click=${() => this.#give(text)}>${word}</button>`)}
      </div>
      <div class="acts">
        <label class="field">${say('reject.other')}<input name="reason" maxlength="200" /></label>
        <button class="btn quiet small" data-act="give-reason" ?disabled=${this.busy}>${say('short.button')}</button>
        <button type="button" class="btn quiet small" data-act="drop-short" @click=${() => this.tell('short-dropped')}>${say('short.drop')}</button>
      </div>
    </form>`;
  }

  #give(reason: string): void {
    const backOrder = this.restWaits;
    if (reason !== '') this.tell('short-issue', { reason, backOrder } satisfies ShortIssue);
  }

  readonly #tick = ({ target }: Event): void => {
    this.restWaits = (target as HTMLInputElement).checked;
  };
  readonly #other = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#give(String(new FormData(event.target as HTMLFormElement).get('reason')).trim());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-short-issue': WhShortIssue;
  }
}
