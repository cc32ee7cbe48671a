import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CataloguePart } from '../hub/contracts.ts';
import { type Failure, setPhoto } from '../hub/rest.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say, sentence } from '../words/say.ts';

/** Enough to know a part by; a camera gives many times that. */
const LONGEST_SIDE = 900;
const QUALITY = 0.82;

/** The picture of a part: looked at, taken with the camera of a phone or from a file, taken away. Tells `part-saved`. */
@customElement('wh-part-photo')
export class WhPartPhoto extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; gap: 8px; justify-items: start; }
      img { max-width: 100%; max-height: 220px; border-radius: var(--r); border: 1px solid var(--line); background: var(--raised); }
      .acts { display: flex; gap: 10px; flex-wrap: wrap; }
      input { position: absolute; width: 1px; height: 1px; opacity: 0; }
      label:focus-within { outline: 3px solid var(--working); outline-offset: 2px; }
      .said { color: var(--stopped); font-weight: 600; }
    `,
  ];
  @property({ attribute: false }) card: CataloguePart | null = null;
  @property({ type: Boolean }) editable = false;
  @state() private failure: Failure | null = null;
  @state() private busy = false;

  override render(): TemplateResult | typeof nothing {
    const { card: part, failure } = this;
    if (part === null) return nothing;
    const { id, name, photoAt } = part;
    return html`
      ${photoAt === null ? nothing : html`<img data-photo src="/api/v1/parts/${id}/photo?place=desk&at=${photoAt}" alt=${name} />`}
      ${
        this.editable
          ? html`<div class="acts">
              <label class="btn quiet small">${say(photoAt === null ? 'part.photo-add' : 'part.photo-change')}<input type="file" name="photo" accept="image/*" ?disabled=${this.busy} @change=${this.#take} /></label>
              ${photoAt === null ? nothing : html`<button class="btn quiet small" data-act="photo-remove" ?disabled=${this.busy} @click=${() => void this.#send('')}>${say('part.photo-remove')}</button>`}
            </div>`
          : nothing
      }
      ${failure === null ? nothing : html`<p class="said" role="alert">${sentence(failure.code, failure.facts)}</p>`}
    `;
  }

  readonly #take = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (file === undefined) return;
    try {
      await this.#send(await smallPicture(file));
    } catch {
      this.failure = { code: 'parts.no-picture', facts: {} };
    }
  };

  async #send(data: string): Promise<void> {
    const { card: part } = this;
    if (part === null) return;
    this.busy = true;
    const outcome = await setPhoto(part.id, data);
    this.busy = false;
    this.failure = 'failure' in outcome ? outcome.failure : null;
    if (this.failure === null) this.tell('part-saved');
  }
}

/** The picture as a small JPEG, base64. @throws when the file is no picture that the browser knows */
async function smallPicture(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.toDataURL('image/jpeg', QUALITY).split(',')[1] ?? '';
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-part-photo': WhPartPhoto;
  }
}
