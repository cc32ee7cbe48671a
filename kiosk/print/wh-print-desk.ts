import '../desk/wh-desk-sign-in.ts';
import '../elements/wh-bar.ts';
import './wh-print-queue.ts';
import './wh-slip-template.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { endSession } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

/** The print pages, which are pages of the desk: who is signed in there is signed in here. */
@customElement('wh-print-desk')
export class WhPrintDesk extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100%; }
      .person { display: flex; align-items: center; gap: 12px; }
      .waiting { display: grid; place-content: center; color: var(--ink-2); font-size: var(--t-lead); }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() page: 'queue' | 'template' = 'queue';
  #stopListening = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = this.hub?.connection.listen(() => this.requestUpdate()) ?? (() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
  }

  override render(): TemplateResult {
    const session = this.hub?.connection.lastHello?.session ?? null;
    const person =
      session === null
        ? ''
        : html`<span data-person>${session.person.name}</span>
            <button class="btn quiet small" data-act="sign-out" @click=${() => void this.#signOut(session.session)}>${say('desk.sign-out')}</button>`;
    return html`
      <wh-bar .hub=${this.hub} .place=${say('prints.place')} back="/desk"><div slot="person" class="person">${this.#otherPage()}${person}</div></wh-bar>
      ${this.#page(session === null)}
    `;
  }

  #page(isNobody: boolean): TemplateResult {
    const connection = this.hub?.connection;
    if (connection === undefined || connection.lastHello === null) {
      return html`<main class="waiting" role="status">${say('idle.connecting')}</main>`;
    }
    if (isNobody) {
      return html`<wh-desk-sign-in .hub=${this.hub} @signed-in=${() => connection.reconnect()}></wh-desk-sign-in>`;
    }
    return this.page === 'queue'
      ? html`<wh-print-queue .hub=${this.hub}></wh-print-queue>`
      : html`<wh-slip-template .hub=${this.hub}></wh-slip-template>`;
  }

  #otherPage(): TemplateResult {
    return this.page === 'queue'
      ? html`<a class="btn quiet small" data-act="template" href="/desk/print-template">${say('template.place')}</a>`
      : html`<a class="btn quiet small" data-act="queue" href="/desk/print">${say('prints.queue')}</a>`;
  }

  async #signOut(session: string): Promise<void> {
    await endSession(session);
    this.hub?.connection.reconnect();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-print-desk': WhPrintDesk;
  }
}
