import '../elements/wh-dialog.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

/** A cancelled slip cannot be revived, so a hand is asked once. Tells `cancel-slip`. */
@customElement('wh-cancel-dialog')
export class WhCancelDialog extends WhElement {
  static override styles = [
    shared,
    css`
      p { font-size: 18px; color: var(--ink-2); margin-bottom: 20px; }
      .acts { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
    `,
  ];
  @property({ type: Boolean }) open = false;
  @property() number = '';

  override render(): TemplateResult {
    return html`<wh-dialog .heading=${say('cancel.title', { number: this.number })} .open=${this.open}>
      <p>${say('cancel.why')}</p>
      <div class="acts">
        <button class="btn quiet" data-act="keep" @click=${() => this.tell('dialog-closed')}>${say('cancel.keep')}</button>
        <button class="btn" data-act="cancel-slip" @click=${() => this.tell('cancel-slip')}>${say('cancel.button')}</button>
      </div>
    </wh-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-cancel-dialog': WhCancelDialog;
  }
}
