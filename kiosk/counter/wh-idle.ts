import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say } from '../words/say.ts';
import { badgePicture } from './badge-picture.ts';

export type Idle = 'connecting' | 'absent' | 'closed' | 'ready';

const TITLE = {
  connecting: 'idle.connecting',
  absent: 'idle.absent',
  closed: 'idle.closed',
  ready: 'idle.ready',
} as const satisfies Record<Idle, Key>;
const DETAIL = {
  connecting: 'idle.connecting-detail',
  absent: 'idle.absent-detail',
  closed: 'idle.closed-detail',
  ready: 'idle.ready-detail',
} as const satisfies Record<Idle, Key>;
const STEPS: readonly Key[] = ['idle.step-badge', 'idle.step-order', 'idle.step-parts', 'idle.step-confirm'];

/** No slip to show: one sentence that says what comes next. */
@customElement('wh-idle')
export class WhIdle extends WhElement {
  static override styles = [
    shared,
    css`
      :host { height: 100%; }
      .idle { display: grid; place-content: center; justify-items: center; height: 100%; gap: 12px; padding: 24px; text-align: center; }
      svg { width: clamp(120px, 22vh, 220px); height: auto; }
      h2 { font-size: clamp(30px, 5.6vh, 56px); line-height: 1.2; }
      p { font-size: var(--t-lead); color: var(--ink-2); }
      ol { display: flex; gap: 10px; padding: 0; margin-top: 16px; list-style: none; flex-wrap: wrap; justify-content: center; }
      li { display: flex; align-items: center; gap: 10px; padding: 8px 16px 8px 8px; border-radius: 999px; background: var(--raised); box-shadow: inset 0 0 0 1px var(--line); font-size: 17px; white-space: nowrap; }
      li b { display: grid; place-items: center; width: 30px; height: 30px; border-radius: 50%; background: var(--ink); color: var(--on-ink); font: 600 17px/1 var(--figures); }
      @media (max-height: 700px) { .idle { gap: 6px; padding: 12px; } ol { margin-top: 6px; } li { font-size: 15px; padding: 4px 12px 4px 4px; } p { font-size: 16px; } }
    `,
  ];
  @property() idle: Idle = 'connecting';

  override render(): TemplateResult {
    const { idle } = this;
    return html`<section class="card idle" data-idle=${idle} role="status">
      ${idle === 'closed' || idle === 'ready' ? badgePicture() : nothing}
      <h2>${say(TITLE[idle])}</h2>
      <p>${say(DETAIL[idle])}</p>
      ${idle === 'ready' ? html`<ol>${STEPS.map((step, at) => html`<li><b aria-hidden="true">${at + 1}</b>${say(step)}</li>`)}</ol>` : nothing}
      ${idle === 'absent' ? html`<a class="btn" href="/counter">${say('idle.choose')}</a>` : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-idle': WhIdle;
  }
}
