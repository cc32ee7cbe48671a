import { barsOf } from '../printers/bars.ts';
import type { Sheet, SheetCode, SheetGlyph } from '../printers/page.ts';
import type { ModuleGrid } from '../printers/symbols.ts';

/** A glyph as a head strikes it, in dots from the top left corner of the page. */
export type Struck = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly char: string;
  readonly bold: boolean;
};

/** A form or label under an emulated head: glyphs as glyphs, everything else as the dots that were struck. Knows no command. */
export class PageInk {
  readonly width: number;
  readonly #rows = new Map<number, boolean[]>();
  #glyphs: Struck[] = [];
  #codes: { kind: SheetCode['kind']; text: string; fnc3: SheetCode['fnc3']; y: number }[] = [];

  constructor(width: number) {
    this.width = width;
  }

  get isBlank(): boolean {
    return this.#glyphs.length === 0 && this.#rows.size === 0;
  }

  strike(glyph: Struck): void {
    this.#glyphs.push(glyph);
  }

  /** Strikes a glyph; over the same one, one dot to the right, makes it bold, as heads without a bold font do it. True when it did. */
  strikeTwice(glyph: Omit<Struck, 'bold'>): boolean {
    const { x, y, width, height, char } = glyph;
    const at = this.#glyphs.findIndex(
      (other) =>
        !other.bold &&
        other.char === char &&
        other.x === x - 1 &&
        other.y === y &&
        other.width === width &&
        other.height === height,
    );
    const under = this.#glyphs[at];
    if (under === undefined) this.#glyphs.push({ ...glyph, bold: false });
    else this.#glyphs[at] = { ...under, bold: true };
    return under !== undefined;
  }

  /** A picture; false when some of its black is beyond the right edge, where none comes on paper. */
  stamp(grid: ModuleGrid, x: number, y: number, cellWidth = 1, cellHeight = 1): boolean {
    let isWhole = true;
    for (const [down, cells] of grid.entries()) {
      const row = cells.flatMap((black) => new Array<boolean>(cellWidth).fill(black));
      for (let repeat = 0; repeat < cellHeight; repeat++) {
        isWhole = this.#blacken(row, x, y + down * cellHeight + repeat) && isWhole;
      }
    }
    return isWhole;
  }

  #blacken(dots: readonly boolean[], x: number, y: number): boolean {
    if (!dots.includes(true)) return true;
    const row = this.#rows.get(y) ?? new Array<boolean>(this.width).fill(false);
    this.#rows.set(y, row);
    let isWhole = true;
    for (const [across, black] of dots.entries()) {
      if (!black) continue;
      if (x + across >= this.width) isWhole = false;
      else row[x + across] = true;
    }
    return isWhole;
  }

  /** Notes what the picture that comes next says. */
  code(kind: SheetCode['kind'], text: string, fnc3: SheetCode['fnc3'], y: number): void {
    this.#codes.push({ kind, text, fnc3, y });
  }

  /** The last row with anything on it. */
  get lowest(): number {
    const glyphs = this.#glyphs.map(({ y, height }) => y + height);
    return Math.max(0, ...glyphs, ...[...this.#rows.keys()].map((y) => y + 1));
  }

  sheet(length: number, dotsPerMm: number): Sheet {
    const mm = (dots: number): number => dots / dotsPerMm;
    const glyphs = this.#glyphs.map(
      ({ x, y, width, height, char, bold }): SheetGlyph => ({
        x_mm: mm(x),
        y_mm: mm(y),
        width_mm: mm(width),
        height_mm: mm(height),
        char,
        bold,
      }),
    );
    const grid = Array.from(
      { length: Math.max(0, ...[...this.#rows.keys()].map((y) => y + 1)) },
      (_, y) => this.#rows.get(y) ?? [],
    );
    const bars = barsOf(grid, { x_mm: 0, y_mm: 0, cellWidth_mm: mm(1), cellHeight_mm: mm(1) });
    const codes = this.#codes.map(({ y, ...code }) => ({ ...code, y_mm: mm(y) }));
    return { width_mm: mm(this.width), height_mm: mm(length), glyphs, bars, codes, cuts_mm: [] };
  }
}
