import {
  type BoundOperation,
  type BoundQuery,
  bindOperation,
  bindQuery,
  type OperationContext,
} from '../executor/binding.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPart } from '../parts/store.ts';
import { insertWeight, type PieceWeight, pieceWeight, setBinTareRow } from '../parts/weight-store.ts';
import type { Reader } from '../store/open.ts';
import { previewSample, type SampleFacts, takeSample, weighBin } from './contract.ts';
import { inMicrograms, type Measured, measureSample, type ScaleError } from './measure.ts';
import { binOfPart, findWeighing, newestOf, type WeighingRow } from './store.ts';

export type WeighingSettings = {
  /** What a scale of the hub adds to a weighing of its own. */
  readonly scaleErrorOf: (reader: Reader, device: string) => ScaleError;
  /** Warehouse of the station where something was weighed. */
  readonly warehouseAt: (reader: Reader, station: string) => string;
};

/** What lies on the pan now: the newest weighing of its scale. What was weighed before it has been taken away or changed. */
function onPan(reader: Reader, id: string): WeighingRow | Refusal {
  const row = findWeighing(reader, id);
  if (row === undefined) return refuse('weighing.no-such-weighing');
  return newestOf(reader, row.device)?.id === id ? row : refuse('weighing.load-gone');
}

/** The empty bin that a part is weighed in at a station, micrograms; 0: in none. */
export function tareFor(reader: Reader, warehouse: string, part: string): number {
  return binOfPart(reader, warehouse, part)?.tare_ug ?? 0;
}

type Sampled = { readonly row: WeighingRow; readonly facts: SampleFacts };

function sampleOf(
  reader: Reader,
  request: { readonly weighing: string; readonly part: string; readonly pieces: number },
  { scaleErrorOf, warehouseAt }: WeighingSettings,
): Sampled | Refusal {
  const row = onPan(reader, request.weighing);
  if (isRefusal(row)) return row;
  if (findPart(reader, request.part) === undefined) return refuse('parts.no-such-part', { part: request.part });
  const bin_ug = tareFor(reader, warehouseAt(reader, row.station_id), request.part);
  const load = { value_ug: row.value_ug, others_ug: 0, tared: row.tared === 1, bin_ug };
  const before = pieceWeight(reader, request.part);
  const facts = measureSample(load, request.pieces, before, scaleErrorOf(reader, row.device));
  return isRefusal(facts) ? facts : { row, facts };
}

type NewWeight = Pick<PieceWeight, 'weight_ug' | 'n' | 'cv_ppm' | 'source'>;

function keepPieceWeight(
  context: OperationContext,
  part: string,
  measured: NewWeight,
  { id, device }: WeighingRow,
): void {
  const { tx, at } = context;
  const weight = { id: context.newId(), ...measured, measuredAt: at, scale: device };
  insertWeight(tx, part, weight);
  const number = findPart(tx, part)?.number ?? '';
  context.emit('part.weighed', { part, number, weight: weight.id, ...measured, scale: device, weighing: id });
}

/** A certain count makes the sample larger, and so the next count better. */
export function learnFrom(context: OperationContext, part: string, { learned }: Measured, by: WeighingRow): void {
  if (learned === null) return;
  const { n, cv } = learned;
  keepPieceWeight(
    context,
    part,
    { weight_ug: inMicrograms(learned), n, cv_ppm: Math.round(cv * 1e6), source: 'learned' },
    by,
  );
}

export function weighingOperations(settings: WeighingSettings): BoundOperation[] {
  return [
    bindOperation(takeSample, (context, request) => {
      const sampled = sampleOf(context.tx, request, settings);
      if (isRefusal(sampled)) return sampled;
      const { row, facts } = sampled;
      const { pieceWeight: weight_ug, n, cv: cv_ppm } = facts;
      keepPieceWeight(context, request.part, { weight_ug, n, cv_ppm, source: 'sample' }, row);
      return facts;
    }),

    bindOperation(weighBin, ({ tx, emit }, { bin, weighing }) => {
      const row = onPan(tx, weighing);
      if (isRefusal(row)) return row;
      if (row.value_ug <= 0) return refuse('weighing.negative');
      if (!setBinTareRow(tx, bin, row.value_ug)) return refuse('places.no-such-bin');
      emit('bin.tared', { bin, tare_ug: row.value_ug, weighing });
      return {};
    }),
  ];
}

export function weighingQueries(settings: WeighingSettings): BoundQuery[] {
  return [
    bindQuery(previewSample, (reader, request) => {
      const sampled = sampleOf(reader, request, settings);
      if (isRefusal(sampled)) return { sample: null, problem: { code: sampled.refused, facts: sampled.facts } };
      return { sample: sampled.facts, problem: null };
    }),
  ];
}
