import type { Quantity } from '../kernel/quantity.ts';
import { type Facts, type Refusal, refuse } from '../kernel/refusal.ts';
import type { ApprovalState, Purpose, SigningState } from './contract.ts';

/** What the rules of a requisition (`life-cycles.md` D3) need to know of it. */
export type SlipFacts = {
  readonly number: string;
  readonly approval: ApprovalState;
  readonly purpose: Purpose;
  readonly receiver: string | null;
  readonly order: string | null;
  readonly creator: string | null;
  /** Name of who decided, when somebody has. */
  readonly decidedBy: string | null;
  readonly signing: SigningState;
  readonly isReversed: boolean;
  /** Taken while no keeper was there. */
  readonly isEscrow: boolean;
};

export type LineFacts = {
  readonly part: PartFacts;
  readonly quantity: Quantity;
  /** What took the place of a retired part, '' for nothing; null: it is in use. */
  readonly successor: string | null;
  /** What this slip may take now: on hand less what others have reserved. */
  readonly issuable: Quantity;
  /** What the scale says, where it says something else. */
  readonly weighed?: Quantity | null;
};

/** What a sentence about a part says of it: many parts are called 机油滤清器. */
export type PartFacts = {
  readonly number: string;
  readonly name: string;
  readonly model: string;
  readonly unit: string;
};

export function aboutPart({ number, name, model, unit }: PartFacts): Facts {
  return { part: name, model, number, unit };
}

/** 停用: nothing more of a retired part is asked for. `successor` is what took its place, or '' for nothing; null: it is in use. */
export function decideInUse(part: PartFacts, successor: string | null): Refusal | null {
  if (successor === null) return null;
  return successor === ''
    ? refuse('parts.retired', aboutPart(part))
    : refuse('parts.superseded', { ...aboutPart(part), successor });
}

/** Who wants to change a slip: its maker, a keeper of its warehouse, or the hub itself. */
export type Editor = { readonly person: string | null; readonly isKeeper: boolean; readonly isHub: boolean };

export type Decider = {
  readonly person: string;
  readonly name: string;
  readonly isKeeper: boolean;
  readonly warehouse: string;
};

/** A draft is changed by whoever made it or by a keeper of its warehouse; nothing else is changed at all. */
export function decideEdit(slip: SlipFacts, editor: Editor): Refusal | null {
  if (slip.approval !== 'DRAFT') {
    return refuse('requisitions.not-a-draft', { number: slip.number, approval: slip.approval });
  }
  const own = slip.creator === null || slip.creator === editor.person;
  return own || editor.isKeeper || editor.isHub ? null : refuse('requisitions.not-yours', { number: slip.number });
}

/** Nothing is promised that is not there: one short line stops the whole slip, and says by how much. */
export function decideShortage(lines: readonly LineFacts[]): Refusal | null {
  const short = lines.filter((line) => line.quantity > line.issuable);
  const first = short[0];
  if (first === undefined) return null;
  return refuse('requisitions.short', {
    ...aboutPart(first.part),
    issuable: first.issuable,
    wanted: first.quantity,
    lines: short.length,
  });
}

/** What left the shelf is a fact: a slip that says something else is not submitted before they agree or somebody counted by hand. */
export function decideWeighed(lines: readonly LineFacts[]): Refusal | null {
  const differing = lines.find(({ weighed, quantity }) => (weighed ?? quantity) !== quantity);
  if (differing === undefined) return null;
  const { part, weighed, quantity } = differing;
  return refuse('requisitions.weighed-differently', {
    ...aboutPart(part),
    quantity: weighed ?? 0,
    wanted: quantity,
  });
}

/** An order whose car is being settled or gone takes no more parts. */
export function decideOrder(order: {
  readonly number: string;
  readonly state: string;
  readonly isOpen: boolean;
}): Refusal | null {
  return order.isOpen ? null : refuse('orders.closed', { number: order.number, state: order.state });
}

export function decideSubmit(slip: SlipFacts, lines: readonly LineFacts[], editor: Editor): Refusal | null {
  const edit = decideEdit(slip, editor);
  if (edit !== null) return edit;
  if (slip.receiver === null) return refuse('requisitions.no-receiver', { number: slip.number });
  if (slip.purpose === 'order' && slip.order === null) return refuse('requisitions.no-order', { number: slip.number });
  if (!lines.some(({ quantity }) => quantity > 0)) return refuse('requisitions.no-lines', { number: slip.number });
  for (const { part, quantity, successor } of lines) {
    const retired = quantity > 0 ? decideInUse(part, successor) : null;
    if (retired !== null) return retired;
  }
  return decideWeighed(lines) ?? decideShortage(lines);
}

function isOver({ approval }: SlipFacts): boolean {
  return approval !== 'DRAFT' && approval !== 'SUBMITTED';
}

function alreadyDecided({ number, approval, decidedBy }: SlipFacts): Refusal {
  return refuse('requisitions.already-decided', { number, approval, by: decidedBy ?? '' });
}

/** Any one keeper of the warehouse decides for all (或签); nobody decides on what he himself receives, unless the shop allows it. */
export function decideDecision(slip: SlipFacts, decider: Decider, keeperMayReceive: boolean): Refusal | null {
  if (isOver(slip)) return alreadyDecided(slip);
  if (slip.approval !== 'SUBMITTED') return refuse('requisitions.not-submitted', { number: slip.number });
  if (!decider.isKeeper) {
    return refuse('requisitions.not-keeper', { person: decider.name, warehouse: decider.warehouse });
  }
  if (slip.receiver === decider.person && !keeperMayReceive) {
    return refuse('requisitions.own-slip', { person: decider.name });
  }
  return null;
}

/**
 * What was taken without a keeper (事后补签) is out of the house's shelves already: rejecting it is saying that every piece lies on the shelf
 * again. What is only partly back is lowered first (少发) and then approved.
 */
export function decideRejection(slip: SlipFacts, partsAreBack: boolean, receiver: string): Refusal | null {
  if (!slip.isEscrow || partsAreBack) return null;
  return refuse('requisitions.parts-are-out', { number: slip.number, person: receiver });
}

/** A draft or a submitted slip is withdrawn or cancelled by whoever made it, or by a keeper of its warehouse. What was taken without a keeper is approved or rejected, and nothing else. */
export function decideTakeBack(slip: SlipFacts, editor: Editor): Refusal | null {
  if (isOver(slip)) return alreadyDecided(slip);
  if (slip.isEscrow) return refuse('requisitions.escrow-waits', { number: slip.number });
  const own = slip.creator === null || slip.creator === editor.person;
  return own || editor.isKeeper || editor.isHub ? null : refuse('requisitions.not-yours', { number: slip.number });
}
