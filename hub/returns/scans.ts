import type { OperationContext } from '../executor/binding.ts';
import { DOCUMENT_PREFIXES, isDocumentNumber } from '../kernel/numbering.ts';
import { type Facts, isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { findPart } from '../parts/store.ts';
import type { RequisitionSettings } from '../requisitions/issue.ts';
import { countScanned, namedLots } from '../requisitions/lot-rules.ts';
import { aboutPart } from '../requisitions/rules.ts';
import type { Reader } from '../store/open.ts';
import { checkLine, openReturn, startReturnOf } from './draft.ts';
import { confirmReturnSlip } from './receive.ts';
import { heldNow } from './slip.ts';
import { findReturn, findReturnByNumber, returnLines } from './store.ts';

export type ReturnMatch = { readonly meaning: 'return'; readonly return: string };

/** The barcode on a return ticket and on a return is its number. */
export function recogniseReturn(reader: Reader, text: string): ReturnMatch[] {
  if (!isDocumentNumber(text, DOCUMENT_PREFIXES.return)) return [];
  const slip = findReturnByNumber(reader, text);
  return slip === undefined ? [] : [{ meaning: 'return', return: slip.id }];
}

/** Where a scan happened, and as whom it acts. */
export type ReturnScan = {
  readonly scan: string;
  readonly station: string;
  readonly warehouse: string;
  readonly keeper: string;
};

/** What a scan did to a return: a sentence, and whether the return is still the work in hand. */
export type ReturnEffect = {
  readonly outcome: 'accepted' | 'refused';
  readonly code: string;
  readonly facts: Facts;
  /** The return that scans go to now; null: none. */
  readonly open: string | null;
  /** The return that this scan finished. */
  readonly finished: string | null;
};

function accepted(code: string, facts: Facts, open: string | null): ReturnEffect {
  return { outcome: 'accepted', code, facts, open, finished: null };
}

function refused(refusal: Refusal, open: string | null): ReturnEffect {
  return { outcome: 'refused', code: refusal.refused, facts: refusal.facts, open, finished: null };
}

/** A return ticket: the whole list of what its employee has left, brought up to date. */
export function scanTicket(context: OperationContext, at: ReturnScan, id: string): ReturnEffect {
  const row = openReturn(context, id, at.keeper);
  if (isRefusal(row)) return refused(row, null);
  return row.state === 'DRAFT' ? startFor(context, at, row.person_id) : opened(context, id);
}

/** The list of what an employee has left, without a ticket. */
export function startFor(context: OperationContext, at: ReturnScan, person: string): ReturnEffect {
  const { station, warehouse, keeper } = at;
  const row = startReturnOf(context, { person, warehouse, station, creator: keeper });
  return isRefusal(row) ? refused(row, null) : opened(context, row.id);
}

function opened(context: OperationContext, id: string): ReturnEffect {
  const lines = returnLines(context.tx, id).length;
  return accepted('scans.return-opened', { number: findReturn(context.tx, id)?.number ?? '', lines }, id);
}

/** A part that comes back: one pack more on its line, never more than the employee holds. */
export function scanReturned(
  context: OperationContext,
  at: ReturnScan,
  id: string,
  match: { readonly part: string; readonly packQuantity: number; readonly lot?: string },
): ReturnEffect {
  const { tx } = context;
  const row = openReturn(context, id, at.keeper);
  if (isRefusal(row)) return refused(row, null);
  const part = findPart(tx, match.part);
  if (part === undefined) return refused(refuse('parts.no-such-part'), id);
  const lines = returnLines(tx, id).filter(({ part_id }) => part_id === part.id);
  const line = lines.find(({ condition }) => condition === 'good') ?? lines[0];
  if (line === undefined) {
    return refused(refuse('returns.over', { ...aboutPart(part), wanted: match.packQuantity, held: 0 }), id);
  }
  const before = namedLots(line);
  const lot = part.lotTracked || part.serialTracked ? match.lot : undefined;
  const now = { quantity: line.quantity ?? 0, named: before, isSerial: part.serialTracked };
  const { quantity, named } = countScanned(now, { quantity: match.packQuantity, lot });
  const change = { quantity, lots: JSON.stringify(named) };
  const checked = checkLine(context, row, line.id, change, { kind: 'scan', ref: at.scan });
  if (isRefusal(checked)) return refused(checked, id);
  return accepted(
    'scans.return-counted',
    { ...aboutPart(part), quantity, held: heldNow(tx, row.person_id, part.id) },
    id,
  );
}

/** The confirm card receives what was checked; the cancel card puts the return aside, announced as it was. */
export function scanReturnCommand(
  context: OperationContext,
  at: ReturnScan,
  id: string,
  command: string,
  settings: RequisitionSettings,
): ReturnEffect {
  const number = findReturn(context.tx, id)?.number ?? '';
  if (command === 'cancel') return accepted('scans.return-aside', { number }, null);
  if (command !== 'confirm') return refused(refuse('scans.return-open', { number }), id);
  const lines = returnLines(context.tx, id).filter(({ quantity }) => quantity !== null).length;
  const result = context.attempt(() => confirmReturnSlip(context, id, at.keeper, settings));
  if (isRefusal(result)) return refused(result, id);
  return { ...accepted('scans.return-received', { number, lines }, null), finished: id };
}
