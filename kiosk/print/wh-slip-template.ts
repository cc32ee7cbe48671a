import '../elements/wh-paper.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { DeskCall } from '../desk/desk-call.ts';
import type { MediumName, Sheet, SlipTemplate } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { logoOf } from './logo-file.ts';
import { MEDIA } from './media.ts';
import { field } from './print-fields.ts';

const FIELDS: readonly SlipTemplate['fields'][number][] = ['team', 'order', 'plate', 'vehicle', 'bay', 'warehouse'];
const COLUMNS: readonly SlipTemplate['columns'][number][] = [
  'line',
  'number',
  'part',
  'bin',
  'price',
  'quantity',
  'amount',
];
const COPIES: readonly SlipTemplate['copies'][number][] = ['存根', '客户', '财务'];
const MAY_CHANGE: ReadonlySet<string> = new Set(['manager', 'administrator']);

/** How requisitions are printed, with a made-up slip beside it that shows every change at once, on any paper. */
@customElement('wh-slip-template')
export class WhSlipTemplate extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      :host { display: block; height: 100%; }
      main { display: grid; grid-template-columns: clamp(320px, 32vw, 460px) minmax(0, 1fr); height: 100%; }
      form { overflow-y: auto; padding: 20px; display: grid; align-content: start; gap: 16px; border-right: 1px solid var(--line); }
      .logo { display: grid; gap: 4px; } .logo .acts { display: flex; flex-wrap: wrap; gap: 8px; }
      .logo .btn { position: relative; } .logo .btn:focus-within { outline: 2px solid var(--working); outline-offset: 2px; }
      .legend { font-size: var(--t-small); color: var(--ink-2); }
      fieldset { border: 0; padding: 0; display: grid; gap: 4px; }
      legend { font-size: var(--t-small); color: var(--ink-2); padding: 0 0 4px; }
      .choice { display: flex; align-items: center; gap: 10px; min-height: 48px; font-size: var(--t); }
      .choice input { width: 24px; height: 24px; accent-color: var(--ink); }
      .choice .btn { margin-left: auto; }
      .paper { overflow-y: auto; padding: 20px 24px 32px; background: var(--surface); display: grid; align-content: start; gap: 16px; }
      .pages { display: grid; gap: 14px; padding: 20px; border-radius: var(--r); background: var(--ground); justify-items: center; }
      .pages wh-paper { width: 100%; max-width: 400px; }
      .pages wh-paper.wide { max-width: 960px; }
      .empty { display: grid; place-content: center; height: 100%; padding: 32px; font-size: var(--t-lead); text-align: center; }
      @media (max-width: 800px) { main { grid-template-columns: minmax(0, 1fr); overflow-y: auto; } form { border-right: 0; overflow: visible; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private template: SlipTemplate | null = null;
  @state() private medium: MediumName = 'form-241-half';
  @state() private sheets: readonly Sheet[] = [];
  @state() private isSaved = false;
  @state() private isLogoBad = false;
  @state() private refusedBecause = '';
  readonly #call = new DeskCall(this, () => this.hub);
  #asking = false;
  #shown = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#learn();
  }

  override updated(): void {
    void this.#show();
  }

  override render(): TemplateResult {
    const { template } = this;
    if (template === null) {
      const text = this.refusedBecause === '' ? say('idle.connecting') : sentence(this.refusedBecause);
      return html`<main class="empty" role="status">${text}</main>`;
    }
    const { failure, busy } = this.#call;
    return html`<main>
      <form @submit=${this.#save}>
        ${this.#logo(template)}
        ${this.#text('shopName', say('template.shop'), template.shopName, 60)}
        ${this.#choices(
          say('template.fields'),
          FIELDS.map((name) => this.#choice('fields', name, say(`slip-field.${name}`))),
        )}
        ${this.#choices(say('template.columns'), this.#columns(template))}
        ${this.#choices(
          say('template.copies'),
          COPIES.map((name) => this.#choice('copies', name, say(`copy-name.${name}`))),
        )}
        ${this.#text('footer', say('template.footer'), template.footer, 200)}
        ${failure === null ? nothing : html`<p class="said" role="alert">${sentence(failure.code, failure.facts)}</p>`}
        ${this.isSaved ? html`<p class="done" role="status">${say('template.saved')}</p>` : nothing}
        ${this.#mayChange ? html`<button class="btn" type="submit" data-act="save" ?disabled=${busy}>${say('template.save')}</button>` : html`<p class="muted">${say('template.read-only')}</p>`}
      </form>
      <section class="paper" aria-label=${say('prints.paper')}>
        <label class="field">${say('prints.paper')}
          <select data-field="medium" @change=${(event: Event) => this.#chooseMedium((event.target as HTMLSelectElement).value)}>
            ${MEDIA.map((name) => html`<option value=${name} ?selected=${name === this.medium}>${say(`medium.${name}`)}</option>`)}
          </select>
        </label>
        ${this.medium.startsWith('roll') ? html`<p class="muted">${say('template.narrow')}</p>` : nothing}
        <div class="pages" data-pages=${this.sheets.length}>
          ${this.sheets.map((sheet) => html`<wh-paper class=${sheet.medium === 'form' ? 'wide' : ''} .sheet=${sheet}></wh-paper>`)}
        </div>
      </section>
    </main>`;
  }

  get #mayChange(): boolean {
    return this.hub?.connection.lastHello?.session?.roles.some((role) => MAY_CHANGE.has(role)) ?? false;
  }

  #text(name: 'shopName' | 'footer', label: string, value: string, most: number): TemplateResult {
    const take = (event: Event): void => this.#change({ [name]: (event.target as HTMLInputElement).value });
    return html`<label class="field">${label}<input data-field=${name} maxlength=${most} autocomplete="off" .value=${value} @input=${take} /></label>`;
  }

  #logo({ logo }: SlipTemplate): TemplateResult {
    const off =
      logo === ''
        ? nothing
        : html`<button class="btn quiet small" type="button" data-act="logo-off" @click=${() => this.#change({ logo: '' })}>${say('template.logo-off')}</button>`;
    return html`<div class="logo">
      <span class="legend" id="logo">${say('template.logo')}</span>
      <div class="acts">
        <label class="btn quiet small">${say('template.logo-choose')}<input class="unseen" data-field="logo" type="file" accept="image/*" aria-describedby="logo" @change=${this.#takeLogo} /></label>
        ${off}
      </div>
      ${this.isLogoBad ? html`<p class="said" role="alert">${sentence('requisitions.no-picture')}</p>` : nothing}
    </div>`;
  }

  readonly #takeLogo = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file === undefined) return;
    const logo = await logoOf(file);
    // The same file may be chosen again once it was taken off.
    input.value = '';
    this.isLogoBad = logo === null;
    if (logo !== null) this.#change({ logo });
  };

  #choices(legend: string, choices: TemplateResult | readonly TemplateResult[]): TemplateResult {
    return html`<fieldset><legend>${legend}</legend>${choices}</fieldset>`;
  }

  /** The chosen columns in their order, then the others. */
  #columns({ columns }: SlipTemplate): TemplateResult {
    const others = COLUMNS.filter((name) => !columns.includes(name));
    const row = (name: SlipTemplate['columns'][number]): TemplateResult => {
      const word = say(`slip-column.${name}`);
      const at = columns.indexOf(name);
      const earlier =
        at < 1
          ? nothing
          : html`<button class="btn quiet small" type="button" data-earlier=${name} aria-label=${say('template.earlier', { column: word })} @click=${() => this.#moveEarlier(at)}>↑</button>`;
      return this.#choice('columns', name, word, earlier);
    };
    return html`${repeat([...columns, ...others], (name) => name, row)}`;
  }

  #choice<List extends 'fields' | 'columns' | 'copies'>(
    list: List,
    name: SlipTemplate[List][number],
    word: string,
    more: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const chosen: readonly string[] = this.template?.[list] ?? [];
    // A slip without a column, or without a copy, is none.
    const isLast = list !== 'fields' && chosen.length === 1 && chosen[0] === name;
    const toggle = (): void => {
      const rest = chosen.filter((one) => one !== name);
      this.#change({ [list]: chosen.includes(name) ? rest : [...rest, name] });
    };
    return html`<label class="choice">
      <input type="checkbox" data-choice=${`${list}-${name}`} .checked=${live(chosen.includes(name))} ?disabled=${isLast} @change=${toggle} />${word}${more}
    </label>`;
  }

  #moveEarlier(at: number): void {
    const columns = [...(this.template?.columns ?? [])];
    const [moved] = columns.splice(at, 1);
    if (moved === undefined) return;
    columns.splice(at - 1, 0, moved);
    this.#change({ columns });
  }

  #change(change: Partial<SlipTemplate>): void {
    if (this.template === null) return;
    this.template = { ...this.template, ...change };
    this.isSaved = false;
  }

  #chooseMedium(name: string): void {
    this.medium = MEDIA.find((known) => known === name) ?? this.medium;
  }

  readonly #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { template } = this;
    if (template === null) return;
    this.isSaved = (await this.#call.do('requisitions.set-template', { template })) !== null;
  };

  async #learn(): Promise<void> {
    const answer = await this.hub?.connection.ask('requisitions.template', {});
    if (answer === undefined) return;
    if (answer.outcome === 'accepted') this.template = answer.reply.template;
    else this.refusedBecause = answer.code;
  }

  /** The newest choice on paper; one question at a time, and the next one asks for what was chosen meanwhile. */
  async #show(): Promise<void> {
    const { template, medium } = this;
    const wanted = JSON.stringify([template, medium]);
    if (template === null || this.#asking || wanted === this.#shown) return;
    this.#asking = true;
    const answer = await this.hub?.connection.ask('requisitions.preview-template', { template, medium });
    this.#asking = false;
    this.#shown = wanted;
    if (answer?.outcome === 'accepted') this.sheets = answer.reply.sheets;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slip-template': WhSlipTemplate;
  }
}
