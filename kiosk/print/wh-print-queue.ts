import '../counter/wh-print-chip.ts';
import './wh-label-form.ts';
import './wh-print-job.ts';
import './wh-queue-printer.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PrintJobSummary, PrintQueue } from '../hub/contracts.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { wallTime } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say, sentence } from '../words/say.ts';
import { copyWord, isOver, isWaiting, printerName, wantsAnswer } from './job-meaning.ts';
import { printLook } from './print-look.ts';

/** The print queue (打印队列): the printers, what wants an answer, what waits, what came out, and the paper of one job. */
@customElement('wh-print-queue')
export class WhPrintQueue extends WhElement {
  static override styles = [shared, printLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen: string | null = null;
  readonly #queue = new TopicController(
    this,
    () => this.hub,
    'printing.queue',
    () => ({}),
  );

  /** Where it stands below the list, it comes into sight. */
  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('chosen')) this.renderRoot.querySelector('wh-print-job')?.scrollIntoView();
  }

  override render(): TemplateResult {
    const { state: queue, problem } = this.#queue;
    if (problem !== null) {
      const isRole = problem.code === 'auth.not-allowed';
      return html`<main class="empty" role="alert">${isRole ? say('prints.not-for-you') : sentence(problem.code)}</main>`;
    }
    if (queue === null) return html`<main class="empty" role="status">${say('idle.connecting')}</main>`;
    const job = queue.jobs.find(({ id }) => id === this.chosen);
    return html`<main>
      <nav class="list" aria-label=${say('prints.place')}>${this.#list(queue)}</nav>
      ${
        job === undefined
          ? html`<p class="empty muted">${say('prints.choose')}</p>`
          : html`<wh-print-job .hub=${this.hub} .job=${job} .printers=${queue.printers}></wh-print-job>`
      }
    </main>`;
  }

  #list({ printers, jobs }: PrintQueue): TemplateResult {
    // What wants a person comes first: on a small screen the printers fill the page.
    return html`
      ${this.#group('prints.ask', jobs.filter(wantsAnswer), printers)}
      ${this.#group('prints.open', jobs.filter((job) => !wantsAnswer(job) && !isOver(job)).toReversed(), printers)}
      <h2>${say('prints.printers')}</h2>
      ${printers.length === 0 ? html`<p class="muted">${say('prints.no-printers')}</p>` : nothing}
      ${repeat(
        printers,
        ({ printer }) => printer,
        (printer) =>
          html`<wh-queue-printer .hub=${this.hub} .printer=${printer} .printers=${printers}
            .waiting=${jobs.filter((job) => job.printer === printer.printer && isWaiting(job)).length}></wh-queue-printer>`,
      )}
      <wh-label-form .hub=${this.hub} .printers=${printers}></wh-label-form>
      ${this.#group('prints.over', jobs.filter(isOver), printers)}
      ${jobs.length === 0 ? html`<p class="muted">${say('prints.none')}</p>` : nothing}
    `;
  }

  #group(
    name: Key,
    jobs: readonly PrintJobSummary[],
    printers: PrintQueue['printers'],
  ): TemplateResult | typeof nothing {
    if (jobs.length === 0) return nothing;
    return html`<h2>${say(name)}</h2>
      ${repeat(
        jobs,
        ({ id }) => id,
        (job) => this.#row(job, printers),
      )}`;
  }

  #row(job: PrintJobSummary, printers: PrintQueue['printers']): TemplateResult {
    const named = (name: string): string => {
      const printer = printers.find((one) => one.printer === name);
      return printer === undefined ? name : printerName(printer);
    };
    const isChosen = job.id === this.chosen;
    return html`<button class="job ${isChosen ? 'chosen' : ''}" data-job=${job.id} data-state=${job.state} aria-pressed=${isChosen} @click=${() => (this.chosen = job.id)}>
      <b class="fig cut">${job.document}</b>
      <wh-print-chip .job=${job}></wh-print-chip>
      <span class="faint cut below">${say('prints.wanted-at', { time: wallTime(job.wantedAt) })} · ${copyWord(job.copyName)} · ${named(job.printer)}${job.movedFrom === null ? '' : ` · ${say('prints.moved', { printer: named(job.movedFrom) })}`}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-print-queue': WhPrintQueue;
  }
}
