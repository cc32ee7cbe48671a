import '../elements/wh-dialog.ts';
import '../elements/wh-quantity-stepper.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Queries, ScaleState } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { weightText } from '../words/weight-text.ts';
import type { CounterActions } from './counter-actions.ts';
import type { Scale } from './scale-state.ts';

type Preview = Queries['weighing.preview-sample']['reply'];
const GOOD_SAMPLE = 10;
const ONE = 1000;

/** 取样: so many pieces lie on the pan, counted by hand; the hub says what one weighs and how far that reaches. Or the empty bin lies there. */
@customElement('wh-sample-dialog')
export class WhSampleDialog extends WhElement {
  static override styles = [
    shared,
    css`
      wh-dialog { --dialog-width: 620px; }
      .name { font-size: 20px; font-weight: 500; }
      p { color: var(--ink-2); }
      .pan { font: 500 30px/1.4 var(--figures); }
      .result { display: grid; gap: 4px; margin-block: 14px; padding: 12px 16px; border-radius: var(--r); background: var(--raised); min-height: 92px; align-content: center; }
      .result b { font: 500 26px/1.2 var(--figures); }
      .result.bad { background: var(--stopped-soft); color: var(--stopped); font-weight: 600; }
      .acts { display: grid; gap: 10px; }
      @media (max-height: 700px) { .result { margin-block: 8px; padding: 8px 12px; min-height: 76px; } .acts { grid-template-columns: 1fr 1fr; } .acts .btn { white-space: normal; padding: 0 12px; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) actions: CounterActions | undefined = undefined;
  @property() station = '';
  @property({ attribute: false }) scale: Scale | null = null;
  /** null: closed. */
  @property({ attribute: false }) sampled: ScaleState['part'] = null;
  @state() private pieces: number | null = GOOD_SAMPLE * ONE;
  @state() private preview: Preview | null = null;
  @state() private tared = '';
  #asked = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sampled') && changed.get('sampled') === null) {
      this.pieces = GOOD_SAMPLE * ONE;
      this.tared = '';
    }
    if (changed.has('sampled') && (changed.get('sampled') ?? null) === null && this.sampled !== null)
      this.#sampling(true);
    if (changed.has('sampled') && changed.get('sampled') != null && this.sampled === null) this.#sampling(false);
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.sampled !== null) this.#sampling(false);
  }

  /** What is laid on the pan now is of no line of the slip. */
  #sampling(on: boolean): void {
    if (this.station !== '') void this.actions?.do('stations.set-sampling', { station: this.station, on });
  }

  /** Asks what the sample would tell whenever something else lies there or another number was counted. */
  #look(): void {
    const request = this.#request();
    const key = JSON.stringify(request);
    if (key === this.#asked) return;
    this.#asked = key;
    this.preview = null;
    if (request === null) return;
    void this.hub?.connection.ask('weighing.preview-sample', request).then((answer) => {
      if (this.#asked === key && answer.outcome === 'accepted') this.preview = answer.reply;
    });
  }

  #request(): Queries['weighing.preview-sample']['request'] | null {
    const { sampled: part, pieces } = this;
    const weighing = this.scale?.weighing ?? null;
    if (part === null || weighing === null || pieces === null || pieces <= 0) return null;
    return { weighing, part: part.id, pieces: pieces / ONE };
  }

  override render(): TemplateResult {
    const { sampled: part } = this;
    return html`<wh-dialog .heading=${say('sample.title')} .open=${part !== null}>${part === null ? '' : this.#body(part)}</wh-dialog>`;
  }

  #body(part: NonNullable<ScaleState['part']>): TemplateResult {
    const { preview } = this;
    const reading = this.scale?.reading ?? null;
    const weighing = this.scale?.weighing ?? null;
    const weight = `${reading?.value ?? ''} ${reading?.unit ?? ''}`;
    return html`<div class="name">${part.name} ${part.model} <span class="fig muted">${part.number}</span></div>
      <p>${say('sample.how', { n: GOOD_SAMPLE })}</p>
      <div class="pan" data-on-pan>${weighing === null ? say('sample.no-load') : say('sample.on-pan', { weight })}</div>
      <wh-quantity-stepper .value=${this.pieces ?? 0} .unit=${part.unit} .decimals=${0} @quantity=${(event: CustomEvent<number | null>) => (this.pieces = event.detail)}></wh-quantity-stepper>
      ${this.#result(preview)}
      <div class="acts">
        <button class="btn" data-act="take-sample" ?disabled=${preview?.sample == null} @click=${this.#take}>${say('sample.take')}</button>
        ${
          part.bin === null
            ? nothing
            : html`<button class="btn quiet" data-act="weigh-bin" ?disabled=${weighing === null} @click=${() => void this.#tare(part.bin, weight)}>${say('sample.bin', { bin: part.bin.code })}</button>`
        }
        ${this.tared === '' ? nothing : html`<p role="status">${this.tared}</p>`}
      </div>`;
  }

  #result(preview: Preview | null): TemplateResult {
    if (preview?.problem != null) {
      return html`<div class="result bad" role="status">${sentence(preview.problem.code, preview.problem.facts)}</div>`;
    }
    const sample = preview?.sample ?? null;
    if (sample === null) return html`<div class="result" role="status"></div>`;
    const cv = { cv: String(sample.cv / 10_000) };
    return html`<div class="result" role="status" data-sample>
      <b>${say('sample.result', { weight: weightText(sample.pieceWeight) })}</b>
      <span>${say('sample.reach', { pieces: sample.certainUpTo })}</span>
      <span class="muted">${say(sample.cvAssumed ? 'sample.cv-assumed' : 'sample.cv-known', cv)}</span>
    </div>`;
  }

  readonly #take = async (): Promise<void> => {
    const request = this.#request();
    if (request !== null && (await this.actions?.do('weighing.take-sample', request))) this.tell('dialog-closed');
  };

  async #tare(bin: { id: string; code: string } | null, weight: string): Promise<void> {
    const weighing = this.scale?.weighing ?? null;
    if (bin === null || weighing === null) return;
    const isDone = await this.actions?.do('weighing.weigh-bin', { weighing, bin: bin.id });
    if (isDone === true) this.tared = say('sample.bin-done', { bin: bin.code, weight });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-sample-dialog': WhSampleDialog;
  }
}
