import '../elements/wh-bar.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { faceCard, faceCards } from './face-card.ts';
import { counterPicture } from './face-pictures.ts';
import { StationsController } from './stations-controller.ts';

/** Which counter is this? With only one there is nothing to ask. */
@customElement('wh-counter-chooser')
export class WhCounterChooser extends WhElement {
  static override styles = [
    shared,
    faceCards,
    css`
      :host { display: grid; grid-template-rows: auto 1fr; height: 100vh; }
      main { overflow-y: auto; padding: clamp(16px, 5vh, 56px) 32px 32px; }
      h2 { font-size: clamp(26px, 4.6vh, 44px); max-width: 1400px; margin: 0 auto 24px; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  readonly #stations = new StationsController(this, () => this.hub);

  override updated(): void {
    const counters = this.#stations.stations ?? [];
    const only = counters[0];
    if (counters.length === 1 && only !== undefined) location.replace(`/counter/${encodeURIComponent(only.id)}`);
  }

  override render(): TemplateResult {
    const { stations } = this.#stations;
    const title = stations === null ? 'idle.connecting' : stations.length === 0 ? 'chooser.none' : 'chooser.title';
    return html`
      <wh-bar .hub=${this.hub} .place=${say('face.counter')}></wh-bar>
      <main>
        <div role="status"><h2>${say(title)}</h2></div>
        <ul class="faces">
          ${stations?.map((station) => faceCard('counter', `/counter/${encodeURIComponent(station.id)}`, counterPicture(), station.name, say('face.counter-detail')))}
        </ul>
      </main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-counter-chooser': WhCounterChooser;
  }
}
