import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeskDevice } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { meaningOfState, modelName, stateWord, visible } from './device-words.ts';

/** One device in the list: what it is, how it is, and what it says now. Tells `choose-device`. */
@customElement('wh-device-row')
export class WhDeviceRow extends WhElement {
  static override styles = [
    shared,
    css`
      button {
        display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 2px 12px; align-items: center; width: 100%; min-height: 56px; padding: 8px 14px; border: 0;
        border-radius: var(--r); background: var(--surface); color: var(--ink); text-align: left; font: 400 15px/1.35 var(--text); cursor: pointer; box-shadow: inset 0 0 0 1px var(--line);
      }
      button.chosen { background: var(--ink); color: var(--on-ink); box-shadow: none; }
      button.chosen .faint, button.chosen .now { color: inherit; }
      b { font-size: 17px; font-weight: 600; }
      .lamp { grid-row: span 2; width: 12px; height: 12px; background: var(--ready); border-radius: 50%; }
      button.chosen .lamp { outline: 2px solid var(--on-ink); }
      .lamp.waiting { background: var(--waiting); border-radius: 1px; rotate: 45deg; }
      .lamp.stopped { background: var(--stopped); border-radius: 2px; }
      .word { grid-column: 2 / -1; }
      .word.stopped { color: var(--stopped); font-weight: 600; }
      button.chosen .word.stopped, button.chosen .word { color: inherit; }
      .now { grid-column: 3; grid-row: 1; font-size: 20px; font-weight: 500; color: var(--ink); max-width: 150px; }
    `,
  ];
  @property({ attribute: false }) device: DeskDevice | null = null;
  @property({ type: Boolean }) chosen = false;

  override render(): TemplateResult | typeof nothing {
    const { device } = this;
    if (device === null) return nothing;
    const meaning = meaningOfState(device);
    return html`<button class=${this.chosen ? 'chosen' : ''} data-device=${device.device} data-state=${device.state} aria-pressed=${this.chosen} @click=${() => this.tell('choose-device')}>
      <span class="lamp ${meaning}" aria-hidden="true"></span>
      <b class="cut">${device.label === '' ? say(`family.${device.family}`) : device.label}</b>
      <span class="word cut faint ${meaning}">${meaning === 'ready' ? modelName(device.vendor, device.model) : stateWord(device)}</span>
      <span class="now fig cut">${nowOf(device)}</span>
    </button>`;
  }
}

/** The weight on a scale, or the last scan. */
function nowOf({ weight, scans }: DeskDevice): string {
  if (weight !== null) {
    if (weight.overload) return say('live.over');
    return weight.value === null ? '– –' : `${weight.value} ${weight.unit ?? ''}`;
  }
  return visible(scans[0]?.text ?? '');
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-device-row': WhDeviceRow;
  }
}
