import type { Block, Field, PrintedDocument } from '../kernel/document.ts';
import { formatPlate } from '../kernel/plate.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import { type PaperLanguage, type PaperWord, paperLots, paperTime, paperWord } from '../printing/words.ts';

export type PickFacts = {
  readonly number: string;
  readonly bay: string;
  readonly technician: string;
  readonly plate: string | null;
  readonly remark: string;
  readonly at: number;
  readonly lines: readonly {
    readonly number: string;
    readonly name: string;
    readonly model: string;
    readonly spec: string;
    readonly unit: string;
    readonly bin: string;
    readonly quantity: number;
    readonly asked: number | null;
    readonly tracking: 'none' | 'lot' | 'serial';
    readonly lots: readonly { readonly lot: string; readonly quantity: number }[];
  }[];
};
type PickLine = PickFacts['lines'][number];
type PaperSettings = { readonly paperLanguage: PaperLanguage; readonly timeZone: string };

const shelves = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** As the shelves stand, A2 before A10; what lies nowhere is looked for last. */
function byWay(one: PickLine, other: PickLine): number {
  return Number(one.bin === '') - Number(other.bin === '') || shelves.compare(one.bin, other.bin);
}

function amount({ quantity, unit }: PickLine): string {
  return `${formatQuantity(quantity)} ${unit}`;
}

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
  const isShort = facts.lines.some(({ asked }) => asked !== null);
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
      // First, where no page end can take it away: the keeper opens the slip with it.
      { block: 'barcode', text: facts.number },
      { block: 'space', height_mm: 1 },
      {
        block: 'table',
        columns: [
          { title: word('requisition.bin'), align: 'left', bold: true },
          { title: word('requisition.number'), align: 'left', narrow: 'below' },
          { title: word('requisition.part'), align: 'left', share: 1 },
          ...(isShort ? [{ title: '', align: 'right', narrow: 'below' } as const] : []),
          { title: word('requisition.quantity'), align: 'right', bold: true },
        ],
        rows: facts.lines.toSorted(byWay).map((line) => ({
          cells: [
            ...[line.bin, line.number],
            [line.name, line.model, line.spec, paperLots(line, word)].filter((text) => text !== '').join(' '),
            ...(isShort
              ? [line.asked === null ? '' : `${word('requisition.asked')} ${formatQuantity(line.asked)}`]
              : []),
            amount(line),
          ],
        })),
        subtotal: `${word('requisition.subtotal')} {n} ${word('requisition.lines')}`,
        total: `${word('requisition.total')} {n} ${word('requisition.lines')}`,
      },
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
  const plate = facts.plate === null ? '' : formatPlate(facts.plate);
  const [where = '', ...others] = [facts.bay ?? '', plate, facts.receiver].filter((text) => text !== '');
  return [
    // Where the bag goes is read from a step away.
    { block: 'heading', text: where, align: 'left' },
    ...(others.length === 0 ? [] : [{ block: 'text', text: others.join('  '), align: 'left', bold: true } as const]),
    { block: 'space', height_mm: 1 },
    { block: 'barcode', text: facts.number },
  ];
}
