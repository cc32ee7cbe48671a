import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BayState } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

/** Who works here? A tile for each technician; a badge does the same. Tells `tile` with the person. */
@customElement('wh-bay-tiles')
export class WhBayTiles extends WhElement {
  static override styles = [
    shared,
    css`
      :host { overflow-y: auto; padding: 16px 20px 20px; }
      h2 { font-size: 22px; margin-bottom: 16px; }
      .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 16px; }
      .btn { min-height: 88px; font-size: 24px; font-weight: 600; }
      @media (max-height: 700px) { .btn { min-height: 64px; font-size: 20px; } h2 { margin-bottom: 8px; } }
    `,
  ];
  @property({ attribute: false }) technicians: BayState['technicians'] = [];

  override render(): TemplateResult {
    return html`<h2>${say('bay.who')}</h2>
      <div class="tiles">${this.technicians.map((person) => html`<button class="btn quiet" data-tile=${person.id} @click=${() => this.tell('tile', person)}>${person.name}</button>`)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay-tiles': WhBayTiles;
  }
}
