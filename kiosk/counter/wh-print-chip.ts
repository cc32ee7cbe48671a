import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PrintJobSummary } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { printCause, say } from '../words/say.ts';

const MEANING_OF_PRINT: Readonly<Record<PrintJobSummary['state'], 'ready' | 'working' | 'waiting' | 'stopped'>> = {
  QUEUED: 'working',
  SENDING: 'working',
  CONFIRMED: 'ready',
  SENT: 'ready',
  UNCERTAIN: 'waiting',
  FAILED: 'stopped',
  EXPIRED: 'stopped',
};

/** What has become of the paper of a document. */
@customElement('wh-print-chip')
export class WhPrintChip extends WhElement {
  static override styles = [
    shared,
    css`.chip { font-size: var(--print-chip-size, 18px); padding: var(--print-chip-padding, 8px 18px); }`,
  ];
  @property({ attribute: false }) job: PrintJobSummary | null = null;

  override render(): TemplateResult | typeof nothing {
    const { job } = this;
    if (job === null) return nothing;
    const copy = job.copy === 0 ? nothing : html` · ${say('done.copy', { copy: job.copy })}`;
    const why = job.code === '' || job.state === 'CONFIRMED' ? nothing : html` · ${printCause(job.code)}`;
    return html`<span class="chip ${MEANING_OF_PRINT[job.state]}" data-print=${job.state}>${say(`print.${job.state}`)}${why}${copy}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-print-chip': WhPrintChip;
  }
}
