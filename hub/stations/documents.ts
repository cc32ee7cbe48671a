import type { Block, PrintedDocument } from '../kernel/document.ts';
import { type PaperLanguage, paperWord } from '../printing/words.ts';

export type SetUpStep =
  /** A code to be scanned, under the name that the maker's manual gives it. */
  | { readonly name: string; readonly code: string; readonly fnc3?: 'first' | 'last' }
  /** Where in the maker's manual the code is printed. */
  | { readonly manual: string };

/** What is known of setting up one model, as its profile has it. */
export type SetUpFacts = {
  readonly vendor: string;
  readonly model: string;
  readonly setUp: readonly {
    readonly to: 'usb-com' | 'hid-pos' | 'usb-keyboard' | 'factory';
    readonly steps: readonly SetUpStep[];
    /** Set: the source leaves something open, and the sheet says so. */
    readonly unverified?: string;
  }[];
};

/** Room between two codes and around each, so that a scanner takes the one that it is pointed at. */
const AROUND_CODE_MM = 5;

/** The barcodes that make a scanner which types like a keyboard one that the hub owns, and back. */
export function setUpSheet(
  { vendor, model, setUp }: SetUpFacts,
  { paperLanguage }: { readonly paperLanguage: PaperLanguage },
): PrintedDocument {
  const word = (name: Parameters<typeof paperWord>[0]): string => paperWord(name, paperLanguage);
  const labelled = (label: string, text: string): Block => ({
    block: 'columns',
    columns: [
      { text: label, share: 10, align: 'left' },
      { text, share: 30, align: 'left' },
    ],
  });
  const stepBlocks = (step: SetUpStep, index: number): Block[] => {
    const text = 'code' in step ? step.name : `${word('set-up.manual')} ${step.manual}`;
    const line: Block = { block: 'text', text: `${index + 1}. ${text}`, align: 'left' };
    if (!('code' in step)) return [line];
    const { name: _, code, ...marked } = step;
    const space: Block = { block: 'space', height_mm: AROUND_CODE_MM };
    return [line, space, { block: 'barcode', text: code, ...marked }, space];
  };
  const targetBlocks = ({ to, steps }: SetUpFacts['setUp'][number]): Block[] => [
    { block: 'rule' },
    { block: 'text', text: word(`set-up.${to}`), align: 'left', bold: true },
    ...steps.flatMap(stepBlocks),
  ];
  const isCertain = setUp.every(({ unverified }) => unverified === undefined);
  return {
    template: 'set-up-sheet',
    title: `${word('set-up.title')} ${vendor}`,
    blocks: [
      { block: 'heading', text: word('set-up.title'), align: 'centre' },
      { block: 'space', height_mm: 1 },
      labelled(word('set-up.vendor'), vendor),
      labelled(word('set-up.model'), model),
      { block: 'text', text: word('set-up.choose-one'), align: 'left', bold: true },
      ...(isCertain ? [] : [{ block: 'text', text: word('set-up.unverified'), align: 'left' } as const]),
      ...setUp.flatMap(targetBlocks),
      { block: 'rule' },
      { block: 'text', text: word('set-up.afterwards'), align: 'left' },
      { block: 'space', height_mm: 4 },
    ],
  };
}
