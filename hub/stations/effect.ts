import type { Facts, Refusal } from '../kernel/refusal.ts';
import type { ScanEffect } from '../requisitions/scans.ts';
import type { ReturnEffect } from '../returns/scans.ts';
import type { Focus } from './store.ts';

/** What a scan did at its station: a sentence for the screen, where the next scan goes, and what it finished. */
export type StationEffect = {
  readonly outcome: 'accepted' | 'refused';
  readonly code: string;
  readonly facts: Facts;
  readonly focus: Focus | null;
  readonly finished: Focus | null;
};

export function accepted(code: string, facts: Facts, focus: Focus | null): StationEffect {
  return { outcome: 'accepted', code, facts, focus, finished: null };
}

export function refused({ refused: code, facts }: Refusal, focus: Focus | null): StationEffect {
  return { outcome: 'refused', code, facts, focus, finished: null };
}

function focusOn(kind: Focus['kind'], id: string | null): Focus | null {
  return id === null ? null : { kind, id };
}

export function ofSlip({ slip, finished, ...said }: ScanEffect): StationEffect {
  return { ...said, focus: focusOn('requisition', slip), finished: focusOn('requisition', finished) };
}

export function ofReturn({ open, finished, ...said }: ReturnEffect): StationEffect {
  return { ...said, focus: focusOn('return', open), finished: focusOn('return', finished) };
}
