import type { Block, PrintedDocument } from '../kernel/document.ts';
import type { PrintState } from './contract.ts';
import { type PaperLanguage, paperWord } from './words.ts';

/** From which states a job may be sent: nothing of it has left yet. */
export function maySend(state: PrintState): boolean {
  return state === 'QUEUED' || state === 'FAILED';
}

export type DriverOutcome = 'confirmed' | 'sent' | 'uncertain' | 'failed';

/** Tries without a single byte leaving, after which a job is given up and has to be asked for again. */
export const MOST_ATTEMPTS = 200;

const STATE_AFTER: { readonly [outcome in DriverOutcome]: PrintState } = {
  confirmed: 'CONFIRMED',
  sent: 'SENT',
  uncertain: 'UNCERTAIN',
  failed: 'FAILED',
};

/** Where a job stands after a driver's answer. */
export function stateAfter(outcome: DriverOutcome, attempts: number): PrintState {
  return outcome === 'failed' && attempts >= MOST_ATTEMPTS ? 'EXPIRED' : STATE_AFTER[outcome];
}

export type Marks = { readonly copy: number; readonly demo: boolean; readonly language: PaperLanguage };

/** The document with what must be said above it: that it is a copy (补打 n), that the workshop is a demonstration. */
export function withMarks(document: PrintedDocument, marks: Marks): PrintedDocument {
  const lines: Block[] = [];
  if (marks.demo)
    lines.push({ block: 'text', text: paperWord('paper.demo', marks.language), align: 'centre', bold: true });
  if (marks.copy > 0) {
    const text = `*** ${paperWord('paper.copy', marks.language)} ${marks.copy} ***`;
    lines.push({ block: 'text', text, align: 'centre', bold: true });
  }
  return { ...document, blocks: [...lines, ...document.blocks] };
}
