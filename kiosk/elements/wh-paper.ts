import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Sheet } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { type PaperRun, paperRuns, paperText, widthInMono } from './paper-text.ts';

/** Blank paper at the sides, as on a real 80 mm roll with 72 mm printable. */
const EDGE_MM = 4;

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

/** Paper as a picture, to the tenth of a millimetre where the printer puts every dot. */
@customElement('wh-paper')
export class WhPaper extends WhElement {
  static override styles = [
    shared,
    css`
      svg { display: block; width: 100%; height: auto; background: var(--paper); color: var(--paper-ink); box-shadow: var(--shadow-paper); border-radius: 2px; }
      text { font-family: var(--mono); fill: currentColor; white-space: pre; }
    `,
  ];
  @property({ attribute: false }) sheet: Sheet | null = null;

  override render(): TemplateResult | typeof nothing {
    const { sheet } = this;
    if (sheet === null) return nothing;
    const width_mm = sheet.width_mm + 2 * EDGE_MM;
    const height_mm = sheet.height_mm + 2 * EDGE_MM;
    return html`<svg viewBox="${-EDGE_MM} ${-EDGE_MM} ${width_mm} ${height_mm}" role="img" aria-label=${paperText(sheet)}>
      ${sheet.bars.map((bar) => svg`<rect x=${bar.x_mm} y=${bar.y_mm} width=${bar.width_mm} height=${bar.height_mm} fill="currentColor" shape-rendering=${bar.width_mm < bar.height_mm ? 'crispEdges' : 'auto'}/>`)}
      ${paperRuns(sheet, naturalWidth).map((run) => this.#text(run))}
      ${sheet.cuts_mm.map((cut_mm) => svg`<path d="M${-EDGE_MM} ${cut_mm}H${width_mm}" stroke="currentColor" stroke-width=".25" stroke-dasharray="1.4 1" opacity=".45"/>`)}
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
