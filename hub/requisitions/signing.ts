import type { OperationContext } from '../executor/binding.ts';
import type { Evidence } from '../kernel/evidence.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPerson } from '../people/store.ts';
import { move } from '../stock/ledger.ts';
import { deciderOf, REQUISITION } from './issue.ts';
import { decideReversal, decideSigning } from './life-rules.ts';
import { issuedMovements, setReversed, setSigning } from './life-store.ts';
import { nameOf, slipFacts } from './slip.ts';
import { findSlip, raiseVersion, type SlipRow } from './store.ts';

/** 签收: the receiver has the parts in his hands. `evidence` is the scan or the tap that says so. */
export function signFor(
  context: OperationContext,
  id: string,
  signer: string | null,
  evidence: Evidence,
): SlipRow | Refusal {
  const row = findSlip(context.tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const refusal = decideSigning(slipFacts(context.tx, row), signerOf(context, signer), receiverName(context, row));
  if (refusal !== null) return refusal;
  setSigning(context.tx, id, { state: 'SIGNED', by: signer ?? '', at: context.at, evidence });
  raiseVersion(context.tx, id, context.at);
  const { number, order_id, receiver_id } = row;
  context.emit('requisition.signed', {
    ...{ requisition: id, number, receiver: receiver_id, order: order_id },
    ...{ evidence: evidence.kind, station: context.actor.station },
  });
  return row;
}

/** 拒收: the receiver does not take them; everything goes back by opposite movements. */
export function refuseSigning(
  context: OperationContext,
  id: string,
  signer: string | null,
  reason: string,
): SlipRow | Refusal {
  const row = findSlip(context.tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  const refusal = decideSigning(slipFacts(context.tx, row), signerOf(context, signer), receiverName(context, row));
  if (refusal !== null) return refusal;
  const undone = undoIssue(context, row, null, { by: signer, reason });
  if (isRefusal(undone)) return undone;
  setSigning(context.tx, id, {
    state: 'REFUSED',
    by: signer ?? '',
    at: context.at,
    evidence: { kind: 'tap', ref: null },
  });
  context.emit('requisition.refused', { requisition: id, number: row.number, receiver: row.receiver_id, reason });
  return row;
}

/** 冲销: a keeper undoes an issue that nobody has signed for. */
export function reverseIssue(
  context: OperationContext,
  id: string,
  keeper: string | null,
  reason: string,
): SlipRow | Refusal {
  const row = findSlip(context.tx, id);
  if (row === undefined) return refuse('requisitions.no-such-slip');
  return undoIssue(context, row, deciderOf(context, row, keeper), { by: keeper, reason });
}

function undoIssue(
  context: OperationContext,
  row: SlipRow,
  keeper: Parameters<typeof decideReversal>[1],
  why: { readonly by: string | null; readonly reason: string },
): SlipRow | Refusal {
  const { tx, at, operationId } = context;
  const issued = issuedMovements(tx, row.id);
  const facts = issued.map(({ partName, quantity, remaining }) => ({ part: partName, quantity, remaining }));
  const refusal = decideReversal(slipFacts(tx, row), keeper, facts);
  if (refusal !== null) return refusal;
  for (const { id, part, lot, from, to, quantity, line } of issued) {
    move(tx, {
      ...{
        id: context.newId(),
        kind: 'reversal',
        part,
        lot,
        from: to,
        to: from,
        quantity,
        consumes: null,
        reverses: id,
      },
      document: { kind: REQUISITION, id: row.id, number: row.number, line },
      ...{ evidence: { kind: 'tap', ref: null }, operationId, at },
    });
  }
  setReversed(tx, row.id, { by: why.by, at, reason: why.reason });
  raiseVersion(tx, row.id, at);
  const { number, receiver_id, order_id } = row;
  context.emit('requisition.reversed', {
    ...{ requisition: row.id, number, receiver: receiver_id, order: order_id, by: why.by, reason: why.reason },
    movements: issued.map(({ id }) => id),
  });
  return row;
}

function signerOf({ tx }: OperationContext, person: string | null): { person: string; name: string } {
  const found = person === null ? undefined : findPerson(tx, person);
  return { person: found?.id ?? '', name: found?.name ?? '' };
}

function receiverName({ tx }: OperationContext, row: SlipRow): string {
  return nameOf(tx, row.receiver_id) ?? '';
}
