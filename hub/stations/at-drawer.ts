import type { OperationContext } from '../executor/binding.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import { isRefusal, refuse } from '../kernel/refusal.ts';
import { findPart, type Part } from '../parts/store.ts';
import { pieceWeight } from '../parts/weight-store.ts';
import { stationSession } from '../people/session-store.ts';
import { forgetWeight, openDraft, weighLine } from '../requisitions/draft.ts';
import { findLines, type LineRow } from '../requisitions/store.ts';
import type { Reader } from '../store/open.ts';
import { measureTaken, weightText } from '../weighing/measure.ts';
import {
  findBin,
  partsInBin,
  takenForLine,
  type WeighedBin,
  type WeighingMeaning,
  type WeighingRow,
} from '../weighing/store.ts';
import { acceptedCode, NOBODY_ASKED, refusedOf, said } from './at-scale.ts';
import type { StationSettings } from './interpret.ts';
import { allStations, type Focus, type Station } from './store.ts';

type Wanted = { readonly document: Focus; readonly line: LineRow; readonly part: Part; readonly keeper: string };

/**
 * What left a drawer must be what the slip in hand says; without such a slip it is kept as what somebody took (无单取件). A weight moves no stock:
 * that is the slip's, or a count's.
 */
export function weighDrawer(
  context: OperationContext,
  station: Station,
  row: WeighingRow,
  settings: StationSettings,
): WeighingMeaning {
  const { tx } = context;
  const bin = findBin(tx, row.bin_id ?? '');
  if (bin === undefined || row.change_ug === null) {
    return { outcome: 'kept', code: 'weighing.first-look', facts: { bin: bin?.code ?? '' }, ...NOBODY_ASKED };
  }
  const wanted = wantedOf(tx, bin, station);
  return wanted === undefined
    ? unexplained(tx, bin, row, row.change_ug, settings)
    : takenFor(context, wanted, bin, row, settings);
}

/** The line of a slip in hand that wants a part of the drawer: at the drawer's own counter first, else at the only other one of its warehouse. */
function wantedOf(
  reader: Reader,
  bin: WeighedBin & { readonly warehouse_id: string },
  { id: own }: Station,
): Wanted | undefined {
  const parts = partsInBin(reader, bin.id);
  const wanting = allStations(reader)
    .filter((station) => station.kind === 'counter' && station.warehouse_id === bin.warehouse_id)
    .flatMap((station) => {
      const wanted = wantedAt(reader, station, parts);
      return wanted === undefined ? [] : [{ station: station.id, wanted }];
    });
  return (wanting.find(({ station }) => station === own) ?? (wanting.length === 1 ? wanting[0] : undefined))?.wanted;
}

function wantedAt(reader: Reader, { id, focus, line_id }: Station, parts: readonly string[]): Wanted | undefined {
  const keeper = stationSession(reader, id)?.person_id;
  if (keeper === undefined || focus?.kind !== 'requisition') return undefined;
  const lines = findLines(reader, focus.id).filter(({ part_id }) => parts.includes(part_id));
  // Two parts may lie in one drawer (M10 and M12): only a scan says which of them it is.
  const line = lines.find((one) => one.id === line_id) ?? (lines.length === 1 ? lines[0] : undefined);
  const part = line === undefined ? undefined : findPart(reader, line.part_id);
  return line === undefined || part === undefined ? undefined : { document: focus, line, part, keeper };
}

function takenFor(
  context: OperationContext,
  wanted: Wanted,
  bin: WeighedBin,
  row: WeighingRow,
  { scaleErrorOf }: StationSettings,
): WeighingMeaning {
  const { tx } = context;
  const { document, line, part, keeper } = wanted;
  // All that left the drawer for this line, however often the hand reached in.
  const taken_ug = takenForLine(tx, bin.id, line.id) - (row.change_ug ?? 0);
  const loads = { before_ug: row.value_ug + taken_ug, after_ug: row.value_ug };
  const measured = measureTaken(part, loads, pieceWeight(tx, part.id), scaleErrorOf(tx, row.device));
  if (isRefusal(measured)) return refusedOf(measured, wanted);
  const weighed = { document, line: line.id, part, measured };
  const slip = openDraft(context, document.id, keeper);
  if (isRefusal(slip)) return refusedOf(slip, wanted);
  if (measured.quantity <= 0) {
    forgetWeight(context, slip, line.id);
    return said('kept', 'weighing.put-back', { bin: bin.code, much: muchOf(part, measured.quantity) }, weighed);
  }
  const as = measured.isCount ? 'verify' : 'set';
  const answer = weighLine(context, slip, { line: line.id, quantity: measured.quantity, weighing: row.id, as });
  if (isRefusal(answer)) return refusedOf(answer, wanted);
  if (answer === 'differs') {
    return said('refused', 'weighing.differs', { quantity: measured.quantity, wanted: line.quantity }, weighed);
  }
  return said('accepted', acceptedCode(measured, answer), measured.facts, weighed);
}

function unexplained(
  reader: Reader,
  bin: WeighedBin,
  row: WeighingRow,
  change_ug: number,
  { scaleErrorOf }: StationSettings,
): WeighingMeaning {
  const parts = partsInBin(reader, bin.id);
  const part = parts.length === 1 ? findPart(reader, parts[0] ?? '') : undefined;
  const loads = { before_ug: row.value_ug - change_ug, after_ug: row.value_ug };
  const measured =
    part === undefined
      ? refuse('weighing.scan-first')
      : measureTaken(part, loads, pieceWeight(reader, part.id), scaleErrorOf(reader, row.device));
  const isKnown = part !== undefined && !isRefusal(measured) && measured.quantity !== 0;
  const much = isKnown ? muchOf(part, measured.quantity) : weightText(Math.abs(change_ug));
  const code = change_ug < 0 ? 'weighing.taken' : 'weighing.put-back';
  return {
    ...{ outcome: 'kept', code, facts: { bin: bin.code, much }, ...NOBODY_ASKED },
    ...{ part: part?.id ?? null, quantity: isKnown ? measured.quantity : null },
  };
}

const muchOf = ({ unit }: Part, quantity: number): string => `${formatQuantity(Math.abs(quantity))} ${unit}`;
