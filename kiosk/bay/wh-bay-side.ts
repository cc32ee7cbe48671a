import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { namedText } from '../elements/lots-text.ts';
import type { BayState } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { type Key, say, sentence } from '../words/say.ts';
import { bayLook } from './bay-look.ts';
import { sideLook } from './side-look.ts';

const MINUTE_MS = 60_000;
const UNSIGNED_TOO_LONG_MS = 30 * MINUTE_MS;

type Waiting = BayState['waiting'][number];
type Unsigned = BayState['unsigned'][number];
type Offer = BayState['offers'][number];

/** No line breaks between how many and of what. */
function amountText(quantity: number, unit: string): string {
  return `${quantityText(quantity)}\u{a0}${unit}`;
}

/** "火花塞 4 个 · 机油滤清器 1 个 等 5 项": enough to know the bag by. One part alone has its model. */
function partsText({ lines, parts }: Pick<Waiting, 'lines' | 'parts'>): string {
  const named = parts.map(({ name, model, quantity, unit }) =>
    [name, lines === 1 ? model : '', amountText(quantity, unit)].filter((text) => text !== '').join(' '),
  );
  const text = named.join(' · ');
  return lines > parts.length ? say('bay.and-more', { parts: text, lines }) : text;
}

/**
 * What this bay waits for, what its technician offers to others, and what is to be signed for. Tells `take`, `stop`, `withdraw`, `sign`, `refuse`,
 * `accept`, `decline` with an id.
 */
@customElement('wh-bay-side')
export class WhBaySide extends WhElement {
  static override styles = [shared, bayLook, sideLook];
  @property({ attribute: false }) bay: BayState | null = null;
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) busy = false;

  override render(): TemplateResult | typeof nothing {
    const { bay } = this;
    if (bay === null) return nothing;
    const scan = bay.scans[0];
    return html`
      <div class="told" tabindex="0" role="group" aria-label=${say('bay.waiting')}>
        <section class="card scan"><h2>${say('bay.last-scan')}</h2><p class="last" data-scan=${scan?.outcome ?? ''} role="status">${scan === undefined ? say('bay.scan-bag') : sentence(scan.code, scan.facts)}</p></section>
        ${this.#card('bay.given', bay.offered, (offer) => this.#offered(offer))}
        ${this.#card('bay.waiting', bay.waiting, (wait) => this.#wait(wait, bay))}
      </div>
      ${
        bay.offers.length + bay.unsigned.length === 0
          ? nothing
          : html`<div class="signed" tabindex="0" role="group" aria-label=${say('queue.unsigned')}>
            ${this.#card('bay.offers', bay.offers, (offer) => this.#offer(offer))}
            ${this.#card('queue.unsigned', bay.unsigned, (slip) => this.#unsigned(slip, bay))}
          </div>`
      }
    `;
  }

  #card<Item>(
    title: Key,
    items: readonly Item[],
    row: (item: Item) => TemplateResult,
  ): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing;
    return html`<section class="card"><h2>${say(title)} <span class="chip">${items.length}</span></h2>${items.map(row)}</section>`;
  }

  #minutes(since: number): string {
    return `${Math.max(0, Math.floor((this.now - since) / MINUTE_MS))} ${say('queue.minutes')}`;
  }

  #act(act: string, word: Key, id: string, quiet = true): TemplateResult {
    return html`<button class="btn ${quiet ? 'quiet' : ''}" data-act=${act} ?disabled=${this.busy} @click=${() => this.tell(act, id)}>${say(word)}</button>`;
  }

  #wait(wait: Waiting, { technician, keeper }: BayState): TemplateResult {
    const isReady = wait.readyAt !== null;
    const mayTake = technician !== null && keeper === null && !isReady && !wait.isLacking && !wait.isTaken;
    const word = isReady ? 'bay.ready' : wait.isTaken ? 'bay.taken' : wait.isLacking ? 'queue.lacking' : 'bay.asked';
    return html`<div class="slip" data-wait=${wait.id}>
      <span><b>${partsText(wait)}</b><span class="about"><span class="chip ${isReady ? 'ready' : 'waiting'}">${say(word)} ${this.#minutes(wait.readyAt ?? wait.since)}</span><small class="fig">${wait.number}</small></span></span>
      ${
        technician === null || isReady || wait.isTaken
          ? nothing
          : html`<span class="acts">${mayTake ? this.#act('take', 'bay.take', wait.requisition, false) : nothing}${this.#act('stop', 'bay.stop', wait.id)}</span>`
      }
    </div>`;
  }

  #offered(offer: Offer): TemplateResult {
    return html`<div class="slip" data-offered=${offer.id}>
      <span>${this.#lines(offer)}<span class="about"><span class="chip waiting">${say('bay.given-to', { person: offer.taker.name })}</span><small class="fig">${offer.number}</small></span></span>
      <span class="acts">${this.#act('withdraw', 'bay.take-back', offer.id)}</span>
    </div>`;
  }

  #offer(offer: Offer): TemplateResult {
    return html`<div class="slip" data-offer=${offer.id}>
      <span>${this.#lines(offer)}<span class="about"><span class="chip">${offer.giver.name}</span><small class="fig">${offer.number}</small></span></span>
      <span class="acts">${this.#act('accept', 'bay.sign', offer.id, false)}${this.#act('decline', 'bay.refuse', offer.id)}</span>
    </div>`;
  }

  #lines({ lines }: Offer): TemplateResult[] {
    return lines.map(
      (line) =>
        html`<b>${line.name} ${amountText(line.quantity, line.unit)}</b>${line.lots.length === 0 ? nothing : html`<small>${namedText(line)}</small>`}`,
    );
  }

  #unsigned(slip: Unsigned, { technician }: BayState): TemplateResult {
    const isReady = slip.readyAt !== null;
    const isLate = this.now - slip.since > UNSIGNED_TOO_LONG_MS;
    const isOwn = technician?.name === slip.receiver;
    return html`<div class="slip" data-unsigned=${slip.id}>
      <span><b>${partsText(slip)}</b><span class="about">${isOwn ? nothing : html`<span class="chip">${slip.receiver}</span>`}<span class="chip ${isReady ? 'ready' : isLate ? 'waiting' : ''}">${isReady ? say('bay.ready') : this.#minutes(slip.since)}</span><small class="fig">${slip.number}</small></span></span>
      ${isOwn ? html`<span class="acts">${this.#act('sign', 'bay.sign', slip.id, false)}${this.#act('refuse', 'bay.refuse', slip.id)}</span>` : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-side': WhBaySide;
  }
}
