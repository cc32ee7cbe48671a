import '../elements/wh-pin-pad.ts';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { WhPinPad } from '../elements/wh-pin-pad.ts';
import type { CounterState } from '../hub/contracts.ts';
import { type Failure, signIn } from '../hub/rest.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';

/** A keeper's badge was scanned: the PIN proves who holds it. Tells `signed-in` or `sign-in-dropped`. */
@customElement('wh-sign-in')
export class WhSignIn extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; place-items: center; height: 100%; overflow: auto; padding: 12px; }
      .pad { width: min(400px, 100%); display: grid; gap: 12px; }
      .who { display: flex; align-items: center; gap: 16px; }
      .face { width: 56px; height: 56px; border-radius: 16px; background: var(--ink); color: var(--on-ink); display: grid; place-items: center; font-size: 24px; font-weight: 600; flex: none; }
      h2 { font-size: 24px; line-height: 1.25; }
      .said { min-height: 30px; font-size: 18px; font-weight: 600; color: var(--stopped); text-align: center; }
      .said.calm { color: var(--ink-2); font-weight: 400; font-size: 16px; }
      @media (max-height: 700px) { .pad { gap: 6px; } .face { width: 44px; height: 44px; font-size: 20px; } h2 { font-size: 20px; } }
    `,
  ];
  @property({ attribute: false }) asked: CounterState['awaitingPin'] = null;
  @property() station = '';
  @state() private busy = false;
  @state() private failure: Failure | null = null;
  @query('wh-pin-pad') private pad!: WhPinPad | null;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('asked');
    if (changed.has('asked') && before?.scan !== this.asked?.scan) {
      this.failure = null;
      this.pad?.clear();
    }
  }

  override render(): TemplateResult {
    const name = this.asked?.person.name ?? '';
    const said =
      this.failure === null
        ? say(this.busy ? 'pin.checking' : 'pin.why')
        : sentence(this.failure.code, this.failure.facts);
    return html`<section class="pad" aria-label=${say('pin.title', { person: name })}>
      <div class="who">
        <span class="face" aria-hidden="true">${name.slice(0, 1)}</span>
        <h2 class="grow">${say('pin.title', { person: name })}</h2>
        <button class="btn quiet small" data-act="drop" @click=${() => this.tell('sign-in-dropped')}>${say('common.cancel')}</button>
      </div>
      <div class="said ${this.failure === null ? 'calm' : ''}" role="alert" data-code=${this.failure?.code ?? ''}>${said}</div>
      <wh-pin-pad .busy=${this.busy} @pin=${(event: CustomEvent<string>) => void this.#prove(event.detail)}></wh-pin-pad>
    </section>`;
  }

  async #prove(pin: string): Promise<void> {
    const { asked } = this;
    if (asked === null || this.busy) return;
    this.busy = true;
    this.failure = null;
    const outcome = await signIn({ person: asked.person.id, pin, station: this.station });
    this.busy = false;
    await this.updateComplete;
    this.pad?.clear();
    if ('failure' in outcome) this.failure = outcome.failure;
    else this.tell('signed-in', asked);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-sign-in': WhSignIn;
  }
}
