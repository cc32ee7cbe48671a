import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BenchScale } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import type { BenchScanner } from './wh-scanner-bench.ts';

export type SpareChange = {
  readonly family: 'scanner' | 'scale';
  readonly device: string;
  readonly plugged: boolean;
};
type Spare = { readonly device: string; readonly model: string; readonly plugged: boolean };

/** The devices that lie in the drawer and belong to no station. Tells `plug-spare`. */
@customElement('wh-spare-bench')
export class WhSpareBench extends WhElement {
  static override styles = [
    shared,
    css`
      section { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; }
      h2 { font-size: 18px; }
      .spare { display: flex; align-items: center; gap: 12px; padding: 8px 8px 8px 14px; }
      .spare b { display: block; font-weight: 600; }
      .spare .faint { display: block; font-size: 14px; line-height: 1.3; }
      .btn { flex: none; }
    `,
  ];
  @property({ attribute: false }) scanners: readonly BenchScanner[] = [];
  @property({ attribute: false }) scales: readonly BenchScale[] = [];

  override render(): TemplateResult {
    return html`<section aria-label=${say('bench.spare')}>
      <h2>${say('bench.spare')}</h2>
      <p class="muted">${say('bench.spare-hint')}</p>
      ${this.scanners.map((scanner) => this.#row('scanner', scanner))}${this.scales.map((scale) => this.#row('scale', scale))}
    </section>`;
  }

  #row(family: SpareChange['family'], { device, model, plugged }: Spare): TemplateResult {
    const change: SpareChange = { family, device, plugged: !plugged };
    return html`<div class="card spare" data-spare=${device}>
      <span class="grow"><b>${say(`family.${family}`)}</b><span class="faint">${model}</span></span>
      <button class="btn ${plugged ? 'quiet' : ''} small" data-act="plug" @click=${() => this.tell('plug-spare', change)}>${say(plugged ? 'bench.unplug' : 'bench.plug')}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-spare-bench': WhSpareBench;
  }
}
