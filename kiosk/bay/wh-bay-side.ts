import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { namedText } from '../elements/lots-text.ts';
import type { BayState } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say, sentence } from '../words/say.ts';
import { bayLook } from './bay-look.ts';
import { sideLook } from './side-look.ts';

const MINUTE_MS = 60_000;
const UNSIGNED_TOO_LONG_MS = 30 * MINUTE_MS;

/** What this bay waits for, what is ready for it, and what nobody has signed for. Tells `take`, `stop`, `sign`, `refuse`, `accept`, `decline` with an id. */
@customElement('wh-bay-side')
export class WhBaySide extends WhElement {
  static override styles = [shared, bayLook, sideLook];
  @property({ attribute: false }) bay: BayState | null = null;
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult | typeof nothing {
    const { bay } = this;
    if (bay === null) return nothing;
    const ready = new Set(bay.waiting.filter(({ readyAt }) => readyAt !== null).map(({ requisition }) => requisition));
    const scan = bay.scans[0];
    return html`
      ${bay.waiting.length === 0 ? nothing : html`<section class="card"><h2>${say('bay.waiting')}</h2>${bay.waiting.map((wait) => this.#wait(wait, bay))}</section>`}
      ${bay.unsigned.length === 0 ? nothing : html`<section class="card"><h2>${say('queue.unsigned')}</h2>${bay.unsigned.map((slip) => this.#unsigned(slip, bay, ready.has(slip.id)))}</section>`}
      ${bay.offers.length === 0 ? nothing : html`<section class="card"><h2>${say('bay.offers')}</h2>${bay.offers.map((offer) => this.#offer(offer))}</section>`}
      <section class="card"><h2>${say('bay.last-scan')}</h2><p class="last" data-scan=${scan?.outcome ?? ''} role="status">${scan === undefined ? say('bay.scan-bag') : sentence(scan.code, scan.facts)}</p></section>
    `;
  }

  #minutes(since: number): number {
    return Math.max(0, Math.floor((this.now - since) / MINUTE_MS));
  }

  #wait(wait: BayState['waiting'][number], { technician, keeper }: BayState): TemplateResult {
    const isReady = wait.readyAt !== null;
    const mayTake = technician !== null && keeper === null && !isReady && !wait.isLacking && !wait.isTaken;
    const word = wait.isTaken ? 'bay.taken' : wait.isLacking ? 'queue.lacking' : 'bay.asked';
    return html`<div class="slip" data-wait=${wait.id}>
      <span><span class="chip ${isReady ? 'ready' : 'waiting'}">${say(isReady ? 'bay.ready' : word)}</span><small class="fig">${wait.number}</small></span>
      <span class="minutes">${this.#minutes(wait.readyAt ?? wait.since)}<small> ${say('queue.minutes')}</small></span>
      ${
        technician === null || isReady || wait.isTaken
          ? nothing
          : html`<span class="acts">
            ${mayTake ? html`<button class="btn" data-act="take" ?disabled=${this.busy} @click=${() => this.tell('take', wait.requisition)}>${say('bay.take')}</button>` : nothing}
            <button class="btn quiet" data-act="stop" ?disabled=${this.busy} @click=${() => this.tell('stop', wait.id)}>${say('bay.stop')}</button>
          </span>`
      }
    </div>`;
  }

  #offer(offer: BayState['offers'][number]): TemplateResult {
    return html`<div class="slip" data-offer=${offer.id}>
      <span>${offer.giver.name}<small>${offer.lines.map((line) => html`${line.name} ${quantityText(line.quantity)} ${line.unit} ${namedText(line)}<br />`)}</small></span>
      <span class="chip fig">${offer.number}</span>
      <span class="acts">
        <button class="btn" data-act="accept" ?disabled=${this.busy} @click=${() => this.tell('accept', offer.id)}>${say('bay.sign')}</button>
        <button class="btn quiet" data-act="decline" ?disabled=${this.busy} @click=${() => this.tell('decline', offer.id)}>${say('bay.refuse')}</button>
      </span>
    </div>`;
  }

  #unsigned(slip: BayState['unsigned'][number], { technician }: BayState, isReady: boolean): TemplateResult {
    const isLate = this.now - slip.since > UNSIGNED_TOO_LONG_MS;
    return html`<div class="slip" data-unsigned=${slip.id}>
      <span>${slip.receiver}<small class="fig">${slip.number}</small></span>
      <span class="chip ${isReady ? 'ready' : isLate ? 'waiting' : ''}">${isReady ? say('bay.ready') : `${this.#minutes(slip.since)} ${say('queue.minutes')}`}</span>
      ${
        technician?.name !== slip.receiver
          ? nothing
          : html`<span class="acts">
            <button class="btn" data-act="sign" ?disabled=${this.busy} @click=${() => this.tell('sign', slip.id)}>${say('bay.sign')}</button>
            <button class="btn quiet" data-act="refuse" ?disabled=${this.busy} @click=${() => this.tell('refuse', slip.id)}>${say('bay.refuse')}</button>
          </span>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-side': WhBaySide;
  }
}
