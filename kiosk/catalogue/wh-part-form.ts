import '../desk/wh-desk-proof.ts';
import '../elements/wh-dialog.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { say } from '../words/say.ts';
import type { FormField, PartForm, Sent } from './part-form.ts';

/** A form about a part in a dialog. Tells `part-saved` with the hub's reply, and `dialog-closed`. */
@customElement('wh-part-form')
export class WhPartForm extends WhElement {
  static override styles = [
    shared,
    field,
    css`
      wh-dialog { --dialog-width: 720px; }
      form { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr)); gap: 14px; }
      .field textarea { min-height: 96px; padding: 10px 12px; border: 1.5px solid var(--line-strong); border-radius: var(--r); background: var(--surface); color: var(--ink); font: 400 var(--t) / 1.4 var(--text); resize: vertical; }
      .field { align-content: start; }
      .field small { color: var(--ink-2); }
      .yes { display: flex; align-items: center; gap: 12px; min-height: 48px; }
      .yes input { width: 22px; height: 22px; accent-color: var(--ink); }
      .whole, .said { grid-column: 1 / -1; }
      .acts { display: flex; justify-content: flex-end; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  /** Null: closed. */
  @property({ attribute: false }) form: PartForm | null = null;
  @state() private wrong: Extract<Sent, { wrong: unknown }> | null = null;
  readonly #call = new DeskCall(
    this,
    () => this.hub,
    (reply) => this.tell('part-saved', reply),
  );

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('form')) return;
    this.wrong = null;
    this.#call.failure = null;
  }

  override render(): TemplateResult {
    const { form } = this;
    return html`<wh-dialog heading=${form === null ? '' : say(form.title)} ?open=${form !== null}>${form === null ? nothing : this.#body(form)}</wh-dialog>`;
  }

  #body(form: PartForm): TemplateResult {
    const { wrong } = this;
    return html`<form @submit=${(event: SubmitEvent) => void this.#send(event, form)}>
        ${form.fields.map((one) => this.#field(one))}
        ${wrong === null ? nothing : html`<p class="said" role="alert" data-wrong=${wrong.wrong}>${say(wrong.wrong, wrong.facts)}</p>`}
        <div class="acts whole"><button class="btn" data-act="save" ?disabled=${this.#call.busy}>${say('part.save')}</button></div>
      </form>
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>`;
  }

  #field({
    name,
    label,
    title,
    kind,
    value,
    choices = [],
    required = false,
    hint,
    step,
    longest,
  }: FormField): TemplateResult {
    const text = title ?? say(label);
    if (kind === 'yes') {
      return html`<label class="yes"><input type="checkbox" name=${name} value="yes" ?checked=${value === 'yes'} />${text}</label>`;
    }
    const more = hint === undefined ? nothing : html`<small>${say(hint)}</small>`;
    if (kind === 'lines') {
      return html`<label class="field">${text}<textarea name=${name} .defaultValue=${value}></textarea>${more}</label>`;
    }
    if (kind === 'choice') {
      return html`<label class="field">${text}<select name=${name}>${choices.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.text}</option>`)}</select>${more}</label>`;
    }
    const type = { text: 'text', number: 'number', day: 'date' }[kind];
    const list = kind === 'text' && choices.length > 0 ? `${name}-known` : null;
    return html`<label class="field">${text}
      <input name=${name} type=${type} .defaultValue=${value} ?required=${required} autocomplete="off" step=${step ?? nothing} min=${kind === 'number' ? '0' : nothing} maxlength=${longest ?? nothing} list=${list ?? nothing} />${more}
      ${list === null ? nothing : html`<datalist id=${list}>${choices.map((choice) => html`<option value=${choice.value}></option>`)}</datalist>`}</label>`;
  }

  async #send(event: SubmitEvent, form: PartForm): Promise<void> {
    event.preventDefault();
    const given = [...new FormData(event.target as HTMLFormElement)].map(
      ([name, value]) => [name, String(value)] as const,
    );
    const sent = form.send(new Map(given));
    this.wrong = 'wrong' in sent ? sent : null;
    if (!('wrong' in sent)) await this.#call.do(sent.name, sent.request as never);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-part-form': WhPartForm;
  }
}
