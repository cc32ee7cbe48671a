import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Failure, signIn } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { say, sentence } from '../words/say.ts';
import type { DeskCall } from './desk-call.ts';

/** What the hub had against the last thing; where only a fresh PIN is missing, the field for it, and then the thing is done. */
@customElement('wh-desk-proof')
export class WhDeskProof extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      form { display: flex; align-items: end; gap: 10px; flex-wrap: wrap; }
      .field { flex: 1 1 160px; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) call: DeskCall | undefined = undefined;
  /** Only so that the element is drawn again when the call has changed. */
  @property({ attribute: false }) failure: Failure | null = null;
  @state() private wrong: Failure | null = null;

  override render(): TemplateResult | typeof nothing {
    const { failure, wrong } = this;
    if (failure === null) return nothing;
    if (failure.code !== 'auth.fresh-pin') {
      return html`<p class="said" role="alert" data-code=${failure.code}>${sentence(failure.code, failure.facts)}</p>`;
    }
    return html`<form @submit=${this.#prove}>
      <label class="field">${say('desk.prove')}<input name="pin" type="password" inputmode="numeric" autocomplete="off" required /></label>
      <button class="btn" data-act="prove">${say('desk.prove-button')}</button>
      ${wrong === null ? nothing : html`<p class="said" role="alert">${sentence(wrong.code, wrong.facts)}</p>`}
    </form>`;
  }

  readonly #prove = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const pin = String(new FormData(event.target as HTMLFormElement).get('pin'));
    const connection = this.hub?.connection;
    const person = connection?.lastHello?.session?.person.id;
    if (person === undefined) return;
    const outcome = await signIn({ person, pin, station: null });
    this.wrong = 'failure' in outcome ? outcome.failure : null;
    if ('failure' in outcome) return;
    connection?.reconnect();
    await this.call?.again();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-desk-proof': WhDeskProof;
  }
}
