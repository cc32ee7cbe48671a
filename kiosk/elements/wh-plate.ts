import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';

/** A number plate: blue, or green for new energy. */
@customElement('wh-plate')
export class WhPlate extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: inline-block; }
      .plate {
        display: inline-flex; align-items: center; gap: 0.16em; padding: 0.1em 0.38em; border-radius: 0.16em; color: #fff;
        background: var(--plate-blue); box-shadow: inset 0 0 0 0.055em #ffffffd9; font: 600 1em/1.25 var(--figures);
        letter-spacing: 0.05em; white-space: nowrap;
      }
      .plate.green { color: #101010; background: linear-gradient(var(--plate-green-1), var(--plate-green-2)); box-shadow: inset 0 0 0 0.055em #0000004d; }
      i { width: 0.2em; height: 0.2em; border-radius: 50%; background: currentColor; opacity: 0.9; }
    `,
  ];
  @property() plate = '';
  @property({ type: Boolean, attribute: 'new-energy' }) newEnergy = false;

  override render(): TemplateResult {
    const bare = this.plate.replace(/[·・.\s]/g, '');
    return html`<span class="plate ${this.newEnergy ? 'green' : ''}" role="img" aria-label=${this.plate}
      >${bare.slice(0, 2)}<i></i>${bare.slice(2)}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-plate': WhPlate;
  }
}
