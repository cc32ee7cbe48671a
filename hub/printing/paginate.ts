import type { Row } from '../../devices/printers/page.ts';
import type { Item } from './flow.ts';
import { type Geometry, heightOfAll } from './geometry.ts';
import { addSums, type LaidTable, NO_SUMS, type Sums } from './table.ts';

/** Sums of millimetres are not exact. */
const TOLERANCE_MM = 0.001;

/** Fills pages of a height with items in their order. On a roll the one page has no end. */
export function paginate(items: readonly Item[], room_mm: number, geometry: Geometry): Row[][] {
  const pages = new Pages(room_mm, geometry);
  placeAll(items, pages);
  return pages.all;
}

class Pages {
  readonly all: Row[][] = [[]];
  readonly #room_mm: number;
  readonly #geometry: Geometry;
  #used_mm = 0;

  constructor(room_mm: number, geometry: Geometry) {
    this.#room_mm = room_mm;
    this.#geometry = geometry;
  }

  get isBlank(): boolean {
    return this.all.at(-1)?.length === 0;
  }

  get isEndless(): boolean {
    return this.#room_mm === Number.POSITIVE_INFINITY;
  }

  fits(rows: readonly Row[]): boolean {
    return this.#used_mm + heightOfAll(rows, this.#geometry) <= this.#room_mm + TOLERANCE_MM;
  }

  fitsOnBlank(rows: readonly Row[]): boolean {
    return heightOfAll(rows, this.#geometry) <= this.#room_mm + TOLERANCE_MM;
  }

  put(rows: readonly Row[]): void {
    this.all.at(-1)?.push(...rows);
    this.#used_mm += heightOfAll(rows, this.#geometry);
  }

  /** Whatever comes goes to the next page; if nothing comes, there is none. */
  fill(): void {
    this.#used_mm = this.#room_mm;
  }

  next(): void {
    this.all.push([]);
    this.#used_mm = 0;
  }
}

function placeAll(items: readonly Item[], pages: Pages): void {
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    place(item, next?.kind === 'together' ? rowsOf(next) : [], pages);
  }
}

/** `tail`: what wants to be on the page of the last row of a table. */
function place(item: Item, tail: readonly Row[], pages: Pages): void {
  switch (item.kind) {
    case 'chunk':
      if (item.ifRoom === true && !pages.isBlank && !pages.fits(item.rows)) return;
      placeChunk(item.rows, pages);
      return;
    case 'space': {
      const row: Row = { kind: 'space', height_mm: item.height_mm };
      if (pages.fits([row])) pages.put([row]);
      else if (!pages.isBlank) pages.fill();
      return;
    }
    case 'break':
      if (pages.isEndless) pages.put([{ kind: 'rule', height_mm: 6, dashed: true }]);
      else if (!pages.isBlank) pages.fill();
      return;
    case 'together': {
      const rows = rowsOf(item);
      if (!pages.fits(rows) && pages.fitsOnBlank(rows)) pages.next();
      placeAll(item.items, pages);
      return;
    }
    case 'table':
      placeTable(item, tail, pages);
      return;
  }
}

/** Together where a page is high enough, row by row where none is. */
function placeChunk(rows: readonly Row[], pages: Pages): void {
  if (!pages.fits(rows) && !pages.isBlank) pages.next();
  if (pages.fits(rows)) {
    pages.put(rows);
    return;
  }
  for (const row of rows) {
    if (!pages.fits([row]) && !pages.isBlank) pages.next();
    pages.put([row]);
  }
}

/** All rows of an item that stands on one page. What is blank at its end needs no room. */
function rowsOf(item: Item): readonly Row[] {
  switch (item.kind) {
    case 'chunk':
      return item.rows;
    case 'space':
      return [{ kind: 'space', height_mm: item.height_mm }];
    case 'break':
      return [];
    case 'together': {
      const rows = item.items.flatMap(rowsOf);
      return rows.slice(0, rows.findLastIndex(({ kind }) => kind !== 'space') + 1);
    }
    case 'table':
      return wholeTable(item);
  }
}

function wholeTable({ head, lines, total }: LaidTable): Row[] {
  return [...head, ...lines.flatMap(({ rows }) => rows), ...total(sumsOf(lines))];
}

function sumsOf(lines: LaidTable['lines']): Sums {
  return lines.reduce((all, { sums }) => addSums(all, sums), NO_SUMS);
}

/**
 * A table on as many pages as it needs: its head on each, below the lines of each what they add up to, and the total below the last line, which never
 * stands on a page without one. Where a page is too low for all that, its rows follow each other as they come.
 */
function placeTable(table: LaidTable, tail: readonly Row[], pages: Pages): void {
  const { head, lines, subtotal, total } = table;
  const all = sumsOf(lines);
  const first = lines[0]?.rows ?? [];
  const least = [...head, ...first, ...subtotal(all), ...total(all)];
  // What stands here whole has no page end in it and wants no subtotal.
  if (!pages.fits(least) && !pages.fits([...wholeTable(table), ...tail]) && !pages.isBlank) pages.next();
  const lastPage = [...head, ...(lines.at(-1)?.rows ?? []), ...subtotal(all), ...total(all), ...tail];
  const kept = pages.fitsOnBlank(lastPage) ? tail : [];
  if (pages.fits([...wholeTable(table), ...kept])) {
    pages.put(wholeTable(table));
    return;
  }
  const tallest = lines.flatMap(({ rows }) => rows)[0];
  if (tallest === undefined || !pages.fitsOnBlank([...head, tallest, ...subtotal(all), ...total(all)])) {
    for (const rows of [head, ...lines.map((line) => line.rows), total(all)]) placeChunk(rows, pages);
    return;
  }
  pages.put(head);
  let here = NO_SUMS;
  const turnPage = (): void => {
    if (here.lines > 0) pages.put(subtotal(here));
    pages.next();
    pages.put(head);
    here = NO_SUMS;
  };
  for (const [index, { rows, sums }] of lines.entries()) {
    const closing = (before: Sums): readonly Row[] => {
      const until = subtotal(addSums(before, sums));
      return index === lines.length - 1 ? [...until, ...total(all), ...kept] : until;
    };
    if (here.lines > 0 && !pages.fits([...rows, ...closing(here)])) turnPage();
    here = addSums(here, sums);
    for (const row of rows) {
      // A row of the table that is higher than a page goes on at the top of the next one.
      if (!pages.fits([row, ...closing(here)])) turnPage();
      pages.put([row]);
    }
  }
  if (here.lines > 0) pages.put(subtotal(here));
  pages.put(total(all));
}
