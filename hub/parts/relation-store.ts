import type { Reader, Tx } from '../store/open.ts';

export type RelatedPart = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly model: string;
};

const OTHER = 'p.id, p.number, p.name, p.model';

/** What may be used for the part, what it took the place of, and what takes its place now. */
export function relationsOf(
  reader: Reader,
  part: string,
): { substitutes: RelatedPart[]; supersedes: RelatedPart[]; supersededBy: RelatedPart[] } {
  const others = (own: string, other: string, kind: string): RelatedPart[] =>
    reader.all(
      `select ${OTHER} from part_relation r join part p on p.id = r.${other} where r.${own} = ? and r.kind = ? order by p.number`,
      part,
      kind,
    );
  return {
    substitutes: others('part_id', 'other_id', 'substitute'),
    supersedes: others('part_id', 'other_id', 'supersedes'),
    supersededBy: others('other_id', 'part_id', 'supersedes'),
  };
}

/** What takes the place of the part today, over however many steps, as a sentence calls it; '': nothing does. */
export function successorOf(reader: Reader, part: string): string {
  const newest = reader.one<{ number: string; name: string }>(
    `with recursive later (id, steps) as (
       select part_id, 1 from part_relation where other_id = :part and kind = 'supersedes'
       union select r.part_id, l.steps + 1 from part_relation r join later l on r.other_id = l.id where r.kind = 'supersedes')
     select p.number, p.name from later l join part p on p.id = l.id where p.retired_at is null
     order by l.steps desc, p.number limit 1`,
    { part },
  );
  return newest === undefined ? '' : `${newest.name} ${newest.number}`;
}

/** Whether `part` took the place of `other`, over however many steps. */
export function supersedes(reader: Reader, part: string, other: string): boolean {
  return (
    reader.one(
      `with recursive earlier (id) as (
         select other_id from part_relation where part_id = :part and kind = 'supersedes'
         union select r.other_id from part_relation r join earlier e on r.part_id = e.id where r.kind = 'supersedes')
       select 1 from earlier where id = :other`,
      { part, other },
    ) !== undefined
  );
}

export function setRelationRow(tx: Tx, part: string, other: string, kind: string, related: boolean): void {
  if (related)
    tx.run(
      'insert into part_relation (part_id, other_id, kind) values (?, ?, ?) on conflict do nothing',
      part,
      other,
      kind,
    );
  else tx.run('delete from part_relation where part_id = ? and other_id = ? and kind = ?', part, other, kind);
}
