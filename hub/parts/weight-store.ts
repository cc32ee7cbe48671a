import type { Reader, Tx } from '../store/open.ts';

export type PieceWeight = {
  readonly id: string;
  /** Micrograms of one piece. */
  readonly weight_ug: number;
  readonly n: number;
  /** Millionths of the weight. */
  readonly cv_ppm: number;
  readonly measuredAt: number;
  /** Name of the scale; empty: none. */
  readonly scale: string;
  /** Counted by somebody, learned from certain counts, or entered from a list. */
  readonly source: 'sample' | 'learned' | 'entered';
  readonly retiredAt: number | null;
};

const WEIGHT = `id, weight_ug, n, cv_ppm, measured_at as measuredAt, scale, source, retired_at as retiredAt`;
/** Of two that were measured in the same millisecond, the one that was written down last: ids are made in order. */
const NEWEST_FIRST = 'order by measured_at desc, id desc';

/** What one piece weighs as far as anybody knows: the newest that was not withdrawn. */
export function pieceWeight(reader: Reader, part: string): PieceWeight | undefined {
  return reader.one(
    `select ${WEIGHT} from piece_weight where part_id = ? and retired_at is null ${NEWEST_FIRST} limit 1`,
    part,
  );
}

/** The newest first, withdrawn ones among them. */
export function weightsOf(reader: Reader, part: string, limit: number): PieceWeight[] {
  return reader.all(`select ${WEIGHT} from piece_weight where part_id = ? ${NEWEST_FIRST} limit ?`, part, limit);
}

export function insertWeight(tx: Tx, part: string, weight: Omit<PieceWeight, 'retiredAt'>): void {
  tx.run(
    `insert into piece_weight (id, part_id, weight_ug, n, cv_ppm, measured_at, scale, source)
     values (:id, :part, :weight_ug, :n, :cv_ppm, :measuredAt, :scale, :source)`,
    { ...weight, part },
  );
}

/** Whether there was one that could be withdrawn. */
export function retireWeightRow(tx: Tx, part: string, weight: string, at: number): boolean {
  return (
    tx.run(
      'update piece_weight set retired_at = ? where id = ? and part_id = ? and retired_at is null',
      at,
      weight,
      part,
    ) > 0
  );
}

/** Micrograms of the empty box of a bin; null: nobody has said. */
export function binTare(reader: Reader, bin: string): number | null {
  return reader.one<{ tare: number | null }>('select tare_ug as tare from bin where id = ?', bin)?.tare ?? null;
}

/** Whether there is such a bin. */
export function setBinTareRow(tx: Tx, bin: string, tare_ug: number | null): boolean {
  return tx.run('update bin set tare_ug = ? where id = ?', tare_ug, bin) > 0;
}
