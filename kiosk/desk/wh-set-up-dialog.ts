import '../elements/wh-dialog.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeskDevice } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { language, say, sentence } from '../words/say.ts';
import { DeskCall } from './desk-call.ts';
import { nameOf } from './device-words.ts';

/** On which printer a scanner's set-up sheet comes out. Tells `dialog-closed`. */
@customElement('wh-set-up-dialog')
export class WhSetUpDialog extends WhElement {
  static override styles = [
    shared,
    css`
      .printers { display: grid; gap: 12px; margin-top: 16px; }
      .said { color: var(--stopped); font-weight: 600; margin-top: 12px; }
      .done { color: var(--ready); font-weight: 600; margin-top: 12px; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** The model that it is for. */
  @property() profile = '';
  @property({ attribute: false }) printers: readonly DeskDevice[] = [];
  @property({ type: Boolean }) open = false;
  @state() private isQueued = false;
  readonly #call = new DeskCall(this, () => this.hub);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('open') || !this.open) return;
    this.isQueued = false;
    this.#call.failure = null;
  }

  override render(): TemplateResult {
    const { failure, busy } = this.#call;
    return html`<wh-dialog heading=${say('devices.set-up')} ?open=${this.open}>
      <p>${say('devices.set-up-why')}</p>
      <p class="muted">${say('devices.set-up-where')}</p>
      <div class="printers">
        ${this.printers.map((printer) => html`<button class="btn quiet" data-printer=${printer.device} ?disabled=${busy} @click=${() => void this.#print(printer)}>${nameOf(printer)}</button>`)}
      </div>
      ${failure === null ? nothing : html`<p class="said" role="alert">${sentence(failure.code, failure.facts)}</p>`}
      ${this.isQueued ? html`<p class="done" role="status">${say('devices.set-up-queued')}</p>` : nothing}
    </wh-dialog>`;
  }

  async #print(printer: DeskDevice): Promise<void> {
    const request = { profile: this.profile, printer: printer.device, language: paperLanguage() };
    this.isQueued = (await this.#call.do('stations.print-set-up-sheet', request)) !== null;
  }
}

/** Chinese first; whoever works in English gets both, because the scanner's next user may not. */
function paperLanguage(): 'zh' | 'both' {
  return language() === 'zh' ? 'zh' : 'both';
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-set-up-dialog': WhSetUpDialog;
  }
}
