import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BenchScale, ScaleRequest } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say } from '../words/say.ts';

/** What lies beside the scale to be weighed. */
const PIECES = [
  { name: 'bolt', weight: '8.42', unit: 'g' },
  { name: 'clip', weight: '1.3', unit: 'g' },
  { name: 'washer', weight: '2.6', unit: 'g' },
  { name: 'oil', weight: '0.92', unit: 'kg' },
] as const;
const [BOLT] = PIECES;
const DRAWER = 100;
const HANDFUL = 5;

/** An emulated scale: its display and lamps, things to put on its pan, its own keys, and what may go wrong. Tells `act-on-scale`. */
@customElement('wh-scale-bench')
export class WhScaleBench extends WhElement {
  static override styles = [
    shared,
    css`
      section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; }
      .top { display: flex; align-items: center; gap: 10px; min-height: 48px; }
      .top b { font-size: 18px; font-weight: 600; }
      .off { color: var(--stopped); font-weight: 600; }
      .body { border-radius: 14px; background: #2a2c2f; color: #f2f3f4; padding: 10px 16px 12px; }
      .value { display: flex; justify-content: flex-end; align-items: baseline; gap: 8px; font: 600 56px/1.1 var(--figures); font-variant-numeric: tabular-nums; white-space: nowrap; }
      .value small { font-size: 26px; font-weight: 500; }
      .lamps { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 15px; min-height: 24px; color: #c2c7cb; }
      .lamp { display: inline-flex; align-items: center; gap: 7px; }
      .lamp::before { content: ''; width: 11px; height: 11px; background: currentColor; }
      .lamp.ready { color: #6fdba6; } .lamp.ready::before { border-radius: 50%; }
      .lamp.waiting { color: #ffc766; } .lamp.waiting::before { rotate: 45deg; border-radius: 1px; }
      .lamp.stopped { color: #ffa49d; font-weight: 600; } .lamp.stopped::before { border-radius: 2px; }
      .lamp.said::before { border-radius: 50%; background: none; box-shadow: inset 0 0 0 2px currentColor; }
      .on-pan { margin-left: auto; }
      .pieces { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
      .pieces .btn { justify-content: flex-start; gap: 8px; padding: 0 12px; min-height: 56px; }
      .pieces .fig { margin-left: auto; color: var(--ink-2); }
      .acts { display: flex; flex-wrap: wrap; gap: 8px; }
      .acts .btn { flex: 1 1 auto; padding: 0 10px; }
      .faults { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
      .faults .btn { padding: 0 4px; }
      h3 { font-size: 15px; font-weight: 600; color: var(--ink-2); margin-top: 4px; }
      .btn[aria-pressed='true'] { background: var(--waiting-soft); color: var(--waiting); box-shadow: inset 0 0 0 1.5px var(--waiting); }
      @media (max-width: 1100px) { .value { font-size: 46px; } .btn.small { font-size: 15px; } .pieces .btn { padding: 0 8px; } }
    `,
  ];
  @property({ attribute: false }) scale: BenchScale | null = null;

  override render(): TemplateResult | typeof nothing {
    const { scale } = this;
    if (scale === null) return nothing;
    return html`<section data-scale=${scale.device} aria-label=${say('family.scale')}>
      <div class="top">
        <b>${say('family.scale')}</b><span class="faint cut grow">${scale.model}</span>
        ${scale.plugged ? nothing : html`<span class="off" role="status">${say('bench.scale-unplugged')}</span>`}
        ${this.#button('plug', scale.plugged ? 'bench.unplug' : 'bench.plug', { plugged: !scale.plugged })}
      </div>
      ${this.#display(scale)}
      <div class="pieces" role="group" aria-label=${say('bench.scale-put')}>
        ${PIECES.map(
          ({
            name,
            weight,
            unit,
          }) => html`<button class="btn quiet small" data-piece=${name} @click=${() => this.#act({ add: { pieces: 1, weight, unit } })}>
            <span aria-hidden="true">+</span>${say(`bench.piece-${name}`)}<span class="fig">${weight} ${unit}</span>
          </button>`,
        )}
      </div>
      <div class="acts">
        ${[1, HANDFUL].map((pieces) => html`<button class="btn quiet small" data-take=${pieces} ?disabled=${scale.pieces === 0} @click=${() => this.#act({ take: pieces })}><span aria-hidden="true">−</span>${say('bench.scale-take', { pieces })}</button>`)}
        ${this.#button('empty', 'bench.scale-empty', { empty: true })}
      </div>
      <div class="acts">
        <button class="btn quiet small" data-act="fill" @click=${() => this.#act({ fill: { pieces: DRAWER, weight: BOLT.weight, unit: BOLT.unit } })}>${say('bench.scale-fill', { pieces: DRAWER })}</button>
        ${this.#button('tare', 'bench.scale-tare', { tare: true })} ${this.#button('zero', 'bench.scale-zero', { zero: true })}
      </div>
      <h3>${say('bench.scale-faults')}</h3>
      <div class="faults" role="group" aria-label=${say('bench.scale-faults')}>
        ${this.#button('hand', 'bench.scale-hand', { hand: !scale.hand }, scale.hand)}
        ${this.#button('shake', 'bench.scale-shake', { shake: !scale.shaken }, scale.shaken)}
        ${this.#button('drift', 'bench.scale-drift', { drift: !scale.drifting }, scale.drifting)}
        ${this.#button('freeze', 'bench.scale-freeze', { freeze: !scale.frozen }, scale.frozen)}
        ${this.#button('overload', 'bench.scale-overload', { overload: true })}
        ${this.#button('noise', 'bench.scale-noise', { noise: true })}
      </div>
    </section>`;
  }

  #display({ display, range, stable, net, zero, frozen, pieces }: BenchScale): TemplateResult {
    const [figures = '', unit = ''] = (display ?? '').split(' ');
    const state =
      range === 'ok'
        ? html`<span class="lamp ${stable ? 'ready' : 'waiting'}" data-stable=${stable}>${say(stable ? 'bench.scale-stable' : 'bench.scale-moving')}</span>`
        : html`<span class="lamp stopped" data-range=${range}>${say(range === 'over' ? 'bench.scale-over' : 'bench.scale-under')}</span>`;
    return html`<div class="body">
      <div class="value" data-display>${display === null ? '– – –' : html`${figures}<small>${unit}</small>`}</div>
      <div class="lamps">
        ${state}
        ${frozen ? html`<span class="lamp stopped">${say('bench.scale-frozen')}</span>` : nothing}
        ${net ? html`<span class="lamp said">${say('bench.scale-net')}</span>` : nothing}
        ${zero ? html`<span class="lamp said">${say('bench.scale-zero-lamp')}</span>` : nothing}
        <span class="on-pan">${say('bench.scale-pieces', { pieces })}</span>
      </div>
    </div>`;
  }

  /** `isOn` only where the hand stays: pressed until it is pressed again. */
  #button(act: string, word: Key, request: ScaleRequest, isOn?: boolean): TemplateResult {
    return html`<button class="btn quiet small" data-act=${act} aria-pressed=${isOn ?? nothing} @click=${() => this.#act(request)}>${say(word)}</button>`;
  }

  #act(request: ScaleRequest): void {
    this.tell('act-on-scale', request);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-scale-bench': WhScaleBench;
  }
}
