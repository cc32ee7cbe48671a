import '../elements/wh-plate.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CounterState } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { queueLook } from './queue-look.ts';

const MINUTE_MS = 60_000;
/** Nobody signed for so long: it is shown in amber (`life-cycles.md` D3.9). */
const UNSIGNED_TOO_LONG_MS = 30 * MINUTE_MS;

export type OpenDocument = { readonly kind: 'requisition' | 'return' | 'signing'; readonly document: string };

/**
 * Who waits at the counter: bays for parts, employees with what they bring back, bags nobody has signed for. Tells `open-wait` with the
 * requisition, or `open-document`. Slot: what is more urgent than what comes back.
 */
@customElement('wh-queues')
export class WhQueues extends WhElement {
  static override styles = [
    shared,
    queueLook,
    css`
      :host { display: contents; }
      wh-plate { font-size: 17px; }
      .late { color: var(--waiting); }
    `,
  ];
  @property({ attribute: false }) state: CounterState | null = null;
  /** The hub's clock, for the minutes. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state === null) return nothing;
    return html`${this.#waiting(state.waiting)}<slot></slot>${this.#aside(state.aside)}${this.#announced(state.announced)}${this.#unsigned(state.unsigned)}`;
  }

  #minutes(since: number, isLate = false): TemplateResult {
    const minutes = Math.max(0, Math.floor((this.now - since) / MINUTE_MS));
    return html`<span class="m ${isLate ? 'late' : ''}" data-minutes=${minutes}>${minutes}<small> ${say('queue.minutes')}</small></span>`;
  }

  #waiting(waits: CounterState['waiting']): TemplateResult | typeof nothing {
    if (waits.length === 0) return nothing;
    return html`<section class="queue" aria-label=${say('queue.waiting')}>
      <h2>${say('queue.waiting')} <span class="chip waiting">${waits.length}</span></h2>
      ${waits.map(
        (
          wait,
        ) => html`<button class="q" data-wait=${wait.id} ?disabled=${this.busy} @click=${() => this.tell('open-wait', wait)}>
          <span class="chip ${wait.readyAt === null ? 'waiting' : 'ready'}">${wait.readyAt === null ? wait.bay : say('queue.ready')}</span>
          <span class="grow"><b class="cut">${wait.plate === null ? wait.technician : html`<wh-plate .plate=${wait.plate} .newEnergy=${wait.newEnergy}></wh-plate>`}</b><small class="cut">${wait.isTaken ? `${say('queue.taken')} · ` : nothing}${wait.technician} · <span class="fig">${wait.number}</span>${wait.isLacking ? html` · ${say('queue.lacking')}` : nothing}</small></span>
          ${this.#minutes(wait.readyAt ?? wait.since, wait.readyAt === null)}
        </button>`,
      )}
    </section>`;
  }

  #aside(slips: CounterState['aside']): TemplateResult | typeof nothing {
    if (slips.length === 0) return nothing;
    return html`<section class="queue" aria-label=${say('queue.aside')}>
      <h2>${say('queue.aside')} <span class="chip waiting">${slips.length}</span></h2>
      ${slips.map(
        (
          slip,
        ) => html`<button class="q" data-aside=${slip.id} ?disabled=${this.busy} @click=${() => this.#open({ kind: 'requisition', document: slip.id })}>
          <span class="grow"><b class="cut">${slip.receiver ?? say('slip.no-receiver')}${slip.plate === null ? nothing : html` · ${slip.plate}`}</b><small class="fig">${slip.number}</small></span>
          <span class="m">${slip.lines}<small> ${say('side.lines', { lines: slip.lines })}</small></span>
        </button>`,
      )}
    </section>`;
  }

  #announced(returns: CounterState['announced']): TemplateResult | typeof nothing {
    if (returns.length === 0) return nothing;
    return html`<section class="queue" aria-label=${say('queue.announced')}>
      <h2>${say('queue.announced')} <span class="chip">${returns.length}</span></h2>
      ${returns.map(
        (
          slip,
        ) => html`<button class="q" data-announced=${slip.id} ?disabled=${this.busy} @click=${() => this.#open({ kind: 'return', document: slip.id })}>
          <span class="grow"><b class="cut">${slip.person}</b><small class="fig">${slip.number}</small></span>
          <span class="m">${slip.lines}<small> ${say('side.lines', { lines: slip.lines })}</small></span>
        </button>`,
      )}
    </section>`;
  }

  #unsigned(slips: CounterState['unsigned']): TemplateResult | typeof nothing {
    if (slips.length === 0) return nothing;
    return html`<section class="queue" aria-label=${say('queue.unsigned')}>
      <h2>${say('queue.unsigned')} <span class="chip">${slips.length}</span></h2>
      ${slips.map(
        (
          slip,
        ) => html`<button class="q" data-unsigned=${slip.id} ?disabled=${this.busy} @click=${() => this.#open({ kind: 'signing', document: slip.id })}>
          <span class="grow"><b class="cut">${slip.receiver}${slip.bay === null ? nothing : html` · ${slip.bay}`}</b><small class="fig">${slip.number}</small></span>
          ${this.#minutes(slip.since, this.now - slip.since > UNSIGNED_TOO_LONG_MS)}
        </button>`,
      )}
    </section>`;
  }

  #open(document: OpenDocument): void {
    this.tell('open-document', document);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-queues': WhQueues;
  }
}
