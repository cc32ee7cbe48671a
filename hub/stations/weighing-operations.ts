import { type BoundOperation, bindOperation, type OperationContext } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import type { WeighingResult } from '../weighing/contract.ts';
import { findWeighing, keepMeaning, keepWeighing, type WeighingRow, weighingResult } from '../weighing/store.ts';
import { weighDrawer } from './at-drawer.ts';
import { keptOnly, weighOnPan } from './at-scale.ts';
import type { StationSettings } from './interpret.ts';
import { takeLineInHand } from './line-in-hand.ts';
import { findStation, setSampling } from './store.ts';
import { interpretWeighing, journalWeighing, setSamplingAt, takeLine } from './weighing-contract.ts';

/** A page that died with its dialog open must not keep the scale for ever. */
const LONGEST_SAMPLE_MS = 10 * 60_000;

export function weighingAtStations(settings: StationSettings): BoundOperation[] {
  return [
    bindOperation(journalWeighing, ({ tx, emit }, request) => {
      const { station, device, weighing, cycle, step, value, change, source, tared, bin, raw, at } = request;
      keepWeighing(tx, {
        ...{ id: weighing, station_id: station, device, cycle, step, value_ug: value, change_ug: change },
        ...{ source, tared: tared ? 1 : 0, bin_id: bin, raw, at_wall: at },
      });
      emit('weight.kept', { weighing, station, device });
      return {};
    }),

    bindOperation(interpretWeighing, (context, { weighing }) => {
      const row = findWeighing(context.tx, weighing);
      if (row === undefined) return refuse('weighing.no-such-weighing');
      return weighingResult(context.tx, weighing) ?? interpretAt(context, row, settings);
    }),

    bindOperation(setSamplingAt, ({ tx, at, emit }, { station: id, on }) => {
      if (findStation(tx, id) === undefined) return refuse('stations.no-such-station', { station: id });
      setSampling(tx, id, on ? at + LONGEST_SAMPLE_MS : null);
      emit('station.sampling', { station: id, on });
      return {};
    }),

    bindOperation(takeLine, ({ tx, emit }, { station: id, line }) => {
      const station = findStation(tx, id);
      if (station === undefined) return refuse('stations.no-such-station', { station: id });
      if (!takeLineInHand(tx, station, line)) return refuse('requisitions.no-such-line');
      emit('station.line-taken', { station: id, line });
      return {};
    }),
  ];
}

/** Does what a weighing says, once, and keeps beside it what came of it. */
function interpretAt(context: OperationContext, row: WeighingRow, settings: StationSettings): WeighingResult {
  const { tx } = context;
  const station = findStation(tx, row.station_id);
  const meaning =
    station?.kind !== 'counter'
      ? keptOnly(row)
      : row.bin_id === null
        ? weighOnPan(context, station, row, settings)
        : weighDrawer(context, station, row, settings);
  keepMeaning(tx, row.id, meaning);
  const { outcome, code, facts, document, quantity } = meaning;
  context.emit('weight.interpreted', {
    ...{ weighing: row.id, station: row.station_id, device: row.device, outcome, code },
    ...{ document: document?.id ?? null, quantity },
  });
  return { weighing: row.id, outcome, code, facts, at: row.at_wall };
}
