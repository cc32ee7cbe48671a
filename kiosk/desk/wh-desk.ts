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
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import type { DeskPage } from '../route.ts';
import { type Key, say } from '../words/say.ts';

const PAGES = {
  requisitions: 'slips.title',
  returns: 'returns.title',
  holdings: 'held.title',
  movements: 'moves.title',
  parts: 'part.title',
  devices: 'devices.title',
  print: 'prints.place',
  'print-template': 'template.place',
} as const satisfies Record<DeskPage, Key>;

/** The pages by trade, in the order of the day. */
const TRADES = [
  { title: 'desk.trade-parts', pages: ['requisitions', 'returns', 'holdings', 'parts', 'movements'] },
  { title: 'desk.trade-system', pages: ['devices', 'print', 'print-template'] },
] as const satisfies readonly { title: Key; pages: readonly DeskPage[] }[];

/** The desk: who is signed in, and the page that they work on. */
@customElement('wh-desk')
export class WhDesk extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100%; }
      .desk { position: relative; display: grid; grid-template: minmax(0, 1fr) / 176px minmax(0, 1fr); min-height: 0; }
      nav { display: grid; align-content: start; gap: 2px; padding: 4px 10px 12px; overflow-y: auto; border-right: 1px solid var(--line); }
      nav h2 { padding: 12px 12px 2px; font-size: var(--t-small); font-weight: 400; color: var(--ink-2); }
      nav a { display: flex; align-items: center; min-height: 48px; padding: 0 12px; border-radius: var(--r); color: var(--ink); text-decoration: none; font-size: 17px; line-height: 1.2; }
      nav a[aria-current='page'] { background: var(--ink); color: var(--on-ink); font-weight: 600; }
      .choice { display: none; padding: 8px 12px 0; }
      .choice select { width: 100%; min-height: 48px; padding: 0 12px; border: 1.5px solid var(--ink); border-radius: var(--r); background: var(--surface); color: var(--ink); font: 600 17px / 1.2 var(--text); }
      .person { display: flex; align-items: center; gap: 12px; }
      /* Beside a list there is no room for the pages any more: they are one choice above it. */
      @media (max-width: 1000px) {
        .desk { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }
        nav { display: none; }
        .choice { display: block; }
      }
      @media (max-width: 700px) { [data-person] { display: none; } .person .btn { padding: 0 10px; } }
      /* A line that only changes who is signed in is back before anybody could read this. */
      .stale > :not(.age) { animation: grey 1ms 400ms both; }
      @keyframes grey { to { filter: grayscale(1); opacity: 0.55; } }
      .age { position: absolute; left: 50%; top: 40%; translate: -50% 0; z-index: 3; width: max-content; max-width: min(90%, 640px); box-sizing: border-box; padding: 18px 32px; border-radius: var(--r-big); background: var(--ink); color: var(--on-ink); font-size: 22px; font-weight: 600; line-height: 1.4; text-align: center; text-wrap: balance; box-shadow: var(--shadow); animation: shown 1ms 400ms both; }
      @keyframes shown { from { visibility: hidden; } }
      .waiting { display: grid; place-content: center; color: var(--ink-2); font-size: var(--t-lead); }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() page: DeskPage = 'devices';
  readonly #changes = new TopicController(
    this,
    () => this.hub,
    'lists.changed',
    () => ({}),
  );

  override render(): TemplateResult {
    const session = this.hub?.connection.lastHello?.session ?? null;
    const person =
      session === null
        ? ''
        : html`<span data-person>${session.person.name}</span>
            <button class="btn quiet small" data-act="sign-out" ?disabled=${!this.#changes.fresh} @click=${() => void this.#signOut(session.session)}>${say('desk.sign-out')}</button>`;
    return html`
      <wh-bar .hub=${this.hub} .place=${say('desk.place')}><div slot="person" class="person">${person}</div></wh-bar>
      ${session === null ? this.#page(true) : html`<div class="desk ${this.#changes.fresh ? '' : 'stale'}">${this.#pages()}${this.#page(false)}${this.#age()}</div>`}
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

  /** A frozen page is worse than an empty one: how old it is stands over it. */
  #age(): TemplateResult | typeof nothing {
    if (this.#changes.fresh) return nothing;
    return html`<div class="age" role="status">${say('desk.stale', { seconds: this.#changes.age })}</div>`;
  }

  #pages(): TemplateResult {
    const link = (page: DeskPage): TemplateResult =>
      html`<a href="/desk/${page}" data-tab=${page} aria-current=${page === this.page ? 'page' : nothing}>${say(PAGES[page])}</a>`;
    const option = (page: DeskPage): TemplateResult =>
      html`<option value=${page} ?selected=${page === this.page}>${say(PAGES[page])}</option>`;
    const go = (event: Event): void => location.assign(`/desk/${(event.target as HTMLSelectElement).value}`);
    return html`<nav aria-label=${say('desk.place')}>${TRADES.map(({ title, pages }) => html`<h2>${say(title)}</h2>${pages.map(link)}`)}</nav>
      <div class="choice"><select name="page" aria-label=${say('desk.place')} @change=${go}>${TRADES.map(({ title, pages }) => html`<optgroup label=${say(title)}>${pages.map(option)}</optgroup>`)}</select></div>`;
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
