import './wh-return-dialog.ts';
import './wh-return-line.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CounterState, ReturnLine, ReturnSlip } from '../hub/contracts.ts';
import type { Hub } from '../hub/topic-controller.ts';
import { wallTime } from '../hub/wall-time.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';
import type { CounterActions } from './counter-actions.ts';

/** 调回: everything that an employee has left, to be checked line by line: by hand, by scanning, or on the scale. */
@customElement('wh-return')
export class WhReturn extends WhElement {
  static override styles = [
    shared,
    css`
      :host { min-height: 0; }
      .slip { display: grid; grid-template-rows: auto 1fr; height: 100%; min-height: 0; overflow: hidden; }
      .head { display: flex; gap: 20px; align-items: center; padding: 12px 24px; border-bottom: 1px solid var(--line); white-space: nowrap; min-height: 76px; }
      .face { width: 52px; height: 52px; flex: none; border-radius: 14px; background: var(--ink); color: var(--on-ink); display: grid; place-items: center; font-weight: 600; font-size: 20px; }
      small { display: block; color: var(--ink-2); font-size: 13px; }
      b { font-size: 19px; font-weight: 600; }
      .count { font: 500 34px/1 var(--figures); text-align: right; }
      .count small { display: inline; font: 400 14px var(--text); }
      .no { margin-left: auto; text-align: right; flex: none; }
      .no .fig { font-size: 22px; font-weight: 500; }
      .lines { overflow-y: auto; min-height: 0; }
      @media (max-height: 700px) { .head { min-height: 62px; padding: 6px 16px; gap: 14px; } .face { width: 44px; height: 44px; } }
    `,
  ];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property({ attribute: false }) slip: ReturnSlip | null = null;
  @property({ attribute: false }) actions: CounterActions | undefined = undefined;
  /** What the scale said of its lines. */
  @property({ attribute: false }) weighed: CounterState['weighed'] = [];
  /** The line that a weight is of; null: none is. */
  @property() inHand: string | null = null;
  @property({ type: Boolean }) stale = false;
  @state() private looking: string | null = null;
  /** The line that changed last. */
  @state() private newest = '';
  #before: ReturnSlip | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('slip')) return;
    const before = this.#before?.id === this.slip?.id ? this.#before : null;
    const differs = ({ id, quantity }: ReturnLine): boolean =>
      before?.lines.find((line) => line.id === id)?.quantity !== quantity;
    const changedLine = before === null ? undefined : this.slip?.lines.find(differs);
    if (changedLine !== undefined) this.newest = changedLine.id;
    this.#before = this.slip;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('newest')) {
      this.renderRoot.querySelector(`[data-line="${this.newest}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { slip } = this;
    if (slip === null) return nothing;
    const checked = slip.lines.filter(({ quantity }) => quantity !== null).length;
    return html`<section class="card slip" data-return=${slip.id} data-version=${slip.version} aria-label=${say('return.title', { number: slip.number })}
        @check=${this.#check} @look=${(event: CustomEvent<string>) => (this.looking = event.detail)}>
      <div class="head">
        <span class="face" aria-hidden="true">${slip.person.name.slice(0, 1)}</span>
        <div><b data-person>${slip.person.name}</b><small>${slip.team === '' ? slip.person.number : `${slip.team} · ${slip.person.number}`}</small></div>
        <div class="count" data-checked>${checked}<small> / ${say('return.lines-checked', { lines: slip.lines.length })}</small></div>
        <div class="no"><small>${say('return.name')} · ${wallTime(slip.createdAt)}</small><span class="fig" data-number>${slip.number}</span></div>
      </div>
      <div class="lines" tabindex="0" role="group" aria-label=${say('return.lines', { lines: slip.lines.length })}>
        ${repeat(
          slip.lines,
          ({ id }) => id,
          (line) =>
            html`<wh-return-line data-line=${line.id} data-part=${line.number} .line=${line} .weighed=${this.weighed.find((one) => one.line === line.id) ?? null} .now=${line.id === (this.inHand ?? this.newest)} .busy=${this.stale}></wh-return-line>`,
        )}
      </div>
      <wh-return-dialog .hub=${this.hub} .person=${slip.person.id} .line=${slip.lines.find(({ id }) => id === this.looking) ?? null} .busy=${this.stale} @dialog-closed=${() => (this.looking = null)}
        @set-line=${this.#setLine} @split-line=${this.#splitLine}></wh-return-dialog>
    </section>`;
  }

  readonly #check = ({ detail }: CustomEvent<{ line: string; quantity: number | null }>): void => {
    if (this.slip !== null) void this.actions?.do('returns.set-line', { return: this.slip.id, ...detail });
  };

  readonly #setLine = async ({ detail }: CustomEvent<LineChange>): Promise<void> => {
    if (this.slip === null) return;
    const isDone = await this.actions?.do('returns.set-line', { return: this.slip.id, ...detail });
    if (isDone === true) this.looking = null;
  };

  readonly #splitLine = async ({ detail }: CustomEvent<LineSplit>): Promise<void> => {
    if (this.slip === null) return;
    const isDone = await this.actions?.do('returns.split-line', { return: this.slip.id, ...detail });
    if (isDone === true) this.looking = null;
  };
}

export type LineChange = {
  readonly line: string;
  readonly quantity: number | null;
  readonly condition: ReturnLine['condition'];
  readonly problem: string;
  readonly keptReason: string;
  readonly lots?: ReturnLine['lots'];
};
export type LineSplit = {
  readonly part: string;
  readonly condition: ReturnLine['condition'];
  readonly quantity: number;
  readonly problem: string;
};

declare global {
  interface HTMLElementTagNameMap {
    'wh-return': WhReturn;
  }
}
