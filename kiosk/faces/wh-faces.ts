import '../elements/wh-bar.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { faceCard, faceCards } from './face-card.ts';
import { apiPicture, benchPicture, deskPicture, headOfficePicture } from './face-pictures.ts';
import { stationCard } from './station-card.ts';
import { StationsController } from './stations-controller.ts';

/** In the order in which parts go through the workshop. */
const STATION_KINDS = ['counter', 'bay'] as const;

/** The faces that this device may open. */
@customElement('wh-faces')
export class WhFaces extends WhElement {
  static override styles = [
    shared,
    faceCards,
    css`
      :host { display: grid; grid-template-rows: auto 1fr; height: 100vh; }
      main { overflow-y: auto; padding: clamp(16px, 5vh, 56px) 32px 32px; }
      .lead { max-width: 1400px; margin: 0 auto clamp(16px, 4vh, 32px); }
      .lead h2 { font-size: clamp(26px, 4.6vh, 44px); line-height: 1.2; }
      .lead p { color: var(--ink-2); font-size: 18px; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  readonly #stations = new StationsController(this, () => this.hub);
  readonly #bench = new TopicController(
    this,
    () => this.hub,
    'demo.bench',
    () => (this.hub?.connection.lastHello?.demo === true ? {} : null),
  );

  override render(): TemplateResult {
    const demo = this.hub?.connection.lastHello?.demo ?? false;
    const { stations } = this.#stations;
    const office = this.#bench.state?.headOffice.url ?? null;
    return html`
      <wh-bar .hub=${this.hub} .place=${say('faces.place')} back=""></wh-bar>
      <main>
        <div class="lead"><h2>${say('faces.title')}</h2><p>${say(demo ? 'faces.demo' : 'faces.lead')}</p></div>
        ${stations === null ? html`<p role="status">${say('idle.connecting')}</p>` : nothing}
        <ul class="faces">
          ${STATION_KINDS.flatMap((of) => (stations ?? []).filter(({ kind }) => kind === of).map(stationCard))}
          ${faceCard('desk', '/desk', deskPicture(), say('face.desk'), say('face.desk-detail'))}
          ${demo ? faceCard('bench', '/bench', benchPicture(), say('face.bench'), say('face.bench-detail')) : nothing}
        </ul>
        <ul class="faces more">
          ${office === null ? nothing : faceCard('head-office', office, headOfficePicture(), say('face.head-office'), say('face.head-office-detail'))}
          ${faceCard('api', '/api/docs', apiPicture(), say('face.api'), say('face.api-detail'))}
        </ul>
      </main>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-faces': WhFaces;
  }
}
