import '@awesome.me/webawesome/dist/components/input/input.js';
import '../elements/wh-bar.ts';
import './wh-code-card.ts';
import './wh-printer-bench.ts';
import './wh-scale-bench.ts';
import './wh-scanner-bench.ts';
import './wh-spare-bench.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StationsController } from '../faces/stations-controller.ts';
import type { Bench, BenchScale, ScaleRequest } from '../hub/contracts.ts';
import { demoPost, type Failure } from '../hub/rest.ts';
import { type Hub, TopicController } from '../hub/topic-controller.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { quantityText } from '../words/facts.ts';
import { type Key, say, sentence } from '../words/say.ts';
import { benchLook } from './bench-look.ts';
import type { CodeCardKind } from './wh-code-card.ts';
import type { BenchPrinter, PrinterChange } from './wh-printer-bench.ts';
import type { BenchScanner } from './wh-scanner-bench.ts';
import type { SpareChange } from './wh-spare-bench.ts';

type Card = Bench['orders'][number] & {
  readonly pin?: string | null;
  readonly unit?: string;
  readonly onHand?: number;
};

const STEPS: readonly Key[] = [
  'bench.step-keeper',
  'bench.step-pin',
  'bench.step-technician',
  'bench.step-order',
  'bench.step-part',
  'bench.step-confirm',
];
const FIRING_MS = 200;
/** What stands in the column beside the cards; a narrow screen shows one at a time. */
const MACHINES = ['printer', 'scale', 'spare'] as const;
const MACHINE_WORDS = { printer: 'family.printer', scale: 'family.scale', spare: 'bench.spare' } as const;

/** The demo workshop's bench: every emulated device, to be used by hand. */
@customElement('wh-bench')
export class WhBench extends WhElement {
  static override styles = [shared, benchLook];
  @property({ attribute: false }) hub: Hub | undefined = undefined;
  @state() private chosen = '';
  @state() private filter = '';
  @state() private machine: (typeof MACHINES)[number] = 'printer';
  @state() private firing = false;
  @state() private failure: Failure | null = null;
  readonly #bench = new TopicController(
    this,
    () => this.hub,
    'demo.bench',
    () => ({}),
  );

  readonly #scales = new TopicController(
    this,
    () => this.hub,
    'demo.scales',
    () => ({}),
  );
  readonly #stations = new StationsController(this, () => this.hub);

  override render(): TemplateResult {
    const bench = this.#bench.state;
    return html`
      <wh-bar .hub=${this.hub} .place=${say('face.bench')}></wh-bar>
      ${this.#steps()}
      ${this.failure === null ? nothing : html`<div class="failure" role="alert">${sentence(this.failure.code, this.failure.facts)}</div>`}
      ${bench === null ? html`<main class="empty" role="status">${say(this.#bench.problem === null ? 'idle.connecting' : 'bench.none')}</main>` : this.#tables(bench)}
    `;
  }

  #steps(): TemplateResult {
    return html`<nav aria-label=${say('bench.hint')}><ol class="steps"><li>${say('bench.hint')}</li>${STEPS.map((step, at) => html`<li><b aria-hidden="true">${at + 1}</b>${say(step)}</li>`)}</ol></nav>`;
  }

  #tables(bench: Bench): TemplateResult {
    const scanner = bench.scanners.find((each) => each.device === this.chosen) ?? bench.scanners[0];
    // A spare scanner stands at no counter: the first one's machines stay in sight.
    const station = scanner?.station ?? bench.scanners[0]?.station ?? '';
    const wanted = this.filter.trim().toLowerCase();
    const parts = bench.parts.filter((part) =>
      `${part.code} ${part.label} ${part.detail}`.toLowerCase().includes(wanted),
    );
    const keepers = bench.staff.filter((card) => card.pin !== null);
    const others = bench.staff.filter((card) => card.pin === null);
    return html`<main class=${this.#bench.fresh ? '' : 'stale'}>
      <div class="cards">
        <wh-scanner-bench .scanners=${bench.scanners.filter((each) => each.station !== null || each.plugged)} .names=${new Map(this.#stations.stations?.map((station) => [station.id, station.name]))} .chosen=${scanner?.device ?? ''} ?firing=${this.firing}
          @choose-scanner=${(event: CustomEvent<string>) => (this.chosen = event.detail)}
          @plug-scanner=${(event: CustomEvent<boolean>) => void this.#plugScanner(scanner, event.detail)}
          @pull-trigger=${(event: CustomEvent<string>) => void this.#pull(scanner, event.detail, null)}></wh-scanner-bench>
        <div class="board">
          ${this.#group('keeper', 'bench.keepers', '1', keepers, scanner)}
          ${this.#group('technician', 'bench.technicians', '3', others, scanner)}
          ${this.#group('order', 'bench.orders', '4', bench.orders, scanner)}
          ${this.#group(
            'part',
            'bench.parts',
            '5',
            parts,
            scanner,
            html`<wa-input size="m" class="filter" placeholder=${say('bench.filter')} label=${say('bench.filter')} @input=${(event: Event) => (this.filter = (event.target as HTMLInputElement).value)}></wa-input>`,
          )}
        </div>
        ${this.#group('command', 'bench.commands', '6', bench.commands, scanner)}
      </div>
      <div class="machines">
        <a class="btn" data-act="open-counter" target="counter" href="/counter/${encodeURIComponent(station)}">${say('bench.open-counter')}</a>
        <div class="office">
          <button class="btn quiet small" data-act="cut-line" aria-pressed=${bench.headOffice.lineCut} @click=${() => void this.#post('/line', { plugged: bench.headOffice.lineCut })}>
            ${say(bench.headOffice.lineCut ? 'bench.mend-line' : 'bench.cut-line')}
          </button>
          ${bench.headOffice.url === null ? nothing : html`<a class="btn quiet small" data-act="head-office" target="head-office" href=${bench.headOffice.url}>${say('face.head-office')}</a>`}
        </div>
        ${this.#machines(bench, station)}
      </div>
    </main>`;
  }

  #machines(bench: Bench, station: string): TemplateResult {
    const scales = this.#scales.state?.scales ?? [];
    const here = scales.find((scale) => scale.station === station);
    const content = {
      printer: repeat(
        bench.printers.filter((printer) => printer.station === station || printer.station === null),
        (printer) => printer.device,
        (printer) =>
          html`<wh-printer-bench .printer=${printer} @change-printer=${(event: CustomEvent<PrinterChange>) => void this.#changePrinter(printer, event.detail)}></wh-printer-bench>`,
      ),
      scale: here === undefined ? nothing : this.#scale(here),
      spare: html`<wh-spare-bench .scanners=${bench.scanners.filter((each) => each.station === null)} .scales=${scales.filter((each) => each.station === null)}
          @plug-spare=${(event: CustomEvent<SpareChange>) => void this.#plugSpare(event.detail)}></wh-spare-bench>
        ${scales.filter((scale) => scale.station === null && scale.plugged).map((scale) => this.#scale(scale))}`,
    };
    return html`<div class="kinds" role="group" aria-label=${say('bench.machines')}>
        ${MACHINES.map(
          (
            machine,
          ) => html`<button class="btn quiet small" data-machine-choice=${machine} aria-pressed=${machine === this.machine} @click=${() => (this.machine = machine)}>
            ${say(MACHINE_WORDS[machine])}${machine === 'scale' && here !== undefined ? html`<span class="fig">${here.display ?? say(here.range === 'over' ? 'bench.scale-over' : 'bench.scale-under')}</span>` : nothing}
          </button>`,
        )}
      </div>
      ${MACHINES.map((machine) => html`<div class="machine ${machine === this.machine ? 'shown' : ''}" data-machine=${machine}>${content[machine]}</div>`)}`;
  }

  #scale(scale: BenchScale): TemplateResult {
    return html`<wh-scale-bench .scale=${scale} @act-on-scale=${(event: CustomEvent<ScaleRequest>) => void this.#post(`/scales/${encodeURIComponent(scale.device)}`, event.detail)}></wh-scale-bench>`;
  }

  #group(
    kind: CodeCardKind,
    title: Key,
    step: string,
    cards: readonly Card[],
    scanner: BenchScanner | undefined,
    beside: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    return html`<section class="group" data-group=${kind} aria-label=${say(title)}>
      <div class="title"><b aria-hidden="true">${step}</b><h2>${say(title)}</h2></div>${beside}
      <div class="grid" tabindex=${kind === 'command' ? nothing : '0'} role="group" aria-label=${say(title)}>
        ${repeat(
          cards,
          (card) => card.code,
          (
            card,
          ) => html`<wh-code-card .kind=${kind} .code=${card.code} .label=${card.label} .detail=${card.detail} .pin=${card.pin ?? ''} .unit=${card.unit ?? ''}
            .stock=${card.onHand === undefined ? '' : quantityText(card.onHand)} ?disabled=${scanner?.plugged !== true}
            @scan-code=${() => void this.#pull(scanner, card.code, card.symbology)}></wh-code-card>`,
        )}
      </div>
    </section>`;
  }

  async #pull(scanner: BenchScanner | undefined, text: string, symbology: string | null): Promise<void> {
    if (scanner === undefined) return;
    this.firing = true;
    setTimeout(() => (this.firing = false), FIRING_MS);
    await this.#post(`/scanners/${encodeURIComponent(scanner.device)}/trigger`, { text, symbology });
  }

  async #plugScanner(scanner: BenchScanner | undefined, plugged: boolean): Promise<void> {
    if (scanner !== undefined) await this.#post(`/scanners/${encodeURIComponent(scanner.device)}/plug`, { plugged });
  }

  #plugSpare({ family, device, plugged }: SpareChange): Promise<void> {
    const path =
      family === 'scanner' ? `/scanners/${encodeURIComponent(device)}/plug` : `/scales/${encodeURIComponent(device)}`;
    return this.#post(path, { plugged });
  }

  #changePrinter(printer: BenchPrinter, change: PrinterChange): Promise<void> {
    return this.#post(`/printers/${encodeURIComponent(printer.device)}`, change);
  }

  async #post(path: string, body: object): Promise<void> {
    const outcome = await demoPost(path, body);
    this.failure = 'failure' in outcome ? outcome.failure : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-bench': WhBench;
  }
}
