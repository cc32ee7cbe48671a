import { bindImport, type ImportKind } from '../executor/table-imports.ts';
import type { PlannedRow, RowProblem } from '../kernel/import-contract.ts';
import { fitsUnit, type Quantity } from '../kernel/quantity.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findColumns } from '../kernel/table-columns.ts';
import { addToCatalogue, type CodeMeans } from '../parts/catalogue.ts';
import { decimalsOfUnit, narrow, newNumberRefusal, readQuantity, readText } from '../parts/import-cells.ts';
import { catalogueVersion, countChange, findPart, findPartByNumber, type Part, partByCode } from '../parts/store.ts';
import { findPerson, type Person } from '../people/store.ts';
import { DIFFERENCE_LOCATION } from '../places/store.ts';
import { holdingsOf } from '../stock/holding-store.ts';
import { move } from '../stock/ledger.ts';
import type { Reader } from '../store/open.ts';

/** Titles of the columns: this house's own list, and what other systems call them. */
const TITLES = {
  number: ['配件编号', '编号', '货号', '编码', 'part number', 'number', 'code'],
  name: ['配件名称', '名称', '品名', 'name'],
  model: ['配件型号', '型号', 'model'],
  spec: ['配件规格', '规格', 'specification', 'spec'],
  unit: ['单位', '计量单位', 'unit'],
  quantity: ['持有数量', '数量', '结存数量', 'held', 'quantity'],
  holder: ['员工', '持有人', '领用人', 'employee', 'holder'],
} as const;
type Column = keyof typeof TITLES;
const TEXTS = ['number', 'name', 'model', 'spec', 'unit'] as const;
const UNIT = '个';

type NewPart = Pick<Part, (typeof TEXTS)[number] | 'decimals'>;
type Planned = PlannedRow & {
  readonly part: NewPart & { readonly id: string | null };
  readonly quantity: Quantity;
};

const heldOf = (reader: Reader, person: string, part: string): Quantity =>
  holdingsOf(reader, person).find((held) => held.part === part)?.quantity ?? 0;

const partOf = (reader: Reader, number: string): Part | undefined =>
  findPartByNumber(reader, number) ?? findPart(reader, partByCode(reader, number)?.part ?? '');
const partAsTyped = (reader: Reader, number: string): Part | undefined =>
  partOf(reader, number) ?? partOf(reader, narrow(number));

/**
 * 员工持有 as another system leaves it: what one employee holds on the day of the change. What the catalogue lacks is added to it; what he holds
 * comes to him from the difference place (`opening`). Who holds something of a part already is left as he is, since then the ledger knows better:
 * the same quantity is passed over, another one is an error.
 */
export function holdingImport(codeMeans: CodeMeans): ImportKind {
  return bindImport<Planned>({
    begin(reader, table, person) {
      if (person === null) return refuse('import.no-employee');
      const employee = findPerson(reader, person);
      if (employee === undefined) return refuse('import.employee-gone');
      const columns = findColumns(table, TITLES);
      if (isRefusal(columns)) return columns;
      if (!columns.at.has('number')) return refuse('import.no-number-column');
      if (!columns.at.has('quantity')) return refuse('import.no-quantity-column');
      const rowOf = new Map<string, number>();
      const cellOf = (cells: readonly string[]) => (column: Column) => cells[columns.at.get(column) ?? -1] ?? '';
      return {
        unused: columns.unused,
        plan: (row, cells) => planRow(reader, employee, row, cellOf(cells), rowOf, codeMeans),
      };
    },
    version: catalogueVersion,
    writer: (context, person) => (planned) => {
      const { tx, newId, at, operationId, emit } = context;
      const { quantity } = planned;
      const holder = person ?? '';
      if (findPerson(tx, holder) === undefined) return refuse('import.stale');
      const known = partOf(tx, planned.part.number);
      if ((known?.id ?? null) !== planned.part.id || (known !== undefined && heldOf(tx, holder, known.id) > 0))
        return refuse('import.stale');
      const part = known ?? addToCatalogue(context, { ...planned.part, ...NEW_PART }, codeMeans);
      if (isRefusal(part)) return part;
      const movement = newId();
      move(tx, {
        ...{ id: movement, kind: 'opening', part: part.id, lot: '', from: DIFFERENCE_LOCATION, to: holder, quantity },
        ...{ document: null, consumes: null, reverses: null, evidence: { kind: 'manual', ref: null }, operationId, at },
      });
      emit('holding.opened', { movement, person: holder, part: part.id, quantity });
      return null;
    },
    finish: ({ tx }) => countChange(tx),
  });
}

const NEW_PART = { category: '', price: 0, barcodes: [] };

function planRow(
  reader: Reader,
  employee: Person,
  row: number,
  cell: (column: Column) => string,
  rowOf: Map<string, number>,
  codeMeans: CodeMeans,
): Planned {
  const problems: RowProblem[] = [];
  const said = (column: Column | '', { refused: code, facts }: Refusal): void =>
    void problems.push({ column, code, facts });
  const known = partAsTyped(reader, cell('number'));
  const part = known ?? newPart(cell);
  const read = readQuantity(cell('quantity'));
  const quantity = 'value' in read ? read.value : 0;
  if (cell('number') === '') said('number', refuse('import.no-number'));
  if (known === undefined) for (const problem of newPartProblems(reader, cell, codeMeans)) said(...problem);
  if (cell('quantity') === '' || ('value' in read && quantity === 0)) said('quantity', refuse('import.no-quantity'));
  else if ('wrong' in read) said('quantity', read.wrong);
  else if (!fitsUnit(quantity, part.decimals))
    said('quantity', refuse('parts.not-in-unit', { quantity, unit: part.unit }));
  if (known !== undefined && (known.lotTracked || known.serialTracked)) said('', refuse('import.lot-needed'));
  const earlier = rowOf.get(part.number);
  if (earlier !== undefined) said('number', refuse('import.quantity-twice', { row: earlier }));
  else rowOf.set(part.number, row);
  const holder = cell('holder');
  if (holder !== '' && holder !== employee.name && holder !== employee.number)
    said('holder', refuse('import.other-employee', { holder, person: employee.name }));
  const held = known === undefined ? 0 : heldOf(reader, employee.id, known.id);
  if (held > 0 && held !== quantity && problems.length === 0)
    said('quantity', refuse('import.holds-other', { held, unit: part.unit }));
  return {
    ...{ id: String(row), row, number: part.number, name: part.name, problems, changes: [], quantity },
    kind: problems.length > 0 ? 'error' : held > 0 ? 'skip' : 'create',
    part: { ...part, id: known?.id ?? null },
  };
}

function newPart(cell: (column: Column) => string): NewPart {
  const unit = cell('unit') || UNIT;
  return {
    ...{ number: narrow(cell('number')), name: cell('name'), model: cell('model'), spec: cell('spec') },
    ...{ unit, decimals: decimalsOfUnit(unit) },
  };
}

function newPartProblems(reader: Reader, cell: (column: Column) => string, codeMeans: CodeMeans): [Column, Refusal][] {
  const problems: [Column, Refusal][] = [];
  if (cell('name') === '') problems.push(['name', refuse('import.no-name')]);
  for (const column of TEXTS) {
    const read = readText(column, cell(column));
    if ('wrong' in read) problems.push([column, read.wrong]);
  }
  const code = narrow(cell('number'));
  const lost = newNumberRefusal(code, (number) => findPartByNumber(reader, number) !== undefined);
  if (lost !== null) problems.push(['number', lost]);
  if (code !== '' && codeMeans(reader, code)) problems.push(['number', refuse('parts.code-means-something', { code })]);
  return problems;
}
