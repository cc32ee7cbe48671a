import '../desk/wh-desk-proof.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DeskCall } from '../desk/desk-call.ts';
import { detailLook } from '../flow/page-look.ts';
import type { CataloguePart, Queries } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { field } from '../print/print-fields.ts';
import { type Key, say } from '../words/say.ts';

type Found = Queries['parts.find']['reply']['parts'];
type Related = CataloguePart['substitutes'][number];
type Kind = 'substitute' | 'supersedes';

const MOST_FOUND = 8;

/** What may be used for a part, what it took the place of, and what takes its place now. Tells `part-saved`. */
@customElement('wh-part-relations')
export class WhPartRelations extends WhElement {
  static override styles = [
    shared,
    field,
    detailLook,
    css`
      .add { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); gap: 8px; }
      .found { display: grid; gap: 4px; }
      .found .btn { justify-content: flex-start; white-space: normal; text-align: left; }
      li { display: flex; align-items: center; gap: 10px; min-height: 48px; list-style: none; }
      ul { padding: 0; }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) card: CataloguePart | null = null;
  @property({ type: Boolean }) editable = false;
  @state() private kind: Kind = 'substitute';
  @state() private found: Found = [];
  readonly #call = new DeskCall(
    this,
    () => this.hub,
    () => {
      this.found = [];
      this.tell('part-saved');
    },
  );

  override render(): TemplateResult | typeof nothing {
    const { card: part } = this;
    if (part === null) return nothing;
    return html`
      ${this.#group('part.substitutes', part.substitutes, 'substitute')}
      ${this.#group('part.supersedes', part.supersedes, 'supersedes')}
      ${this.#group('part.superseded-by', part.supersededBy, null)}
      ${this.editable ? this.#add(part) : nothing}
      <wh-desk-proof .hub=${this.hub} .call=${this.#call} .failure=${this.#call.failure}></wh-desk-proof>`;
  }

  /** `kind` null: to be changed at the other part only. */
  #group(title: Key, parts: readonly Related[], kind: Kind | null): TemplateResult | typeof nothing {
    if (parts.length === 0) return nothing;
    return html`<div><span class="muted">${say(title)}</span><ul>${parts.map(
      (
        other,
      ) => html`<li data-related=${other.number}><span class="grow"><b class="fig">${other.number}</b> ${other.name} ${other.model}</span>
        ${kind === null || !this.editable ? nothing : html`<button class="btn quiet small" ?disabled=${this.#call.busy} @click=${() => void this.#relate(other.id, kind, false)}>${say('part.unrelate')}</button>`}</li>`,
    )}</ul></div>`;
  }

  #add(part: CataloguePart): TemplateResult {
    return html`<div class="add">
        <label class="field">${say('part.relation')}<select name="kind" @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as Kind)}>
          <option value="substitute">${say('part.substitutes')}</option><option value="supersedes">${say('part.supersedes')}</option>
        </select></label>
        <label class="field">${say('part.other')}<input name="other" type="search" autocomplete="off" placeholder=${say('part.search')} @input=${this.#search} /></label>
      </div>
      <div class="found">${this.found
        .filter(({ id }) => id !== part.id)
        .map(
          (other) =>
            html`<button class="btn quiet small" data-found=${other.number} ?disabled=${this.#call.busy} @click=${() => void this.#relate(other.id, this.kind, true)}>${other.number} · ${other.name} ${other.model}</button>`,
        )}</div>`;
  }

  readonly #search = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const text = input.value.trim();
    const answer = text === '' ? null : await this.hub?.connection.ask('parts.find', { text, limit: MOST_FOUND });
    // What was typed meanwhile is answered by itself.
    if (input.value.trim() === text) this.found = answer?.outcome === 'accepted' ? answer.reply.parts : [];
  };

  async #relate(other: string, kind: Kind, related: boolean): Promise<void> {
    if (this.card !== null) await this.#call.do('parts.set-relation', { part: this.card.id, other, kind, related });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-part-relations': WhPartRelations;
  }
}
