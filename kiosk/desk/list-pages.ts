/** As many rows as the hub is asked for at once; the grid asks for what comes into sight. */
export const PAGE = 50;

/** Of a list: rows, and how many there are in all. */
export type Rows<Row> = { readonly rows: readonly Row[]; readonly count: number };

/** What the grid knows of its place and does not say in its types. */
type Place = { readonly _firstVisibleIndex?: number; readonly _lastVisibleIndex?: number };

/** The pages of which rows are in sight: one, or the two that the sight lies across. */
export function pagesInSight(grid: object | null): { readonly from: number; readonly to: number } {
  const { _firstVisibleIndex: first = 0, _lastVisibleIndex: last = first } = (grid ?? {}) as Place;
  return { from: Math.floor(first / PAGE), to: Math.floor(Math.max(first, last) / PAGE) };
}

/** Rows that were asked for in one, as the pages that they are. */
export function asPages<Row>({ rows, count }: Rows<Row>, { from, to }: { from: number; to: number }) {
  const pages = new Map<number, Rows<Row>>();
  for (let page = from; page <= to; page += 1) {
    const start = (page - from) * PAGE;
    pages.set(page, { rows: rows.slice(start, start + PAGE), count });
  }
  return pages;
}
