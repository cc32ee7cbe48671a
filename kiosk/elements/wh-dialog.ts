import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

/** A dialog with a heading, a way out, and the family's look. It stops no scan: scans arrive from the hub. Tells `dialog-closed`. */
@customElement('wh-dialog')
export class WhDialog extends WhElement {
  static override styles = [
    shared,
    css`
      wa-dialog { --width: min(var(--dialog-width, 560px), calc(100vw - 48px)); --spacing: 24px; --show-duration: 150ms; --hide-duration: 100ms; }
      /* Whatever is in it: what does not fit is scrolled to. */
      wa-dialog::part(dialog) { color: var(--ink); background: var(--surface); max-height: calc(100dvh - 24px); }
      .top { display: flex; align-items: center; gap: 16px; margin-bottom: 16px; }
      h2 { flex: 1; font-size: 24px; line-height: 1.25; }
    `,
  ];
  @property() heading = '';
  @property({ type: Boolean }) open = false;

  override render(): TemplateResult {
    return html`<wa-dialog without-header light-dismiss aria-label=${this.heading} label=${this.heading} .open=${this.open} @wa-hide=${this.#hide} @wa-after-hide=${this.#hidden}>
      <div class="top">
        <h2>${this.heading}</h2>
        <button class="btn quiet small" data-act="close" @click=${() => this.tell('dialog-closed')}>${say('common.close')}</button>
      </div>
      <slot></slot>
    </wa-dialog>`;
  }

  /** A dialog inside of this one hides for itself. */
  readonly #hide = (event: Event): void => {
    if (this.open && event.target === event.currentTarget) this.tell('dialog-closed');
  };

  /** What was opened again while it still closed stays wanted: the frame forgets it, and is told once more when it is at rest. */
  readonly #hidden = async (event: Event): Promise<void> => {
    const frame = event.currentTarget as WaDialog;
    if (event.target !== frame) return;
    await frame.updateComplete;
    frame.open = this.open;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-dialog': WhDialog;
  }
}
