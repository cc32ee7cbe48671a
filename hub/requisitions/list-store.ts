import type { Reader } from '../store/open.ts';
import type { ApprovalState, Purpose, SigningState } from './contract.ts';

/** What the list is narrowed to; left out: everything. */
export type SlipFilter = {
  readonly approval?: ApprovalState;
  readonly signing?: SigningState;
  readonly purpose?: Purpose;
  readonly receiver?: string;
  readonly warehouse?: string;
  readonly order?: string;
  /** Wall times, the first inclusive, the second not. */
  readonly from?: number;
  readonly until?: number;
  /** Anywhere in number, receiver, remark, plate, creator. */
  readonly text?: string;
};

export type SlipListing = {
  readonly id: string;
  readonly number: string;
  readonly approval: ApprovalState;
  readonly signing: SigningState;
  readonly isReversed: number;
  readonly purpose: Purpose;
  readonly creator: string | null;
  readonly receiver: string | null;
  readonly handler: string | null;
  readonly remark: string;
  readonly order: string | null;
  readonly plate: string | null;
  readonly lines: number;
  /** Fen. */
  readonly value: number;
  readonly createdAt: number;
};

const FROM = `from requisition r left join person p on p.id = r.receiver_id left join person c on c.id = r.creator_id
  left join person d on d.id = r.decided_by
  left join repair_order o on o.id = r.order_id left join vehicle v on v.id = o.vehicle_id`;

function conditionOf(filter: SlipFilter): { where: string; values: Record<string, string | number> } {
  const conditions: [keyof SlipFilter, string][] = [
    ['approval', 'r.approval = :approval'],
    ['signing', "r.signing = :signing and r.approval = 'APPROVED'"],
    ['purpose', 'r.purpose = :purpose'],
    ['receiver', 'r.receiver_id = :receiver'],
    ['warehouse', 'r.warehouse_id = :warehouse'],
    ['order', 'r.order_id = :order'],
    ['from', 'r.created_at >= :from'],
    ['until', 'r.created_at < :until'],
    [
      'text',
      `(r.number like :text escape '\\' or p.name like :text escape '\\' or c.name like :text escape '\\'
        or r.remark like :text escape '\\' or v.plate like :text escape '\\')`,
    ],
  ];
  const values: Record<string, string | number> = {};
  const chosen = conditions.flatMap(([name, sql]) => {
    const value = filter[name];
    if (value === undefined || value === '') return [];
    values[name] = name === 'text' ? `%${String(value).replace(/[\\%_]/g, '\\$&')}%` : value;
    return [sql];
  });
  return { where: chosen.length === 0 ? '' : `where ${chosen.join(' and ')}`, values };
}

/** What the list can be sorted by, as SQL. */
const SORTS: Readonly<Record<string, string>> = {
  number: 'r.number',
  approval: 'r.approval',
  signing: 'r.signing',
  purpose: 'r.purpose',
  creator: 'c.name',
  receiver: 'p.name',
  handler: 'd.name',
  order: 'o.number',
  plate: 'v.plate',
  lines: 'lines',
  value: 'value',
  createdAt: 'r.created_at',
};
export type SlipOrder = { readonly sort?: string; readonly descending?: boolean };

/** The newest first unless told otherwise. */
export function listSlips(
  reader: Reader,
  filter: SlipFilter,
  page: { readonly limit: number; readonly offset: number } & SlipOrder,
): SlipListing[] {
  const { where, values } = conditionOf(filter);
  const { limit, offset, sort = '', descending = false } = page;
  const by = SORTS[sort];
  const order = by === undefined ? 'r.rowid desc' : `${by} ${descending ? 'desc' : 'asc'}, r.rowid desc`;
  return reader.all<SlipListing>(
    `select r.id, r.number, r.approval, r.signing, r.reversed_at is not null as isReversed, r.purpose, c.name as creator,
            p.name as receiver, d.name as handler, r.remark, o.number as "order", v.plate,
            (select count(*) from requisition_line l where l.requisition_id = r.id) as lines,
            (select coalesce(sum(round(l.quantity * l.price / 1000.0)), 0) from requisition_line l
             where l.requisition_id = r.id) as value,
            r.created_at as createdAt
     ${FROM} ${where} order by ${order} limit :limit offset :offset`,
    { ...values, limit, offset },
  );
}

export function countSlips(reader: Reader, filter: SlipFilter): number {
  const { where, values } = conditionOf(filter);
  return reader.one<{ n: number }>(`select count(*) as n ${FROM} ${where}`, values)?.n ?? 0;
}
