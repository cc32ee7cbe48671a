import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Hub } from '../hub/topic-controller.ts';
import { dayAt } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import { askedOf, type ChoiceFilter, type Days, daysOf, type ListFilter, PERIODS, type Period } from './list-filter.ts';

const NO_DAYS: Days = { from: '', until: '' };

/** What narrows a list besides the search. Tells `narrowed` with what is added to the request. */
@customElement('wh-list-filters')
export class WhListFilters extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: contents; }
      select, input {
        min-height: 48px; max-width: 168px; padding: 0 10px; border: 1.5px solid var(--line-strong); border-radius: var(--r); background: var(--surface); color: var(--ink);
        font: 400 var(--t) / 1.2 var(--text);
      }
      .chosen { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); font-weight: 600; }
      .days { display: flex; align-items: center; gap: 8px; }
      @media (max-width: 600px) { select { flex: 1 1 40%; max-width: none; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) filters: readonly ListFilter[] = [];
  @state() private chosen: Readonly<Record<string, string>> = {};
  @state() private days = NO_DAYS;

  /** Everything as it was before anybody chose. */
  clear(): void {
    this.chosen = {};
    this.days = NO_DAYS;
    this.#tell();
  }

  override render(): TemplateResult {
    return html`${this.filters.map((filter) => (filter.kind === 'period' ? this.#period(filter.title) : this.#choice(filter)))}`;
  }

  #choice({ key, title, any, choices }: ChoiceFilter): TemplateResult | typeof nothing {
    if (choices.length < 2) return nothing;
    const now = this.chosen[key] ?? '';
    return html`<select name=${key} class=${now === '' ? '' : 'chosen'} aria-label=${say(title)} .value=${now} @change=${(event: Event) => this.#choose(key, event)}>
      <option value="" ?selected=${now === ''}>${say(any)}</option>
      ${choices.map(({ value, text }) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
    </select>`;
  }

  #period(title: ListFilter['title']): TemplateResult {
    const now = this.chosen.period ?? '';
    const day = (side: keyof Days): TemplateResult => {
      const set = (event: Event): void => {
        this.days = { ...this.days, [side]: (event.target as HTMLInputElement).value };
        this.#tell();
      };
      return html`<input type="date" name=${side} aria-label=${say(`period.${side}`)} .value=${this.days[side]} @change=${set} />`;
    };
    return html`<select name="period" class=${now === '' ? '' : 'chosen'} aria-label=${say(title)} .value=${now} @change=${(event: Event) => this.#choose('period', event)}>
        <option value="" ?selected=${now === ''}>${say('period.any')}</option>
        ${PERIODS.map((period) => html`<option value=${period} ?selected=${period === now}>${say(`period.${period}`)}</option>`)}
      </select>
      ${now === 'own' ? html`<span class="days">${day('from')}–${day('until')}</span>` : nothing}`;
  }

  #choose(key: string, event: Event): void {
    this.chosen = { ...this.chosen, [key]: (event.target as HTMLSelectElement).value };
    this.#tell();
  }

  #tell(): void {
    const { period = '', ...others } = this.chosen;
    const kept = Object.entries(others).filter(([, value]) => value !== '');
    this.tell('narrowed', { ...Object.fromEntries(kept), ...this.#between(period as Period | '') });
  }

  #between(period: Period | '') {
    if (period === '') return {};
    if (period === 'own') return askedOf(this.days);
    return askedOf(daysOf(period, dayAt(this.hub?.connection.hubNow ?? Date.now())));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-list-filters': WhListFilters;
  }
}
