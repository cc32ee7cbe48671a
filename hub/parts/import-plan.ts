import type { PlannedRow, RowProblem } from '../kernel/import-contract.ts';
import { ONE_UNIT } from '../kernel/quantity.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { PART_FILE_COLUMNS } from './columns.ts';
import type { PartFacts } from './facts-contract.ts';
import {
  decimalsOfUnit,
  type Known,
  narrow,
  newNumberRefusal,
  type Read,
  readBarcodes,
  readDecimals,
  readLevelPrices,
  readPacks,
  readPrice,
  readStocking,
  readText,
  readValues,
  readYes,
  type StockingChange,
} from './import-cells.ts';
import type { ColumnPlan, ImportColumn } from './import-columns.ts';
import { packRefusal, serialsRefusal, stockingRefusal } from './rules.ts';
import { searchTextOf } from './search.ts';

/** A planned row with what is to be written. */
export type Planned = PlannedRow & {
  readonly before: PartFacts | null;
  readonly after: PartFacts;
  /** Worked out ahead, so that the transaction that writes is the shorter. */
  readonly searchText: string;
};

/** What the rows are compared with. */
export type Catalogue = {
  readonly part: (number: string) => PartFacts | undefined;
  /** Number of the part that has the code; null: it does something else in this workshop. Undefined: it is free. */
  readonly owner: (code: string) => string | null | undefined;
  /** Whether pieces of a part, by its id, are in the house that have no serial number. */
  readonly hasUnnumbered: (part: string) => boolean;
};

const UNIT = '个';
const NEW: PartFacts = {
  ...{ id: '', number: '', name: '', model: '', spec: '', unit: UNIT, category: '', brand: '', price: 0, decimals: 0 },
  ...{ lotTracked: false, serialTracked: false, retired: false },
  ...{ barcodes: [], packs: [], oeNumbers: [], fitments: [], prices: [], stocking: [] },
};

/** Plans row by row, in the order of the file: what a row before took, a later one cannot take again. */
export class ImportPlan {
  readonly #columns: ColumnPlan;
  readonly #known: Known;
  readonly #catalogue: Catalogue;
  readonly #rowOfNumber = new Map<string, number>();
  readonly #rowOfCode = new Map<string, { row: number; number: string }>();

  constructor(columns: ColumnPlan, known: Known, catalogue: Catalogue) {
    this.#columns = columns;
    this.#known = known;
    this.#catalogue = catalogue;
  }

  plan(row: number, cells: readonly string[]): Planned {
    const cell = (column: ImportColumn): string => cells[this.#columns.at.get(column) ?? -1] ?? '';
    const before = this.#catalogue.part(cell('number')) ?? this.#catalogue.part(narrow(cell('number'))) ?? null;
    const number = before?.number ?? narrow(cell('number'));
    const problems: RowProblem[] = [];
    const said = (column: string, refusal: Refusal): void => {
      problems.push({ column, code: refusal.refused, facts: refusal.facts });
    };
    const after = this.#after(before ?? { ...NEW, number }, cell, cells, said);
    const earlier = this.#rowOfNumber.get(number);
    const planned = { id: String(row), row, number, name: after.name, before, after, changes: [], searchText: '' };
    if (earlier !== undefined && number !== '') {
      return {
        ...planned,
        kind: 'duplicate',
        problems: [{ column: '', code: 'import.number-twice', facts: { row: earlier } }],
      };
    }
    this.#rowOfNumber.set(number, row);
    for (const refusal of this.#wholeRow(row, before, after)) said(refusal.column, refusal.refusal);
    if (problems.length > 0) return { ...planned, kind: 'error', problems };
    const changes = PART_FILE_COLUMNS.map(({ key, cell: of }) => ({
      column: key,
      before: before === null ? '' : String(of(before)),
      after: String(of(after)),
    })).filter((change) => change.before !== change.after);
    if (before !== null && changes.length === 0) return { ...planned, kind: 'skip', problems };
    const codes = [number, ...after.barcodes.map(({ code }) => code)];
    const searchText = searchTextOf({ ...after, codes });
    if (before === null) return { ...planned, kind: 'create', problems, searchText };
    return { ...planned, kind: 'update', problems, changes, searchText };
  }

  /** The part as it would be. A cell that says nothing leaves what is there. */
  #after(
    before: PartFacts,
    cell: (column: ImportColumn) => string,
    cells: readonly string[],
    said: (column: string, refusal: Refusal) => void,
  ): PartFacts {
    const after: { -readonly [Field in keyof PartFacts]: PartFacts[Field] } = { ...before };
    const take = <Value>(
      column: ImportColumn,
      read: (text: string) => Read<Value>,
      set: (value: Value) => void,
    ): void => {
      const text = cell(column);
      if (text === '') return;
      const got = read(text);
      if ('wrong' in got) said(column, got.wrong);
      else set(got.value);
    };
    const long = readText('number', after.number);
    if ('wrong' in long) said('number', long.wrong);
    for (const column of ['name', 'model', 'spec', 'brand', 'category', 'unit'] as const)
      take(
        column,
        (text) => readText(column, text),
        // A file has no spaces around its texts; that they are gone is no change.
        (value) => (after[column] = value === before[column].trim() ? before[column] : value),
      );
    if (before.id === '') after.decimals = decimalsOfUnit(after.unit);
    take('decimals', readDecimals, (value) => (after.decimals = value));
    take('price', readPrice, (value) => (after.price = value));
    take(
      'prices',
      (text) => readLevelPrices(text, this.#known),
      (value) => (after.prices = this.#withPrices(after.prices, value)),
    );
    for (const { code, at } of this.#columns.levels) {
      const level = this.#known.level(code);
      const text = cells[at] ?? '';
      if (text === '' || level === undefined) continue;
      const price = readPrice(text);
      if ('wrong' in price) said('prices', price.wrong);
      else after.prices = this.#withPrices(after.prices, [{ level: code, name: level.name, price: price.value }]);
    }
    take(
      'barcodes',
      readBarcodes,
      (value) => (after.barcodes = inOrder(value.filter(({ code }) => code !== after.number))),
    );
    take(
      'packs',
      readPacks,
      (value) =>
        (after.packs = value.toSorted((one, other) => one.quantity - other.quantity || compare(one.unit, other.unit))),
    );
    take(
      'oeNumbers',
      (text) => readValues('oeNumbers', text),
      (value) => (after.oeNumbers = value.toSorted(compare)),
    );
    take(
      'fitments',
      (text) => readValues('fitments', text),
      (value) => (after.fitments = value.toSorted(compare)),
    );
    for (const column of ['bin', 'minimum', 'maximum'] as const)
      take(
        column,
        (text) => readStocking(column, text, this.#known),
        (value) => (after.stocking = withStocking(after.stocking, value)),
      );
    for (const column of ['lotTracked', 'serialTracked', 'retired'] as const)
      take(column, readYes, (value) => (after[column] = value));
    return after;
  }

  /** In the order in which the levels are, as the catalogue has them. */
  #withPrices(prices: PartFacts['prices'], more: PartFacts['prices']): PartFacts['prices'] {
    const named = new Map([...prices, ...more].map((price) => [price.level, price]));
    return [...named.values()].toSorted(
      (one, other) => this.#known.position(one.level) - this.#known.position(other.level),
    );
  }

  readonly #has = (number: string): boolean => this.#catalogue.part(number) !== undefined;

  /** What no single cell is to blame for. */
  #wholeRow(row: number, before: PartFacts | null, after: PartFacts): { column: string; refusal: Refusal }[] {
    const found: { column: string; refusal: Refusal | null }[] = [
      { column: 'number', refusal: after.number === '' ? refuse('import.no-number') : null },
      { column: 'number', refusal: before === null ? newNumberRefusal(after.number, this.#has) : null },
      { column: 'name', refusal: after.name === '' ? refuse('import.no-name') : null },
      { column: 'packs', refusal: packRefusal(after.packs, after.unit) },
      ...after.stocking.map(({ minimum, maximum }) => ({
        column: 'minimum',
        refusal: stockingRefusal(after, minimum, maximum),
      })),
      { column: 'barcodes', refusal: this.#codesRefusal(row, after) },
      {
        column: 'serialTracked',
        refusal: before === null ? null : serialsRefusal(before, after, () => this.#catalogue.hasUnnumbered(before.id)),
      },
      {
        column: 'decimals',
        refusal:
          before !== null && after.decimals < before.decimals
            ? refuse('parts.fewer-decimals', { unit: after.unit })
            : null,
      },
    ];
    return found.flatMap(({ column, refusal }) => (isRefusal(refusal) ? [{ column, refusal }] : []));
  }

  #codesRefusal(row: number, { number, barcodes }: PartFacts): Refusal | null {
    for (const { code } of [{ code: number, packQuantity: ONE_UNIT }, ...barcodes]) {
      if (code === '') continue;
      const owner = this.#catalogue.owner(code);
      if (owner === null) return refuse('parts.code-means-something', { code });
      if (owner !== undefined && owner !== number) return refuse('parts.barcode-taken', { code });
      const earlier = this.#rowOfCode.get(code);
      if (earlier !== undefined && earlier.number !== number)
        return refuse('import.code-twice', { code, row: earlier.row });
      this.#rowOfCode.set(code, { row, number });
    }
    return null;
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function inOrder(barcodes: PartFacts['barcodes']): PartFacts['barcodes'] {
  return barcodes.toSorted((one, other) => one.packQuantity - other.packQuantity || compare(one.code, other.code));
}

function withStocking(stocking: PartFacts['stocking'], changes: readonly StockingChange[]): PartFacts['stocking'] {
  const all = new Map(stocking.map((at) => [at.warehouse, at]));
  for (const { warehouse, ...change } of changes)
    all.set(warehouse, {
      ...(all.get(warehouse) ?? { warehouse, bin: null, minimum: null, maximum: null }),
      ...change,
    });
  return [...all.values()].toSorted((one, other) => compare(one.warehouse, other.warehouse));
}
