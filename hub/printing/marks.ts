import { type Block, COPY_NAMES, type PrintedDocument } from '../kernel/document.ts';
import { type PaperLanguage, paperWord } from './words.ts';

/** What the hub says of a workshop on all its paper. */
export type HouseMarks = { readonly demo: boolean; readonly language: PaperLanguage };
export type Marks = HouseMarks & {
  readonly copy: number;
  readonly copyName?: string;
  /** The printer that it was for, when another one prints it. */
  readonly movedFrom?: string | null;
};

/**
 * The document with what must be said above it, on every page: that the workshop is a demonstration, whose copy it is where there are several, that it
 * is a copy (补打 n), and where it should have come out.
 */
export function withMarks(document: PrintedDocument, marks: Marks): PrintedDocument {
  if (document.unmarked) return document;
  const { language } = marks;
  const lines: Block[] = [];
  const say = (text: string, align: 'centre' | 'right'): void => {
    lines.push({ block: 'text', text, align, bold: true });
  };
  if (marks.demo) say(paperWord('paper.demo', language), 'centre');
  const copyName = COPY_NAMES.find((name) => name === marks.copyName);
  if (copyName !== undefined && (document.copies?.length ?? 1) > 1)
    say(paperWord(`paper.copy-${copyName}`, language), 'right');
  if (marks.copy > 0) say(`*** ${paperWord('paper.copy', language)} ${marks.copy} ***`, 'centre');
  if (marks.movedFrom) say(`${paperWord('paper.moved', language)}: ${marks.movedFrom}`, 'centre');
  return {
    ...document,
    head: [...lines, ...(document.head ?? [])],
    pageWords: paperWord('paper.page', language),
  };
}
