import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import type { QueuePrinter } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { printerName } from './job-meaning.ts';
import { field } from './print-fields.ts';

/** Whoever may label parts and shelves. */
const MAY_LABEL: ReadonlySet<string> = new Set(['keeper', 'supervisor', 'manager', 'administrator']);
const KINDS = { part: 'parts.print-labels', bin: 'places.print-bin-labels' } as const;

/** Labels (标签) for a part or a bin: its code, how many, and which printer. Where there is a label printer it is proposed. */
@customElement('wh-label-form')
export class WhLabelForm extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      summary { display: flex; align-items: center; min-height: 48px; padding: 0 14px; cursor: pointer; font-weight: 600; }
      summary::before { content: '▸'; margin-right: 8px; } details[open] summary::before { content: '▾'; }
      form { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px; align-items: end; padding: 12px 14px; box-shadow: inset 0 0 0 1px var(--line); border-radius: var(--r); }
      .whole { grid-column: 1 / -1; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) printers: readonly QueuePrinter[] = [];
  @state() private isDone = false;
  readonly #call = new DeskCall(this, () => this.hub);

  override render(): TemplateResult | typeof nothing {
    const mayLabel = this.hub?.connection.lastHello?.session?.roles.some((role) => MAY_LABEL.has(role)) ?? false;
    const proposed = this.printers.find(({ medium }) => medium?.kind === 'label') ?? this.printers[0];
    if (!mayLabel || proposed === undefined) return nothing;
    const { failure, busy } = this.#call;
    return html`<details><summary>${say('labels.place')}</summary><form @submit=${(event: SubmitEvent) => this.#submit(event)} @input=${() => (this.isDone = false)}>
      <label class="field">${say('labels.kind')}
        <select name="kind"><option value="part">${say('labels.part')}</option><option value="bin">${say('labels.bin')}</option></select>
      </label>
      <label class="field">${say('labels.times')}<input name="times" type="number" min="1" max="200" value="1" required /></label>
      <label class="field whole">${say('labels.code')}<input name="code" required maxlength="60" autocomplete="off" /></label>
      <label class="field whole">${say('prints.printer')}
        <select name="printer">
          ${this.printers.map((printer) => html`<option value=${printer.printer} ?selected=${printer === proposed}>${printerName(printer)}</option>`)}
        </select>
      </label>
      <button class="btn quiet small whole" data-act="labels" ?disabled=${busy}>${say('labels.print')}</button>
      ${failure === null ? nothing : html`<p class="said whole" role="alert">${sentence(failure.code, failure.facts)}</p>`}
      ${this.isDone ? html`<p class="done whole" role="status">${say('prints.done')}</p>` : nothing}
    </form></details>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name)).trim();
    const kind = text('kind') === 'bin' ? 'bin' : 'part';
    const wanted = { code: text('code'), printer: text('printer'), times: Number(text('times')) };
    this.isDone = false;
    this.isDone = (await this.#call.do(KINDS[kind], wanted)) !== null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-label-form': WhLabelForm;
  }
}
