import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { language, say, useLanguage } from '../words/say.ts';

/** 中 / EN. */
@customElement('wh-language-switch')
export class WhLanguageSwitch extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: inline-block; }
      button { min-height: 48px; min-width: 72px; padding: 0 8px; border: 0; background: none; color: var(--ink-3); font: 400 16px/1 var(--text); cursor: pointer; border-radius: var(--r); }
      b { font-weight: 600; color: var(--ink); }
    `,
  ];

  override render(): TemplateResult {
    const chinese = language() === 'zh';
    return html`<button @click=${() => void useLanguage(chinese ? 'en' : 'zh')}>
      ${chinese ? html`<b>${say('language.zh')}</b>` : say('language.zh')} /
      ${chinese ? say('language.en') : html`<b>${say('language.en')}</b>`}
      <span class="unseen">${say('language.switch')}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-language-switch': WhLanguageSwitch;
  }
}
