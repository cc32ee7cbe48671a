import '../elements/wh-dialog.ts';
import './wh-device-form.ts';
import './wh-device-live.ts';
import './wh-frame-log.ts';
import './wh-set-up-dialog.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeskDevice, DeskDevices, DeviceProfile } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { DeskCall } from './desk-call.ts';
import { deviceDetailLook } from './device-detail-look.ts';
import { changesOf, type DeviceDraft, draftOfDevice, ownOf } from './device-form.ts';
import { meaningOfState, modelName, nameOf, stateWord } from './device-words.ts';

/** Everything about one device: how it is and what to do about it, what it says now, its settings, its log. */
@customElement('wh-device-detail')
export class WhDeviceDetail extends WhElement {
  static override styles = [shared, deviceDetailLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) device: DeskDevice | null = null;
  /** Where a set-up sheet may come out. */
  @property({ attribute: false }) printers: readonly DeskDevice[] = [];
  @property({ attribute: false }) profiles: readonly DeviceProfile[] = [];
  @property({ attribute: false }) stations: DeskDevices['stations'] = [];
  @property({ attribute: false }) bins: DeskDevices['bins'] = [];
  @property({ type: Boolean }) mayChange = false;
  @property({ type: Boolean }) fresh = true;
  /** What a person has changed and not saved; null: nothing. */
  @state() private changes: Partial<DeviceDraft> | null = null;
  @state() private isSaved = false;
  @state() private opened: 'log' | 'set-up' | 'remove' | null = null;
  readonly #call = new DeskCall(this, () => this.hub);

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('device');
    if (!changed.has('device') || before?.device === this.device?.device) return;
    this.changes = null;
    this.isSaved = false;
    this.opened = null;
    this.#call.failure = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { device } = this;
    if (device === null) return nothing;
    const meaning = meaningOfState(device);
    return html`
      <header>
        <h2 class="grow">${nameOf(device)}</h2>
        <span class="chip ${meaning}" data-state=${device.state}>${stateWord(device)}</span>
      </header>
      <p class="facts muted">${say(`family.${device.family}`)} · ${modelName(device.vendor, device.model)} · <span class="address">${device.address}</span></p>
      ${this.#trouble(device)}
      <wh-device-live .device=${device}></wh-device-live>
      <div class="acts">
        <button class="btn quiet small" data-act="log" @click=${() => this.#open('log')}>${say('devices.log')}</button>
        ${device.hasSetUp && this.mayChange ? html`<button class="btn quiet small" data-act="set-up" @click=${() => this.#open('set-up')}>${say('devices.set-up')}</button>` : nothing}
        ${device.origin === 'page' && this.mayChange ? html`<button class="btn quiet small" data-act="remove" @click=${() => this.#open('remove')}>${say('devices.remove')}</button>` : nothing}
      </div>
      ${this.#settings(device)} ${this.#dialogs(device)}
    `;
  }

  #trouble({ state, detail, attempts }: DeskDevice): TemplateResult | typeof nothing {
    if (state === 'ready') return nothing;
    return html`<div class="trouble ${state === 'opening' ? 'calm' : ''}" role="status" data-trouble=${state}>
      <p>${say(`state.${state}`)}</p>
      ${detail === '' ? nothing : html`<p class="detail">${detail}</p>`}
      ${attempts > 1 ? html`<p class="detail fig">${say('state.attempts', { attempts })}</p>` : nothing}
    </div>`;
  }

  #settings(device: DeskDevice): TemplateResult {
    const isFixed = device.origin === 'configuration';
    const { failure } = this.#call;
    const note = isFixed ? say('devices.configured') : this.mayChange ? '' : say('devices.read-only');
    return html`<section class="settings">
      ${note === '' ? nothing : html`<p class="muted">${note}</p>`}
      <wh-device-form .draft=${{ ...draftOfDevice(device), ...this.changes }} .profiles=${this.profiles} .stations=${this.stations} .bins=${this.bins} .families=${[device.family]}
        .disabled=${note !== ''} @draft-changed=${(event: CustomEvent<DeviceDraft>) => this.#change(changesOf(event.detail, device))}></wh-device-form>
      <div class="said" role="alert" data-code=${failure?.code ?? ''}>${failure === null ? nothing : sentence(failure.code, failure.facts)}</div>
      ${
        note === ''
          ? html`<div class="acts"><button class="btn small" data-act="save" ?disabled=${this.changes === null || this.#call.busy} @click=${() => void this.#save(device)}>${say('devices.save')}</button>
              ${this.isSaved ? html`<span class="saved" role="status">${say('devices.saved')}</span>` : nothing}</div>`
          : nothing
      }
    </section>`;
  }

  #dialogs(device: DeskDevice): TemplateResult {
    const close = (): void => this.#open(null);
    return html`
      <wh-dialog class="wide" heading=${say('log.title', { device: nameOf(device) })} ?open=${this.opened === 'log'} @dialog-closed=${close}>
        ${this.opened === 'log' ? html`<wh-frame-log .hub=${this.hub} .device=${device.device}></wh-frame-log>` : nothing}
      </wh-dialog>
      <wh-set-up-dialog .hub=${this.hub} .profile=${device.profile} .printers=${this.printers} ?open=${this.opened === 'set-up'} @dialog-closed=${close}></wh-set-up-dialog>
      <wh-dialog heading=${say('devices.remove-title', { device: nameOf(device) })} ?open=${this.opened === 'remove'} @dialog-closed=${close}>
        <p>${say('devices.remove-why')}</p>
        <div class="acts end"><button class="btn" data-act="remove-now" ?disabled=${this.#call.busy} @click=${() => void this.#remove(device)}>${say('devices.remove')}</button></div>
      </wh-dialog>
    `;
  }

  #open(what: typeof this.opened): void {
    this.opened = what;
  }

  #change(changes: Partial<DeviceDraft>): void {
    this.changes = changes;
    this.isSaved = false;
  }

  async #save(as: DeskDevice): Promise<void> {
    if (this.changes === null) return;
    const { device } = as;
    const draft: DeviceDraft = { ...draftOfDevice(as), ...this.changes };
    const { profile, address, station, bin, label } = draft;
    const where = station === '' ? null : station;
    const reply = await this.#call.do('stations.change-device', {
      ...{ device, profile, address, station: where, bin: bin === '' ? null : bin, label, own: ownOf(draft) },
    });
    if (reply === null) return;
    this.changes = null;
    this.isSaved = true;
  }

  async #remove({ device }: DeskDevice): Promise<void> {
    await this.#call.do('stations.remove-device', { device });
    this.opened = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-device-detail': WhDeviceDetail;
  }
}
