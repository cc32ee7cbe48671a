import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Failure } from '../hub/rest.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';

/** What was refused, large and with its numbers. */
@customElement('wh-refusal')
export class WhRefusal extends WhElement {
  static override styles = [
    shared,
    css`
      .refusal { display: flex; align-items: center; gap: 16px; margin-top: 12px; padding: 12px 20px; border-radius: var(--r-big); background: var(--stopped); color: var(--on-ink); }
      .refusal b { flex: 1; font-size: clamp(20px, 3.2vh, 30px); font-weight: 600; line-height: 1.25; }
      svg { width: 36px; flex: none; }
      .refusal .btn { color: var(--on-ink); box-shadow: inset 0 0 0 1.5px currentColor; }
      @media (max-height: 700px) { .refusal { margin-top: 8px; padding: 6px 14px; } svg { width: 28px; } }
    `,
  ];
  @property({ attribute: false }) failure: Failure | null = null;

  override render(): TemplateResult {
    const { failure } = this;
    return html`<div role="alert">${
      failure === null
        ? nothing
        : html`<div class="refusal" data-refusal=${failure.code}>
          <svg viewBox="0 0 36 36" aria-hidden="true"><path d="M11 2h14l9 9v14l-9 9H11l-9-9V11z" fill="none" stroke="currentColor" stroke-width="3" /><path d="M18 9v11M18 25v2.5" stroke="currentColor" stroke-width="4" /></svg>
          <b>${sentence(failure.code, failure.facts)}</b>
          <button class="btn quiet small" data-act="forget" @click=${() => this.tell('forget')}>${say('common.understood')}</button>
        </div>`
    }</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-refusal': WhRefusal;
  }
}
