import '../elements/wh-bar.ts';
import './wh-desk-sign-in.ts';
import './wh-devices.ts';
import '../catalogue/wh-parts.ts';
import '../flow/wh-history.ts';
import '../flow/wh-holdings.ts';
import '../flow/wh-returns.ts';
import '../flow/wh-slips.ts';
import '../print/wh-print-queue.ts';
import '../print/wh-slip-template.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { endSession } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { DESK_PAGES, type DeskPage } from '../route.ts';
import { type Key, say } from '../words/say.ts';

const TABS = {
  requisitions: 'slips.title',
  returns: 'returns.title',
  holdings: 'held.title',
  movements: 'moves.title',
  parts: 'part.title',
  devices: 'devices.title',
  print: 'prints.place',
  'print-template': 'template.place',
} as const satisfies Record<DeskPage, Key>;

/** The desk: who is signed in, and the page that they work on. */
@customElement('wh-desk')
export class WhDesk extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100%; }
      nav { display: flex; gap: 4px; overflow-x: auto; scrollbar-width: none; }
      nav a { display: inline-flex; align-items: center; min-height: 48px; padding: 0 14px; border-radius: var(--r); color: var(--ink-2); text-decoration: none; font-size: 17px; white-space: nowrap; }
      nav a[aria-current='page'] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -3px 0 var(--ink); border-radius: 0; }
      .person { display: flex; align-items: center; gap: 12px; }
      @media (max-width: 700px) { [data-person] { display: none; } .person .btn { padding: 0 10px; } }
      .waiting { display: grid; place-content: center; color: var(--ink-2); font-size: var(--t-lead); }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() page: DeskPage = 'devices';
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
      <wh-bar .hub=${this.hub} .place=${say('desk.place')}>${session === null ? nothing : this.#tabs()}<div slot="person" class="person">${person}</div></wh-bar>
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
    switch (this.page) {
      case 'requisitions':
        return html`<wh-slips .hub=${this.hub}></wh-slips>`;
      case 'returns':
        return html`<wh-returns .hub=${this.hub}></wh-returns>`;
      case 'holdings':
        return html`<wh-holdings .hub=${this.hub}></wh-holdings>`;
      case 'movements':
        return html`<wh-history .hub=${this.hub}></wh-history>`;
      case 'parts':
        return html`<wh-parts .hub=${this.hub}></wh-parts>`;
      case 'devices':
        return html`<wh-devices .hub=${this.hub}></wh-devices>`;
      case 'print':
        return html`<wh-print-queue .hub=${this.hub}></wh-print-queue>`;
      case 'print-template':
        return html`<wh-slip-template .hub=${this.hub}></wh-slip-template>`;
    }
  }

  #tabs(): TemplateResult {
    return html`<nav aria-label=${say('desk.place')}>${DESK_PAGES.map((page) => html`<a href="/desk/${page}" data-tab=${page} aria-current=${page === this.page ? 'page' : nothing}>${say(TABS[page])}</a>`)}</nav>`;
  }

  async #signOut(session: string): Promise<void> {
    await endSession(session);
    this.hub?.connection.reconnect();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-desk': WhDesk;
  }
}
