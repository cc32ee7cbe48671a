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

const LIKE = "like :text escape '\\'";
/** A name is looked for among the people and the cars, who are fewer than their slips by far. */
const WITH_TEXT = `(r.number ${LIKE} or r.remark ${LIKE}
  or r.receiver_id in (select id from person where name ${LIKE}) or r.creator_id in (select id from person where name ${LIKE})
  or r.order_id in (select o.id from repair_order o join vehicle v on v.id = o.vehicle_id where v.plate ${LIKE}))`;

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
    ['text', WITH_TEXT],
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

const nameOf = (person: string): string => `(select name from person where id = ${person})`;
const LINES = '(select count(*) from requisition_line l where l.requisition_id = r.id)';
const VALUE = `(select coalesce(sum(round(l.quantity * l.price / 1000.0)), 0) from requisition_line l
  where l.requisition_id = r.id)`;

/** What the list can be sorted by, as SQL. */
const SORTS: Readonly<Record<string, string>> = {
  number: 'r.number',
  approval: 'r.approval',
  signing: 'r.signing',
  purpose: 'r.purpose',
  creator: nameOf('r.creator_id'),
  receiver: nameOf('r.receiver_id'),
  handler: nameOf('r.decided_by'),
  order: '(select number from repair_order where id = r.order_id)',
  plate: '(select v.plate from repair_order o join vehicle v on v.id = o.vehicle_id where o.id = r.order_id)',
  lines: LINES,
  value: VALUE,
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
  // What is shown of a slip is looked up for one page only.
  return reader.all<SlipListing>(
    `select r.id, r.number, r.approval, r.signing, r.reversed_at is not null as isReversed, r.purpose, c.name as creator,
            p.name as receiver, d.name as handler, r.remark, o.number as "order", v.plate, ${LINES} as lines, ${VALUE} as value,
            r.created_at as createdAt
     from (select r.rowid as n from requisition r ${where} order by ${order} limit :limit offset :offset) page
       cross join requisition r on r.rowid = page.n
       left join person p on p.id = r.receiver_id left join person c on c.id = r.creator_id left join person d on d.id = r.decided_by
       left join repair_order o on o.id = r.order_id left join vehicle v on v.id = o.vehicle_id
     order by ${order}`,
    { ...values, limit, offset },
  );
}

export function countSlips(reader: Reader, filter: SlipFilter): number {
  const { where, values } = conditionOf(filter);
  return reader.one<{ n: number }>(`select count(*) as n from requisition r ${where}`, values)?.n ?? 0;
}
