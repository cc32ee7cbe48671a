import '../elements/wh-plate.ts';
import './wh-remark.ts';
import './wh-slip-line.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CounterState, Slip } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

/** The slip in progress. */
@customElement('wh-slip')
export class WhSlip extends WhElement {
  static override styles = [
    shared,
    css`
      :host { min-height: 0; }
      .slip { display: grid; grid-template-rows: auto 1fr auto; height: 100%; min-height: 0; overflow: hidden; }
      .head { display: flex; gap: 20px; align-items: center; padding: 16px 24px; border-bottom: 1px solid var(--line); white-space: nowrap; min-height: 88px; }
      .face { width: 52px; height: 52px; flex: none; border-radius: 14px; background: var(--ink); color: var(--on-ink); display: grid; place-items: center; font-weight: 600; font-size: 20px; }
      .face.none { background: none; color: var(--ink-3); box-shadow: inset 0 0 0 2px var(--line-strong); }
      wh-plate { font-size: 30px; flex: none; }
      small { display: block; color: var(--ink-2); font-size: 13px; }
      b { font-size: 19px; font-weight: 600; }
      .no { margin-left: auto; text-align: right; flex: none; }
      .no .fig { font-size: 22px; font-weight: 500; }
      .missing { color: var(--waiting); font-weight: 500; }
      .lines { overflow-y: auto; min-height: 0; }
      .empty { display: grid; place-content: center; height: 100%; padding: 24px; text-align: center; color: var(--ink-2); font-size: var(--t-lead); gap: 8px; }
      .foot { padding: 10px 16px; border-top: 1px solid var(--line); display: flex; gap: 12px; align-items: center; }
      .foot wh-remark { flex: 1; }
      @media (max-height: 700px) { .head { min-height: 68px; padding: 8px 16px; gap: 14px; } .face { width: 44px; height: 44px; } .foot { padding: 6px 12px; } }
      @media (max-width: 1100px) { wh-plate { font-size: 22px; } b { font-size: 17px; } .no .fig { font-size: 18px; } .head { gap: 14px; padding-inline: 16px; } .face { width: 44px; height: 44px; } }
      @media (min-width: 1700px) { wh-plate { font-size: 36px; } b { font-size: 23px; } small { font-size: 15px; } .no .fig { font-size: 28px; } .head { min-height: 104px; gap: 32px; } }
    `,
  ];
  @property({ attribute: false }) slip: Slip | null = null;
  /** What the scale said of its lines. */
  @property({ attribute: false }) weighed: CounterState['weighed'] = [];
  /** Id of the line that changed last. */
  @property() now = '';
  /** The page is signed in as the keeper. */
  @property({ type: Boolean }) live = false;

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    if (slip === null) return nothing;
    return html`<section class="card slip" data-slip=${slip.id} data-version=${slip.version} aria-label=${say('slip.title', { number: slip.number })}>
      <div class="head">
        ${this.#receiver(slip)} ${this.#order(slip)}
        <div class="no"><small>${say(slip.purpose === 'kit' ? 'slip.kit' : 'slip.requisition')}</small><span class="fig" data-number>${slip.number}</span></div>
      </div>
      <div class="lines" tabindex=${slip.lines.length > 0 ? '0' : '-1'} role="group" aria-label=${say('slip.lines', { lines: slip.lines.length })}>
        ${
          slip.lines.length === 0
            ? html`<div class="empty"><span>${say('slip.no-lines')}</span></div>`
            : repeat(
                slip.lines,
                (line) => line.id,
                (line) =>
                  html`<wh-slip-line data-line=${line.id} data-part=${line.number} ?data-short=${line.short} ?data-now=${line.id === this.now} .line=${line} .weighed=${this.weighed.find((one) => one.line === line.id) ?? null} .now=${line.id === this.now}></wh-slip-line>`,
              )
        }
      </div>
      <div class="foot"><wh-remark .slip=${slip.id} .remark=${slip.remark} .live=${this.live}></wh-remark></div>
    </section>`;
  }

  /** A strip or a refusal takes room from the lines; the newest stays in sight. */
  readonly #room = new ResizeObserver(() => this.#showNewest());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#room.disconnect();
  }

  override updated(changed: PropertyValues<this>): void {
    const lines = this.renderRoot.querySelector('.lines');
    if (lines !== null) this.#room.observe(lines);
    if (changed.has('now') || changed.has('slip')) void Promise.resolve().then(() => this.#showNewest());
  }

  #showNewest(): void {
    this.renderRoot.querySelector('[data-now]')?.scrollIntoView({ block: 'nearest' });
  }

  #receiver(slip: Slip): TemplateResult {
    const { receiver } = slip;
    if (receiver === null)
      return html`<div class="face none" aria-hidden="true">?</div><div class="missing">${say('slip.no-receiver')}</div>`;
    const about = [receiver.team, say('slip.holding', { kinds: receiver.holdingKinds })].filter((text) => text !== '');
    return html`<div class="face" aria-hidden="true">${receiver.name.slice(0, 1)}</div>
      <div><b data-receiver>${receiver.name}</b><small>${about.join(' · ')}</small></div>`;
  }

  #order(slip: Slip): TemplateResult {
    const { order } = slip;
    if (order === null) {
      if (slip.purpose === 'kit')
        return html`<div class="grow"><b>${say('slip.kit')}</b><small>${say('slip.kit-detail')}</small></div>`;
      return html`<div class="missing">${say('slip.no-order')}</div>
        <button class="btn quiet small" data-act="kit" @click=${() => this.tell('purpose', 'kit')}>${say('slip.make-kit')}</button>`;
    }
    const where = order.bay === null ? order.kind : `${order.bay} · ${order.kind}`;
    return html`<wh-plate .plate=${order.plate} .newEnergy=${order.newEnergy}></wh-plate>
      <div class="grow"><b class="cut">${where}</b><small class="cut"><span class="fig">${order.number}</span> · ${order.vehicleModel}</small></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slip': WhSlip;
  }
}
