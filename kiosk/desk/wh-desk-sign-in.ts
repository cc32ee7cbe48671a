import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Failure, signIn } from '../hub/rest.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';

/** Who works at the desk: staff number (or badge) and PIN. Tells `signed-in`. */
@customElement('wh-desk-sign-in')
export class WhDeskSignIn extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; place-items: center; overflow: auto; padding: 24px; }
      form { width: min(440px, 100%); display: grid; gap: 16px; padding: 28px; }
      h2 { font-size: 26px; }
      wa-input::part(form-control-label) { position: static; width: auto; height: auto; clip-path: none; font-size: var(--t-small); color: var(--ink-2); }
      wa-input::part(base) { min-height: 52px; }
      .said { color: var(--stopped); font-weight: 600; min-height: 24px; }
      .demo { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--ink-2); font-size: var(--t-small); }
      .demo span { flex: 1 0 100%; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private busy = false;
  @state() private failure: Failure | null = null;
  @query('[name="number"]') private number!: WaInput | null;
  @query('[name="pin"]') private pin!: WaInput | null;
  /** The demo's people with their PINs, which nobody could know otherwise. */
  readonly #bench = new TopicController(
    this,
    () => this.hub,
    'demo.bench',
    () => (this.hub?.connection.lastHello?.demo === true ? {} : null),
  );

  override render(): TemplateResult {
    const people = this.#bench.state?.desk ?? [];
    return html`<form class="card" @submit=${this.#submit}>
      <h2>${say('desk.sign-in')}</h2>
      <p class="muted">${say('desk.sign-in-why')}</p>
      <wa-input name="number" autocomplete="username" autofocus label=${say('desk.number')}></wa-input>
      <wa-input name="pin" type="password" inputmode="numeric" autocomplete="current-password" label=${say('desk.pin')}></wa-input>
      <div class="said" role="alert" data-code=${this.failure?.code ?? ''}>${this.failure === null ? nothing : sentence(this.failure.code, this.failure.facts)}</div>
      <button class="btn" type="submit" data-act="sign-in" ?disabled=${this.busy}>${say('desk.enter')}</button>
      ${
        people.length === 0
          ? nothing
          : html`<div class="demo"><span>${say('desk.demo-people')}</span>${people.map(({ number, name, roles, pin }) => html`<button type="button" class="btn quiet small" data-fill=${number} @click=${() => this.#fill(number, pin)}>${name} · ${roles.map((role) => say(`role.${role}`)).join(' ')}</button>`)}</div>`
      }
    </form>`;
  }

  #fill(number: string, pin: string): void {
    if (this.number !== null) this.number.value = number;
    if (this.pin !== null) this.pin.value = pin;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#signIn();
  };

  async #signIn(): Promise<void> {
    const number = this.number?.value?.trim() ?? '';
    const pin = this.pin?.value ?? '';
    if (this.busy || number === '' || pin === '') return;
    this.busy = true;
    this.failure = null;
    const outcome = await signIn({ number, pin, station: null });
    this.busy = false;
    if (this.pin !== null) this.pin.value = '';
    if ('failure' in outcome) this.failure = outcome.failure;
    else this.tell('signed-in');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-desk-sign-in': WhDeskSignIn;
  }
}
