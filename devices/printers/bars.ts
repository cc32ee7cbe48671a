import type { SheetBar } from './page.ts';
import type { ModuleGrid } from './symbols.ts';

type Place = {
  readonly x_mm: number;
  readonly y_mm: number;
  /** Size of one cell of the grid. */
  readonly cellWidth_mm: number;
  readonly cellHeight_mm: number;
};

/** The black of a grid as few rectangles: runs along a row, grown downwards while the next row has the same run. */
export function barsOf(grid: ModuleGrid, { x_mm, y_mm, cellWidth_mm, cellHeight_mm }: Place): SheetBar[] {
  type Run = { readonly from: number; readonly to: number; readonly top: number; bottom: number };
  const runs: Run[] = [];
  let above = new Map<string, Run>();
  for (const [row, cells] of grid.entries()) {
    const here = new Map<string, Run>();
    for (let from = 0; from < cells.length; from++) {
      if (!cells[from]) continue;
      let to = from + 1;
      while (cells[to]) to++;
      const key = `${from}-${to}`;
      const run = above.get(key) ?? { from, to, top: row, bottom: row };
      if (!above.has(key)) runs.push(run);
      run.bottom = row + 1;
      here.set(key, run);
      from = to;
    }
    above = here;
  }
  return runs.map(({ from, to, top, bottom }) => ({
    x_mm: x_mm + from * cellWidth_mm,
    y_mm: y_mm + top * cellHeight_mm,
    width_mm: (to - from) * cellWidth_mm,
    height_mm: (bottom - top) * cellHeight_mm,
  }));
}
