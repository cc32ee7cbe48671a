import {
  type BoundOperation,
  type BoundQuery,
  bindOperation,
  bindQuery,
  type OperationContext,
} from '../executor/binding.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPart } from '../parts/store.ts';
import type { Reader } from '../store/open.ts';
import { previewSample, type SampleFacts, setBinTare, takeSample } from './contract.ts';
import { inMicrograms, type Measured, measureSample, type ScaleError } from './measure.ts';
import {
  binOfPart,
  findBin,
  findWeighing,
  insertPieceWeight,
  newestOf,
  pieceWeightOf,
  setTare,
  type WeighingRow,
} from './store.ts';

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
  const before = pieceWeightOf(reader, request.part);
  const facts = measureSample(load, request.pieces, before, scaleErrorOf(reader, row.device));
  return isRefusal(facts) ? facts : { row, facts };
}

/** A certain count makes the sample larger, and so the next count better. */
export function learnFrom(context: OperationContext, part: string, { learned }: Measured, by: WeighingRow): void {
  if (learned === null) return;
  const weight_ug = inMicrograms(learned);
  insertPieceWeight(context.tx, {
    ...{ id: context.newId(), part_id: part, weight_ug, n: learned.n, cv_ppm: Math.round(learned.cv * 1e6) },
    ...{ source: 'learned', scale: by.device, measured_at: context.at },
  });
  context.emit('weight.learned', { part, weight: weight_ug, n: learned.n, weighing: by.id });
}

export function weighingOperations(settings: WeighingSettings): BoundOperation[] {
  return [
    bindOperation(takeSample, (context, request) => {
      const sampled = sampleOf(context.tx, request, settings);
      if (isRefusal(sampled)) return sampled;
      const { row, facts } = sampled;
      insertPieceWeight(context.tx, {
        ...{ id: context.newId(), part_id: request.part, weight_ug: facts.pieceWeight, n: facts.n, cv_ppm: facts.cv },
        ...{ source: 'sample', scale: row.device, measured_at: context.at },
      });
      context.emit('weight.sampled', { part: request.part, weight: facts.pieceWeight, n: facts.n, weighing: row.id });
      return facts;
    }),

    bindOperation(setBinTare, (context, { bin, weighing }) => {
      const { tx } = context;
      const found = findBin(tx, bin);
      if (found === undefined) return refuse('places.no-such-bin', { code: bin });
      const row = weighing === null ? null : onPan(tx, weighing);
      if (isRefusal(row)) return row;
      if (row !== null && row.value_ug <= 0) return refuse('weighing.negative');
      setTare(tx, bin, row?.value_ug ?? null);
      context.emit('weight.tared', { bin, code: found.code, tare: row?.value_ug ?? null, weighing });
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
