import './wh-device-form.ts';
import './wh-set-up-dialog.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeskDevice, DeskDevices, DeviceProfile, PluggedDevice } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';
import { DeskCall } from './desk-call.ts';
import { type DeviceDraft, draftOfPlugged, emptyDraft, ownOf } from './device-form.ts';
import { modelName } from './device-words.ts';

const FAMILIES = {
  serial: ['scanner', 'scale', 'printer'],
  'hid-pos': ['scanner'],
  'hid-keyboard': ['scanner'],
  'usb-printer': ['printer'],
} as const satisfies Record<PluggedDevice['kind'], readonly DeviceDraft['family'][]>;
const BY_ADDRESS = ['printer', 'scanner', 'scale'] as const;

/** Something that is plugged in, or an address that somebody knows, becomes a device: recognised, or with one question. Tells `device-added` with its name. */
@customElement('wh-plugged-detail')
export class WhPluggedDetail extends WhElement {
  static override styles = [
    shared,
    css`
      :host { padding: 24px 28px 32px; display: grid; gap: 16px; align-content: start; max-width: 860px; }
      h2 { font-size: var(--t-title); line-height: 1.25; }
      .facts { display: flex; flex-wrap: wrap; gap: 8px; }
      .found { color: var(--ready); font-weight: 600; font-size: 18px; }
      .ask { font-size: 18px; font-weight: 600; }
      .acts { display: flex; flex-wrap: wrap; gap: 12px; }
      .said { color: var(--stopped); font-weight: 600; min-height: 24px; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** null: by address. */
  @property({ attribute: false }) plugged: PluggedDevice | null = null;
  @property({ attribute: false }) profiles: readonly DeviceProfile[] = [];
  @property({ attribute: false }) stations: DeskDevices['stations'] = [];
  @property({ attribute: false }) bins: DeskDevices['bins'] = [];
  /** Where a set-up sheet may come out. */
  @property({ attribute: false }) printers: readonly DeskDevice[] = [];
  @property({ type: Boolean }) mayChange = false;
  @state() private isSettingUp = false;
  @state() private draft: DeviceDraft = emptyDraft('');
  readonly #call = new DeskCall(this, () => this.hub);
  /** For which plug and which list of profiles the draft was made. */
  #madeFor = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('plugged') && !changed.has('profiles')) return;
    const key = `${this.plugged?.address ?? ''} ${this.profiles.length}`;
    if (key === this.#madeFor) return;
    this.#madeFor = key;
    this.#call.failure = null;
    this.isSettingUp = false;
    const [only, ...others] = this.stations;
    const station = only !== undefined && others.length === 0 ? only.id : '';
    this.draft = this.plugged === null ? emptyDraft(station) : draftOfPlugged(this.plugged, this.profiles, station);
  }

  override render(): TemplateResult {
    const { plugged, draft } = this;
    const { failure } = this.#call;
    return html`
      ${plugged === null ? html`<h2>${say('devices.add-by-address')}</h2>` : this.#what(plugged)}
      ${
        this.mayChange
          ? html`<wh-device-form .draft=${draft} .profiles=${this.profiles} .stations=${this.stations} .bins=${this.bins} .guesses=${plugged?.profiles ?? []}
                .families=${plugged === null ? BY_ADDRESS : FAMILIES[plugged.kind]} .addressIsKnown=${plugged !== null}
                @draft-changed=${(event: CustomEvent<DeviceDraft>) => {
                  this.draft = event.detail;
                }}></wh-device-form>
              <div class="said" role="alert" data-code=${failure?.code ?? ''}>${failure === null ? nothing : sentence(failure.code, failure.facts)}</div>
              ${this.#otherWay(plugged)}
              <div class="acts"><button class="btn" data-act="add-device" ?disabled=${this.#call.busy || draft.profile === '' || draft.address.trim() === '' || !this.#fits(plugged)} @click=${() => void this.#add()}>${say('devices.add')}</button>${this.#setUp()}</div>`
          : html`<p class="muted">${say('devices.read-only')}</p>`
      }
    `;
  }

  #what(plugged: PluggedDevice): TemplateResult {
    const guess = this.profiles.find(({ profile }) => profile === plugged.profiles[0]);
    const why =
      plugged.kind === 'hid-keyboard'
        ? say('devices.keyboard-why')
        : plugged.kind === 'serial' && !plugged.recognised
          ? say('devices.serial-why')
          : '';
    return html`
      <h2>${plugged.words}</h2>
      <div class="facts">
        <span class="chip">${say(`devices.plug-${plugged.kind}`)}</span>
        ${plugged.usb === '' ? nothing : html`<span class="chip fig">USB ${plugged.usb}</span>`}
        ${plugged.place === '' ? nothing : html`<span class="chip fig">${plugged.place}</span>`}
      </div>
      ${
        plugged.recognised && guess !== undefined
          ? html`<p class="found" data-recognised>${say('devices.recognised', { model: modelName(guess.vendor, guess.model) })}</p>`
          : html`<p class="ask" data-question>${say('devices.which')}</p>`
      }
      ${why === '' ? nothing : html`<p class="muted">${why}</p>`}
    `;
  }

  get #model(): DeviceProfile | undefined {
    return this.profiles.find(({ profile }) => profile === this.draft.profile);
  }

  /** Whether the chosen model is connected as this is. */
  #fits(plugged: PluggedDevice | null): boolean {
    return plugged === null || (this.#model?.transports.includes(plugged.kind) ?? true);
  }

  /** It types and could do better: first the sheet, then it comes back as what it then is. */
  #otherWay(plugged: PluggedDevice | null): TemplateResult | typeof nothing {
    if (this.#fits(plugged)) return nothing;
    return html`<p class="ask" role="status" data-other-way>${say(this.#model?.hasSetUp === true ? 'devices.set-up-first' : 'devices.other-way')}</p>`;
  }

  /** Before it is added too: a scanner that types like a keyboard shall first be switched to something better. */
  #setUp(): TemplateResult | typeof nothing {
    const { profile } = this.draft;
    if (this.#model?.hasSetUp !== true) return nothing;
    const open = (isOpen: boolean) => (): void => {
      this.isSettingUp = isOpen;
    };
    return html`<button class="btn quiet" data-act="set-up" @click=${open(true)}>${say('devices.set-up')}</button>
      <wh-set-up-dialog .hub=${this.hub} .profile=${profile} .printers=${this.printers} ?open=${this.isSettingUp} @dialog-closed=${open(false)}></wh-set-up-dialog>`;
  }

  async #add(): Promise<void> {
    const { family, profile, address, station, label } = this.draft;
    const bin = family === 'scale' && this.draft.bin !== '' ? this.draft.bin : null;
    const own = ownOf(this.draft);
    const where = station === '' ? null : station;
    const reply = await this.#call.do('stations.add-device', {
      ...{ family, profile, address, station: where, bin, label, own },
    });
    if (reply !== null) this.tell('device-added', reply.device);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-plugged-detail': WhPluggedDetail;
  }
}
