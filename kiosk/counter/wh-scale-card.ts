import './wh-sample-dialog.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ScaleState } from '../hub/contracts.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { say, sentence } from '../words/say.ts';
import { weightText } from '../words/weight-text.ts';
import type { CounterActions } from './counter-actions.ts';
import { panState, type Scale } from './scale-state.ts';

type Part = NonNullable<ScaleState['part']>;

/** The pan beside the slip: what lies there, whether it lies still, how many of the part in hand that is, and how sure that is. */
@customElement('wh-scale-card')
export class WhScaleCard extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: contents; }
      .scale { padding: 12px 20px; flex: none; }
      .top { display: flex; align-items: center; gap: 8px; min-height: 32px; }
      h2 { font-size: var(--t); font-weight: 400; color: var(--ink-2); flex: 1; }
      .chip::before { content: ''; width: 10px; height: 10px; background: currentColor; flex: none; }
      .chip.ready::before { border-radius: 50%; }
      .chip.waiting::before { rotate: 45deg; border-radius: 1px; }
      .chip.stopped::before { border-radius: 2px; }
      .chip.none::before { border-radius: 50%; background: none; box-shadow: inset 0 0 0 2px currentColor; }
      .value { font: 500 56px/1.05 var(--figures); font-variant-numeric: tabular-nums; white-space: nowrap; }
      .value small { font: 400 26px var(--figures); color: var(--ink-2); margin-left: 8px; }
      .value.waiting, .value.stopped { color: var(--ink-3); }
      .about { border-top: 1px solid var(--line); margin-top: 8px; padding-top: 8px; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 12px; align-items: center; min-height: 56px; }
      .name { grid-column: 1 / -1; font-size: 15px; font-weight: 500; }
      .count { font-size: 15px; color: var(--ink-2); }
      .count b { font: 500 34px/1 var(--figures); color: var(--ink); margin-right: 4px; }
      .why { grid-column: 1 / -1; color: var(--stopped); font-size: 15px; font-weight: 500; }
      .none-yet { grid-column: 1 / -1; color: var(--ink-2); font-size: 15px; }
      .acts { justify-self: end; }
      @media (max-height: 700px) { .scale { padding: 6px 14px; } .value { font-size: 40px; } .value small { font-size: 20px; } .count b { font-size: 28px; } .about { margin-top: 4px; padding-top: 4px; } .why { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; } }
      @media (min-width: 1700px) { .scale { padding: 20px 28px; } .value { font-size: 80px; } .value small { font-size: 34px; } .count b { font-size: 44px; } .count, .name, .why { font-size: 18px; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() station = '';
  @property({ attribute: false }) actions: CounterActions | undefined = undefined;
  @property({ type: Boolean }) busy = false;
  @state() private sampling = false;
  readonly #scale = new TopicController(
    this,
    () => this.hub,
    'stations.scale',
    () => ({ station: this.station }),
  );

  override render(): TemplateResult | typeof nothing {
    const { scale = null, part = null } = this.#scale.state ?? {};
    if (scale === null) return nothing;
    const { word, meaning } = panState(scale);
    const { reading } = scale;
    const isKnown = reading !== null && reading.value !== null && !reading.overload && scale.state === 'ready';
    return html`<section class="card scale" data-scale=${scale.device} data-pan=${word} data-weighing=${scale.weighing ?? nothing} aria-label=${say('scale.title')}>
      <div class="top">
        <h2>${scale.label === '' ? say('scale.title') : scale.label}</h2>
        ${reading?.net === true ? html`<span class="chip none">${say('scale.net')}</span>` : nothing}
        <span class="chip ${meaning}" role="status">${say(word)}</span>
      </div>
      <div class="value ${meaning}" data-value>${isKnown ? html`${reading.value}<small>${reading.unit}</small>` : '– – –'}</div>
      <div class="about">${part === null ? html`<span class="none-yet">${say('scale.no-part')}</span>` : this.#part(scale, part)}</div>
      <wh-sample-dialog .hub=${this.hub} .station=${this.station} .actions=${this.actions} .scale=${scale} .sampled=${this.sampling ? part : null} @dialog-closed=${() => (this.sampling = false)}></wh-sample-dialog>
    </section>`;
  }

  #part(scale: Scale, part: Part): TemplateResult {
    const { count } = scale;
    const isGood = count !== null && count.outcome !== 'not-certain';
    return html`<span class="name cut">${part.name} ${part.model} <span class="fig muted">${part.number}</span></span>
      <span class="count" data-count>
        ${isGood ? html`<b>${quantityText(count.quantity ?? 0)}</b>${part.unit} ` : nothing}
        ${isGood && count.outcome === 'certain' ? html`<span class="fig">${say('scale.plus-minus', count.facts)}</span>, ` : nothing}
        ${this.#pieceWeight(part)}
      </span>
      ${
        count === null
          ? html`<span class="acts">${this.#sampleButton(scale, part)}</span>`
          : isGood
            ? html`<span class="chip ready" data-verdict=${count.outcome}>${say('scale.certain')}</span>`
            : html`<span class="chip waiting" data-verdict=${count.outcome}>${say('scale.not-certain')}</span>
              <span class="why" data-code=${count.code}>${sentence(count.code, count.facts)}</span><span></span><span class="acts">${this.#sampleButton(scale, part)}</span>`
      }
      ${part.bin?.tare == null ? nothing : html`<span class="none-yet">${say('scale.bin', { bin: part.bin.code, weight: weightText(part.bin.tare) })}</span>`}`;
  }

  #pieceWeight({ measured, weight }: Part): string {
    if (measured && weight === null) return say('scale.by-weight');
    if (weight === null) return say('scale.piece-unknown');
    return say('scale.piece', { weight: weightText(weight.pieceWeight) });
  }

  #sampleButton({ state }: Scale, { measured }: Part): TemplateResult | typeof nothing {
    if (measured) return nothing;
    return html`<button class="btn quiet small" data-act="sample" ?disabled=${this.busy || state !== 'ready'} @click=${() => (this.sampling = true)}>${say('scale.sample')}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-scale-card': WhScaleCard;
  }
}
