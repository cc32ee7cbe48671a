import '../counter/wh-quantity-dialog.ts';
import '../counter/wh-sign-in.ts';
import '../elements/wh-bar.ts';
import '../elements/wh-plate.ts';
import './wh-bay-find.ts';
import './wh-bay-held.ts';
import type { Given } from './wh-bay-give.ts';
import './wh-bay-list.ts';
import './wh-bay-side.ts';
import './wh-bay-tiles.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CounterActions } from '../counter/counter-actions.ts';
import { ScanFeedback } from '../counter/scan-feedback.ts';
import type { SignedIn } from '../counter/wh-sign-in.ts';
import type { BayState, Operations } from '../hub/contracts.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type Key, say, sentence } from '../words/say.ts';
import { bayLook } from './bay-look.ts';

type Asked = NonNullable<BayState['awaitingPin']>;

/** The parts of one bay: ask for them, hear that they are ready, sign for them, say which went into the car, bring back the rest. */
@customElement('wh-bay')
export class WhBay extends WhElement {
  static override styles = [shared, bayLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @property() station = '';
  /** A tile was tapped: its technician proves himself. */
  @state() private tapped: Asked | null = null;
  @state() private droppedBadge = '';
  @state() private dialog: 'find' | 'use' | 'all' | null = null;
  /** Line of the list whose quantity a hand changes. */
  @state() private counting: string | null = null;
  /** What a hand did that shows nowhere else. */
  @state() private notice: Key | null = null;
  readonly #bay = new TopicController(
    this,
    () => this.hub,
    'stations.bay',
    () => ({ station: this.station }),
  );
  readonly #actions = new CounterActions(this, {
    hub: () => this.hub,
    keeper: () => this.#bay.state?.technician ?? null,
    station: () => this.station,
  });
  readonly #feedback = new ScanFeedback(this);
  /** The newest scan, and who has the bay open: what is said to a hand is over when either is another. */
  #saidFor = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.dataset.look = 'dark';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    delete document.documentElement.dataset.look;
  }

  override willUpdate(_changed: PropertyValues<this>): void {
    const { state } = this.#bay;
    if (state === null) return;
    this.#feedback.show(state.scans);
    // 配件已备 is heard.
    this.#feedback.call([
      ...state.waiting.flatMap(({ requisition, readyAt }) => (readyAt === null ? [] : [requisition])),
      ...state.unsigned.flatMap(({ id, readyAt }) => (readyAt === null ? [] : [id])),
    ]);
    const saidFor = `${state.scans[0]?.scan} ${state.technician?.id}`;
    if (saidFor !== this.#saidFor) {
      this.#saidFor = saidFor;
      this.notice = null;
      this.#actions.forget();
    }
    if (state.technician !== null) this.tapped = null;
    this.dataset.view = this.#asked === null ? (state.technician === null ? 'tiles' : 'work') : 'pin';
    // Nothing of whoever left stays open, and nothing stands over the PIN pad.
    if (this.dataset.view !== 'work') this.dialog = this.counting = null;
  }

  /** Whose PIN is wanted now: of a badge, of a tile, or of something that a hand wants to do. */
  get #asked(): Asked | null {
    if (this.#actions.asked !== null) return this.#actions.asked;
    const badge = this.#bay.state?.awaitingPin ?? null;
    if (badge !== null && badge.scan !== this.droppedBadge) return badge;
    return this.tapped;
  }

  override render(): TemplateResult {
    const bay = this.#bay.state;
    const isStale = !this.#bay.fresh;
    return html`
      <wh-bar .hub=${this.hub} .place=${bay?.station?.name ?? say('face.bay')}>
        <div slot="person" class="person">${this.#who(bay)}</div>
      </wh-bar>
      <main class=${isStale ? 'stale' : ''}>
        ${this.#main(bay)}
        ${bay === null || bay.station === null ? nothing : html`<wh-bay-side class="side" .bay=${bay} .now=${this.#bay.hubNow} .busy=${isStale} @take=${this.#take} @stop=${this.#stop} @sign=${this.#sign} @refuse=${this.#refuse} @withdraw=${this.#withdraw} @accept=${this.#accept} @decline=${this.#decline}></wh-bay-side>`}
        <div class="dialogs">${this.#dialogs(bay)}</div>
        ${!isStale || bay === null ? nothing : html`<div class="age" role="status">${say('counter.stale', { seconds: this.#bay.age })}</div>`}
      </main>
      ${this.#foot(bay, isStale)}
      <div class="flash" aria-hidden="true"></div>
    `;
  }

  #who(bay: BayState | null): TemplateResult | typeof nothing {
    const technician = bay?.technician ?? null;
    if (technician === null) return nothing;
    return html`<span data-technician=${technician.id}>${technician.name}</span>
      <button class="btn quiet small" data-act="leave" ?disabled=${!this.#bay.fresh} @click=${() => void this.#actions.handOver()}>${say('bay.leave')}</button>`;
  }

  #main(bay: BayState | null): TemplateResult {
    if (bay === null) return html`<section class="card none" role="status">${say('idle.connecting')}</section>`;
    if (bay.station === null) {
      return html`<section class="card none" data-absent role="status">${say('bay.absent')}<a class="btn" href="/">${say('page.all-faces')}</a></section>`;
    }
    const asked = this.#asked;
    if (asked !== null) {
      return html`<wh-sign-in class="card" .why=${'bay.pin-why'} .asked=${asked} .forAct=${this.#actions.asked !== null} .station=${this.station} @signed-in=${this.#signedIn} @sign-in-dropped=${this.#dropPin}></wh-sign-in>`;
    }
    return html`<section class="card work" aria-label=${say('bay.parts')}>
      ${this.#car(bay)}
      ${bay.technician === null ? html`<div class="rows">${this.#said()}<wh-bay-tiles .technicians=${bay.technicians} @tile=${this.#tile}></wh-bay-tiles></div>` : this.#list(bay)}
    </section>`;
  }

  #car({ car, station }: BayState): TemplateResult {
    if (car === null)
      return html`<div class="car"><div><b>${say('bay.no-car')}</b><small>${station?.name}</small></div></div>`;
    return html`<div class="car" data-car=${car.number}>
      <wh-plate .plate=${car.plate} .newEnergy=${car.newEnergy}></wh-plate>
      <div><b>${car.vehicleModel}</b><small>${car.kind} · <span class="fig">${car.number}</span></small></div>
    </div>`;
  }

  #list({ slip, held }: BayState): TemplateResult {
    return html`<div class="rows" tabindex="0" role="group" aria-label=${say('bay.parts')}>
      ${this.#said()}
      <wh-bay-list .slip=${slip} .held=${held} @ask-quantity=${this.#ask} @take-off=${this.#takeOff}></wh-bay-list>
    </div>`;
  }

  #do<O extends keyof Operations>(name: O, request: Operations[O]['request']): Promise<boolean> {
    this.notice = null;
    return this.#actions.do(name, request);
  }

  #said(): TemplateResult | typeof nothing {
    const failure = this.#failure();
    if (failure !== null) return html`<p class="said" role="alert">${failure}</p>`;
    return this.notice === null ? nothing : html`<p class="notice" role="status">${say(this.notice)}</p>`;
  }

  #failure(): string | null {
    const { failure } = this.#actions;
    if (failure !== null) return sentence(failure.code, failure.facts);
    const { scans: [scan] = [], isAnswered = true } = this.#bay.state ?? {};
    if (scan === undefined || isAnswered) return null;
    return scan.outcome === 'refused' || scan.outcome === 'unknown' ? sentence(scan.code, scan.facts) : null;
  }

  #foot(bay: BayState | null, isStale: boolean): TemplateResult | typeof nothing {
    if (bay?.station === null || bay === null) return nothing;
    const blocked = isStale || bay.technician === null || this.#asked !== null;
    const lines = bay.slip?.lines.length ?? 0;
    return html`<footer>
      <button class="btn quiet" data-act="find" ?disabled=${blocked || bay.car === null} @click=${() => (this.dialog = 'find')}>${say('bay.find')}<small>${say('bay.find-detail')}</small></button>
      <button class="btn quiet" data-act="use" ?disabled=${blocked || bay.held.length === 0} @click=${() => (this.dialog = 'use')}>${say('bay.use')}<small>${say('bay.use-detail', { kinds: bay.held.length })}</small></button>
      <button class="btn quiet" data-act="all" ?disabled=${blocked || bay.heldKinds === 0} @click=${() => (this.dialog = 'all')}>${say('bay.sweep')}<small>${say('bay.sweep-detail', { kinds: bay.heldKinds, value: bay.heldValue })}</small></button>
      <button class="btn" data-act="send" ?disabled=${blocked || lines === 0} @click=${() => void this.#do('stations.send-list', { station: this.station })}>${say('bay.send')}<small>${say('bay.send-detail', { lines })}</small></button>
    </footer>`;
  }

  #dialogs(bay: BayState | null): TemplateResult | typeof nothing {
    if (bay === null || bay.station === null) return nothing;
    const close = (): void => {
      this.dialog = this.counting = null;
    };
    const line = bay.slip?.lines.find(({ id }) => id === this.counting) ?? null;
    return html`
      <wh-quantity-dialog .mode=${'ask'} .line=${line} @dialog-closed=${close} @count=${this.#count}></wh-quantity-dialog>
      <wh-bay-find .hub=${this.hub} .order=${bay.car?.order ?? null} .open=${this.dialog === 'find'} .list=${bay.slip?.lines ?? []} @dialog-closed=${close} @add-part=${this.#add}></wh-bay-find>
      <wh-bay-held .hub=${this.hub} .person=${bay.technician?.id ?? null} .held=${bay.held} .mode=${'use'} .refused=${this.#actions.failure} .open=${this.dialog === 'use'} @dialog-closed=${close} @use-parts=${this.#use}></wh-bay-held>
      <wh-bay-held .hub=${this.hub} .person=${bay.technician?.id ?? null} .mode=${'all'} .colleagues=${bay.technicians.filter(({ id }) => id !== bay.technician?.id)} .busy=${!this.#bay.fresh} .refused=${this.#actions.failure} @give=${this.#give} .open=${this.dialog === 'all'} @dialog-closed=${close} @print-ticket=${this.#sweep}></wh-bay-held>
    `;
  }

  readonly #tile = ({ detail: person }: CustomEvent<Asked['person']>): void => {
    this.tapped = { person, scan: 'tile' };
  };
  readonly #signedIn = ({ detail: { asked, session } }: CustomEvent<SignedIn>): void => {
    if (this.#actions.asked === null) this.droppedBadge = asked.scan;
    this.tapped = null;
    this.#actions.proved(session);
  };
  readonly #dropPin = (): void => {
    if (this.#actions.asked !== null) this.#actions.dropProof();
    else if (this.tapped !== null) this.tapped = null;
    else this.droppedBadge = this.#bay.state?.awaitingPin?.scan ?? '';
  };
  readonly #add = ({ detail }: CustomEvent<{ part: string; quantity: number }>): void => {
    void this.#do('stations.add-to-list', { station: this.station, ...detail });
  };
  readonly #ask = ({ detail: line }: CustomEvent<string>): void => {
    this.counting = line;
  };
  readonly #takeOff = ({ detail: line }: CustomEvent<string>): void => {
    const requisition = this.#bay.state?.slip?.id;
    if (requisition !== undefined) void this.#do('requisitions.set-quantity', { requisition, line, quantity: 0 });
  };
  readonly #count = ({ detail }: CustomEvent<{ line: string; quantity: number }>): void => {
    const requisition = this.#bay.state?.slip?.id;
    this.counting = null;
    if (requisition !== undefined) void this.#do('requisitions.set-quantity', { requisition, ...detail });
  };
  readonly #use = async ({
    detail: lines,
  }: CustomEvent<Operations['holdings.use']['request']['lines']>): Promise<void> => {
    const { technician, car } = this.#bay.state ?? { technician: null, car: null };
    if (technician === null || car === null) return;
    if (await this.#do('holdings.use', { person: technician.id, order: car.order, lines })) this.dialog = null;
  };
  readonly #sweep = async (): Promise<void> => {
    const { technician, station } = this.#bay.state ?? { technician: null, station: null };
    if (technician === null || station === null) return;
    const start = { person: technician.id, warehouse: station.warehouse.id, ticket: true };
    if (!(await this.#do('returns.start', start))) return;
    this.dialog = null;
    this.notice = 'bay.ticket-sent';
  };
  /** A colleague signs for it at his bay; a loss is decided at the desk. */
  readonly #give = async ({ detail: given }: CustomEvent<Given>): Promise<void> => {
    const technician = this.#bay.state?.technician ?? null;
    if (technician === null) return;
    const line = { part: given.part, quantity: given.quantity, lots: [...given.lots] };
    const isDone =
      given.to === 'colleague'
        ? await this.#do('holdings.offer', {
            ...{ giver: technician.id, taker: given.taker, remark: '', lines: [line] },
          })
        : await this.#do('holdings.report-loss', {
            ...{ person: technician.id, kind: given.to, ...line, remark: given.remark },
          });
    if (!isDone) return;
    this.dialog = null;
    this.notice = given.to === 'colleague' ? 'bay.offered' : 'bay.loss-reported';
  };
  readonly #take = ({ detail: requisition }: CustomEvent<string>): void => {
    void this.#do('requisitions.take', { requisition });
  };
  readonly #stop = ({ detail: wait }: CustomEvent<string>): void => {
    void this.#do('bays.stop-waiting', { wait });
  };
  readonly #sign = ({ detail: requisition }: CustomEvent<string>): void => {
    void this.#do('requisitions.sign', { requisition });
  };
  readonly #withdraw = ({ detail: handOver }: CustomEvent<string>): void => {
    void this.#do('holdings.withdraw', { handOver });
  };
  readonly #accept = ({ detail: handOver }: CustomEvent<string>): void => {
    void this.#do('holdings.accept', { handOver });
  };
  readonly #decline = ({ detail: handOver }: CustomEvent<string>): void => {
    void this.#do('holdings.decline', { handOver });
  };
  readonly #refuse = ({ detail: requisition }: CustomEvent<string>): void => {
    void this.#do('requisitions.refuse', { requisition, reason: say('bay.refuse') });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bay': WhBay;
  }
}
