import type { OperationContext } from '../executor/binding.ts';
import type { Evidence } from '../kernel/evidence.ts';
import { DOCUMENT_PREFIXES } from '../kernel/numbering.ts';
import { fitsUnit, MOST_QUANTITY, type Quantity } from '../kernel/quantity.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { successorOf } from '../parts/relation-store.ts';
import { findPart } from '../parts/store.ts';
import type { NamedLot } from '../stock/rules.ts';
import { lotsAt } from '../stock/store.ts';
import type { Purpose } from './contract.ts';
import { freeLots, promisedLots } from './lot-promises.ts';
import { countScanned, decideLots, namedLots, weighedLot } from './lot-rules.ts';
import { aboutPart, decideEdit, decideInUse } from './rules.ts';
import { editorOf, slipFacts } from './slip.ts';
import {
  type DraftHead,
  deleteLine,
  deleteLines,
  findLines,
  findSlip,
  insertLine,
  insertSlip,
  type LineRow,
  popStep,
  pushStep,
  raiseVersion,
  type SlipRow,
  setDispute,
  setDraftHead,
  setLine,
  setLineLots,
  setRemarkText,
} from './store.ts';

type Snapshot = DraftHead & { readonly lines: readonly LineRow[] };

/** Starts a draft; its number is taken now and stays its own, whatever becomes of it. */
export function startDraft(
  context: OperationContext,
  start: {
    readonly warehouse: string;
    readonly purpose: Purpose;
    readonly creator: string | null;
    /** Where it is made; its paper comes out there. */
    readonly station: string | null;
  },
): SlipRow {
  const { tx, at } = context;
  const id = context.newId();
  const number = context.takeNumber(DOCUMENT_PREFIXES.requisition);
  insertSlip(tx, {
    id,
    number,
    purpose: start.purpose,
    warehouse_id: start.warehouse,
    station_id: start.station,
    creator_id: start.creator,
    created_at: at,
  });
  context.emit('requisition.drafted', { requisition: id, number, warehouse: start.warehouse, station: start.station });
  const row = findSlip(tx, id);
  if (row === undefined) throw new Error('A draft was not kept.');
  return row;
}

/** The draft, or why `person` cannot change it. */
export function openDraft(context: OperationContext, id: string, person: string | null): SlipRow | Refusal {
  const row = findSlip(context.tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  return decideEdit(slipFacts(context.tx, row), editorOf(context.tx, context.actor, person, row)) ?? row;
}

function snapshotOf(context: OperationContext, row: SlipRow): Snapshot {
  const { receiver_id, order_id, purpose } = row;
  return { receiver_id, order_id, purpose, lines: findLines(context.tx, row.id) };
}

/** Records the step, makes the change, and lets the screens know. */
function step(context: OperationContext, row: SlipRow, kind: string, change: () => void): void {
  pushStep(context.tx, row.id, kind, JSON.stringify(snapshotOf(context, row)));
  change();
  changed(context, row, kind);
}

function changed(context: OperationContext, row: SlipRow, kind: string): void {
  raiseVersion(context.tx, row.id, context.at);
  context.emit('requisition.changed', { requisition: row.id, number: row.number, step: kind });
}

export function changeHead(context: OperationContext, row: SlipRow, kind: string, head: Partial<DraftHead>): void {
  const { receiver_id, order_id, purpose } = row;
  step(context, row, kind, () => setDraftHead(context.tx, row.id, { receiver_id, order_id, purpose, ...head }));
}

/**
 * Adds to the line of the part, or makes one. A lot that is named is named on the line as well; a serial number first names a piece that has
 * none yet. Returns the line's quantity now.
 */
export function addPart(
  context: OperationContext,
  row: SlipRow,
  add: { readonly part: string; readonly quantity: Quantity; readonly evidence: Evidence; readonly lot?: string },
): Quantity | Refusal {
  const { tx } = context;
  const part = findPart(tx, add.part);
  if (part === undefined) return refuse('parts.no-such-part', { part: add.part });
  const retired = decideInUse(part, part.retiredAt === null ? null : successorOf(tx, part.id));
  if (retired !== null) return retired;
  const lines = findLines(tx, row.id);
  const line = lines.find((candidate) => candidate.part_id === part.id);
  const before = line === undefined ? [] : namedLots(line);
  const lot = part.lotTracked || part.serialTracked ? add.lot : undefined;
  const now = { quantity: line?.quantity ?? 0, named: before, isSerial: part.serialTracked };
  const { quantity, named } = countScanned(now, { quantity: add.quantity, lot });
  if (quantity > MOST_QUANTITY) return refuse('requisitions.too-many', { ...aboutPart(part), most: MOST_QUANTITY });
  if (!fitsUnit(quantity, part.decimals)) return refuse('requisitions.whole-units', aboutPart(part));
  if (named !== before) {
    const onHand = lotsAt(tx, part.id, { warehouse: row.warehouse_id });
    const refusal = decideLots({ part, quantity, named, onHand, promised: promisedLots(tx, row, part.id) });
    if (refusal !== null) return refusal;
  }
  step(context, row, 'line', () => {
    if (line !== undefined) {
      addToLine(context, line, quantity, add.evidence);
      if (named !== before) setLineLots(tx, line.id, JSON.stringify(named));
      return;
    }
    insertLine(tx, row.id, {
      id: context.newId(),
      position: (lines.at(-1)?.position ?? 0) + 1,
      part_id: part.id,
      quantity,
      asked_quantity: null,
      short_reason: null,
      price: part.price,
      evidence_kind: add.evidence.kind,
      evidence_ref: add.evidence.ref,
      lots: JSON.stringify(named),
    });
  });
  return quantity;
}

/** What the scale said against a line stands until the scans have come as far. */
function addToLine({ tx }: OperationContext, line: LineRow, quantity: Quantity, evidence: Evidence): void {
  const { id, weighed_quantity: weighed, weighing_id: weighing } = line;
  const agrees = weighed === quantity && weighing !== null;
  setLine(tx, id, quantity, agrees ? { kind: 'weight', ref: weighing } : evidence);
  if (weighed !== null && weighing !== null && !agrees) setDispute(tx, id, { quantity: weighed, weighing });
}

export type WeighedLine = {
  readonly line: string;
  readonly quantity: Quantity;
  readonly weighing: string;
  /** `set`: the line only said which part, the scale says how many. `verify`: the line says how many as well, and both must agree. */
  readonly as: 'set' | 'verify';
};

/** What a scale says of a line. A quantity that differs stays beside the line's own, and the slip cannot be submitted while it does. */
export function weighLine(
  context: OperationContext,
  row: SlipRow,
  { line: lineId, quantity, weighing, as }: WeighedLine,
): 'set' | 'agrees' | 'differs' | Refusal {
  const { tx } = context;
  const line = findLines(tx, row.id).find((candidate) => candidate.id === lineId);
  const part = line === undefined ? undefined : findPart(tx, line.part_id);
  if (line === undefined || part === undefined) return refuse('requisitions.no-such-line', { number: row.number });
  if (quantity > MOST_QUANTITY) return refuse('requisitions.too-many', { ...aboutPart(part), most: MOST_QUANTITY });
  if (!fitsUnit(quantity, part.decimals)) return refuse('requisitions.whole-units', aboutPart(part));
  const differs = as === 'verify' && quantity !== line.quantity;
  const lots = weighedLot(namedLots(line), line.quantity, quantity, freeLots(tx, row, part.id));
  step(context, row, 'weight', () => {
    if (differs) setDispute(tx, line.id, { quantity, weighing });
    else setLine(tx, line.id, quantity, { kind: 'weight', ref: weighing });
    if (!differs && lots !== null) setLineLots(tx, line.id, JSON.stringify(lots));
  });
  return differs ? 'differs' : as === 'set' ? 'set' : 'agrees';
}

/** Which lots the line is about. On a draft it is a step that can be undone. */
export function changeLots(context: OperationContext, row: SlipRow, line: string, named: readonly NamedLot[]): void {
  const change = (): void => setLineLots(context.tx, line, JSON.stringify(named));
  if (row.approval === 'DRAFT') {
    step(context, row, 'lots', change);
    return;
  }
  change();
  changed(context, row, 'lots');
}

/** What was taken from a drawer lies in it again: the scale has nothing against the line any more, and proves nothing of it. */
export function forgetWeight(context: OperationContext, row: SlipRow, line: string): void {
  step(context, row, 'weight', () => setDispute(context.tx, line, null));
}

/** Sets a line's quantity by hand; zero takes the line off. */
export function countByHand(
  context: OperationContext,
  row: SlipRow,
  lineId: string,
  quantity: Quantity,
): Refusal | null {
  const { tx } = context;
  const line = findLines(tx, row.id).find((candidate) => candidate.id === lineId);
  const part = line === undefined ? undefined : findPart(tx, line.part_id);
  if (line === undefined || part === undefined) return refuse('requisitions.no-such-line', { number: row.number });
  if (!fitsUnit(quantity, part.decimals)) return refuse('requisitions.whole-units', aboutPart(part));
  step(context, row, 'quantity', () => {
    if (quantity === 0) deleteLine(tx, line.id);
    else setLine(tx, line.id, quantity, { kind: 'manual', ref: null });
  });
  return null;
}

/** Takes back exactly the last step. What was typed into the remark is no step and stays. */
export function undoLast(context: OperationContext, row: SlipRow): Refusal | null {
  const { tx } = context;
  const last = popStep(tx, row.id);
  if (last === undefined) return refuse('requisitions.nothing-to-undo', { number: row.number });
  const before = JSON.parse(last.before) as Snapshot;
  const { receiver_id, order_id, purpose } = before;
  setDraftHead(tx, row.id, { receiver_id, order_id, purpose });
  deleteLines(tx, row.id);
  for (const line of before.lines) insertLine(tx, row.id, line);
  changed(context, row, `undo-${last.kind}`);
  return null;
}

export function writeRemark(context: OperationContext, row: SlipRow, remark: string): void {
  setRemarkText(context.tx, row.id, remark);
  changed(context, row, 'remark');
}

/** Runs `change` on a draft and answers with its number, or with why not. */
export function editDraft(
  context: OperationContext,
  id: string,
  change: (row: SlipRow) => Refusal | null | undefined,
): { id: string; number: string } | Refusal {
  const row = openDraft(context, id, context.actor.person);
  if (isRefusal(row)) return row;
  return change(row) ?? { id: row.id, number: row.number };
}
