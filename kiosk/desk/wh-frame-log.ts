import '@awesome.me/webawesome/dist/components/input/input.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import '@vaadin/grid/vaadin-grid.js';
import '@vaadin/grid/vaadin-grid-column.js';
import '@vaadin/grid/vaadin-grid-selection-column.js';
import type { Grid } from '@vaadin/grid/vaadin-grid.js';
import type { GridColumn } from '@vaadin/grid/vaadin-grid-column.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FrameSample, LoggedFrame } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallMoment } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say } from '../words/say.ts';
import { hexPairs, meaningText } from './device-words.ts';
import { frameLogLook } from './frame-log-look.ts';
import './wh-frame-sample.ts';

const PAGE = 200;

/** The raw log of one device, newest first. Chosen lines mark a stretch, which becomes a sample of its profile. */
@customElement('wh-frame-log')
export class WhFrameLog extends WhElement {
  static override styles = [shared, frameLogLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() device = '';
  @state() private frames: LoggedFrame[] = [];
  @state() private isComplete = true;
  @state() private busy = false;
  @state() private failed = false;
  @state() private chosen: readonly LoggedFrame[] = [];
  @state() private sample: FrameSample | null = null;
  @query('vaadin-grid') private grid!: Grid<LoggedFrame> | null;
  @query('[name="note"]') private note!: WaInput | null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load(null);
  }

  override render(): TemplateResult {
    return html`
      <div class="top"><p class="muted grow">${say('log.kept')}</p>
        <button class="btn quiet small" data-act="refresh" ?disabled=${this.busy} @click=${() => void this.#load(null)}>${say('log.refresh')}</button>
        <button class="btn quiet small" data-act="older" ?disabled=${this.busy || this.isComplete} @click=${() => void this.#load(this.frames.at(-1)?.until ?? null)}>${say('log.older')}</button>
      </div>
      <vaadin-grid .items=${this.frames} @selected-items-changed=${this.#select} aria-label=${say('devices.log')}>
        <vaadin-grid-selection-column width="56px" flex-grow="0" select-rows-by-dragging></vaadin-grid-selection-column>
        ${this.#column('log.time', 178, ({ at }) => wallMoment(at))}
        ${this.#column('log.times', 76, ({ times }) => (times === 1 ? '' : `× ${times}`))}
        ${this.#column('log.way', 64, ({ direction }) => say(`frame.${direction}`))}
        ${this.#column('log.meaning', 260, ({ meaning }) => meaningText(meaning))}
        ${this.#column('log.bytes', 0, ({ chunks }) => chunks.map(hexPairs).join(' | '), 'bytes')}
      </vaadin-grid>
      ${this.frames.length === 0 ? html`<p class="muted none" role="status">${say(this.busy ? 'log.loading' : this.failed ? 'log.failed' : 'log.empty')}</p>` : nothing}
      <div class="bottom">
        ${
          this.chosen.length === 0
            ? html`<p class="muted">${say('log.pick')}</p>`
            : html`<span class="fig">${say('log.picked', { frames: this.chosen.length })}</span>
                <wa-input name="note" class="grow" label=${say('log.note')} placeholder=${say('log.note')} maxlength="200" autocomplete="off"></wa-input>
                <button class="btn small" data-act="sample" ?disabled=${this.busy} @click=${() => void this.#makeSample()}>${say('log.sample')}</button>`
        }
      </div>
      ${this.sample === null ? nothing : html`<wh-frame-sample .sample=${this.sample}></wh-frame-sample>`}
    `;
  }

  /** `width` 0: what is left. */
  #column(head: Key, width: number, text: (frame: LoggedFrame) => string, part = ''): TemplateResult {
    const renderer = (root: HTMLElement, _column: GridColumn, { item }: { item: LoggedFrame }): void => {
      root.textContent = text(item);
      root.title = text(item);
    };
    return html`<vaadin-grid-column header=${say(head)} width=${width === 0 ? '200px' : `${width}px`} flex-grow=${width === 0 ? 1 : 0} .cellPartNameGenerator=${() => part} .renderer=${renderer}></vaadin-grid-column>`;
  }

  readonly #select = (event: CustomEvent<{ value: LoggedFrame[] }>): void => {
    this.chosen = event.detail.value;
    this.sample = null;
  };

  /** `before` null: the newest. */
  async #load(before: number | null): Promise<void> {
    const connection = this.hub?.connection;
    if (connection === undefined || this.busy) return;
    this.busy = true;
    const asked = { device: this.device, limit: PAGE, ...(before === null ? {} : { before }) };
    const answer = await connection.ask('stations.list-frames', asked);
    this.busy = false;
    this.failed = answer.outcome !== 'accepted';
    if (answer.outcome !== 'accepted') return;
    this.frames = before === null ? answer.reply.frames : [...this.frames, ...answer.reply.frames];
    this.isComplete = answer.reply.isComplete;
    if (before === null && this.grid !== null) this.grid.selectedItems = [];
  }

  async #makeSample(): Promise<void> {
    const connection = this.hub?.connection;
    if (connection === undefined || this.chosen.length === 0) return;
    this.busy = true;
    const from = Math.min(...this.chosen.map(({ until }) => until));
    const until = Math.max(...this.chosen.map((frame) => frame.until));
    const request = { device: this.device, from, until, note: this.note?.value ?? '' };
    const answer = await connection.ask('stations.frame-sample', request);
    this.busy = false;
    if (answer.outcome === 'accepted') this.sample = answer.reply;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-frame-log': WhFrameLog;
  }
}
