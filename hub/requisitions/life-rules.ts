import type { Quantity } from '../kernel/quantity.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { LineFacts, SlipFacts } from './rules.ts';

/** What was issued and is neither signed for, refused nor undone: only then may it be signed for or undone. */
function decideUnsigned({ number, approval, signing, isReversed }: SlipFacts): Refusal | null {
  if (approval !== 'APPROVED') return refuse('requisitions.not-approved', { number });
  if (isReversed) return refuse('requisitions.already-reversed', { number });
  return signing === 'UNSIGNED' ? null : refuse('requisitions.already-signed', { number, signing });
}

/** 签收 or 拒收: by the one who received the parts, and by nobody in his name. */
export function decideSigning(
  slip: SlipFacts,
  signer: { readonly person: string; readonly name: string },
  receiverName: string,
): Refusal | null {
  const unsigned = decideUnsigned(slip);
  if (unsigned !== null) return unsigned;
  if (slip.receiver === signer.person) return null;
  return refuse('requisitions.not-receiver', { number: slip.number, person: signer.name, receiver: receiverName });
}

/** A movement of the issue, and how much of it the receiver still has. */
export type IssuedFacts = { readonly part: string; readonly quantity: Quantity; readonly remaining: Quantity };

/** 冲销 before anybody signed, and only while everything is still there: what was used comes back by a return or not at all. */
export function decideReversal(
  slip: SlipFacts,
  keeper: { readonly name: string; readonly isKeeper: boolean; readonly warehouse: string } | null,
  issued: readonly IssuedFacts[],
): Refusal | null {
  const unsigned = decideUnsigned(slip);
  if (unsigned !== null) return unsigned;
  if (keeper !== null && !keeper.isKeeper) {
    return refuse('requisitions.not-keeper', { person: keeper.name, warehouse: keeper.warehouse });
  }
  const gone = issued.find(({ quantity, remaining }) => remaining < quantity);
  if (gone === undefined) return null;
  const { part, quantity, remaining } = gone;
  return refuse('requisitions.already-used', { slip: slip.number, part, wanted: quantity, held: remaining });
}

/** A keeper issues less of a line than was asked for; never more, and never nothing of everything. */
export function decideShortIssue(
  slip: SlipFacts,
  lines: readonly { readonly id: string; readonly quantity: Quantity }[],
  change: { readonly line: string; readonly quantity: Quantity },
): Refusal | null {
  const line = lines.find(({ id }) => id === change.line);
  if (line === undefined) return refuse('requisitions.no-such-line', { number: slip.number });
  if (change.quantity >= line.quantity) {
    return refuse('requisitions.not-less', { number: slip.number, wanted: change.quantity, asked: line.quantity });
  }
  const others = lines.some(({ id, quantity }) => id !== line.id && quantity > 0);
  return change.quantity > 0 || others ? null : refuse('requisitions.no-lines', { number: slip.number });
}

/**
 * 事后补签: a technician takes parts while no keeper is there. Only for himself, only while no keeper has a counter open, and only up to
 * what the workshop trusts one person with until a keeper has looked.
 */
export function decideEscrow(facts: {
  readonly number: string;
  readonly isReceiver: boolean;
  /** Name of a keeper who is there now. */
  readonly keeperThere: string | null;
  /** Fen: of this slip, of what he has taken and no keeper has decided yet, and the cap. */
  readonly value: number;
  readonly open: number;
  readonly cap: number;
}): Refusal | null {
  const { number, isReceiver, keeperThere, value, open, cap } = facts;
  if (!isReceiver) return refuse('requisitions.escrow-own', { number });
  if (keeperThere !== null) return refuse('requisitions.keeper-there', { person: keeperThere });
  if (value + open > cap) return refuse('requisitions.escrow-cap', { number, value: value + open, cap });
  return null;
}

/** What a copy may ask for today: what was issued then, or what there is now. */
export function copiedQuantity({ quantity, issuable }: Pick<LineFacts, 'quantity' | 'issuable'>): Quantity {
  return Math.min(quantity, issuable);
}
