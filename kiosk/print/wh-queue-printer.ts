import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import type { QueuePrinter } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { causeWord, mediumWord, printerName } from './job-meaning.ts';
import { field } from './print-fields.ts';

/** Whoever may say which printer stands in for which. */
const MAY_RULE: ReadonlySet<string> = new Set(['manager', 'administrator']);

/** A printer of the queue: whether it can print, its paper, what waits for it, who stands in for it, and its test slip. */
@customElement('wh-queue-printer')
export class WhQueuePrinter extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      .card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 6px; padding: 12px 14px; box-shadow: inset 0 0 0 1px var(--line); border-radius: var(--r); }
      .top { min-width: 0; display: flex; align-items: center; gap: 10px; }
      .acts { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; align-items: end; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) printer: QueuePrinter | null = null;
  @property({ attribute: false }) printers: readonly QueuePrinter[] = [];
  @property({ type: Number }) waiting = 0;
  readonly #call = new DeskCall(this, () => this.hub);

  override render(): TemplateResult | typeof nothing {
    const { printer, waiting } = this;
    if (printer === null) return nothing;
    const { failure, busy } = this.#call;
    return html`<section class="card" data-printer=${printer.printer} data-able=${printer.canPrint}>
      <div class="top">
        <b class="grow cut">${printerName(printer)}</b>
        <span class="chip ${printer.canPrint ? 'ready' : 'stopped'}">${printer.canPrint ? say('prints.able') : causeWord(printer.cause)}</span>
      </div>
      <span class="faint">${mediumWord(printer)}${waiting === 0 ? '' : ` · ${say('prints.waiting', { count: waiting })}`}</span>
      <div class="acts">
        ${this.#standIn(printer)}
        <button class="btn quiet small" data-act="self-test" ?disabled=${busy} @click=${() => void this.#call.do('printing.self-test', { printer: printer.printer })}>${say('prints.self-test')}</button>
      </div>
      ${failure === null ? nothing : html`<p class="said" role="alert">${sentence(failure.code, failure.facts)}</p>`}
    </section>`;
  }

  #standIn(printer: QueuePrinter): TemplateResult | typeof nothing {
    const mayRule = this.hub?.connection.lastHello?.session?.roles.some((role) => MAY_RULE.has(role)) ?? false;
    const others = this.printers.filter((other) => other.printer !== printer.printer);
    if (others.length === 0) return nothing;
    const choose = (event: Event): void => {
      const { value } = event.target as HTMLSelectElement;
      void this.#call.do('printing.set-rule', { printer: printer.printer, fallback: value === '' ? null : value });
    };
    return html`<label class="field grow">${say('prints.stand-in')}
      <select data-field="fallback" ?disabled=${!mayRule} @change=${choose}>
        <option value="" ?selected=${printer.fallback === null}>${say('prints.nobody')}</option>
        ${others.map((other) => html`<option value=${other.printer} ?selected=${other.printer === printer.fallback}>${printerName(other)}</option>`)}
      </select>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-queue-printer': WhQueuePrinter;
  }
}
