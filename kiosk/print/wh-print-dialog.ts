import '../desk/wh-desk-proof.ts';
import '../elements/wh-dialog.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import type { Operations, QueuePrinter } from '../hub/contracts.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { causeWord, mediumWord, printerName } from './job-meaning.ts';
import { field } from './print-fields.ts';

/** What is printed: an operation that takes a printer and, of labels, how many. */
export type PrintOrder = {
  [O in keyof Operations]: Operations[O]['request'] extends { printer: string }
    ? {
        readonly name: O;
        readonly request: Omit<Operations[O]['request'], 'printer' | 'times'> & { readonly times?: number };
      }
    : never;
}[keyof Operations];

const MOST_TIMES = 200;

/** Which printer something comes out of: the printers with what is in them, one tap each. Tells `dialog-closed`. */
@customElement('wh-print-dialog')
export class WhPrintDialog extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      .printers { display: grid; gap: 10px; margin-top: 16px; }
      .printers .btn { display: grid; justify-items: start; justify-content: start; text-align: left; padding: 10px 18px; gap: 2px; white-space: normal; }
      .printers small { font-size: var(--t-small); color: var(--ink-2); }
      .times { max-width: 160px; }
      .done, .said { margin-top: 12px; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() heading = '';
  @property({ attribute: false }) order: PrintOrder | null = null;
  /** Labels: how many is asked, and printers with labels come first. */
  @property({ type: Boolean }) labels = false;
  @property({ type: Boolean }) open = false;
  @state() private times = 1;
  @state() private isDone = false;
  readonly #call = new DeskCall(this, () => this.hub);
  readonly #queue = new TopicController(
    this,
    () => this.hub,
    'printing.queue',
    () => (this.open ? {} : null),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('open') || !this.open) return;
    this.isDone = false;
    this.times = 1;
    this.#call.failure = null;
  }

  override render(): TemplateResult {
    return html`<wh-dialog heading=${this.heading} ?open=${this.open}>${this.open ? this.#body() : nothing}</wh-dialog>`;
  }

  #body(): TemplateResult {
    const { state, problem } = this.#queue;
    if (problem !== null) return html`<p class="said" role="alert">${sentence(problem.code)}</p>`;
    if (state === null) return html`<p role="status">${say('idle.connecting')}</p>`;
    const wanted = ({ medium }: QueuePrinter): number => Number((medium.kind === 'label') !== this.labels);
    const able = state.printers.filter(({ medium }) => !this.#isList || medium.kind !== 'label');
    const printers = able.toSorted((one, other) => wanted(one) - wanted(other));
    return html`
      ${this.labels ? this.#timesField() : nothing}
      <div class="printers">${printers.map((printer) => this.#button(printer))}</div>
      ${printers.length === 0 ? html`<p class="muted">${say(state.printers.length === 0 ? 'prints.no-printers' : 'prints.only-labels')}</p>` : nothing}
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>
      ${this.isDone ? html`<p class="done" role="status" data-queued>${say('list.printing')}</p>` : nothing}`;
  }

  /** A list has no room on a label. */
  get #isList(): boolean {
    return this.order?.name === 'printing.print-list';
  }

  #timesField(): TemplateResult {
    const take = (event: Event): void => {
      const times = (event.target as HTMLInputElement).valueAsNumber;
      this.times = Number.isInteger(times) ? Math.min(MOST_TIMES, Math.max(1, times)) : 1;
    };
    return html`<label class="field times">${say('labels.times')}<input name="times" type="number" min="1" max=${MOST_TIMES} .value=${String(this.times)} @change=${take} /></label>`;
  }

  #button(printer: QueuePrinter): TemplateResult {
    const state = printer.canPrint ? '' : ` · ${causeWord(printer.cause)}`;
    return html`<button class="btn quiet" data-printer=${printer.printer} ?disabled=${this.#call.busy} @click=${() => void this.#print(printer)}>${printerName(printer)}<small>${mediumWord(printer)}${state}</small></button>`;
  }

  async #print({ printer }: QueuePrinter): Promise<void> {
    const { order } = this;
    if (order === null) return;
    this.isDone = false;
    const request = { ...order.request, printer, ...(this.labels ? { times: this.times } : {}) };
    this.isDone = (await this.#call.do(order.name, request as Operations[typeof order.name]['request'])) !== null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-print-dialog': WhPrintDialog;
  }
}
