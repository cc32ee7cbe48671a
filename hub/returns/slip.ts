import type { Quantity } from '../kernel/quantity.ts';
import { stockingOf } from '../parts/facts-store.ts';
import { findPart } from '../parts/store.ts';
import { findPerson } from '../people/store.ts';
import { binOfKind, findWarehouse } from '../places/store.ts';
import { namedLots } from '../requisitions/lot-rules.ts';
import { aboutPart } from '../requisitions/rules.ts';
import { nameOf, trackingOf } from '../requisitions/slip.ts';
import { heldBefore, openSources } from '../stock/holding-store.ts';
import { lotsOfLine } from '../stock/store.ts';
import type { Reader } from '../store/open.ts';
import type { Condition, ReturnSlip } from './contract.ts';
import type { CheckedLine } from './rules.ts';
import { binCodeOf, findReturn, lastBinOf, type ReturnRow, returnLines } from './store.ts';

/** What the employee holds of a part now. */
export function heldNow(reader: Reader, person: string, part: string): Quantity {
  return openSources(reader, person, part).reduce((sum, { remaining }) => sum + remaining, 0);
}

/** Bins that a warehouse makes when the first such part comes back. */
export const SPECIAL_BINS = {
  opened: { kind: 'open', code: '开封' },
  damaged: { kind: 'quarantine', code: '待检' },
} as const;

/** Where a part goes: to its shelf, to the opened packs, or to what waits for inspection. Undefined: that bin is not there yet. */
export function destinationOf(reader: Reader, row: ReturnRow, part: string, condition: Condition): string | undefined {
  if (condition !== 'good') return binOfKind(reader, row.warehouse_id, SPECIAL_BINS[condition].kind);
  const home = stockingOf(reader, part).find(({ warehouse }) => warehouse === row.warehouse_id)?.homeBin ?? null;
  if (home !== null) return home;
  const shelf = lastBinOf(reader, row.person_id, part, row.warehouse_id);
  return shelf ?? findWarehouse(reader, row.warehouse_id)?.default_bin;
}

function destinationCode(reader: Reader, row: ReturnRow, part: string, condition: Condition): string {
  const bin = destinationOf(reader, row, part, condition);
  if (bin !== undefined) return binCodeOf(reader, bin);
  return condition === 'good' ? '' : SPECIAL_BINS[condition].code;
}

/** The return as screens and paper show it, with what the employee holds on every line: at this moment, or, once it was received, just before that. */
export function readReturn(reader: Reader, id: string): ReturnSlip | null {
  const row = findReturn(reader, id);
  const person = row === undefined ? undefined : findPerson(reader, row.person_id);
  if (row === undefined || person === undefined) return null;
  const { number, state, team, remark, reason, version } = row;
  return {
    ...{ id, number, state, team, remark, reason, version },
    person: { id: person.id, number: person.number, name: person.name },
    warehouse: { id: row.warehouse_id, name: findWarehouse(reader, row.warehouse_id)?.name ?? '' },
    handler: nameOf(reader, row.handler_id),
    approver: nameOf(reader, row.approver_id),
    receiver: nameOf(reader, row.receiver_id),
    ...{ createdAt: row.created_at, approvedAt: row.approved_at, receivedAt: row.received_at },
    lines: readLines(reader, row),
  };
}

function readLines(reader: Reader, row: ReturnRow): ReturnSlip['lines'] {
  const lines = returnLines(reader, row.id);
  return lines.flatMap((line) => {
    const part = findPart(reader, line.part_id);
    if (part === undefined) return [];
    const others = lines.filter(({ id, part_id }) => part_id === line.part_id && id !== line.id);
    const taken = others.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
    const { number, name, model, unit, decimals, price } = part;
    const held =
      row.state === 'RECEIVED'
        ? heldBefore(reader, row.person_id, part.id, row.id)
        : heldNow(reader, row.person_id, part.id);
    return [
      {
        ...{ id: line.id, part: part.id, number, name, model, unit, decimals, price },
        remainder: Math.max(0, held - taken),
        ...{ spec: line.spec, quantity: line.quantity, condition: line.condition, problem: line.problem },
        ...{ keptReason: line.kept_reason, evidence: line.evidence_kind, tracking: trackingOf(part) },
        lots: row.state === 'RECEIVED' ? lotsOfLine(reader, line.id) : namedLots(line),
        bin: destinationCode(reader, row, part.id, line.condition),
      },
    ];
  });
}

/** The lines as the rules want them. */
export function checkedLines(reader: Reader, id: string): CheckedLine[] {
  return returnLines(reader, id).map(({ id: line, part_id, condition, quantity }) => {
    const part = findPart(reader, part_id);
    return { id: line, part: part_id, about: part === undefined ? {} : aboutPart(part), condition, quantity };
  });
}
