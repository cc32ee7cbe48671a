import '../elements/wh-dialog.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Queries, SlipLine } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

type Found = Queries['parts.find']['reply']['parts'][number];
type Used = Queries['bays.last-used']['reply']['parts'][number];
const ONE = 1000;
const MOST_FOUND = 40;

/** Parts to ask for: what was used last on this car or its model, or by any fragment of a name or number. Tells `add-part` {part, quantity}. */
@customElement('wh-bay-find')
export class WhBayFind extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      wh-dialog { --dialog-width: 920px; }
      .field input { min-height: 64px; font-size: 22px; }
      .found { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; margin-top: 16px; max-height: 52vh; overflow-y: auto; align-content: start; }
      .part { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 12px; align-items: center; min-height: 72px; padding: 8px 16px; border: 0; border-radius: var(--r); background: var(--raised);
        box-shadow: inset 0 0 0 1.5px var(--line-strong); color: inherit; font: inherit; text-align: left; cursor: pointer; touch-action: manipulation; }
      .part:active { background: var(--working-soft); }
      .part b { font-size: 19px; font-weight: 600; }
      .part small { color: var(--ink-2); font-size: 14px; }
      .part .on { font: 600 26px/1 var(--figures); color: var(--ready); }
      p { margin-top: 12px; color: var(--ink-2); font-size: 17px; }
      @media (max-width: 700px) { .found { grid-template-columns: 1fr; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() order: string | null = null;
  @property({ type: Boolean }) open = false;
  /** What is on the list already. */
  @property({ attribute: false }) list: readonly SlipLine[] = [];
  @state() private text = '';
  @state() private found: readonly Found[] = [];
  /** Null: not known yet. */
  @state() private used: readonly Used[] | null = null;
  /** Only the answer to the newest text is shown. */
  #asked = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.text = '';
    this.found = [];
    this.used = null;
    void this.#suggest();
  }

  override render(): TemplateResult {
    const { text, used, found } = this;
    const shown = text === '' ? (used ?? []) : found;
    const suggested = used === null ? 'list.loading' : used.length === 0 ? 'bay.nothing-used' : 'bay.used-last';
    const about = text === '' ? suggested : 'bay.found';
    return html`<wh-dialog .heading=${say('bay.find')} .open=${this.open}>
      <label class="field">${say('bay.search')}<input name="text" autocomplete="off" maxlength="60" .value=${this.text} @input=${(event: Event) => void this.#search((event.target as HTMLInputElement).value)} /></label>
      <p role="status">${say(about, { count: shown.length })}</p>
      <div class="found">${shown.map((part) => this.#part(part))}</div>
    </wh-dialog>`;
  }

  #part(part: Found | Used): TemplateResult {
    const id = 'part' in part ? part.part : part.id;
    const quantity = 'part' in part ? part.quantity : ONE;
    const on = this.list.find((line) => line.part === id);
    const what = [part.model, part.spec].filter((text) => text !== '').join(' ');
    return html`<button class="part" data-found=${part.number} @click=${() => this.tell('add-part', { part: id, quantity })}>
      <b class="cut">${part.name} ${what}</b>${on === undefined ? html`<small class="fig">+${quantityText(quantity)} ${part.unit}</small>` : html`<span class="on">${quantityText(on.quantity)} ${part.unit}</span>`}
      <small class="fig">${part.number}</small>${'isSameCar' in part && part.isSameCar ? html`<span class="chip working">${say('bay.same-car')}</span>` : nothing}
    </button>`;
  }

  async #suggest(): Promise<void> {
    if (this.order === null) return;
    const answer = await this.hub?.connection.ask('bays.last-used', { order: this.order });
    this.used = answer?.outcome === 'accepted' ? answer.reply.parts : [];
  }

  async #search(text: string): Promise<void> {
    this.text = text.trim();
    this.#asked += 1;
    const turn = this.#asked;
    if (this.text === '') return;
    const answer = await this.hub?.connection.ask('parts.find', { text: this.text, limit: MOST_FOUND });
    if (turn === this.#asked && answer?.outcome === 'accepted') this.found = answer.reply.parts;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-find': WhBayFind;
  }
}
