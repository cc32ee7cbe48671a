import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Sheet } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type PaperRun, paperRuns, paperText, widthInMono } from './paper-text.ts';

/** Blank paper around what can be printed: a roll of 80 mm prints 72, fan-fold of 241 mm prints 203 between its strips of holes. */
const EDGES_MM = { roll: { side: 4, above: 4 }, form: { side: 19, above: 0 }, label: { side: 1, above: 0 } } as const;
/** Holes for the tractor: half an inch apart, 6 mm from the edge (ISO 2784). */
const HOLES_MM = { apart: 12.7, fromEdge: 6, radius: 2 } as const;

const FONT = '100px "Noto Sans Mono CJK SC", "Sarasa Mono SC", "Noto Sans Mono", monospace';
const widths = new Map<string, number>();
const ruler = document.createElement('canvas').getContext('2d');

/** Measured, because fonts differ about marks such as · and ×. */
function naturalWidth(char: string): number {
  const known = widths.get(char);
  if (known !== undefined) return known;
  if (ruler === null) return widthInMono(char);
  ruler.font = FONT;
  const width = ruler.measureText(char).width / 100 || widthInMono(char);
  widths.set(char, width);
  return width;
}

function holes({ width_mm, height_mm }: Sheet, side_mm: number): TemplateResult[] {
  const { apart, fromEdge, radius } = HOLES_MM;
  const rows = Array.from({ length: Math.floor(height_mm / apart) }, (_, row) => (row + 0.5) * apart);
  const columns = [fromEdge - side_mm, width_mm + side_mm - fromEdge];
  return columns.flatMap((cx) => rows.map((cy) => svg`<circle cx=${cx} cy=${cy} r=${radius} class="hole"/>`));
}

/** Paper as a picture, to the tenth of a millimetre where the printer puts every dot. */
@customElement('wh-paper')
export class WhPaper extends WhElement {
  static override styles = [
    shared,
    css`
      svg { display: block; width: 100%; height: auto; background: var(--paper); color: var(--paper-ink); box-shadow: var(--shadow-paper); border-radius: 2px; }
      image { mix-blend-mode: multiply; }
      .hole { fill: currentColor; opacity: .14; }
      text { font-family: var(--mono); fill: currentColor; white-space: pre; }
    `,
  ];
  @property({ attribute: false }) sheet: Sheet | null = null;

  override render(): TemplateResult | typeof nothing {
    const { sheet } = this;
    if (sheet === null) return nothing;
    const { side, above } = EDGES_MM[sheet.medium ?? 'roll'];
    const width_mm = sheet.width_mm + 2 * side;
    const height_mm = sheet.height_mm + 2 * above;
    return html`<svg viewBox="${-side} ${-above} ${width_mm} ${height_mm}" role="img" aria-label=${paperText(sheet)}>
      ${sheet.medium === 'form' ? holes(sheet, side) : nothing}
      ${sheet.bars.map((bar) => svg`<rect x=${bar.x_mm} y=${bar.y_mm} width=${bar.width_mm} height=${bar.height_mm} fill="currentColor" shape-rendering=${bar.width_mm < bar.height_mm ? 'crispEdges' : 'auto'}/>`)}
      ${(sheet.pictures ?? []).map((picture) => svg`<image x=${picture.x_mm} y=${picture.y_mm} width=${picture.width_mm} height=${picture.height_mm} preserveAspectRatio="none" href=${`data:image/png;base64,${picture.png}`}/>`)}
      ${paperRuns(sheet, naturalWidth).map((run) => this.#text(run))}
      ${sheet.cuts_mm.map((cut_mm) => svg`<path d="M${-side} ${cut_mm}H${width_mm}" stroke="currentColor" stroke-width=".25" stroke-dasharray="1.4 1" opacity=".45"/>`)}
    </svg>`;
  }

  #text(run: PaperRun): TemplateResult {
    const xs = run.xs_mm.map((x_mm) => x_mm / run.stretch).join(' ');
    const baseline_mm = run.y_mm + run.height_mm * 0.86;
    const transform = run.stretch === 1 ? nothing : `scale(${run.stretch} 1)`;
    return svg`<text x=${xs} y=${baseline_mm} font-size=${run.height_mm} font-weight=${run.bold ? 700 : 400} transform=${transform}>${run.text}</text>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-paper': WhPaper;
  }
}
