import './wh-desk-proof.ts';
import './wh-list.ts';
import '../elements/wh-dialog.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { v7 as uuidv7 } from 'uuid';
import { fileFailure, type ImportOf, type ImportRow, type ImportState } from '../hub/imports.ts';
import { bringTable, type Failure } from '../hub/rest.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { isKey } from '../words/sentences.ts';
import { DeskCall } from './desk-call.ts';
import type { ListColumn } from './list-column.ts';

const KINDS = ['create', 'update', 'skip', 'duplicate', 'error'] as const;
const MEANING = { create: 'ready', update: 'working', skip: '', duplicate: 'waiting', error: 'stopped' } as const;

/** The title of a column of the file, as the page calls it. */
function columnWord(column: string): string {
  const key = `column.${column}`;
  return column === '' || !isKey(key) ? '' : `${say(key)}: `;
}

/** The dialogs of the list are its own: what closes is one of them. */
export const stay = (event: Event): void => event.stopPropagation();

const whatOf = ({ problems, changes }: ImportRow): string =>
  [
    ...problems.map(({ column, code, facts }) => `${columnWord(column)}${sentence(code, facts)}`),
    ...changes.map(
      ({ column, before, after }) =>
        `${columnWord(column)}${before === '' ? '–' : before} → ${after === '' ? '–' : after}`,
    ),
  ].join('; ');

const COLUMNS: readonly ListColumn<ImportRow>[] = [
  { key: 'row', title: 'import.row', width: 80, align: 'end', show: ({ row }) => String(row) },
  {
    key: 'kind',
    title: 'import.result',
    width: 110,
    show: ({ kind }) => html`<span class="chip ${MEANING[kind]}">${say(`import-kind.${kind}`)}</span>`,
  },
  { key: 'number', title: 'import.number', width: 170, show: ({ number }) => number },
  { key: 'name', title: 'import.name', width: 160, grows: true, show: ({ name }) => name },
  { key: 'what', title: 'import.what', width: 320, grows: true, unsorted: true, wraps: true, show: whatOf },
];

/**
 * A table is brought, tried, looked at row by row, and written whole. Tells `imported`, and `dialog-closed`. What stands inside of the element is
 * asked before the file.
 */
@customElement('wh-table-import')
export class WhTableImport extends WhElement {
  static override styles = [
    shared,
    css`
      wh-dialog { --dialog-width: 1180px; }
      .body { display: grid; gap: 14px; }
      .ask { display: flex; flex-wrap: wrap; gap: 14px; align-items: end; }
      .pick input { position: absolute; width: 1px; height: 1px; opacity: 0; }
      .pick:focus-within { outline: 3px solid var(--working); outline-offset: 2px; }
      .counts, .acts { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
      .counts .chip { font: 500 var(--t) / 1.2 var(--text); padding: 6px 14px; min-height: 44px; border: 0; cursor: pointer; }
      .counts .chip[aria-pressed='true'] { outline: 2px solid var(--ink); }
      wh-list { height: min(48vh, 480px); padding: 0; --t-title: 20px; }
      progress { width: 100%; height: 14px; accent-color: var(--working); }
      .said { color: var(--stopped); font-weight: 600; }
      .done { color: var(--ready); font-weight: 600; font-size: var(--t-lead); }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ type: Boolean }) open = false;
  @property() of: ImportOf = 'parts';
  /** The employee, of holdings; they need one. */
  @property({ attribute: false }) about: string | null = null;
  /** Of the dry run; null: no file was brought yet. */
  @state() private import: string | null = null;
  @state() private failure: Failure | null = null;
  /** Id that the file is on its way to the hub under; what comes back for another is of a file or an employee that is no longer meant. */
  @state() private sending: string | null = null;
  @state() private kind: (typeof KINDS)[number] | null = null;
  readonly #call = new DeskCall(
    this,
    () => this.hub,
    () => this.tell('imported'),
  );
  readonly #state = new TopicController(
    this,
    () => this.hub,
    'tables.import',
    () => (this.import === null ? null : { import: this.import }),
  );

  override render(): TemplateResult {
    return html`<wh-dialog heading=${say(`import.title-${this.of}`)} ?open=${this.open}>${this.open ? html`<div class="body">${this.#body()}</div>` : nothing}</wh-dialog>`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // Another employee, or opened once more: what was tried is no longer meant.
    if (!changed.has('about') && !changed.has('open')) return;
    this.import = null;
    this.failure = null;
    this.sending = null;
    this.kind = null;
    this.#call.forget();
  }

  #body(): TemplateResult {
    const state = this.#state.state?.import ?? null;
    // A restart of the hub, or imports of others, have taken the dry run away.
    const isGone = this.import !== null && this.#state.state?.import === null;
    const refusal = this.failure ?? state?.refusal ?? (isGone ? { code: 'import.unknown', facts: {} } : null);
    const isAsked = this.of === 'holdings' && this.about === null;
    const progress = this.sending === null ? state : { phase: 'reading' as const, done: 0, of: 0 };
    return html`<p class="muted">${say(`import.why-${this.of}`)}</p>
      <div class="ask"><slot></slot>
        <label class="btn quiet pick" ?hidden=${isAsked}>${say(this.import === null ? 'import.choose' : 'import.choose-other')}<input type="file" name="file" accept=".csv,.txt,.xlsx,text/csv" @change=${this.#take} /></label></div>
      ${refusal === null ? nothing : html`<p class="said" role="alert" data-code=${refusal.code}>${sentence(refusal.code, refusal.facts)}</p>`}
      ${progress === null ? nothing : this.#progress(progress)}
      ${state === null || !['checked', 'writing', 'done'].includes(state.phase) ? nothing : this.#result(state)}`;
  }

  #progress({ phase, done, of }: Pick<ImportState, 'phase' | 'done' | 'of'>): TemplateResult | typeof nothing {
    if (phase === 'checked' || phase === 'done' || phase === 'refused' || this.#isBroken(phase)) return nothing;
    const text = say(`import-phase.${phase}`, { done, of });
    return html`<div role="status" data-phase=${phase}><p>${text}</p><progress aria-label=${text} max=${of === 0 ? nothing : of} value=${of === 0 ? nothing : done}></progress></div>`;
  }

  /** It was to be written and the store did not take it: the hub said so, and it can be asked again. */
  #isBroken(phase: ImportState['phase']): boolean {
    return phase === 'writing' && !this.#call.busy && this.#call.failure !== null;
  }

  #result({ phase, counts, unused }: ImportState): TemplateResult {
    const asked = { import: this.import ?? '', ...(this.kind === null ? {} : { kind: this.kind }) };
    const some = counts.create + counts.update;
    const rows = some + counts.skip + counts.duplicate + counts.error;
    const isWriting = phase === 'writing' && !this.#isBroken(phase);
    const none = rows === 0 ? 'import.no-rows' : 'import.nothing-to-do';
    const why = counts.error > 0 ? 'import.mend' : some === 0 ? none : 'import.all-or-nothing';
    return html`
      <div class="counts" data-counts>${KINDS.map(
        (kind) =>
          html`<button class="chip ${MEANING[kind]}" data-kind=${kind} aria-pressed=${this.kind === kind} @click=${() => (this.kind = this.kind === kind ? null : kind)}>${say(`import-kind.${kind}`)} ${counts[kind]}</button>`,
      )}</div>
      ${unused.length === 0 ? nothing : html`<p class="muted">${say('import.unused', { titles: unused.join('、') })}</p>`}
      ${
        phase === 'done'
          ? html`<p class="done" role="status" data-done>${say('import.done', { created: counts.create, updated: counts.update })}</p>`
          : html`<div class="acts"><button class="btn" data-act="commit" ?disabled=${this.#call.busy || counts.error > 0 || some === 0 || isWriting} @click=${() => void this.#call.do('tables.commit-import', { import: this.import ?? '' })}>${say('import.commit', { created: counts.create, updated: counts.update })}</button>
              <span class="muted" data-why=${why}>${say(why)}</span></div>`
      }
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>
      <wh-list @dialog-closed=${stay} .hub=${this.hub} list="tables.import-rows" plain .heading=${say('import.rows')} .columns=${COLUMNS} .asked=${asked}></wh-list>`;
  }

  readonly #take = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (file === undefined) return;
    const id = uuidv7();
    this.kind = null;
    this.import = null;
    this.#call.forget();
    this.failure = fileFailure(file);
    this.sending = this.failure === null ? id : null;
    if (this.failure !== null) return;
    const outcome = await bringTable(file, id, this.of, this.about);
    if (this.sending !== id) return;
    this.sending = null;
    if ('failure' in outcome) this.failure = outcome.failure;
    else this.import = id;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-table-import': WhTableImport;
  }
}
