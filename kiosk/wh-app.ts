import './bay/wh-bay.ts';
import './bench/wh-bench.ts';
import './counter/wh-counter.ts';
import './faces/wh-station-chooser.ts';
import './elements/wh-bar.ts';
import './faces/wh-faces.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Hub } from './hub/topic-controller.ts';
import { shared } from './look/shared.ts';
import { WhElement } from './look/wh-element.ts';
import type { Route } from './route.ts';
import { say } from './words/say.ts';

/** The page: one face by path. */
@customElement('wh-app')
export class WhApp extends WhElement {
  static override styles = [
    shared,
    css`
      :host { height: 100%; }
      .page { display: grid; grid-template-rows: auto 1fr; height: 100%; }
      .nowhere { display: grid; place-content: center; justify-items: center; gap: 24px; text-align: center; }
      .nowhere h2 { font-size: clamp(30px, 5.6vh, 56px); }
    `,
  ];
  @property({ attribute: false }) route: Route = { face: 'nowhere' };
  @property({ attribute: false }) hub: Hub | undefined = undefined;

  override render(): TemplateResult | typeof nothing {
    const { hub, route } = this;
    if (hub === undefined) return nothing;
    switch (route.face) {
      case 'faces':
        return html`<wh-faces .hub=${hub}></wh-faces>`;
      case 'counter':
        return route.station === null
          ? html`<wh-station-chooser .hub=${hub} kind="counter"></wh-station-chooser>`
          : html`<wh-counter .hub=${hub} .station=${route.station}></wh-counter>`;
      case 'bay':
        return route.station === null
          ? html`<wh-station-chooser .hub=${hub} kind="bay"></wh-station-chooser>`
          : html`<wh-bay .hub=${hub} .station=${route.station}></wh-bay>`;
      case 'bench':
        return html`<wh-bench .hub=${hub}></wh-bench>`;
      case 'desk':
        return html`<wh-desk .hub=${hub} .page=${route.page}></wh-desk>`;
      case 'nowhere':
        return html`<div class="page">
          <wh-bar .hub=${hub} .place=${say('faces.place')}></wh-bar>
          <main class="nowhere" data-nowhere>
            <h2>${say('page.nowhere')}</h2>
            <a class="btn" href="/">${say('page.all-faces')}</a>
          </main>
        </div>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-app': WhApp;
  }
}
