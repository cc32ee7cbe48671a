import { holdingDiscrepancies } from '../../hub/stock/holding-store.ts';
import { employeeAccount } from '../../hub/stock/proof.ts';
import type { Reader } from '../../hub/store/open.ts';
import type { Claims } from './claims.ts';

export const CLAIMS_OF_HOLDINGS = {
  account: 'issued = used + returned + held (+ lost, handed over) for every employee and part',
  sources: 'what an employee holds is what his issues have left',
  consumed: 'no issue was used, returned, handed over or lost beyond what it brought',
  signed: 'a slip was signed for by its receiver or undone whole, never both',
  returns: 'a received return moved each of its lines once and whole, any other return none',
  handOvers: 'a signed hand-over moved each of its lines once and whole, any other none',
} as const;

const OVERCONSUMED = `
  select i.id, i.quantity, sum(u.quantity) as gone from movement i join movement u on u.consumes = i.id
  where not exists (select 1 from movement x where x.reverses = u.id)
  group by i.id having gone > i.quantity`;

const WRONG_SIGNINGS = `
  select r.number, r.signing, r.reversed_at from requisition r
  where (r.signing = 'SIGNED' and (r.reversed_at is not null or r.signed_by <> r.receiver_id))
     or (r.reversed_at is not null and exists (
       select 1 from movement m where m.document_id = r.id and +m.kind = 'issue'
         and not exists (select 1 from movement u where u.reverses = m.id)))
     or (r.reversed_at is null and exists (
       select 1 from movement m join movement u on u.reverses = m.id where m.document_id = r.id and +m.kind = 'issue'))`;

const WRONG_RETURNS = `
  with back as (select line_id, sum(quantity) as quantity from movement where kind = 'return' group by line_id)
  select s.number, s.state, l.quantity, b.quantity as moved
  from return_slip s join return_line l on l.return_id = s.id left join back b on b.line_id = l.id
  where (s.state = 'RECEIVED' and l.quantity is not null) <> (b.line_id is not null)
     or (b.line_id is not null and b.quantity <> l.quantity)`;

const WRONG_HAND_OVERS = `
  with given as (
    select document_id, part_id, sum(quantity) as quantity from movement where kind = 'transfer' and document_kind = 'hand-over'
    group by document_id, part_id
  )
  select h.number, h.state, l.quantity, g.quantity as moved
  from hand_over h join hand_over_line l on l.hand_over_id = h.id
    left join given g on g.document_id = h.id and g.part_id = l.part_id
  where (h.state = 'SIGNED') <> (g.part_id is not null) or (g.part_id is not null and g.quantity <> l.quantity)`;

/** What became of issued parts, looked at from outside. */
export function checkHoldings(reader: Reader, claims: Claims): void {
  claims.none(CLAIMS_OF_HOLDINGS.sources, holdingDiscrepancies(reader));
  claims.none(CLAIMS_OF_HOLDINGS.consumed, reader.all(OVERCONSUMED));
  claims.none(CLAIMS_OF_HOLDINGS.signed, reader.all(WRONG_SIGNINGS));
  claims.none(CLAIMS_OF_HOLDINGS.returns, reader.all(WRONG_RETURNS));
  claims.none(CLAIMS_OF_HOLDINGS.handOvers, reader.all(WRONG_HAND_OVERS));
  const pairs = reader.all<{ person: string; part: string }>(
    `select distinct p.id as person, m.part_id as part from movement m join person p on p.id in (m.to_location, m.from_location)`,
  );
  for (const { person, part } of pairs) {
    const { issued, used, returned, other, held } = employeeAccount(reader, person, part);
    claims.check(
      CLAIMS_OF_HOLDINGS.account,
      issued === used + returned + other + held && held >= 0,
      () => `${person} ${part}: ${issued} issued, ${used} used, ${returned} returned, ${other} else, ${held} held`,
    );
  }
}
