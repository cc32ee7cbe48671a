import type { Static } from 'typebox';
import type { Reader } from '../store/open.ts';
import type { Movement } from './contract.ts';

/** The newest movements as a person reads them, of one part when named. */
export function newestMovements(reader: Reader, part: string | null, limit: number): Static<typeof Movement>[] {
  return reader.all(
    `select m.id, m.kind, p.number as partNumber, p.name as partName, f.name as "from", t.name as "to", m.quantity,
            m.document_number as document, m.evidence, m.at_wall as at
     from movement m join part p on p.id = m.part_id
       join location f on f.id = m.from_location join location t on t.id = m.to_location
     where :part is null or m.part_id = :part
     order by m.n desc limit :limit`,
    { part, limit },
  );
}
