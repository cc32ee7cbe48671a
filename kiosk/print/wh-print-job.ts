import './wh-paper-view.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import type { PrintJobSummary, QueuePrinter } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { printCause, say, sentence } from '../words/say.ts';
import { isOver, isWaiting, printerName } from './job-meaning.ts';
import { field } from './print-fields.ts';

const MOST_TIMES = 9;

/** One job of the print journal: what became of it, what can be done about it, and its paper, page by page. */
@customElement('wh-print-job')
export class WhPrintJob extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      :host { overflow-y: auto; background: var(--surface); }
      section { display: grid; gap: 16px; padding: 20px 24px 32px; }
      .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px 16px; }
      .head h2 { font-size: var(--t-title); }
      .acts { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; }
      .acts .field { min-width: 180px; max-width: 360px; }
      .acts .times { min-width: 80px; width: 96px; }
      .ask { font-size: var(--t-lead); font-weight: 600; flex-basis: 100%; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) job: PrintJobSummary | null = null;
  @property({ attribute: false }) printers: readonly QueuePrinter[] = [];
  @state() private printer = '';
  @state() private times = 1;
  @state() private isDone = false;
  readonly #call = new DeskCall(this, () => this.hub);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { job } = this;
    const before = changed.get('job') as PrintJobSummary | null | undefined;
    if (!changed.has('job') || before?.id === job?.id) return;
    this.printer = job?.printer ?? '';
    this.times = 1;
    this.isDone = false;
    this.#call.failure = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { job } = this;
    if (job === null) return nothing;
    const { failure } = this.#call;
    return html`<section data-shown=${job.id}>
      <div class="head">
        <h2 class="fig">${job.document}</h2>
        <span>${say(`print.${job.state}`)}${job.code === '' ? '' : ` · ${printCause(job.code)}`}${job.copy === 0 ? '' : ` · ${say('done.copy', { copy: job.copy })}`}</span>
      </div>
      <div class="acts">${this.#acts(job)}</div>
      ${failure === null ? nothing : html`<p class="said" role="alert">${sentence(failure.code, failure.facts)}</p>`}
      ${this.isDone ? html`<p class="done" role="status">${say('prints.done')}</p>` : nothing}
      <wh-paper-view .hub=${this.hub} .paper=${{ of: 'job', id: job.id, version: job.printer }}></wh-paper-view>
    </section>`;
  }

  #acts(job: PrintJobSummary): TemplateResult | typeof nothing {
    const { id } = job;
    if (job.state === 'UNCERTAIN') {
      return html`<span class="ask">${say('prints.came-out')}</span>
        ${this.#button('printed', say('strip.printed'), () => this.#call.do('printing.answer', { job: id, printed: true }))}
        ${this.#button('not-printed', say('strip.not-printed'), () => this.#call.do('printing.answer', { job: id, printed: false }))}`;
    }
    if (job.code === 'stale') {
      return html`<span class="ask">${say('prints.still-wanted')}</span>
        ${this.#button('print-stale', say('strip.still-print'), () => this.#call.do('printing.answer-stale', { job: id, print: true }))}
        ${this.#button('let-go', say('strip.let-go'), () => this.#call.do('printing.answer-stale', { job: id, print: false }))}`;
    }
    if (isWaiting(job)) {
      return html`${this.#printerField()}
        ${this.#button('move', say('prints.move'), () => this.#call.do('printing.move', { job: id, printer: this.printer }))}
        ${this.#button('cancel', say('prints.cancel'), () => this.#call.do('printing.cancel', { job: id }))}`;
    }
    if (!isOver(job)) return nothing;
    return html`${this.#printerField()}
      <label class="field times">${say('prints.times')}
        <input data-field="times" type="number" min="1" max=${MOST_TIMES} .value=${String(this.times)} @change=${(event: Event) => this.#chooseTimes((event.target as HTMLInputElement).valueAsNumber)} />
      </label>
      ${this.#button('reprint', say('prints.reprint'), () => this.#call.do('printing.reprint', { job: id, printer: this.printer, times: this.times }))}`;
  }

  #printerField(): TemplateResult {
    return html`<label class="field">${say('prints.printer')}
      <select data-field="printer" @change=${(event: Event) => (this.printer = (event.target as HTMLSelectElement).value)}>
        ${this.printers.map((printer) => html`<option value=${printer.printer} ?selected=${printer.printer === this.printer}>${printerName(printer)}</option>`)}
      </select>
    </label>`;
  }

  #button(name: string, text: string, act: () => Promise<unknown>): TemplateResult {
    const press = async (): Promise<void> => {
      this.isDone = false;
      this.isDone = (await act()) !== null;
    };
    return html`<button class="btn quiet small" data-act=${name} ?disabled=${this.#call.busy} @click=${() => void press()}>${text}</button>`;
  }

  #chooseTimes(times: number): void {
    this.times = Number.isInteger(times) ? Math.min(MOST_TIMES, Math.max(1, times)) : 1;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-print-job': WhPrintJob;
  }
}
