import { bindQuery } from '../executor/binding.ts';
import { bindList } from '../executor/lists.ts';
import { bindImport } from '../executor/table-imports.ts';
import type { PlannedRow, RowProblem } from '../kernel/import-contract.ts';
import { type ListColumn, type ListWords, listPage } from '../kernel/list.ts';
import { DOCUMENT_PREFIXES } from '../kernel/numbering.ts';
import { isRefusal, refuse } from '../kernel/refusal.ts';
import { findColumns } from '../kernel/table-columns.ts';
import { passNumber } from '../store/number-series.ts';
import type { Reader } from '../store/open.ts';
import { type ArchivedSlip, listArchive } from './archive-contract.ts';

const TITLES = {
  number: ['出库单编号', '单号', '编号', 'number'],
  approval: ['审批状态', 'approval'],
  signing: ['签收状态', 'signing'],
  kind: ['出库方式', 'kind'],
  creator: ['创建人', 'creator'],
  remark: ['备注', 'remark'],
  handler: ['经办人', 'handler'],
} as const;
type Column = keyof typeof TITLES;
const COLUMNS = Object.keys(TITLES) as Column[];
const LONGEST = 200;

type Archived = Readonly<Record<Column, string>>;
type Planned = PlannedRow & { readonly slip: Archived; readonly before: Archived | null };

const SELECT = 'select number as id, number, approval, signing, kind, creator, remark, handler from slip_archive';
const archived = (reader: Reader, number: string): ArchivedSlip | undefined =>
  reader.one<ArchivedSlip>(`${SELECT} where number = ?`, number);
const isOurs = (reader: Reader, number: string): boolean =>
  reader.one('select 1 as one from requisition where number = ?', number) !== undefined;

/** 出库单 as another system exports them; their numbers stay theirs, and this house's own series goes on after them. */
export const slipImport = bindImport<Planned>({
  begin(reader, table) {
    const columns = findColumns(table, TITLES);
    if (isRefusal(columns)) return columns;
    if (!columns.at.has('number')) return refuse('import.no-slip-column');
    const rowOf = new Map<string, number>();
    return {
      unused: columns.unused,
      plan(row, cells) {
        const cell = (column: Column): string => cells[columns.at.get(column) ?? -1] ?? '';
        const slip = Object.fromEntries(COLUMNS.map((column) => [column, cell(column)])) as Archived;
        return planRow(reader, row, slip, rowOf);
      },
    };
  },
  version: () => 0,
  writer:
    ({ tx, at, today, emit }) =>
    ({ slip, before }) => {
      const now = archived(tx, slip.number);
      const isAsSeen = COLUMNS.every((column) => now?.[column] === before?.[column]);
      if (isOurs(tx, slip.number) || !isAsSeen) return refuse('import.stale');
      tx.run(
        `insert into slip_archive (number, approval, signing, kind, creator, remark, handler, imported_at)
         values (:number, :approval, :signing, :kind, :creator, :remark, :handler, :at)
         on conflict (number) do update set approval = excluded.approval, signing = excluded.signing, kind = excluded.kind,
           creator = excluded.creator, remark = excluded.remark, handler = excluded.handler, imported_at = excluded.imported_at`,
        { ...slip, at },
      );
      passNumber(tx, DOCUMENT_PREFIXES.requisition, slip.number, today);
      emit('requisition.archived', { ...slip });
      return null;
    },
});

function planRow(reader: Reader, row: number, slip: Archived, rowOf: Map<string, number>): Planned {
  const { number, remark } = slip;
  const before = archived(reader, number) ?? null;
  const planned = { id: String(row), row, number, name: remark, slip, before, problems: [], changes: [] };
  const earlier = rowOf.get(number);
  if (earlier !== undefined && number !== '') {
    const problems = [{ column: '', code: 'import.number-twice', facts: { row: earlier } }];
    return { ...planned, kind: 'duplicate', problems };
  }
  rowOf.set(number, row);
  const problems: RowProblem[] = COLUMNS.filter((column) => slip[column].length > LONGEST).map((column) => ({
    ...{ column, code: 'import.too-long', facts: { limit: LONGEST } },
  }));
  if (number === '') problems.push({ column: 'number', code: 'import.no-number', facts: {} });
  if (isOurs(reader, number)) problems.push({ column: 'number', code: 'import.number-of-ours', facts: { number } });
  if (problems.length > 0) return { ...planned, kind: 'error', problems };
  if (before === null) return { ...planned, kind: 'create' };
  const changes = COLUMNS.filter((column) => before[column] !== slip[column]).map((column) => ({
    ...{ column, before: before[column], after: slip[column] },
  }));
  return { ...planned, kind: changes.length === 0 ? 'skip' : 'update', changes };
}

const title = (zh: string, en: string): ListWords => ({ zh, en });
const LIST_COLUMNS: ListColumn<ArchivedSlip>[] = [
  { key: 'number', title: title('出库单编号', 'Number'), cell: ({ number }) => number },
  { key: 'approval', title: title('审批状态', 'Approval'), cell: ({ approval }) => approval },
  { key: 'signing', title: title('签收状态', 'Signing'), cell: ({ signing }) => signing },
  { key: 'kind', title: title('出库方式', 'Kind'), cell: ({ kind }) => kind },
  { key: 'creator', title: title('创建人', 'Creator'), cell: ({ creator }) => creator },
  { key: 'remark', title: title('备注', 'Remark'), cell: ({ remark }) => remark, share: 2 },
  { key: 'handler', title: title('经办人', 'Handler'), cell: ({ handler }) => handler },
];
export const archiveList = bindList(listArchive, title('旧系统出库单', 'Slips of the old system'), LIST_COLUMNS);

export const archiveQueries = [
  bindQuery(listArchive, (reader, request) =>
    listPage(reader.all<ArchivedSlip>(`${SELECT} order by number desc`), LIST_COLUMNS, request),
  ),
];
