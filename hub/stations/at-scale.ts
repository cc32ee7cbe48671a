import type { OperationContext } from '../executor/binding.ts';
import { type Facts, isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPart, type Part } from '../parts/store.ts';
import { pieceWeight } from '../parts/weight-store.ts';
import { setLastUsed, stationSession } from '../people/session-store.ts';
import { openDraft, weighLine } from '../requisitions/draft.ts';
import { namedLots, weighedLot } from '../requisitions/lot-rules.ts';
import { aboutPart } from '../requisitions/rules.ts';
import { findLines } from '../requisitions/store.ts';
import { checkLine, openReturn } from '../returns/draft.ts';
import { returnLines } from '../returns/store.ts';
import { lotsAt } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import { type Measured, measureLoad, weightText } from '../weighing/measure.ts';
import { learnFrom, tareFor, type WeighingSettings } from '../weighing/operations.ts';
import { asWhat, loadOfOthers } from '../weighing/rules.ts';
import { earlierSteps, findWeighing, type WeighingMeaning, type WeighingRow } from '../weighing/store.ts';
import { closeWhenIdle, type StationSettings } from './interpret.ts';
import { type LineInHand, lineInHand } from './line-in-hand.ts';
import type { Focus, Station } from './store.ts';

export const NOBODY_ASKED = { document: null, line: null, part: null, quantity: null } as const;

/** What a weighing is of. */
export type Weighed = {
  readonly document: Focus;
  readonly line: string;
  readonly part: Part;
  readonly measured: Measured;
};

export function said(
  outcome: WeighingMeaning['outcome'],
  code: string,
  facts: Facts,
  { document, line, part, measured }: Weighed,
): WeighingMeaning {
  const { quantity } = measured;
  return { outcome, code, facts: { ...aboutPart(part), ...facts }, document, line, part: part.id, quantity };
}

/** Refused, and what it was of, as far as that is known. */
export function refusedOf(
  { refused: code, facts }: Refusal,
  about: { readonly document: Focus; readonly line: LineInHand; readonly part: Part } | null,
): WeighingMeaning {
  if (about === null) return { outcome: 'refused', code, facts, ...NOBODY_ASKED };
  const { document, line, part } = about;
  const whole = { ...aboutPart(part), ...facts };
  return { outcome: 'refused', code, facts: whole, document, line: line.id, part: part.id, quantity: null };
}

/** What lies on the pan of the line in hand. */
export function measureInHand(
  reader: Reader,
  station: Station,
  { line, part }: { readonly line: string; readonly part: Part },
  row: Pick<WeighingRow, 'id' | 'device' | 'cycle' | 'step' | 'value_ug' | 'tared'>,
  { scaleErrorOf }: WeighingSettings,
): Measured | Refusal {
  const load = {
    value_ug: row.value_ug,
    others_ug: loadOfOthers(row, earlierSteps(reader, row), line),
    tared: row.tared === 1,
    bin_ug: tareFor(reader, station.warehouse_id, part.id),
  };
  return measureLoad(part, load, pieceWeight(reader, part.id), scaleErrorOf(reader, row.device));
}

/** What came to rest on the pan of a counter says how many of the part in hand there are, as the keeper who opened it. */
export function weighOnPan(
  context: OperationContext,
  station: Station,
  row: WeighingRow,
  settings: StationSettings,
): WeighingMeaning {
  const { tx } = context;
  const { focus } = station;
  const isSample = station.sampling_until !== null && context.at < station.sampling_until;
  if (isSample || focus === null || focus.kind === 'signing') {
    return keptOnly(row);
  }
  closeWhenIdle(context, station, settings.stationIdle_ms);
  const session = stationSession(tx, station.id);
  if (session === undefined) return refusedOf(refuse('scans.station-closed'), null);
  setLastUsed(tx, session.id, context.at);
  const line = lineInHand(tx, station);
  const part = line === undefined ? undefined : findPart(tx, line.part_id);
  if (line === undefined || part === undefined) return refusedOf(refuse('weighing.scan-first'), null);
  const about = { document: focus, line, part };
  const measured = measureInHand(tx, station, { line: line.id, part }, row, settings);
  if (isRefusal(measured)) return refusedOf(measured, about);
  if (measured.quantity <= 0) return refusedOf(refuse('weighing.no-weight'), about);
  const weighed = { document: focus, line: line.id, part, measured };
  const meaning =
    focus.kind === 'return'
      ? fillReturn(context, weighed, row, session.person_id)
      : weighSlip(context, weighed, row, session.person_id);
  if (isRefusal(meaning)) return refusedOf(meaning, about);
  if (meaning.outcome === 'accepted') learnFrom(context, part.id, measured, row);
  return meaning;
}

function weighSlip(
  context: OperationContext,
  weighed: Weighed,
  row: WeighingRow,
  keeper: string,
): WeighingMeaning | Refusal {
  const { document, line: id, measured } = weighed;
  const slip = openDraft(context, document.id, keeper);
  if (isRefusal(slip)) return slip;
  const line = findLines(context.tx, slip.id).find((one) => one.id === id);
  const { evidence_kind: evidence = 'manual', evidence_ref: ref = null, quantity = 0 } = line ?? {};
  const wasSetByWeight = evidence === 'weight' && findWeighing(context.tx, ref ?? '')?.code === 'weighing.set';
  const as = asWhat({ quantity, evidence, wasSetByWeight }, { isCount: measured.isCount, isLess: isLess(row) });
  if (as === 'nothing') return keptOnly(row);
  const answer = weighLine(context, slip, { line: id, quantity: measured.quantity, weighing: row.id, as });
  if (isRefusal(answer)) return answer;
  if (answer === 'differs') {
    const code = isLess(row) ? 'weighing.less' : 'weighing.differs';
    return said('refused', code, { quantity: measured.quantity, wanted: quantity }, weighed);
  }
  return said('accepted', acceptedCode(measured, answer), measured.facts, weighed);
}

/** The scale fills a line of a return: whoever gives back has not said how many. */
function fillReturn(
  context: OperationContext,
  weighed: Weighed,
  row: WeighingRow,
  keeper: string,
): WeighingMeaning | Refusal {
  const { document, line, measured } = weighed;
  const slip = openReturn(context, document.id, keeper);
  if (isRefusal(slip)) return slip;
  const before = returnLines(context.tx, slip.id).find(({ id }) => id === line);
  if (isLess(row) && before?.quantity !== null && before?.quantity !== measured.quantity) {
    if (before?.evidence_kind === 'manual') return keptOnly(row);
    return refuse('weighing.less', { quantity: measured.quantity, wanted: before?.quantity ?? 0 });
  }
  const evidence = { kind: 'weight', ref: row.id } as const;
  const { quantity } = measured;
  const held = lotsAt(context.tx, weighed.part.id, { person: slip.person_id });
  const lots = before === undefined ? null : weighedLot(namedLots(before), before.quantity ?? 0, quantity, held);
  const change = { quantity, ...(lots === null ? {} : { lots: JSON.stringify(lots) }) };
  const checked = checkLine(context, slip, line, change, evidence);
  if (isRefusal(checked)) return checked;
  return said('accepted', acceptedCode(measured, 'set'), measured.facts, weighed);
}

/** The same load was heavier before. */
const isLess = ({ change_ug }: WeighingRow): boolean => (change_ug ?? 0) < 0;

export function keptOnly(row: WeighingRow): WeighingMeaning {
  return { outcome: 'kept', code: 'weighing.kept', facts: { net: weightText(row.value_ug) }, ...NOBODY_ASKED };
}

export function acceptedCode({ isCount }: Measured, answer: 'set' | 'agrees'): string {
  return isCount ? `weighing.${answer}` : 'weighing.measured';
}
