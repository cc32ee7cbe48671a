import '../elements/wh-pin-pad.ts';
import '../elements/wh-plate.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { WhPinPad } from '../elements/wh-pin-pad.ts';
import type { Slip } from '../hub/contracts.ts';
import { type Failure, signAs } from '../hub/rest.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say, sentence } from '../words/say.ts';
import { badgePicture } from './badge-picture.ts';

/** 签收: the bag is on the counter; its receiver scans his badge, or types his PIN, and it is his. Tells `aside`. */
@customElement('wh-signing')
export class WhSigning extends WhElement {
  static override styles = [
    shared,
    css`
      :host { min-height: 0; }
      .signing { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 24px; height: 100%; padding: 24px; overflow: auto; }
      .what { display: grid; gap: 10px; align-content: center; justify-items: start; }
      svg { width: clamp(90px, 16vh, 160px); height: auto; }
      h2 { font-size: clamp(26px, 4.6vh, 44px); line-height: 1.2; }
      .about { display: flex; align-items: center; gap: 14px; font-size: 20px; flex-wrap: wrap; }
      wh-plate { font-size: 24px; }
      ul { list-style: none; padding: 0; font-size: 17px; display: grid; gap: 2px; }
      .pad { width: 320px; display: grid; gap: 8px; }
      .said { min-height: 26px; color: var(--stopped); font-weight: 600; text-align: center; }
      .said.calm { color: var(--ink-2); font-weight: 400; }
      @media (max-width: 1100px) { .signing { padding: 12px; gap: 12px; } .pad { width: 280px; } }
      @media (max-height: 700px) { svg { display: none; } ul { font-size: 15px; } }
    `,
  ];
  @property({ attribute: false }) slip: Slip | null = null;
  @property({ type: Boolean }) stale = false;
  @state() private busy = false;
  @state() private failure: Failure | null = null;
  @query('wh-pin-pad') private pad!: WhPinPad | null;

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    const receiver = slip?.receiver ?? null;
    if (slip === null || receiver === null) return nothing;
    const said = this.failure === null ? say('signing.or-pin') : sentence(this.failure.code, this.failure.facts);
    return html`<section class="card signing" data-signing=${slip.id} aria-label=${say('signing.title', { person: receiver.name })}>
      <div class="what">
        ${badgePicture()}
        <h2>${say('signing.title', { person: receiver.name })}</h2>
        <div class="about"><span class="fig" data-number>${slip.number}</span>
          ${slip.order === null ? nothing : html`<wh-plate .plate=${slip.order.plate} .newEnergy=${slip.order.newEnergy}></wh-plate>`}</div>
        <ul>${slip.lines.slice(0, 6).map((line) => html`<li><b class="fig">${quantityText(line.quantity)} ${line.unit}</b> ${line.name} ${line.model}</li>`)}
          ${slip.lines.length > 6 ? html`<li class="muted">${say('signing.more', { lines: slip.lines.length - 6 })}</li>` : nothing}</ul>
        <button class="btn quiet small" data-act="aside" @click=${() => this.tell('aside')}>${say('signing.later')}</button>
      </div>
      <div class="pad">
        <div class="said ${this.failure === null ? 'calm' : ''}" role="alert">${said}</div>
        <wh-pin-pad .busy=${this.busy || this.stale} @pin=${(event: CustomEvent<string>) => void this.#sign(slip.id, receiver.id, event.detail)} @pin-dropped=${() => this.tell('aside')}></wh-pin-pad>
      </div>
    </section>`;
  }

  async #sign(requisition: string, person: string, pin: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    const failure = await signAs({ person, pin }, requisition);
    this.busy = false;
    await this.updateComplete;
    this.pad?.clear();
    this.failure = failure;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-signing': WhSigning;
  }
}
