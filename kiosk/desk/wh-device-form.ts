import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { DeskDevices, DeviceProfile } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, language, say } from '../words/say.ts';
import { isKey } from '../words/sentences.ts';
import type { DeviceDraft } from './device-form.ts';
import { modelName } from './device-words.ts';

const FAMILIES = ['scanner', 'scale', 'printer'] as const;
const BAUD_RATES = ['1200', '2400', '4800', '9600', '19200', '38400', '57600', '115200'] as const;
/** A select needs a value for what is left to the profile or to nobody. */
const NONE = '-';

/** Fields of what differs from the model; one that is filled keeps them open. */
const OWN_FIELDS = ['baudRate', 'parity', 'capacity', 'division', 'form', 'labelWidth'] as const;

/** Forms have their names in the profiles; these are the ones that are sold. */
function formWord(form: string): string {
  const key = `form.${form}`;
  return isKey(key) ? say(key) : form;
}

/** What a device is, where it stands, and where it differs from its model. Tells `draft-changed` with the whole draft. */
@customElement('wh-device-form')
export class WhDeviceForm extends WhElement {
  static override styles = [
    shared,
    css`
      .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 14px 16px; }
      .wide { grid-column: 1 / -1; }
      wa-input::part(form-control-label) { position: static; width: auto; height: auto; clip-path: none; }
      wa-input::part(form-control-label), wa-select::part(form-control-label) { font-size: var(--t-small); color: var(--ink-2); margin-bottom: 4px; }
      wa-input::part(base) { min-height: 48px; }
      summary { min-height: 48px; display: flex; align-items: center; color: var(--ink-2); cursor: pointer; margin-top: 8px; }
    `,
  ];
  @property({ attribute: false }) draft: DeviceDraft | null = null;
  @property({ attribute: false }) profiles: readonly DeviceProfile[] = [];
  @property({ attribute: false }) stations: DeskDevices['stations'] = [];
  @property({ attribute: false }) bins: DeskDevices['bins'] = [];
  /** Of what is plugged in: these first. */
  @property({ attribute: false }) guesses: readonly string[] = [];
  /** Which kinds may be chosen; one: it is known. */
  @property({ attribute: false }) families: readonly DeviceDraft['family'][] = FAMILIES;
  @property({ type: Boolean }) addressIsKnown = false;
  @property({ type: Boolean }) disabled = false;

  override render(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (draft === null) return nothing;
    const known = this.profiles.find(({ profile }) => profile === draft.profile);
    return html`<div class="fields">
      ${
        this.families.length === 1
          ? nothing
          : this.#select(
              'family',
              'devices.kind',
              draft.family,
              this.families.map((family) => [family, say(`family.${family}`)]),
            )
      }
      <div class=${this.families.length === 1 ? 'wide' : ''}>${this.#select('profile', 'devices.model', draft.profile, this.#models(draft))}</div>
      ${this.#select('station', 'devices.station', draft.station === '' ? NONE : draft.station, [[NONE, say('devices.station-none')], ...this.stations.map(({ id, name }): [string, string] => [id, name])])}
      ${draft.family === 'scale' && this.bins.length > 0 ? this.#select('bin', 'devices.drawer', draft.bin === '' ? NONE : draft.bin, [[NONE, say('devices.drawer-none')], ...this.bins.map(({ id, code, warehouse }): [string, string] => [id, `${code} · ${warehouse}`])]) : nothing}
      ${this.#input('label', 'devices.label', draft.label, say('devices.label-hint'))}
      <div class="wide">${this.#input('address', 'devices.address', draft.address, say('devices.address-hint'), this.addressIsKnown)}</div>
    </div>
    ${this.#own(draft, known)}`;
  }

  #own(draft: DeviceDraft, known: DeviceProfile | undefined): TemplateResult | typeof nothing {
    const hasLine = known?.baudRate !== null && known?.baudRate !== undefined;
    const size = known?.metrology ?? null;
    const [forms, labelSize] = [known?.forms ?? [], known?.label ?? null];
    if (!hasLine && size === null && forms.length === 0 && labelSize === null) return nothing;
    const isOpen = OWN_FIELDS.some((field) => draft[field] !== '');
    const asProfile = (value: unknown): string => say('devices.as-profile-value', { value: String(value) });
    const left: [string, string] = [NONE, say('devices.as-profile')];
    const choice = (value: string) => (value === '' ? NONE : value);
    return html`<details ?open=${isOpen}>
      <summary>${say('devices.own')}</summary>
      <div class="fields">
        ${
          hasLine
            ? html`${this.#select('baudRate', 'devices.baud', choice(draft.baudRate), [[NONE, asProfile(known?.baudRate)], ...BAUD_RATES.map((rate): [string, string] => [rate, rate])])}
              ${this.#select('parity', 'devices.parity', choice(draft.parity), [left, ...(['none', 'even', 'odd'] as const).map((parity): [string, string] => [parity, say(`devices.parity-${parity}`)])])}
              ${this.#select('dataBits', 'devices.data-bits', choice(draft.dataBits), [left, ['7', '7'], ['8', '8']])}
              ${this.#select('stopBits', 'devices.stop-bits', choice(draft.stopBits), [left, ['1', '1'], ['2', '2']])}`
            : nothing
        }
        ${
          size === null
            ? nothing
            : html`${this.#input('capacity', 'devices.capacity', draft.capacity, asProfile(`${size.capacity} ${size.unit}`))}
              ${this.#input('division', 'devices.division', draft.division, asProfile(`${size.division} ${size.unit}`))}
              ${this.#input('minimum', 'devices.least', draft.minimum, say('devices.as-profile'))}`
        }
        ${forms.length === 0 ? nothing : this.#select('form', 'devices.form', choice(draft.form), [[NONE, asProfile(formWord(forms[0] ?? ''))], ...forms.map((form): [string, string] => [form, formWord(form)])])}
        ${
          labelSize === null
            ? nothing
            : html`${this.#input('labelWidth', 'devices.label-width', draft.labelWidth, asProfile(`${labelSize.width_mm} mm`))}
              ${this.#input('labelHeight', 'devices.label-height', draft.labelHeight, asProfile(`${labelSize.height_mm} mm`))}`
        }
      </div>
    </details>`;
  }

  #models({ family }: DeviceDraft): [string, string][] {
    const ofFamily = this.profiles.filter((profile) => profile.family === family);
    const rank = ({ profile }: DeviceProfile): number => {
      const at = this.guesses.indexOf(profile);
      return at < 0 ? this.guesses.length : at;
    };
    return ofFamily
      .toSorted((one, other) => rank(one) - rank(other))
      .map(({ profile, vendor, model }) => [profile, modelName(vendor, model)]);
  }

  #select(
    field: keyof DeviceDraft,
    label: Key,
    value: string,
    options: readonly (readonly [string, string])[],
  ): unknown {
    // A select shows the words that its chosen option had when it was chosen: another language is another select.
    return keyed(
      language(),
      html`<wa-select data-field=${field} label=${say(label)} .value=${value} ?disabled=${this.disabled} @change=${(event: Event) => this.#take(field, event)}>
      ${options.map(([name, text]) => html`<wa-option value=${name}>${text}</wa-option>`)}
    </wa-select>`,
    );
  }

  #input(field: keyof DeviceDraft, label: Key, value: string, hint: string, isKnown = false): TemplateResult {
    return html`<wa-input data-field=${field} label=${say(label)} placeholder=${hint} autocomplete="off" .value=${value} ?disabled=${this.disabled || isKnown}
      @input=${(event: Event) => this.#take(field, event)}></wa-input>`;
  }

  #take(field: keyof DeviceDraft, event: Event): void {
    const { value } = event.target as { value: string | null } & EventTarget;
    if (this.draft === null) return;
    const text = value === NONE || value === null ? '' : value;
    // Another kind of device is another model.
    const cleared = field === 'family' ? { profile: '' } : {};
    this.tell<DeviceDraft>('draft-changed', { ...this.draft, ...cleared, [field]: text });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-device-form': WhDeviceForm;
  }
}
