import '../desk/wh-list.ts';
import '../elements/wh-dialog.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ListColumn } from '../desk/list-column.ts';
import { mayMaster } from '../desk/roles.ts';
import type { WhList } from '../desk/wh-list.ts';
import { stay } from '../desk/wh-table-import.ts';
import type { Lists } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

const COLUMNS: readonly ListColumn<Lists['requisitions.archive']['row']>[] = [
  { key: 'number', title: 'slips.number', width: 150, show: ({ number }) => number },
  { key: 'approval', title: 'slips.approval', width: 110, show: ({ approval }) => approval },
  { key: 'signing', title: 'slips.signing', width: 110, show: ({ signing }) => signing },
  { key: 'kind', title: 'archive.kind', width: 110, show: ({ kind }) => kind },
  { key: 'creator', title: 'slips.creator', width: 100, show: ({ creator }) => creator },
  { key: 'remark', title: 'slips.remark', width: 160, grows: true, show: ({ remark }) => remark },
  { key: 'handler', title: 'slips.handler', width: 100, show: ({ handler }) => handler },
];

/** 旧系统出库单: what the system before this one issued, to look up. Tells `dialog-closed`. */
@customElement('wh-slip-archive')
export class WhSlipArchive extends WhElement {
  static override styles = [
    shared,
    css`
      wh-dialog { --dialog-width: 1180px; }
      p { margin-bottom: 14px; }
      wh-list { height: min(60vh, 620px); padding: 0; --list-heading: none; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ type: Boolean }) open = false;
  @state() private isImporting = false;
  @query('wh-list') private list!: WhList | null;

  override render(): TemplateResult {
    return html`<wh-dialog heading=${say('archive.open')} ?open=${this.open && !this.isImporting} @dialog-closed=${this.#closed}>${
      this.open && !this.isImporting
        ? html`<p class="muted">${say('archive.why')}</p>
          <wh-list @dialog-closed=${stay} .hub=${this.hub} list="requisitions.archive" .heading=${say('archive.title')} .searchHint=${'archive.search'} .none=${'archive.none'} .columns=${COLUMNS}>
            ${mayMaster(this.hub) ? html`<button slot="acts" class="btn quiet small" data-act="import" @click=${() => (this.isImporting = true)}>${say('import.open')}</button>` : nothing}
          </wh-list>`
        : nothing
    }</wh-dialog>
      <wh-table-import of="slips" .hub=${this.hub} ?open=${this.isImporting} @imported=${() => this.list?.reload()} @dialog-closed=${this.#imported}></wh-table-import>`;
  }

  /** The list makes room for the import and is there again after it; only its own closing closes it all. */
  readonly #closed = (event: Event): void => {
    if (this.isImporting) event.stopPropagation();
  };

  readonly #imported = (event: Event): void => {
    event.stopPropagation();
    this.isImporting = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-slip-archive': WhSlipArchive;
  }
}
