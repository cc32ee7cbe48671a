import '../elements/wh-plate.ts';
import './wh-print-chip.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PrintJobSummary, ReturnSlip, Slip } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

/** What stands on the screen of one thing that is done. */
type Done = { readonly title: string; readonly number: string; readonly about: TemplateResult };

/**
 * The slip that was just issued, or the return that was just received, and its paper; fills the screen until something else begins. Tells `reprint`
 * with its id.
 */
@customElement('wh-done')
export class WhDone extends WhElement {
  static override styles = [
    shared,
    css`
      :host { min-height: 0; }
      .done { display: grid; grid-template-rows: 1fr auto; height: 100%; min-height: 0; overflow: hidden; }
      .big { display: grid; place-content: center; justify-items: center; gap: 8px; text-align: center; padding: 16px; min-height: 0; overflow: hidden; }
      .tick { width: clamp(64px, 14vh, 132px); height: auto; }
      h2 { font-size: clamp(32px, 6vh, 60px); line-height: 1.15; color: var(--ready); }
      .number { font-size: clamp(32px, 6.4vh, 64px); font-weight: 600; line-height: 1.1; letter-spacing: 0.02em; }
      .about { display: flex; align-items: center; justify-content: center; gap: 16px; font-size: 20px; flex-wrap: wrap; }
      wh-plate { font-size: 24px; }
      .print { margin-top: 4px; }
      .foot { display: flex; align-items: center; gap: 16px; padding: 12px 24px; border-top: 1px solid var(--line); font-size: 18px; color: var(--ink-2); }
      @media (max-height: 700px) { .big { gap: 4px; padding: 8px; } .foot { padding: 6px 16px; font-size: 16px; } .about { font-size: 17px; } }
    `,
  ];
  /** One of the two; null where it is the other. */
  @property({ attribute: false }) issued: Slip | null = null;
  @property({ attribute: false }) received: ReturnSlip | null = null;
  /** The paper's job, where there is one. */
  @property({ attribute: false }) job: PrintJobSummary | null = null;
  @property({ type: Boolean }) mayReprint = false;
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult | typeof nothing {
    const { issued, received } = this;
    const slip = issued ?? received;
    const done = issued !== null ? issuedOf(issued) : received !== null ? receivedOf(received) : null;
    if (slip === null || done === null) return nothing;
    return html`<section class="card done" data-done=${issued?.id ?? nothing} data-received=${received?.id ?? nothing} role="status">
      <div class="big">
        <svg class="tick" viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="50" fill="var(--ready-soft)" /><path d="M28 52l16 16 30-34" fill="none" stroke="var(--ready)" stroke-width="9" stroke-linecap="round" stroke-linejoin="round" /></svg>
        <h2>${done.title}</h2>
        <div class="fig number" data-number>${done.number}</div>
        <div class="about">${done.about}</div>
        <wh-print-chip class="print" .job=${this.job}></wh-print-chip>
      </div>
      <div class="foot">
        <span class="grow">${say('done.next')}</span>
        <button class="btn quiet small" data-act="reprint" ?disabled=${!this.mayReprint || this.busy} @click=${() => this.tell('reprint', slip.id)}>${say('done.reprint')}</button>
      </div>
    </section>`;
  }
}

function issuedOf({ number, receiver, order, lines }: Slip): Done {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const about = html`
    ${receiver === null ? nothing : html`<b>${receiver.name}</b>`}
    ${order === null ? nothing : html`<wh-plate .plate=${order.plate} .newEnergy=${order.newEnergy}></wh-plate>`}
    <span class="muted">${say('done.lines', { lines: lines.length, pieces: quantityText(pieces) })}</span>`;
  return { title: say('done.title'), number, about };
}

function receivedOf({ number, person, lines }: ReturnSlip): Done {
  const back = lines.filter(({ quantity }) => quantity !== null).length;
  const kept = lines.length - back;
  const about = html`<b>${person.name}</b>
    <span class="muted">${say('received.lines', { lines: back })}${kept === 0 ? nothing : ` · ${say('received.kept', { lines: kept })}`}</span>`;
  return { title: say('received.title'), number, about };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-done': WhDone;
  }
}
