import { findDiscrepancies } from '../../hub/stock/proof.ts';
import type { Reader } from '../../hub/store/open.ts';
import type { Claims } from './claims.ts';

export const CLAIMS_OF_LEDGER = {
  sums: 'every balance is the sum of its movements',
  guarded: 'no bin and no employee holds less than nothing',
  lines: 'an approved slip moved each of its lines once and whole, any other slip none',
  reserved: 'reserved is what is submitted and not decided, nothing else',
} as const;

/** What an approved slip should have moved and did not, or moved twice, or what moved without one. */
const WRONG_LINES = `
  with issued as (
    select line_id, count(*) as moves, sum(quantity) as quantity, min(part_id) as part_id from movement
    where kind = 'issue' group by line_id
  )
  select r.number, r.approval, l.quantity, i.quantity as moved, i.moves
  from requisition r join requisition_line l on l.requisition_id = r.id left join issued i on i.line_id = l.id
  where (r.approval = 'APPROVED' and l.quantity > 0) <> (i.line_id is not null)
     or (i.line_id is not null and (i.quantity <> l.quantity or i.part_id <> l.part_id))
  union all
  select document_number, kind, quantity, null, null from movement
  where kind = 'issue' and line_id not in (select id from requisition_line)`;

const WRONG_RESERVATIONS = `
  select r.number, r.approval, l.quantity, count(v.id) as reservations, coalesce(sum(v.quantity), 0) as reserved
  from requisition r join requisition_line l on l.requisition_id = r.id
    left join reservation v on v.line_id = l.id and v.released_at is null
  group by l.id
  having reservations <> (r.approval = 'SUBMITTED' and l.quantity > 0) or (r.approval = 'SUBMITTED' and reserved <> l.quantity)
  union all
  select document_id, 'orphan', quantity, 1, quantity from reservation
  where released_at is null and line_id not in (select id from requisition_line)`;

export function checkLedger(reader: Reader, claims: Claims): void {
  claims.none(CLAIMS_OF_LEDGER.sums, findDiscrepancies(reader));
  claims.none(
    CLAIMS_OF_LEDGER.guarded,
    reader.all(
      `select b.* from balance b join location l on l.id = b.location_id
       where b.quantity < 0 and l.kind in ('bin', 'employee', 'transit')`,
    ),
  );
  claims.none(CLAIMS_OF_LEDGER.lines, reader.all(WRONG_LINES));
  claims.none(CLAIMS_OF_LEDGER.reserved, reader.all(WRONG_RESERVATIONS));
}
