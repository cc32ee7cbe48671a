import { barsOf } from '../printers/bars.ts';
import { HALF_GLYPH_DOTS, type Head } from '../printers/head.ts';
import type { Sheet, SheetBar, SheetCode, SheetGlyph } from '../printers/page.ts';
import type { ModuleGrid } from '../printers/symbols.ts';

/** Something in the line buffer: a glyph, or a picture as high as one. */
type InLine = {
  readonly x_dots: number;
  readonly width_dots: number;
  readonly height_dots: number;
  readonly shows: { readonly char: string; readonly bold: boolean } | { readonly grid: ModuleGrid };
};

/** The paper under an emulated head: what was burnt into it, in dots; knows no command. */
export class Paper {
  readonly #head: Head;
  #glyphs: SheetGlyph[] = [];
  #bars: SheetBar[] = [];
  #codes: SheetCode[] = [];
  #y_dots = 0;
  #line: InLine[] = [];
  /** Where the next glyph goes, from the left edge. */
  x_dots = 0;
  leftMargin_dots = 0;

  constructor(head: Head) {
    this.#head = head;
  }

  get isLineEmpty(): boolean {
    return this.#line.length === 0;
  }

  /** Puts a glyph into the line buffer; false when it had to go to the next line. */
  glyph(char: string, columns: 1 | 2, scaleX: number, scaleY: number, bold: boolean, wrap_dots: number): boolean {
    const width_dots = columns * HALF_GLYPH_DOTS.width * scaleX;
    const fits = this.x_dots + width_dots <= this.#head.printable_dots;
    if (!fits) this.endLine(wrap_dots);
    this.#put(width_dots, HALF_GLYPH_DOTS.height * scaleY, { char, bold });
    return fits;
  }

  /** Puts a picture into the line buffer, one dot of the head for each of its own; false when it is wider than what is left, which prints nothing. */
  linePicture(grid: ModuleGrid): boolean {
    const width_dots = grid[0]?.length ?? 0;
    if (this.x_dots + width_dots > this.#head.printable_dots) return false;
    this.#put(width_dots, grid.length, { grid });
    return true;
  }

  #put(width_dots: number, height_dots: number, shows: InLine['shows']): void {
    this.#line.push({ x_dots: this.x_dots, width_dots, height_dots, shows });
    this.x_dots += width_dots;
  }

  /** Burns the line buffer and moves on by the spacing, or by the highest glyph where that is more. */
  endLine(spacing_dots: number): void {
    const highest = this.#line.reduce((most, glyph) => Math.max(most, glyph.height_dots), 0);
    const mm = (dots: number): number => dots / this.#head.dotsPerMm;
    for (const { x_dots, width_dots, height_dots, shows } of this.#line) {
      const place = { x_mm: mm(x_dots), y_mm: mm(this.#y_dots + highest - height_dots) };
      if ('char' in shows) {
        this.#glyphs.push({ ...place, width_mm: mm(width_dots), height_mm: mm(height_dots), ...shows });
      } else this.#bars.push(...barsOf(shows.grid, { ...place, cellWidth_mm: mm(1), cellHeight_mm: mm(1) }));
    }
    this.#y_dots += Math.max(spacing_dots, highest);
    this.dropLine();
  }

  /** What was not burnt yet is lost: power, `ESC @`, a cleared buffer. */
  dropLine(): void {
    this.#line = [];
    this.x_dots = this.leftMargin_dots;
  }

  /** A picture at the left margin; false when it is wider than the paper, which prints nothing. */
  grid(grid: ModuleGrid, cellWidth_dots: number, cellHeight_dots: number): boolean {
    const { dotsPerMm, printable_dots } = this.#head;
    const width_dots = (grid[0]?.length ?? 0) * cellWidth_dots;
    if (this.leftMargin_dots + width_dots > printable_dots) return false;
    this.#bars.push(
      ...barsOf(grid, {
        x_mm: this.leftMargin_dots / dotsPerMm,
        y_mm: this.#y_dots / dotsPerMm,
        cellWidth_mm: cellWidth_dots / dotsPerMm,
        cellHeight_mm: cellHeight_dots / dotsPerMm,
      }),
    );
    this.#y_dots += grid.length * cellHeight_dots;
    return true;
  }

  /** Notes what the picture that comes next says. */
  code(kind: SheetCode['kind'], text: string, fnc3: SheetCode['fnc3']): void {
    this.#codes.push({ kind, text, fnc3, y_mm: this.#y_dots / this.#head.dotsPerMm });
  }

  /** What is on the paper since the last cut. */
  get sheet(): Sheet {
    const { dotsPerMm, printable_dots } = this.#head;
    return {
      width_mm: printable_dots / dotsPerMm,
      height_mm: this.#y_dots / dotsPerMm,
      glyphs: [...this.#glyphs],
      bars: [...this.#bars],
      codes: [...this.#codes],
      cuts_mm: [],
    };
  }

  get isBlank(): boolean {
    return this.#glyphs.length === 0 && this.#bars.length === 0;
  }

  /** Cuts here and gives the piece; the paper begins anew. */
  cut(): Sheet {
    const sheet = { ...this.sheet, cuts_mm: [this.#y_dots / this.#head.dotsPerMm] };
    this.#glyphs = [];
    this.#bars = [];
    this.#codes = [];
    this.#y_dots = 0;
    return sheet;
  }
}
