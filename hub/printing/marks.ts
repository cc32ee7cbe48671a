import type { Block, PrintedDocument } from '../kernel/document.ts';
import { type PaperLanguage, paperWord } from './words.ts';

export type Marks = { readonly copy: number; readonly demo: boolean; readonly language: PaperLanguage };

/** The document with what must be said above it, on every page: that it is a copy (补打 n), that the workshop is a demonstration. */
export function withMarks(document: PrintedDocument, marks: Marks): PrintedDocument {
  const lines: Block[] = [];
  if (marks.demo)
    lines.push({ block: 'text', text: paperWord('paper.demo', marks.language), align: 'centre', bold: true });
  if (marks.copy > 0) {
    const text = `*** ${paperWord('paper.copy', marks.language)} ${marks.copy} ***`;
    lines.push({ block: 'text', text, align: 'centre', bold: true });
  }
  return {
    ...document,
    head: [...lines, ...(document.head ?? [])],
    pageWords: paperWord('paper.page', marks.language),
  };
}
