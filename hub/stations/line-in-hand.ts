import { findLines } from '../requisitions/store.ts';
import { returnLines } from '../returns/store.ts';
import type { Reader, Tx } from '../store/open.ts';
import { type Focus, findStation, type Station, setLineInHand } from './store.ts';

export type LineInHand = { readonly id: string; readonly part_id: string };

function linesOf(reader: Reader, focus: Focus | null): readonly (LineInHand & { readonly condition?: string })[] {
  if (focus?.kind === 'requisition') return findLines(reader, focus.id);
  return focus?.kind === 'return' ? returnLines(reader, focus.id) : [];
}

/** The line that a weight at the station is of: its part was scanned last there, or somebody tapped it. Nothing else says which part it is. */
export function lineInHand(reader: Reader, { focus, line_id }: Station): LineInHand | undefined {
  return linesOf(reader, focus).find(({ id }) => id === line_id);
}

/** The part that was just scanned at the station is in hand. */
export function takePartInHand(tx: Tx, station: string, part: string): void {
  const lines = linesOf(tx, findStation(tx, station)?.focus ?? null).filter(({ part_id }) => part_id === part);
  const line = lines.find(({ condition }) => condition === 'good') ?? lines[0];
  if (line !== undefined) setLineInHand(tx, station, line.id);
}

/** Whether the document in hand has that line. */
export function takeLineInHand(tx: Tx, station: Station, line: string): boolean {
  if (!linesOf(tx, station.focus).some(({ id }) => id === line)) return false;
  setLineInHand(tx, station.id, line);
  return true;
}
