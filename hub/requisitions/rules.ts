import type { Quantity } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { ApprovalState, Purpose } from './contract.ts';

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
};

export type LineFacts = {
  readonly part: string;
  readonly unit: string;
  readonly quantity: Quantity;
  /** What this slip may take now: on hand less what others have reserved. */
  readonly issuable: Quantity;
};

export type Decider = {
  readonly person: string;
  readonly name: string;
  readonly isKeeper: boolean;
  readonly warehouse: string;
};

export function decideEdit(slip: SlipFacts): Refusal | null {
  return slip.approval === 'DRAFT' ? null : refuse('requisitions.not-a-draft', { number: slip.number });
}

/** Nothing is promised that is not there: one short line stops the whole slip, and says by how much. */
export function decideShortage(lines: readonly LineFacts[]): Refusal | null {
  const short = lines.filter((line) => line.quantity > line.issuable);
  const first = short[0];
  if (first === undefined) return null;
  return refuse('requisitions.short', {
    part: first.part,
    unit: first.unit,
    issuable: first.issuable,
    wanted: first.quantity,
    lines: short.length,
  });
}

export function decideSubmit(slip: SlipFacts, lines: readonly LineFacts[]): Refusal | null {
  const edit = decideEdit(slip);
  if (edit !== null) return edit;
  if (slip.receiver === null) return refuse('requisitions.no-receiver', { number: slip.number });
  if (slip.purpose === 'order' && slip.order === null) return refuse('requisitions.no-order', { number: slip.number });
  if (lines.length === 0) return refuse('requisitions.no-lines', { number: slip.number });
  return decideShortage(lines);
}

/** Any one keeper of the warehouse decides for all (或签); nobody decides on what he himself receives, unless the shop allows it. */
export function decideDecision(slip: SlipFacts, decider: Decider, keeperMayReceive: boolean): Refusal | null {
  if (slip.approval === 'APPROVED' || slip.approval === 'REJECTED' || slip.approval === 'CANCELLED') {
    return refuse('requisitions.already-decided', {
      number: slip.number,
      approval: slip.approval,
      by: slip.decidedBy ?? '',
    });
  }
  if (slip.approval !== 'SUBMITTED') return refuse('requisitions.not-submitted', { number: slip.number });
  if (!decider.isKeeper) {
    return refuse('requisitions.not-keeper', { person: decider.name, warehouse: decider.warehouse });
  }
  if (slip.receiver === decider.person && !keeperMayReceive) {
    return refuse('requisitions.own-slip', { person: decider.name });
  }
  return null;
}

/** A draft or a submitted slip is withdrawn or cancelled by whoever made it, or by a keeper of its warehouse. */
export function decideTakeBack(
  slip: SlipFacts,
  by: { readonly person: string | null; readonly isKeeper: boolean },
): Refusal | null {
  if (slip.approval !== 'DRAFT' && slip.approval !== 'SUBMITTED') {
    return refuse('requisitions.already-decided', {
      number: slip.number,
      approval: slip.approval,
      by: slip.decidedBy ?? '',
    });
  }
  const own = slip.creator === null || slip.creator === by.person;
  return own || by.isKeeper ? null : refuse('requisitions.not-yours', { number: slip.number });
}
