import '../elements/wh-paper.ts';
import './wh-queues.ts';
import './wh-scale-card.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CounterState, Slip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallTime } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import type { CounterActions } from './counter-actions.ts';
import { PreviewController } from './preview-controller.ts';
import { queueLook } from './queue-look.ts';

const SHIFT_MS = 12 * 3_600_000;

/** Beside the slip: scans nobody dealt with, who waits, slips to approve, and the slip as it will be on paper. */
@customElement('wh-side')
export class WhSide extends WhElement {
  static override styles = [
    shared,
    queueLook,
    css`
      :host { min-height: 0; }
      .side { display: flex; flex-direction: column; gap: 16px; height: 100%; min-height: 0; overflow-y: auto; }
      .queues { flex: 0 1 auto; min-height: 112px; padding: 4px 0; overflow-y: auto; }
      .preview { padding: 12px 20px 20px; flex: 1 1 220px; min-height: 150px; overflow-y: auto; }
      .preview h2 { padding: 0 0 10px; }
      .preview wh-paper + wh-paper { margin-top: 8px; }
      .missed { flex-wrap: wrap; }
      .missed .btn { padding: 0 14px; }
      .missed .grow { flex: 1 1 100%; display: flex; align-items: baseline; justify-content: space-between; gap: 8px; }
      .missed .acts { display: flex; gap: 8px; margin-left: auto; }
      @media (max-height: 700px) { .side { gap: 8px; } .preview { min-height: 100px; padding: 6px 14px 12px; } .preview h2 { padding-bottom: 6px; } }
      @media (min-width: 1700px) { .preview { padding: 16px 48px 32px; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() station = '';
  @property({ attribute: false }) actions: CounterActions | undefined = undefined;
  @property({ attribute: false }) state: CounterState | null = null;
  @property({ attribute: false }) slip: Slip | null = null;
  @property({ type: Boolean }) busy = false;
  /** The hub's clock. */
  @property({ type: Number }) now = 0;
  /** A keeper has the counter open. */
  @property({ type: Boolean }) counterOpen = false;
  readonly #preview = new PreviewController(
    this,
    () => this.hub,
    () => this.slip,
  );

  /** A new 无单取件 stands on top of the queues: whatever they were scrolled to, it comes into sight. */
  override updated(changed: PropertyValues<this>): void {
    const newest = this.state?.takes[0]?.weighing;
    if (newest === undefined || changed.get('state')?.takes[0]?.weighing === newest) return;
    if (changed.has('state')) this.renderRoot.querySelector('.queues')?.scrollTo({ top: 0 });
  }

  override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state === null) return nothing;
    return html`<div class="side">
      <wh-scale-card .hub=${this.hub} .station=${this.station} .actions=${this.actions} .busy=${this.busy || !this.counterOpen}></wh-scale-card>
      <div class="card queues">
        ${this.#takes(state.takes)}
        ${state.missed.length === 0 ? nothing : this.#missed(state.missed)}
        <wh-queues .state=${state} .now=${this.now} .busy=${this.busy || !this.counterOpen}>${this.#toApprove(state.toApprove)}</wh-queues>
      </div>
      ${
        this.slip === null
          ? nothing
          : html`<section class="card preview" tabindex="0" aria-label=${say('side.preview')}>
            <h2>${say('side.preview')}</h2>
            ${this.#preview.sheets.map((sheet) => html`<wh-paper .sheet=${sheet}></wh-paper>`)}
          </section>`
      }
    </div>`;
  }

  #missed(missed: CounterState['missed']): TemplateResult {
    return html`<section class="queue" aria-label=${say('side.missed')}>
      <h2>${say('side.missed')} <span class="chip waiting">${missed.length}</span></h2>
      ${missed.map(
        (scan) => html`<div class="q missed" data-missed=${scan.scan}>
          <span class="grow"><b class="fig cut">${scan.text}</b><small>${say('side.missed-at', { time: wallTime(scan.at) })}</small></span>
          <span class="acts">
            <button class="btn quiet small" data-act="ignore" ?disabled=${this.busy} @click=${() => this.tell('missed', { scan: scan.scan, act: false })}>${say('side.ignore')}</button>
            <button class="btn small" data-act="act" ?disabled=${this.busy} @click=${() => this.tell('missed', { scan: scan.scan, act: true })}>${say('side.act')}</button>
          </span>
        </div>`,
      )}
    </section>`;
  }

  /** 无单取件 of today's shift; older ones are in the journal. */
  #takes(takes: CounterState['takes']): TemplateResult | typeof nothing {
    const recent = takes.filter(({ at }) => this.now - at < SHIFT_MS);
    if (recent.length === 0) return nothing;
    return html`<section class="queue" aria-label=${say('scale.taken-title')}>
      <h2>${say('scale.taken-title')}</h2>
      ${recent.map(
        ({ weighing, code, facts, at }) =>
          html`<div class="q" data-take=${weighing}><b class="grow">${sentence(code, facts)}</b><span class="fig">${wallTime(at)}</span></div>`,
      )}
    </section>`;
  }

  #toApprove(slips: CounterState['toApprove']): TemplateResult {
    return html`<section class="queue" aria-label=${say('side.to-approve')}>
      <h2>${say('side.to-approve')} ${slips.length === 0 ? nothing : html`<span class="chip waiting">${slips.length}</span>`}</h2>
      ${slips.length === 0 ? html`<div class="none">${say('side.none-to-approve')}</div>` : this.counterOpen ? nothing : html`<div class="none" data-open-first>${say('side.open-first')}</div>`}
      ${slips.map(
        (slip) => html`<button class="q" data-to-approve=${slip.id} @click=${() => this.tell('open-approval', slip.id)}>
          <span class="grow"><b class="cut">${slip.receiver?.name ?? say('slip.no-receiver')}${slip.remark === '' ? nothing : html` · ${slip.remark}`}</b><small class="fig">${slip.escrow ? html`<span class="chip waiting">${say('queue.taken')}</span> ` : nothing}${slip.number} · ${wallTime(slip.createdAt)}</small></span>
          <span class="m">${slip.lines.length}<small> ${say('side.lines', { lines: slip.lines.length })}</small></span>
        </button>`,
      )}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-side': WhSide;
  }
}
