import {
  type BoundOperation,
  type BoundQuery,
  bindOperation,
  bindQuery,
  type OperationContext,
} from '../executor/binding.ts';
import type { Actor } from '../kernel/actor.ts';
import { listPage } from '../kernel/list.ts';
import { DOCUMENT_PREFIXES } from '../kernel/numbering.ts';
import { fitsUnit, type Quantity } from '../kernel/quantity.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findOrder, USING_STATES } from '../orders/store.ts';
import { findPart } from '../parts/store.ts';
import { findPerson, type Person } from '../people/store.ts';
import { SCRAP_LOCATION } from '../places/store.ts';
import { aboutPart } from '../requisitions/rules.ts';
import { openSources } from '../stock/holding-store.ts';
import { moveFromHolder } from '../stock/ledger.ts';
import { type MovementKind, type NamedLot, namedQuantity } from '../stock/rules.ts';
import {
  acceptHandOver,
  decideLoss,
  declineHandOver,
  listHandOvers,
  listHolders,
  listLosses,
  offerHandOver,
  reportLoss,
  useHoldings,
  withdrawHandOver,
} from './contract.ts';
import { listHeld } from './list-contract.ts';
import {
  decideHolder,
  decideLossReport,
  decideNamedOut,
  decideSerialsOut,
  decideTaking,
  decideWithdrawal,
  type Hand,
  type HandOverFacts,
} from './rules.ts';
import {
  findHandOver,
  findLoss,
  type HandOverLine,
  type HandOverRow,
  type HeldRow,
  handOverLines,
  handOvers,
  heldRows,
  holders,
  insertHandOver,
  insertLoss,
  lossReports,
  setHandOverState,
  setLossDecision,
} from './store.ts';

/** What the list of holdings is searched in and sorted by. */
const HELD_CELLS = (
  ['holder', 'team', 'number', 'name', 'model', 'spec', 'unit', 'quantity', 'value', 'since'] as const
).map((key) => ({ key, title: { zh: '', en: '' }, cell: (row: HeldRow) => row[key] }));
const LOOKS_AFTER: ReadonlySet<string> = new Set(['keeper', 'supervisor', 'manager']);
const SEES_ALL: ReadonlySet<string> = new Set(['advisor', 'administrator']);

/** Who acts, as far as holdings care. */
export function handOf({ person, roles, system }: Actor): Hand {
  return { person, looksAfterOthers: system !== null || roles.some((role) => LOOKS_AFTER.has(role)) };
}

/** Whose holdings and returns `actor` is shown when he asks for those of `person`; null: everybody's. Who neither acts for others nor looks at the whole house sees his own. */
export function whoseToShow(actor: Actor, person: string | undefined): string | null {
  const seesAll = handOf(actor).looksAfterOthers || actor.roles.some((role) => SEES_ALL.has(role));
  return seesAll ? (person ?? null) : (actor.person ?? '');
}

/** The holder, when `actor` may act on what he holds. */
export function holderFor({ tx, actor }: OperationContext, person: string): Person | Refusal {
  const holder = findPerson(tx, person);
  if (holder === undefined) return refuse('people.no-such-person');
  return decideHolder(handOf(actor), holder) ?? holder;
}

/** Some of a holding; its lots as far as somebody named them. */
export type OutLine = Omit<HandOverLine, 'lots'> & { readonly lots?: readonly NamedLot[] | undefined };

/** Whether the holder has it all, in quantities that exist, and whether it is known which. `order`: null unless it is used on one. */
function refuseWhatIsNotHeld(
  { tx }: OperationContext,
  holder: string,
  lines: readonly OutLine[],
  order: string | null = null,
): Refusal | null {
  for (const { part: id, quantity, lots = [] } of lines) {
    const part = findPart(tx, id);
    if (part === undefined) return refuse('parts.no-such-part', { part: id });
    if (!fitsUnit(quantity, part.decimals)) return refuse('requisitions.whole-units', aboutPart(part));
    const sources = openSources(tx, holder, id);
    const sum = (of: typeof sources): Quantity => of.reduce((all, { remaining }) => all + remaining, 0);
    const held = sum(sources);
    if (held < quantity) return refuse('holdings.short', { ...aboutPart(part), wanted: quantity, held });
    const misnamed = decideNamedOut(aboutPart(part), quantity, lots, (lot) =>
      sum(sources.filter((source) => source.lot === lot)),
    );
    if (misnamed !== null) return misnamed;
    if (!part.serialTracked) continue;
    const ofOrder = order === null ? [] : [sum(sources.filter((source) => source.order === order))];
    const refusal = decideSerialsOut(aboutPart(part), quantity, namedQuantity(lots), [held, ...ofOrder]);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** Serial numbers that nobody had to name because all of them leave him: what is decided later is decided about these. */
function nameAll({ tx }: OperationContext, holder: string, { part, quantity, lots }: HandOverLine) {
  if (findPart(tx, part)?.serialTracked !== true || namedQuantity(lots) === quantity) return lots;
  const all = openSources(tx, holder, part).filter(({ lot }) => lot !== '');
  return all.map(({ lot, remaining }) => ({ lot, quantity: remaining }));
}

type Out = {
  readonly kind: MovementKind;
  readonly from: string;
  readonly to: string;
  readonly order: string | null;
  readonly document: { readonly kind: string; readonly id: string; readonly number: string } | null;
};

/** Moves every line out of the holder's hands; the first that he does not have stops all. */
function moveOut(context: OperationContext, out: Out, asked: readonly OutLine[]): string[] | Refusal {
  const lines = onePerPart(asked);
  const missing = refuseWhatIsNotHeld(context, out.from, lines, out.order);
  if (missing !== null) return missing;
  const { tx, at, operationId, newId } = context;
  const movements: string[] = [];
  for (const { part, quantity, lots = [] } of lines) {
    const { document, ...way } = out;
    const moved = moveFromHolder(tx, newId, {
      ...{ ...way, part, quantity, named: lots, operationId, at, evidence: { kind: 'tap', ref: null } },
      document: document === null ? null : { ...document, line: part },
    });
    if (isRefusal(moved)) return moved;
    movements.push(...moved);
  }
  return movements;
}

function handOverFacts({ tx }: OperationContext, { number, state, giver_id, taker_id }: HandOverRow): HandOverFacts {
  return { number, state, giver: giver_id, taker: taker_id, takerName: findPerson(tx, taker_id)?.name ?? '' };
}

function endHandOver(context: OperationContext, row: HandOverRow, state: 'SIGNED' | 'REFUSED' | 'WITHDRAWN') {
  const { id, number, giver_id: giver, taker_id: taker } = row;
  setHandOverState(context.tx, id, state, context.at);
  context.emit(`hand-over.${state.toLowerCase()}`, { handOver: id, number, giver, taker });
  return { id, number };
}

export const holdingsOperations: readonly BoundOperation[] = [
  bindOperation(useHoldings, (context, { person, order: orderId, lines }) => {
    const holder = holderFor(context, person);
    if (isRefusal(holder)) return holder;
    const order = findOrder(context.tx, orderId);
    if (order === undefined) return refuse('orders.no-such-order');
    const { number, state } = order;
    if (!USING_STATES.includes(state)) return refuse('orders.closed', { number, state });
    const document = { kind: 'repair-order', id: orderId, number };
    const movements = moveOut(context, { kind: 'use', from: person, to: orderId, order: orderId, document }, lines);
    if (isRefusal(movements)) return movements;
    const quantities = lines.map(({ part, quantity }) => ({ part, quantity }));
    context.emit('holding.used', { person, order: orderId, number, lines: quantities, movements });
    return { movements };
  }),

  bindOperation(offerHandOver, (context, { giver, taker, remark, lines }) => {
    const holder = holderFor(context, giver);
    if (isRefusal(holder)) return holder;
    if (findPerson(context.tx, taker) === undefined) return refuse('people.no-such-person');
    if (giver === taker) return refuse('holdings.to-yourself', { person: holder.name });
    const offered = onePerPart(lines);
    const missing = refuseWhatIsNotHeld(context, giver, offered);
    if (missing !== null) return missing;
    const id = context.newId();
    const number = context.takeNumber(DOCUMENT_PREFIXES.handOver);
    const row = {
      id,
      number,
      state: 'OFFERED' as const,
      giver_id: giver,
      taker_id: taker,
      remark,
      created_at: context.at,
    };
    const named = offered.map((line) => ({ ...line, lots: nameAll(context, giver, line) }));
    insertHandOver(context.tx, row, named);
    context.emit('hand-over.offered', { handOver: id, number, giver, taker, lines: offered.length });
    return { id, number };
  }),

  bindOperation(acceptHandOver, (context, { handOver }) => {
    const row = findHandOver(context.tx, handOver);
    if (row === undefined) return refuse('holdings.no-such-hand-over');
    const refusal = decideTaking(handOverFacts(context, row), context.actor.person);
    if (refusal !== null) return refusal;
    const { id, number, giver_id: from, taker_id: to } = row;
    const document = { kind: 'hand-over', id, number };
    const out = { kind: 'transfer', from, to, order: null, document } as const;
    const moved = moveOut(context, out, handOverLines(context.tx, id));
    return isRefusal(moved) ? moved : endHandOver(context, row, 'SIGNED');
  }),

  bindOperation(declineHandOver, (context, { handOver }) => {
    const row = findHandOver(context.tx, handOver);
    if (row === undefined) return refuse('holdings.no-such-hand-over');
    return decideTaking(handOverFacts(context, row), context.actor.person) ?? endHandOver(context, row, 'REFUSED');
  }),

  bindOperation(withdrawHandOver, (context, { handOver }) => {
    const row = findHandOver(context.tx, handOver);
    if (row === undefined) return refuse('holdings.no-such-hand-over');
    const giver = findPerson(context.tx, row.giver_id)?.name ?? '';
    const refusal = decideWithdrawal(handOverFacts(context, row), handOf(context.actor), giver);
    return refusal ?? endHandOver(context, row, 'WITHDRAWN');
  }),

  bindOperation(reportLoss, (context, { person, kind, part, quantity, lots = [], remark }) => {
    const holder = holderFor(context, person);
    if (isRefusal(holder)) return holder;
    const line = { part, quantity, lots: [...lots] };
    const missing = refuseWhatIsNotHeld(context, person, [line]);
    if (missing !== null) return missing;
    const id = context.newId();
    const number = context.takeNumber(DOCUMENT_PREFIXES.loss);
    const creator_id = context.actor.person ?? person;
    insertLoss(context.tx, {
      ...{ id, number, kind, state: 'SUBMITTED', person_id: person, part_id: part, quantity, remark },
      ...{ lots: nameAll(context, person, line), creator_id, created_at: context.at },
    });
    context.emit('loss.reported', { report: id, number, kind, person, part, quantity });
    return { id, number };
  }),

  bindOperation(decideLoss, (context, { report, approve, reason }) => {
    const row = findLoss(context.tx, report);
    if (row === undefined) return refuse('holdings.no-such-report');
    const { id, number, person_id: person, part_id: part, quantity } = row;
    const by = context.actor.person;
    const refusal = decideLossReport({ number, state: row.state, person }, by);
    if (refusal !== null) return refusal;
    if (approve) {
      const out = { kind: 'scrap', from: person, to: SCRAP_LOCATION, order: null } as const;
      const document = { kind: 'loss-report', id, number };
      const moved = moveOut(context, { ...out, document }, [{ part, quantity, lots: row.lots }]);
      if (isRefusal(moved)) return moved;
    }
    const state = approve ? 'APPROVED' : 'REJECTED';
    setLossDecision(context.tx, id, { state, by, at: context.at, reason });
    context.emit(`loss.${state.toLowerCase()}`, { report: id, number, person, part, quantity, by, reason });
    return {};
  }),
];

/** The same part named twice is one line. */
function onePerPart(lines: readonly OutLine[]): HandOverLine[] {
  const all = new Map<string, HandOverLine>();
  for (const { part, quantity, lots = [] } of lines) {
    const before = all.get(part);
    all.set(part, {
      ...{ part, quantity: (before?.quantity ?? 0) + quantity },
      lots: [...(before?.lots ?? []), ...lots],
    });
  }
  return [...all.values()];
}

export const holdingsQueries: readonly BoundQuery[] = [
  bindQuery(listHeld, (reader, { person, ...page }, actor) => {
    return listPage(heldRows(reader, whoseToShow(actor, person)), HELD_CELLS, page);
  }),
  bindQuery(listHolders, (reader) => ({ holders: holders(reader) })),
  bindQuery(listHandOvers, (reader, { person, limit }, actor) => ({
    handOvers: handOvers(reader, whoseToShow(actor, person), limit),
  })),
  bindQuery(listLosses, (reader, { limit }) => ({ reports: lossReports(reader, limit) })),
];
