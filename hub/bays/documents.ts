import type { Block, Field, PrintedDocument } from '../kernel/document.ts';
import { formatPlate } from '../kernel/plate.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import { type PaperLanguage, type PaperWord, paperTime, paperWord } from '../printing/words.ts';

export type PickFacts = {
  readonly number: string;
  readonly bay: string;
  readonly technician: string;
  readonly plate: string | null;
  readonly remark: string;
  readonly at: number;
  readonly lines: readonly {
    readonly name: string;
    readonly model: string;
    readonly spec: string;
    readonly unit: string;
    readonly bin: string;
    readonly quantity: number;
    readonly asked: number | null;
  }[];
};
type PaperSettings = { readonly paperLanguage: PaperLanguage; readonly timeZone: string };

/** 拣料票: what a bay waits for, in the order of the shelves; the keeper walks with it. */
export function pickTicket(facts: PickFacts, { paperLanguage, timeZone }: PaperSettings): PrintedDocument {
  const word = (name: PaperWord): string => paperWord(name, paperLanguage);
  const fields: Field[] = [
    { label: word('pick.bay'), text: facts.bay },
    { label: word('pick.technician'), text: facts.technician },
    { label: word('requisition.plate'), text: facts.plate === null ? '' : formatPlate(facts.plate) },
    { label: word('requisition.slip'), text: facts.number },
    { label: word('requisition.time'), text: paperTime(facts.at, timeZone) },
    { label: word('requisition.remark'), text: facts.remark, alone: true },
  ];
  return {
    template: 'pick-ticket',
    title: `${word('pick.title')} ${facts.number}`,
    head: [
      { block: 'heading', text: word('pick.title'), align: 'centre' },
      { block: 'space', height_mm: 1 },
      { block: 'fields', fields: fields.filter(({ text }) => text !== '') },
      { block: 'space', height_mm: 1 },
    ],
    blocks: [
      {
        block: 'table',
        columns: [
          { title: word('requisition.bin'), align: 'left', bold: true },
          { title: word('requisition.part'), align: 'left', share: 1 },
          { title: word('requisition.quantity'), align: 'right', bold: true },
        ],
        rows: facts.lines
          .toSorted((a, b) => a.bin.localeCompare(b.bin))
          .map((line) => ({
            cells: [
              line.bin,
              [line.name, line.model, line.spec].filter((text) => text !== '').join(' '),
              line.asked === null
                ? `${formatQuantity(line.quantity)} ${line.unit}`
                : `${formatQuantity(line.quantity)}/${formatQuantity(line.asked)} ${line.unit}`,
            ],
          })),
        total: `${word('requisition.total')} {n} ${word('requisition.lines')}`,
      },
      { block: 'space', height_mm: 2 },
      { block: 'barcode', text: facts.number },
      { block: 'space', height_mm: 4 },
    ],
  };
}

/** 料袋票: stuck on the bag. Its code signs for the parts at the bay. */
export function bagTicket(
  facts: {
    readonly number: string;
    readonly receiver: string;
    readonly plate: string | null;
    readonly bay: string | null;
  },
  _settings: PaperSettings,
): readonly Block[] {
  const where = [facts.bay ?? '', facts.plate === null ? '' : formatPlate(facts.plate)].filter((text) => text !== '');
  return [
    { block: 'text', text: where.join('  '), align: 'left', bold: true },
    { block: 'text', text: facts.receiver, align: 'left' },
    { block: 'space', height_mm: 1 },
    { block: 'barcode', text: facts.number },
  ];
}
