import '@vaadin/grid/vaadin-grid.js';
import '@vaadin/grid/vaadin-grid-column.js';
import '@vaadin/grid/vaadin-grid-sort-column.js';
import '../elements/wh-dialog.ts';
import './wh-list-filters.ts';
import '../print/wh-print-dialog.ts';
import type { Grid, GridDataProviderCallback, GridDataProviderParams } from '@vaadin/grid/vaadin-grid.js';
import type { GridColumn } from '@vaadin/grid/vaadin-grid-column.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ChangesController } from '../hub/changes-controller.ts';
import type { Lists } from '../hub/contracts.ts';
import { download, type Failure } from '../hub/rest.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, language, say, sentence } from '../words/say.ts';
import { ColumnChoice, fitting, type ListColumn } from './list-column.ts';
import type { ListFilter, Narrowed } from './list-filter.ts';
import { listLook } from './list-look.ts';
import { asPages, PAGE, pagesInSight, type Rows } from './list-pages.ts';
import type { WhListFilters } from './wh-list-filters.ts';

type Row = { readonly id: string };
const AFTER_TYPING_MS = 200;

/**
 * A list of the desk, every list of the desk: what the hub has is searched, sorted and counted there and comes page by page as it comes into sight;
 * columns are chosen and yield where there is no room, the whole of it is taken along as a file. Slot: `acts` beside the buttons.
 * It is told of whatever is committed and asks anew for what is in sight, in its place and without a flicker.
 * Tells `row-chosen` with the row, by a click, a tap, Enter or the space bar.
 */
@customElement('wh-list')
export class WhList extends WhElement {
  static override styles = [shared, listLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() list: keyof Lists = 'stock.parts';
  /** What is asked besides the search, the filters and the order. */
  @property({ attribute: false }) asked: object = {};
  @property({ attribute: false }) filters: readonly ListFilter[] = [];
  @property({ attribute: false }) columns: readonly ListColumn<never>[] = [];
  @property() heading = '';
  @property({ attribute: false }) searchHint: Key = 'list.search';
  /** Where there is nothing yet: what would stand here, and how it comes here. */
  @property({ attribute: false }) none: Key = 'list.none';
  /** Of the moment only: neither a file nor paper. */
  @property({ type: Boolean }) plain = false;
  /** Id of the row that is opened beside the list. */
  @property() chosen = '';
  @state() private search = '';
  @state() private narrowed: Narrowed = {};
  /** Of the grid, in pixels; null until it was measured. */
  @state() private room: number | null = null;
  @state() private count: number | null = null;
  @state() private failure: Failure | null = null;
  @state() private opened: 'columns' | 'file' | 'print' | null = null;
  @query('vaadin-grid') private grid!: Grid<Row> | null;
  @query('[type=search]') private field!: HTMLInputElement | null;
  @query('wh-list-filters') private filtering!: WhListFilters | null;
  #choice: ColumnChoice | null = null;
  #order = { sort: '', descending: false };
  /** Answers of before the newest change of what is asked are too late, and so are those of before the newest asking anew. */
  #asking = 0;
  #anew = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #size = new ResizeObserver(([entry]) => {
    this.room = entry?.contentRect.width ?? null;
  });

  readonly #changes = new ChangesController(
    this,
    () => this.hub,
    (isFirst) => {
      if (!isFirst) void this.reload();
    },
    () => this.#typing === undefined,
  );
  /** Pages that came before the grid asks for them: it shows them at once. */
  #ahead = new Map<number, Rows<Row>>();

  /** Asks the hub anew for what is in sight, for instance after something was changed; until it answers the grid stays as it is. */
  async reload(): Promise<void> {
    const sight = pagesInSight(this.grid);
    this.#anew += 1;
    const anew = this.#anew;
    await this.#ask(sight.from * PAGE, (sight.to - sight.from + 1) * PAGE, (answer) => {
      if (anew !== this.#anew) return;
      this.#ahead = asPages(answer, sight);
      this.grid?.clearCache();
      this.#ahead.clear();
    });
  }

  /** Something else is asked for: whatever comes for the old is too late. */
  #askOther(): void {
    this.#asking += 1;
    this.grid?.clearCache();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('list')) this.#choice = new ColumnChoice(this.list);
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('asked');
    const isOther = before !== undefined && JSON.stringify(before) !== JSON.stringify(this.asked);
    if (changed.has('search') || changed.get('narrowed') !== undefined || isOther) this.#askOther();
  }

  override firstUpdated(): void {
    if (this.grid !== null) this.#size.observe(this.grid);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
    clearTimeout(this.#typing);
    this.#typing = undefined;
  }

  override render(): TemplateResult {
    const shown = this.columns.filter((column) => this.#choice?.isShown(column));
    return html`
      <header>
        <h2>${this.heading}</h2>
        <span class="muted fig count grow" role="status" data-count=${this.count ?? nothing}>${this.count === null ? '' : say('list.count', { count: this.count })}</span>
        ${this.#button('columns')}${this.plain ? nothing : html`${this.#button('print')}${this.#button('file')}`}
        <slot name="acts" ?inert=${!this.#changes.fresh}></slot>
      </header>
      <div class="find">
        <input type="search" maxlength="80" autocomplete="off" aria-label=${say(this.searchHint)} placeholder=${say(this.searchHint)} @input=${this.#type} />
        <wh-list-filters .hub=${this.hub} .filters=${this.filters} @narrowed=${({ detail }: CustomEvent<Narrowed>) => (this.narrowed = detail)}></wh-list-filters>
      </div>
      <div class="body">
        <vaadin-grid
          page-size=${PAGE} item-id-path="id" aria-label=${this.heading} .dataProvider=${this.#changes.heard ? this.#provide : undefined} .selectedItems=${this.chosen === '' ? [] : [{ id: this.chosen }]}
          @cell-activate=${(event: CustomEvent<{ model: { item: Row } }>) => this.tell('row-chosen', event.detail.model.item)} @keydown=${this.#key}
        >${repeat(
          this.#fitting(shown),
          ({ key }) => key,
          (column) => this.#column(column),
        )}</vaadin-grid>
        ${this.#over()}${this.#columnDialog()}${this.#fileDialog()}${this.#printDialog(shown)}
      </div>
    `;
  }

  /** A column that somebody asked for or sorts by stays. */
  #fitting(shown: readonly ListColumn<never>[]): readonly ListColumn<never>[] {
    if (this.room === null) return shown;
    const isKept = ({ key }: ListColumn<never>): boolean =>
      (this.#choice?.isWanted(key) ?? false) || key === this.#order.sort;
    const left = fitting(shown, this.room, isKept);
    // Somebody has to fill what is left of the width.
    return left.some(({ grows = false }) => grows) ? left : left.map((column) => ({ ...column, grows: true }));
  }

  #button(what: 'columns' | 'print' | 'file'): TemplateResult {
    return html`<button class="btn quiet small" data-act=${what} ?disabled=${what !== 'columns' && !this.#changes.fresh} @click=${() => (this.opened = what)}>${say(`list.${what}`)}</button>`;
  }

  #column({
    key,
    title,
    width,
    grows = false,
    align = 'start',
    show,
    unsorted = false,
    wraps = false,
  }: ListColumn<never>): TemplateResult {
    const renderer = (root: HTMLElement, _column: GridColumn, { item }: { item: Row }): void => {
      const content = show(item as never);
      render(html`<span class=${wraps ? 'cell wraps' : 'cell'}>${content}</span>`, root);
      root.title = typeof content === 'string' ? content : '';
    };
    return unsorted
      ? html`<vaadin-grid-column header=${say(title)} width="${width}px" flex-grow=${grows ? 1 : 0} text-align=${align} resizable .renderer=${renderer}></vaadin-grid-column>`
      : html`<vaadin-grid-sort-column path=${key} header=${say(title)} width="${width}px" flex-grow=${grows ? 1 : 0} text-align=${align} resizable .renderer=${renderer}></vaadin-grid-sort-column>`;
  }

  #over(): TemplateResult | typeof nothing {
    if (this.failure !== null) {
      return html`<div class="over"><p class="said" role="alert" data-code=${this.failure.code}>${sentence(this.failure.code, this.failure.facts)}</p></div>`;
    }
    if (this.count === null) return html`<div class="over muted" role="status">${say('list.loading')}</div>`;
    if (this.count > 0) return nothing;
    const isNarrowed = Object.keys(this.narrowed).length > 0;
    if (this.search === '' && !isNarrowed) {
      return html`<div class="over" role="status" data-none="yet"><p class="none">${say(this.none)}</p></div>`;
    }
    const why = this.search === '' ? say('list.none-narrowed') : say('list.none-found', { search: this.search });
    return html`<div class="over" role="status" data-none="found"><p class="none">${why}</p>
      <button class="btn quiet small" data-act="clear" @click=${this.#clear}>${say(isNarrowed ? 'list.clear' : 'list.clear-search')}</button></div>`;
  }

  #columnDialog(): TemplateResult {
    const choice = (column: ListColumn<never>): TemplateResult => {
      const choose = (event: Event): void => {
        this.#choice?.choose(column.key, (event.target as HTMLInputElement).checked);
        this.requestUpdate();
      };
      return html`<label><input type="checkbox" data-column=${column.key} .checked=${this.#choice?.isShown(column) ?? true} @change=${choose} />${say(column.title)}</label>`;
    };
    return html`<wh-dialog heading=${say('list.columns')} ?open=${this.opened === 'columns'} @dialog-closed=${this.#close}>
      <div class="choices">${this.columns.map(choice)}</div>
    </wh-dialog>`;
  }

  #printDialog(shown: readonly ListColumn<never>[]): TemplateResult {
    const columns = shown.map(({ key }) => key);
    const request = { list: this.list, asked: this.#request as Record<string, string>, columns, language: language() };
    return html`<wh-print-dialog .hub=${this.hub} heading=${`${say('list.print')} · ${this.heading}`} .order=${{ name: 'printing.print-list', request }} ?open=${this.opened === 'print'} @dialog-closed=${this.#close}></wh-print-dialog>`;
  }

  #fileDialog(): TemplateResult {
    const button = (format: 'xlsx' | 'csv', text: string): TemplateResult =>
      html`<button class="btn quiet" data-format=${format} @click=${() => void this.#take(format)}>${text}</button>`;
    return html`<wh-dialog heading=${say('list.file')} ?open=${this.opened === 'file'} @dialog-closed=${this.#close}>
      <p>${say('list.file-why', { count: this.count ?? 0 })}</p>
      <div class="files">${button('xlsx', say('list.xlsx'))}${button('csv', say('list.csv'))}</div>
    </wh-dialog>`;
  }

  readonly #close = (): void => {
    this.opened = null;
  };

  readonly #clear = (): void => {
    this.search = '';
    if (this.field !== null) this.field.value = '';
    this.filtering?.clear();
  };

  readonly #type = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#typing = undefined;
      this.search = value.trim();
    }, AFTER_TYPING_MS);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    const item = this.grid?.getEventContext(event).item;
    if (item !== undefined) this.tell('row-chosen', item);
  };

  get #request(): object {
    return { ...this.asked, ...this.narrowed, search: this.search, ...this.#order };
  }

  readonly #provide = (
    { page, pageSize, sortOrders }: GridDataProviderParams<Row>,
    callback: GridDataProviderCallback<Row>,
  ): void => {
    const [order] = sortOrders;
    const sorted = { sort: order?.path ?? '', descending: order?.direction === 'desc' };
    if (sorted.sort !== this.#order.sort || sorted.descending !== this.#order.descending) this.#asking += 1;
    this.#order = sorted;
    const give = ({ rows, count }: Rows<Row>): void => callback([...rows], count);
    const ahead = this.#ahead.get(page);
    if (ahead !== undefined) give(ahead);
    else void this.#ask(page * pageSize, pageSize, give);
  };

  /** Gives what the hub has, unless it came too late; the grid and what stands around it change in the same turn. */
  async #ask(offset: number, limit: number, give: (answer: Rows<Row>) => void): Promise<void> {
    const asking = this.#asking;
    const request = { ...this.#request, offset, limit };
    const answer = await this.hub?.connection.ask(this.list, request as never);
    if (answer === undefined || asking !== this.#asking) return;
    const isGood = answer.outcome === 'accepted';
    this.failure = isGood ? null : { code: answer.code, facts: answer.outcome === 'refused' ? answer.facts : {} };
    const { rows, count } = isGood ? answer.reply : { rows: [], count: 0 };
    this.count = count;
    give({ rows, count });
  }

  async #take(format: 'xlsx' | 'csv'): Promise<void> {
    this.opened = null;
    const asked = Object.entries({ ...this.#request, format, language: language(), place: 'desk' });
    const words = new URLSearchParams(
      asked.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]),
    );
    this.failure = await download(`/lists/${this.list}/file?${words}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-list': WhList;
  }
}
