import type { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import type { Sheet } from '../../devices/printers/page.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';

/** One document found on paper: its number, and 0 for an original or n where the paper says 补打 n. */
export type Printed = { readonly number: string; readonly copy: number };

/** One piece of paper: what lies on it, from the top. */
export type Piece = { readonly printer: string; readonly documents: readonly Printed[] };

const MARK = /补打 (\d+)/;

/** What came out of all printers so far, read back from the paper as a person would. */
export class PaperTrail {
  readonly pieces: Piece[] = [];
  readonly #heads: readonly { readonly id: string; readonly head: EscposPrinterEmulator }[];

  constructor(heads: readonly { readonly id: string; readonly head: EscposPrinterEmulator }[]) {
    this.#heads = heads;
    for (const { id, head } of heads) {
      head.onChange((change) => {
        if (change.kind === 'sheet') this.pieces.push({ printer: id, documents: documentsOn(change.sheet) });
      });
    }
  }

  /** Every piece, with what still hangs out of a printer uncut. */
  all(): Piece[] {
    const hanging = this.#heads.map(({ id, head }) => ({ printer: id, documents: documentsOn(head.paper) }));
    return [...this.pieces, ...hanging.filter(({ documents }) => documents.length > 0)];
  }

  /** What a real head would have printed as rubbish. */
  defects(): string[] {
    return this.#heads.flatMap(({ id, head }) => head.defects.map((defect) => `${id}: ${defect}`));
  }
}

/** Every slip begins with its number as a barcode; the mark of a copy stands above the heading. */
export function documentsOn(sheet: Sheet): Printed[] {
  if (sheet.codes.length === 0) return [];
  const marks = sheetLines(sheet).flatMap((line) => MARK.exec(line)?.[1] ?? []);
  // More than one document on one piece is a finding of its own; there the marks cannot be told apart any more.
  const copy = sheet.codes.length === 1 ? Number(marks[0] ?? 0) : -1;
  return sheet.codes.map(({ text }) => ({ number: text, copy }));
}
