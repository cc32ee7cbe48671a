import '../elements/wh-pin-pad.ts';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { WhPinPad } from '../elements/wh-pin-pad.ts';
import type { CounterState, SessionReply } from '../hub/contracts.ts';
import { type Failure, signIn } from '../hub/rest.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say, sentence } from '../words/say.ts';

/** What has the focus, through every shadow root. */
function focusedElement(): HTMLElement | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement ? focused : null;
}

export type SignedIn = { readonly asked: NonNullable<CounterState['awaitingPin']>; readonly session: SessionReply };

/** A keeper's badge was scanned, or a hand did something that needs one: the PIN proves who it is. Tells `signed-in` {asked, session} or `sign-in-dropped`. */
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
  /** What the PIN opens. */
  @property({ attribute: false }) why: Key = 'pin.why';
  /** Who has the station now and is not the one who is asked; '': nobody. */
  @property() replaces = '';
  /** Something that a hand wants to do waits for the PIN. */
  @property({ type: Boolean }) forAct = false;
  @state() private busy = false;
  @state() private failure: Failure | null = null;
  @query('wh-pin-pad') private pad!: WhPinPad | null;
  #focusBefore: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#focusBefore = focusedElement();
  }

  /** Whoever works by keyboard goes on where the pad came up. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const before = this.#focusBefore;
    queueMicrotask(() => {
      if (before?.isConnected === true && document.activeElement === document.body) before.focus();
    });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('asked');
    if (changed.has('asked') && before?.scan !== this.asked?.scan) {
      this.failure = null;
      this.pad?.clear();
    }
  }

  override render(): TemplateResult {
    const name = this.asked?.person.name ?? '';
    const said = this.failure === null ? this.#why() : sentence(this.failure.code, this.failure.facts);
    return html`<section class="pad" aria-label=${say('pin.title', { person: name })}>
      <div class="who">
        <span class="face" aria-hidden="true">${name.slice(0, 1)}</span>
        <h2 class="grow">${say('pin.title', { person: name })}</h2>
        <button class="btn quiet small" data-act="drop" aria-keyshortcuts="Escape" @click=${() => this.tell('sign-in-dropped')}>${say('common.cancel')}</button>
      </div>
      <div class="said ${this.failure === null ? 'calm' : ''}" role="alert" data-code=${this.failure?.code ?? ''}>${said}</div>
      <wh-pin-pad .busy=${this.busy} @pin=${(event: CustomEvent<string>) => void this.#prove(event.detail)} @pin-dropped=${() => this.tell('sign-in-dropped')}></wh-pin-pad>
    </section>`;
  }

  #why(): string {
    if (this.busy) return say('pin.checking');
    if (this.forAct) return say('pin.why-act');
    return this.replaces === '' ? say(this.why) : say('pin.takes-over', { keeper: this.replaces });
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
    else this.tell<SignedIn>('signed-in', { asked, session: outcome.reply });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-sign-in': WhSignIn;
  }
}
