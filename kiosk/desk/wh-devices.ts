import './wh-device-detail.ts';
import './wh-device-row.ts';
import './wh-plugged-detail.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DeskDevice, DeskDevices, DeviceProfile, PluggedDevice } from '../hub/contracts.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { meaningOfState, modelName } from './device-words.ts';
import { devicesLook } from './devices-look.ts';

/** What of the list is opened: a device, something plugged in, or the form for an address. */
type Chosen =
  | { readonly what: 'device'; readonly device: string }
  | { readonly what: 'plugged'; readonly address: string }
  | { readonly what: 'by-address' };

/** Whoever may change devices. */
const MAY_CHANGE: ReadonlySet<string> = new Set(['manager', 'administrator']);

/** Devices (设备): all that the hub holds, by station, and what is plugged in and not one of them yet. */
@customElement('wh-devices')
export class WhDevices extends WhElement {
  static override styles = [shared, devicesLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen: Chosen | null = null;
  @state() private profiles: readonly DeviceProfile[] = [];
  readonly #devices = new TopicController(
    this,
    () => this.hub,
    'stations.desk-devices',
    () => ({}),
  );

  #isLearning = false;

  override willUpdate(): void {
    // Asked again with every push until it is answered: without models nothing can be added.
    if (this.profiles.length === 0) void this.#learnProfiles();
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('chosen') && this.chosen !== null) this.renderRoot.querySelector('.detail')?.scrollIntoView();
  }

  override render(): TemplateResult {
    const { state, problem } = this.#devices;
    if (problem !== null) {
      const isRole = problem.code === 'auth.not-allowed';
      return html`<main class="empty" role="alert">${isRole ? say('desk.not-for-you') : sentence(problem.code)}</main>`;
    }
    if (state === null) return html`<main class="empty" role="status">${say('idle.connecting')}</main>`;
    return html`<main>
      <nav class="list" aria-label=${say('devices.title')}>${this.#list(state)}</nav>
      <section class="detail" aria-live="off">${this.#detail(state)}</section>
    </main>`;
  }

  #list(state: DeskDevices): TemplateResult {
    const ready = state.devices.filter((device) => meaningOfState(device) === 'ready').length;
    const news = state.plugged.filter(({ likely }) => likely);
    const others = state.plugged.filter(({ likely }) => !likely);
    return html`
      <header class="head">
        <h2>${say('devices.title')}</h2>
        <span class="muted fig" data-count>${say('devices.count', { ready, all: state.devices.length })}</span>
      </header>
      ${state.logTrouble === null ? nothing : html`<p class="trouble" role="alert">${say('devices.log-trouble', { problem: state.logTrouble })}</p>`}
      ${
        news.length === 0
          ? nothing
          : html`<h3>${say('devices.new')}</h3>${repeat(
              news,
              ({ address }) => address,
              (plugged) => this.#pluggedRow(plugged),
            )}`
      }
      ${state.stations.map(({ id, name }) =>
        this.#group(
          name,
          state.devices.filter(({ station }) => station?.id === id),
        ),
      )}
      ${this.#group(
        say('devices.nowhere'),
        state.devices.filter(({ station }) => station === null),
      )}
      ${state.devices.length + news.length === 0 ? html`<p class="muted none">${say('devices.none')}</p>` : nothing}
      ${others.length === 0 ? nothing : html`<details class="others"><summary>${say('devices.others', { count: others.length })}</summary>${others.map((plugged) => this.#pluggedRow(plugged))}</details>`}
      ${this.#mayChange ? html`<button class="btn quiet small by-address" data-act="by-address" @click=${() => this.#choose({ what: 'by-address' })}>${say('devices.add-by-address')}</button>` : nothing}
    `;
  }

  #group(name: string, devices: readonly DeskDevice[]): TemplateResult | typeof nothing {
    if (devices.length === 0) return nothing;
    return html`<h3>${name}</h3>
      ${repeat(
        devices,
        ({ device }) => device,
        (
          device,
        ) => html`<wh-device-row .device=${device} ?chosen=${this.chosen?.what === 'device' && this.chosen.device === device.device}
          @choose-device=${() => this.#choose({ what: 'device', device: device.device })}></wh-device-row>`,
      )}`;
  }

  #pluggedRow(plugged: PluggedDevice): TemplateResult {
    const profile = this.profiles.find((known) => known.profile === plugged.profiles[0]);
    const isChosen = this.chosen?.what === 'plugged' && this.chosen.address === plugged.address;
    const guess =
      plugged.recognised && profile !== undefined
        ? say('devices.recognised', { model: modelName(profile.vendor, profile.model) })
        : say('devices.which');
    return html`<button class="plugged ${isChosen ? 'chosen' : ''} ${plugged.likely ? 'new' : ''}" data-plugged=${plugged.address} aria-pressed=${isChosen} @click=${() => this.#choose({ what: 'plugged', address: plugged.address })}>
      <b class="cut">${plugged.words}</b>
      <span class="faint cut">${say(`devices.plug-${plugged.kind}`)} · ${guess}</span>
    </button>`;
  }

  #detail(state: DeskDevices): TemplateResult {
    const { chosen } = this;
    const printers = state.devices.filter(({ family }) => family === 'printer');
    const shared = { profiles: this.profiles, stations: state.stations, bins: state.bins, mayChange: this.#mayChange };
    if (chosen?.what === 'device') {
      const device = state.devices.find((one) => one.device === chosen.device);
      if (device !== undefined) {
        return html`<wh-device-detail .hub=${this.hub} .device=${device} .printers=${printers} .profiles=${shared.profiles} .stations=${shared.stations} .bins=${shared.bins}
          .mayChange=${shared.mayChange} .fresh=${this.#devices.fresh}></wh-device-detail>`;
      }
    }
    const plugged =
      chosen?.what === 'plugged' ? state.plugged.find(({ address }) => address === chosen.address) : undefined;
    if (plugged !== undefined || chosen?.what === 'by-address') {
      return html`<wh-plugged-detail .hub=${this.hub} .plugged=${plugged ?? null} .printers=${printers} .profiles=${shared.profiles} .stations=${shared.stations} .bins=${shared.bins}
        .mayChange=${shared.mayChange} @device-added=${(event: CustomEvent<string>) => this.#choose({ what: 'device', device: event.detail })}></wh-plugged-detail>`;
    }
    return html`<p class="empty muted">${say(chosen === null ? 'devices.choose' : 'devices.gone')}</p>`;
  }

  get #mayChange(): boolean {
    return this.hub?.connection.lastHello?.session?.roles.some((role) => MAY_CHANGE.has(role)) ?? false;
  }

  #choose(chosen: Chosen): void {
    this.chosen = chosen;
  }

  async #learnProfiles(): Promise<void> {
    if (this.#isLearning) return;
    this.#isLearning = true;
    const answer = await this.hub?.connection.ask('stations.list-profiles', {});
    this.#isLearning = false;
    if (answer?.outcome === 'accepted') this.profiles = answer.reply.profiles;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-devices': WhDevices;
  }
}
