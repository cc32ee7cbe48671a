import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeskDevice } from '../hub/contracts.ts';
import { wallSeconds } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { hexPairs, meaningText, stabilityWord, visible } from './device-words.ts';

/** What a device says now: the weight with its stability, the scans, the paper; and its last frame with what it means. */
@customElement('wh-device-live')
export class WhDeviceLive extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; gap: 16px; }
      .weight { display: flex; align-items: baseline; gap: 14px; flex-wrap: wrap; }
      .value { font: 600 60px/1.1 var(--figures); font-variant-numeric: tabular-nums; white-space: nowrap; }
      .value small { font-size: 28px; font-weight: 500; margin-left: 8px; }
      .lamp { display: inline-flex; align-items: center; gap: 8px; font-size: 18px; font-weight: 600; }
      .lamp::before { content: ''; width: 12px; height: 12px; background: currentColor; border-radius: 50%; }
      .lamp.ready { color: var(--ready); }
      .lamp.waiting { color: var(--waiting); } .lamp.waiting::before { border-radius: 1px; rotate: 45deg; }
      .lamp.stopped { color: var(--stopped); } .lamp.stopped::before { border-radius: 2px; }
      .strip { padding: 10px 14px; border-radius: var(--r); background: var(--waiting-soft); color: var(--waiting); }
      ol { list-style: none; padding: 0; display: grid; }
      li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 16px; padding: 8px 0; border-bottom: 1px solid var(--line); align-items: baseline; }
      li:first-child { font-size: 20px; font-weight: 600; }
      .frame { background: var(--raised); border-radius: var(--r); padding: 12px 14px; display: grid; gap: 6px; box-shadow: inset 0 0 0 1px var(--line); }
      .frame .top { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; font-size: 15px; }
      code { font: 400 15px/1.6 var(--mono); overflow-wrap: anywhere; }
      h3 { font-size: var(--t-small); font-weight: 500; color: var(--ink-2); }
    `,
  ];
  @property({ attribute: false }) device: DeskDevice | null = null;

  override render(): TemplateResult | typeof nothing {
    const { device } = this;
    if (device === null) return nothing;
    return html`${device.family === 'scale' ? this.#weight(device) : nothing} ${device.family === 'scanner' ? this.#scans(device) : nothing}
      ${device.family === 'printer' && device.paper !== null ? html`<div><h3>${say('live.paper')}</h3><p>${say(`paper.${device.paper}`)}</p></div>` : nothing}
      ${this.#frame(device)}`;
  }

  #weight({ weight }: DeskDevice): TemplateResult {
    if (weight === null)
      return html`<div><h3>${say('live.scale')}</h3><p class="muted">${say('live.no-weight')}</p></div>`;
    const { value, unit, stable, source, net, overload, underload, drift } = weight;
    const lamp = overload || underload ? 'stopped' : stable === true ? 'ready' : 'waiting';
    const word = overload ? say('live.over') : underload ? say('live.under') : stabilityWord(stable);
    return html`<div>
      <h3>${say('live.scale')}</h3>
      <div class="weight">
        <span class="value" data-weight=${value ?? ''}>${value === null ? '– – –' : html`${value}<small>${unit}</small>`}</span>
        <span class="lamp ${lamp}" data-stable=${String(stable)}>${word}</span>
        ${net === true ? html`<span class="chip">${say('live.net')}</span>` : nothing}
        ${source === 'derived' && stable !== 'unknown' ? html`<span class="chip">${say('live.derived')}</span>` : nothing}
      </div>
      ${drift === null ? nothing : html`<p class="strip" role="status" data-drift=${drift.kind}>${say(drift.kind === 'drift' ? 'live.drift' : 'live.left-on-pan', { size: drift.size })}</p>`}
    </div>`;
  }

  #scans({ scans }: DeskDevice): TemplateResult {
    return html`<div>
      <h3>${say('live.scans')}</h3>
      ${
        scans.length === 0
          ? html`<p class="muted">${say('live.no-scans')}</p>`
          : html`<ol>${scans.map(({ scan, text, symbology, at }) => html`<li data-scan=${scan}><time class="fig faint">${wallSeconds(at)}</time><span class="fig cut">${visible(text)}</span><span class="faint fig">${symbology === null ? '' : `]${symbology}`}</span></li>`)}</ol>`
      }
    </div>`;
  }

  #frame({ frame }: DeskDevice): TemplateResult {
    if (frame === null)
      return html`<div><h3>${say('live.frame')}</h3><p class="muted">${say('live.no-frame')}</p></div>`;
    const isCut = frame.bytes * 2 > frame.hex.length;
    return html`<div>
      <h3>${say('live.frame')}</h3>
      <div class="frame" data-frame=${frame.hex}>
        <div class="top"><time class="fig faint">${wallSeconds(frame.at)}</time><span class="chip">${say(`frame.${frame.direction}`)}</span><b data-meaning=${frame.meaning.is}>${meaningText(frame.meaning)}</b><span class="faint grow"></span><span class="faint fig">${say('live.bytes', { bytes: frame.bytes })}</span></div>
        <code>${hexPairs(frame.hex)}${isCut ? ' …' : ''}</code>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-device-live': WhDeviceLive;
  }
}
