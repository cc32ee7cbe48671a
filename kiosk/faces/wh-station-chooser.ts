import '../elements/wh-bar.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Station } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { faceCards } from './face-card.ts';
import { stationCard } from './station-card.ts';
import { StationsController } from './stations-controller.ts';

/** Which counter, or which bay, is this? With only one there is nothing to ask. */
@customElement('wh-station-chooser')
export class WhStationChooser extends WhElement {
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
  @property() kind: Station['kind'] = 'counter';
  readonly #stations = new StationsController(this, () => this.hub);

  override updated(): void {
    const [only, ...others] = this.#mine ?? [];
    if (only !== undefined && others.length === 0) location.replace(`/${this.kind}/${encodeURIComponent(only.id)}`);
  }

  get #mine(): readonly Station[] | null {
    return this.#stations.stations?.filter(({ kind }) => kind === this.kind) ?? null;
  }

  override render(): TemplateResult {
    const stations = this.#mine;
    const isBay = this.kind === 'bay';
    const none = isBay ? 'chooser.no-bays' : 'chooser.none';
    const which = isBay ? 'chooser.bay-title' : 'chooser.title';
    const title = stations === null ? 'idle.connecting' : stations.length === 0 ? none : which;
    return html`
      <wh-bar .hub=${this.hub} .place=${say(isBay ? 'face.bay' : 'face.counter')}></wh-bar>
      <main>
        <div role="status"><h2>${say(title)}</h2></div>
        <ul class="faces">
          ${stations?.map((station) => stationCard(station))}
        </ul>
      </main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-station-chooser': WhStationChooser;
  }
}
