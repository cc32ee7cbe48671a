import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { lampOf } from './device-lamp-state.ts';
import { deviceWord } from './device-word.ts';

/** A device's state: a shape, a colour and a word. */
@customElement('wh-device-lamp')
export class WhDeviceLamp extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: inline-block; }
      .lamp { display: inline-flex; align-items: center; gap: 8px; color: var(--ink-2); font-size: var(--t-small); white-space: nowrap; }
      .lamp::before { content: ''; width: 10px; height: 10px; border-radius: 50%; background: var(--ready); }
      @media (min-width: 1700px) { .lamp { font-size: 16px; } }
      .lamp.waiting { color: var(--waiting); }
      .lamp.waiting::before { background: var(--waiting); border-radius: 1px; rotate: 45deg; }
      .lamp.stopped { color: var(--stopped); font-weight: 600; }
      .lamp.stopped::before { background: var(--stopped); border-radius: 2px; }
    `,
  ];
  @property({ attribute: false }) device: Device | null = null;

  override render(): TemplateResult | typeof nothing {
    const { device } = this;
    if (device === null) return nothing;
    const { state, word } = lampOf(device);
    const family = deviceWord(device);
    const text = word === null ? family : `${family} ${say(word)}`;
    const spoken = word === null ? `${family} ${say(`device.${device.state}`)}` : text;
    return html`<span class="lamp ${state}" data-lamp=${state} role="img" aria-label=${spoken} title=${device.model}>${text}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-device-lamp': WhDeviceLamp;
  }
}
