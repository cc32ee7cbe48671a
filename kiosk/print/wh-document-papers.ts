import './wh-paper-view.ts';
import './wh-print-dialog.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PrintJobSummary } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say } from '../words/say.ts';
import type { PaperOf } from './wh-paper-view.ts';
import type { PrintOrder } from './wh-print-dialog.ts';

type Paper = { readonly name: string; readonly title: Key; readonly paper: PaperOf; readonly order: PrintOrder | null };

/** Tickets that belong to a document and were printed when they were wanted; they are printed again as they were. */
const TICKETS = { 'pick-ticket': 'paper-name.pick-ticket', 'return-ticket': 'paper-name.return-ticket' } as const;
type Ticket = keyof typeof TICKETS;
const isTicket = (job: PrintJobSummary): job is PrintJobSummary & { template: Ticket } => job.template in TICKETS;

/** Every paper of a document: the slip itself, the ticket of its bag, the tickets that were printed of it; each is looked at and printed (again). */
@customElement('wh-document-papers')
export class WhDocumentPapers extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; gap: 14px; border-top: 1px solid var(--line); padding-top: 14px; }
      .papers { display: flex; flex-wrap: wrap; align-items: center; gap: 10px; }
      .papers .chip { min-height: 48px; padding: 0 16px; border: 0; font: 500 var(--t) / 1 var(--text); cursor: pointer; }
      .papers .chip[aria-pressed='true'] { background: var(--ink); color: var(--on-ink); box-shadow: none; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) of: 'requisition' | 'return' = 'requisition';
  /** Id of the document. */
  @property() document = '';
  /** Whatever changes with what stands on the paper. */
  @property() version = '';
  /** Issued, or received: the slip is printed again, and a bag has its ticket. */
  @property({ type: Boolean }) final = false;
  @state() private jobs: readonly PrintJobSummary[] = [];
  @state() private chosen = '';
  @state() private isPrinting = false;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('document')) {
      this.jobs = [];
      this.chosen = '';
    }
    if (changed.has('document') || changed.has('version')) void this.#learn();
  }

  override render(): TemplateResult {
    const papers = this.#papers();
    const [first] = papers;
    const shown = papers.find(({ name }) => name === this.chosen) ?? first;
    const choice = ({ name, title }: Paper): TemplateResult =>
      html`<button class="chip" data-paper=${name} aria-pressed=${name === shown?.name} @click=${() => (this.chosen = name)}>${say(title)}</button>`;
    return html`<div class="papers">
        ${papers.length < 2 ? nothing : papers.map(choice)}
        ${shown === undefined || shown.order === null ? nothing : html`<button class="btn quiet small" data-act="reprint" @click=${() => (this.isPrinting = true)}>${say(shown.name === 'bag-ticket' ? 'prints.print' : 'prints.reprint')}</button>`}
      </div>
      <wh-paper-view .hub=${this.hub} .paper=${shown?.paper ?? null}></wh-paper-view>
      <wh-print-dialog .hub=${this.hub} heading=${shown === undefined ? '' : say(shown.title)} .order=${shown?.order ?? null} ?open=${this.isPrinting} @dialog-closed=${this.#printed}></wh-print-dialog>`;
  }

  #papers(): Paper[] {
    const { of, document: id, version, final } = this;
    const order: PrintOrder =
      of === 'requisition'
        ? { name: 'requisitions.reprint', request: { requisition: id } }
        : { name: 'returns.reprint', request: { return: id } };
    const slip: Paper = {
      name: of,
      title: `paper-name.${of}`,
      paper: { of, id, version },
      order: final ? order : null,
    };
    const bag: Paper = {
      ...{ name: 'bag-ticket', title: 'paper-name.bag-ticket', paper: { of: 'bag-ticket', id, version } },
      order: { name: 'bays.print-bag-ticket', request: { requisition: id } },
    };
    const tickets = this.jobs.filter(isTicket).map(
      (job): Paper => ({
        ...{ name: job.template, title: TICKETS[job.template], paper: { of: 'job', id: job.id, version: job.printer } },
        order: { name: 'printing.reprint', request: { job: job.id, times: 1 } },
      }),
    );
    return [slip, ...(of === 'requisition' && final ? [bag] : []), ...tickets];
  }

  readonly #printed = (event: Event): void => {
    event.stopPropagation();
    this.isPrinting = false;
    void this.#learn();
  };

  async #learn(): Promise<void> {
    const asked = this.document;
    const answer = await this.hub?.connection.ask('printing.of-document', { document: asked });
    if (asked === this.document && answer?.outcome === 'accepted') this.jobs = answer.reply.jobs;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-document-papers': WhDocumentPapers;
  }
}
