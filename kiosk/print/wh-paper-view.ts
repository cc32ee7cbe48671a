import '../elements/wh-dialog.ts';
import '../elements/wh-paper.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MediumName, Sheet } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { MEDIA } from './media.ts';
import { field } from './print-fields.ts';

/** What is looked at. `version`: whatever changes with what stands on the paper. */
export type PaperOf = {
  readonly of: 'requisition' | 'bag-ticket' | 'return' | 'job';
  readonly id: string;
  readonly version: string | number;
};

const PATHS = {
  requisition: (id: string) => `requisitions/${id}`,
  'bag-ticket': (id: string) => `requisitions/${id}/bag-ticket`,
  return: (id: string) => `returns/${id}`,
  job: (id: string) => `print-jobs/${id}`,
} as const;

const isWide = ({ medium }: Sheet): string => (medium === 'form' ? 'wide' : '');

/** A document as it will be on paper, page by page: on the printer's own paper or on any other, larger by a tap, and as a PDF. */
@customElement('wh-paper-view')
export class WhPaperView extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      :host { display: grid; gap: 16px; }
      .acts { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; }
      .acts .field { min-width: 180px; max-width: 360px; }
      .pages { display: grid; gap: 14px; justify-items: center; }
      .pages wh-paper { width: 100%; max-width: 460px; cursor: zoom-in; }
      .pages wh-paper.wide { max-width: 960px; }
      wh-dialog { --dialog-width: 1180px; }
      .large { display: grid; gap: 20px; justify-items: safe center; padding: 4px; overflow-x: auto; }
      .large wh-paper { width: 100%; max-width: 640px; }
      .large wh-paper.wide { max-width: none; min-width: 860px; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) paper: PaperOf | null = null;
  @state() private medium: MediumName | null = null;
  @state() private sheets: readonly Sheet[] = [];
  @state() private isLarge = false;
  #shown = '';

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { paper, medium } = this;
    const before = changed.get('paper') as PaperOf | null | undefined;
    // The paper of one must never stand below the name of another.
    if (changed.has('paper') && (before?.id !== paper?.id || before?.of !== paper?.of)) this.sheets = [];
    const wanted = paper === null ? '' : `${paper.of}/${paper.id}/${paper.version}/${medium}`;
    if (wanted !== this.#shown) void this.#show(wanted);
  }

  override render(): TemplateResult {
    return html`<div class="acts">
        <label class="field">${say('prints.paper')}
          <select data-field="medium" @change=${(event: Event) => this.#chooseMedium((event.target as HTMLSelectElement).value)}>
            <option value="" ?selected=${this.medium === null}>${say('prints.own-paper')}</option>
            ${MEDIA.map((name) => html`<option value=${name} ?selected=${name === this.medium}>${say(`medium.${name}`)}</option>`)}
          </select>
        </label>
        <button class="btn quiet small" data-act="larger" @click=${this.#enlarge}>${say('prints.larger')}</button>
        <a class="btn quiet small" data-act="pdf" target="_blank" href=${this.#pdf()}>${say('prints.pdf')}</a>
      </div>
      <div class="pages" data-pages=${this.sheets.length}>
        ${this.sheets.map((sheet) => html`<wh-paper class=${isWide(sheet)} .sheet=${sheet} @click=${this.#enlarge}></wh-paper>`)}
      </div>
      <wh-dialog heading=${say('prints.paper')} ?open=${this.isLarge} @dialog-closed=${this.#closeLarge}>${
        this.isLarge
          ? html`<div class="large">${this.sheets.map((sheet) => html`<wh-paper class=${isWide(sheet)} .sheet=${sheet}></wh-paper>`)}</div>`
          : nothing
      }</wh-dialog>`;
  }

  readonly #enlarge = (): void => {
    this.isLarge = true;
  };

  /** The page around it may listen to a dialog of its own. */
  readonly #closeLarge = (event: Event): void => {
    event.stopPropagation();
    this.isLarge = false;
  };

  #chooseMedium(name: string): void {
    this.medium = MEDIA.find((known) => known === name) ?? null;
  }

  #pdf(): string {
    const { paper, medium } = this;
    if (paper === null) return '';
    const on = medium === null ? '' : `&medium=${medium}`;
    return `/api/v1/${PATHS[paper.of](encodeURIComponent(paper.id))}/pdf?place=desk${on}`;
  }

  async #show(wanted: string): Promise<void> {
    this.#shown = wanted;
    const { paper } = this;
    if (paper === null) return;
    const answer = await this.#ask(paper);
    // What was asked for meanwhile comes by itself.
    if (answer?.outcome === 'accepted' && this.#shown === wanted) this.sheets = answer.reply.sheets;
  }

  #ask({ of, id }: PaperOf) {
    const connection = this.hub?.connection;
    const on = this.medium === null ? {} : { medium: this.medium };
    switch (of) {
      case 'requisition':
        return connection?.ask('requisitions.preview', { requisition: id, ...on });
      case 'bag-ticket':
        return connection?.ask('bays.preview-bag-ticket', { requisition: id, ...on });
      case 'return':
        return connection?.ask('returns.preview', { return: id, ...on });
      case 'job':
        return connection?.ask('printing.preview', { job: id, ...on });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-paper-view': WhPaperView;
  }
}
