import { bindImport, type ImportKind } from '../executor/table-imports.ts';
import { isRefusal } from '../kernel/refusal.ts';
import { allWarehouses } from '../places/store.ts';
import type { Reader } from '../store/open.ts';
import type { CodeMeans, HasUnnumbered } from './catalogue.ts';
import { PART_FILE_COLUMNS } from './columns.ts';
import type { Known } from './import-cells.ts';
import { planColumns } from './import-columns.ts';
import { type Catalogue, ImportPlan, type Planned } from './import-plan.ts';
import { type Ids, writePlanned } from './import-write.ts';
import { namesFor, partFacts } from './part-facts.ts';
import { catalogueVersion, countChange, findPart, findPartByNumber, partByCode } from './store.ts';

/** A table of parts: in the columns that the catalogue's own list has, or in another system's. */
export function partImport(codeMeans: CodeMeans, hasUnnumbered: HasUnnumbered): ImportKind {
  return bindImport<Planned>({
    begin(reader, table) {
      const names = namesFor(reader);
      const columns = planColumns(table, PART_FILE_COLUMNS, names.levels);
      if (isRefusal(columns)) return columns;
      const catalogue: Catalogue = {
        part: (number) => {
          const part = findPartByNumber(reader, number);
          return part === undefined ? undefined : partFacts(reader, part, names);
        },
        owner: (code) => {
          const taken = partByCode(reader, code);
          if (taken !== undefined) return findPart(reader, taken.part)?.number;
          return codeMeans(reader, code) ? null : undefined;
        },
        hasUnnumbered: (part) => hasUnnumbered(reader, part),
      };
      const plan = new ImportPlan(columns, knownIn(reader), catalogue);
      return { unused: columns.unused, plan: (row, cells) => plan.plan(row, cells) };
    },
    version: catalogueVersion,
    writer(context) {
      const ids = idsIn(context.tx);
      return (planned) => writePlanned(context, planned, ids, { codeMeans, hasUnnumbered });
    },
    finish: ({ tx }) => countChange(tx),
  });
}

/** What cells can name. The first warehouse is meant where a cell names none. */
function knownIn(reader: Reader): Known {
  const { levels } = namesFor(reader);
  const warehouses = allWarehouses(reader);
  // As `namesFor` calls them: the only one has no code in a cell.
  const called = (code: string): string => (warehouses.length < 2 ? '' : code);
  return {
    level: (name) => levels.find((level) => level.code !== 'retail' && (level.name === name || level.code === name)),
    position: (code) => levels.findIndex((level) => level.code === code),
    warehouse(code) {
      const found = code === '' ? warehouses[0] : warehouses.find((warehouse) => warehouse.code === code);
      return found === undefined ? undefined : called(found.code);
    },
    hasBin(code, bin) {
      const warehouse = code === '' ? warehouses[0] : warehouses.find((one) => one.code === code);
      return warehouse?.bins.some((one) => one.code === bin) ?? false;
    },
  };
}

function idsIn(reader: Reader): Ids {
  const warehouses = allWarehouses(reader);
  const missing = (code: string): never => {
    throw new Error(`There is no ${code} any more.`);
  };
  return {
    warehouse: (code) =>
      (code === '' ? warehouses[0] : warehouses.find((one) => one.code === code))?.id ?? missing(code),
    bin: (warehouse, code) =>
      warehouses.find(({ id }) => id === warehouse)?.bins.find((bin) => bin.code === code)?.id ?? missing(code),
  };
}
