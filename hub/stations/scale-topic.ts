import type { WeightReading } from '../../devices/scales/weight.ts';
import { type BoundTopic, bindTopic } from '../executor/binding.ts';
import { isRefusal } from '../kernel/refusal.ts';
import { findPart, type Part } from '../parts/store.ts';
import { pieceWeight } from '../parts/weight-store.ts';
import { aboutPart } from '../requisitions/rules.ts';
import type { Reader } from '../store/open.ts';
import type { WeighingSettings } from '../weighing/operations.ts';
import { isMeasured } from '../weighing/rules.ts';
import { binOfPart, newestOf, type WeighingRow } from '../weighing/store.ts';
import { acceptedCode, measureInHand } from './at-scale.ts';
import { type DeviceRow, panAt } from './device-store.ts';
import type { DeviceView } from './devices.ts';
import { lineInHand } from './line-in-hand.ts';
import type { LiveView } from './live.ts';
import { findStation, type Station } from './store.ts';
import { type ScaleNow, scaleTopic } from './weighing-contract.ts';

export type ScaleSources = WeighingSettings & {
  readonly views: () => readonly DeviceView[];
  readonly liveOf: (device: string) => LiveView;
};

type PartInHand = { readonly line: string; readonly part: Part };

/** The open pan of a counter. What it shows is as fresh as the scale; what is counted is of the weighing that was kept of it. */
export function scaleTopicSource(sources: ScaleSources): BoundTopic {
  return bindTopic(scaleTopic, (reader, params) => {
    const station = findStation(reader, params.station);
    const pan = station?.kind === 'counter' ? panAt(reader, station.id) : undefined;
    if (station === undefined || pan === undefined) return { scale: null, part: null };
    const line = lineInHand(reader, station);
    const part = line === undefined ? undefined : findPart(reader, line.part_id);
    const inHand = line === undefined || part === undefined ? null : { line: line.id, part };
    return {
      scale: scaleNow(reader, station, pan, inHand, sources),
      part: inHand === null ? null : partNow(reader, station, inHand),
    };
  });
}

function scaleNow(
  reader: Reader,
  station: Station,
  pan: DeviceRow,
  inHand: PartInHand | null,
  sources: ScaleSources,
): ScaleNow {
  const view = sources.views().find(({ plan }) => plan.name === pan.name);
  const { weight, load } = sources.liveOf(pan.name);
  const newest = newestOf(reader, pan.name);
  const isIt = load?.phase === 'settled' && newest?.cycle === load.cycle && newest.step === load.step;
  const row = isIt ? newest : null;
  return {
    device: pan.name,
    label: pan.label,
    state: view?.state.state ?? 'opening',
    reading: weight === null ? null : { ...readingOf(weight), empty: load?.phase === 'empty' },
    count: row === null || inHand === null ? null : countOf(reader, station, inHand, row, sources),
    weighing: row?.id ?? null,
  };
}

function readingOf({ value, unit, stable, net, overload, underload, at }: WeightReading) {
  return { value, unit, stable, net: net === true, overload, underload, at };
}

function countOf(
  reader: Reader,
  station: Station,
  inHand: PartInHand,
  row: WeighingRow,
  settings: WeighingSettings,
): ScaleNow['count'] {
  const measured = measureInHand(reader, station, inHand, row, settings);
  const about = aboutPart(inHand.part);
  if (isRefusal(measured)) {
    return { outcome: 'not-certain', code: measured.refused, facts: { ...about, ...measured.facts }, quantity: null };
  }
  const { quantity, isCount, facts } = measured;
  const outcome = isCount ? 'certain' : 'measured';
  return { outcome, code: acceptedCode(measured, 'set'), facts: { ...about, ...facts }, quantity };
}

function partNow(reader: Reader, { warehouse_id }: Station, { line, part }: PartInHand) {
  const { id, number, name, model, unit } = part;
  const known = pieceWeight(reader, id);
  const bin = binOfPart(reader, warehouse_id, id);
  return {
    ...{ id, line, number, name, model, unit, measured: isMeasured(part) },
    weight:
      known === undefined
        ? null
        : {
            ...{ part: id, pieceWeight: known.weight_ug, n: known.n, cv: known.cv_ppm, source: known.source },
            ...{ scale: known.scale, measuredAt: known.measuredAt },
          },
    bin: bin === undefined ? null : { id: bin.id, code: bin.code, tare: bin.tare_ug },
  };
}
