import '../desk/wh-list.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ListColumn } from '../desk/list-column.ts';
import type { CatalogueRow } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { moneyText } from '../words/facts.ts';
import { say } from '../words/say.ts';

const COLUMNS: readonly ListColumn<CatalogueRow>[] = [
  { key: 'number', title: 'part.number', width: 160, show: ({ number }) => number },
  { key: 'name', title: 'part.name', width: 200, grows: true, show: ({ name }) => name },
  { key: 'model', title: 'part.model', width: 150, grows: true, show: ({ model }) => model },
  { key: 'spec', title: 'part.spec', width: 130, show: ({ spec }) => spec },
  { key: 'unit', title: 'part.unit', width: 80, show: ({ unit }) => unit },
  { key: 'category', title: 'part.category', width: 110, show: ({ category }) => category },
  { key: 'price', title: 'part.price', width: 110, align: 'end', show: ({ price }) => moneyText(price) },
];

/** The catalogue (配件目录): every part, searched by any fragment. */
@customElement('wh-parts')
export class WhParts extends WhElement {
  static override styles = [shared, css`:host { height: 100%; }`];
  @property({ attribute: false }) hub: Hub | undefined = undefined;

  override render(): TemplateResult {
    return html`<wh-list .hub=${this.hub} list="stock.parts" heading=${say('part.title')} .searchHint=${'part.search'} .columns=${COLUMNS}></wh-list>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-parts': WhParts;
  }
}
