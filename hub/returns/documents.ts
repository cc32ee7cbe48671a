import type { Block, Field, PrintedDocument, Table } from '../kernel/document.ts';
import { formatMoney, lineAmount } from '../kernel/money.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import { type PaperLanguage, type PaperWord, paperLots, paperTime, paperWord } from '../printing/words.ts';
import type { ReturnSlip } from './contract.ts';

type PaperSettings = { readonly paperLanguage: PaperLanguage; readonly timeZone: string };
type Word = (name: PaperWord) => string;

function filled(fields: readonly Field[]): Field[] {
  return fields.filter(({ text, sign }) => text !== '' || sign === true);
}

function about({ name, model, spec }: ReturnSlip['lines'][number]): string {
  return [name, model, spec].filter((text) => text !== '').join(' ');
}

function headOf(slip: ReturnSlip, title: string, word: Word, more: readonly Field[] = []): Block[] {
  const fields = [
    { label: word('return.slip'), text: slip.number },
    { label: word('return.person'), text: `${slip.person.name} ${slip.person.number}` },
    { label: word('return.team'), text: slip.team },
    { label: word('return.warehouse'), text: slip.warehouse.name },
    ...more,
  ];
  return [
    { block: 'heading', text: title, align: 'centre' },
    { block: 'space', height_mm: 1 },
    { block: 'fields', fields: filled(fields) },
    { block: 'space', height_mm: 1 },
  ];
}

/** Below the lines of a page, and below the last of them. */
function sumsBelow(word: Word): Pick<Table, 'subtotal' | 'total'> {
  const lines = `{n} ${word('return.lines')}`;
  return { subtotal: `${word('return.subtotal')} ${lines}`, total: `${word('return.total')} ${lines}` };
}

/** 调回单: what came back, in which condition, and who took it. */
export function returnDocument(slip: ReturnSlip, { paperLanguage, timeZone }: PaperSettings): PrintedDocument {
  const word: Word = (name) => paperWord(name, paperLanguage);
  const lines = slip.lines.filter(({ quantity }) => quantity !== null);
  const problems: Field[] = lines
    .filter(({ problem }) => problem !== '')
    .map((line) => ({ label: word('return.problem'), text: `${about(line)}: ${line.problem}`, alone: true }));
  const at = slip.receivedAt === null ? '' : paperTime(slip.receivedAt, timeZone);
  const state: Block[] =
    slip.state === 'RECEIVED'
      ? []
      : [{ block: 'text', text: word('return.not-received'), align: 'centre', bold: true }];
  return {
    template: 'return',
    title: `${word('return.title')} ${slip.number}`,
    head: headOf(slip, word('return.title'), word, [{ label: word('return.received-at'), text: at }]),
    blocks: [
      {
        block: 'table',
        columns: [
          { title: word('return.line'), align: 'right', narrow: 'out' },
          { title: word('return.number'), align: 'left', narrow: 'below' },
          { title: word('return.part'), align: 'left', share: 1 },
          { title: word('return.condition'), align: 'left', narrow: 'below' },
          { title: word('return.bin'), align: 'left', narrow: 'below' },
          { title: word('return.remainder'), align: 'right', narrow: 'out' },
          { title: word('return.quantity'), align: 'right', bold: true },
        ],
        rows: lines.map((line, index) => ({
          cells: [
            ...[String(index + 1), line.number, `${about(line)} ${paperLots(line, word)}`.trim()],
            ...[word(`return.${line.condition}`), line.bin],
            formatQuantity(line.remainder),
            `${formatQuantity(line.quantity ?? 0)} ${line.unit}`,
          ],
        })),
        ...sumsBelow(word),
      },
      {
        block: 'together',
        blocks: [
          ...state,
          {
            block: 'fields',
            fields: filled([
              ...problems,
              { label: word('return.remark'), text: slip.remark, alone: true },
              { label: word('return.handler'), text: slip.handler ?? '' },
              { label: word('return.approver'), text: slip.approver ?? '' },
              { label: word('return.receiver'), text: slip.receiver ?? '', sign: true },
            ]),
          },
        ],
      },
      { block: 'space', height_mm: 2 },
      { block: 'barcode', text: slip.number, ifRoom: true },
      { block: 'space', height_mm: 4 },
    ],
  };
}

/** The ticket that a technician takes along with what he brings back: one barcode opens the whole list at the counter. */
export function returnTicket(slip: ReturnSlip, { paperLanguage, timeZone }: PaperSettings): PrintedDocument {
  const word: Word = (name) => paperWord(name, paperLanguage);
  const value = slip.lines.reduce((sum, { price, remainder }) => sum + lineAmount(price, remainder), 0);
  return {
    template: 'return-ticket',
    title: `${word('return.ticket')} ${slip.number}`,
    head: headOf(slip, word('return.ticket'), word),
    blocks: [
      { block: 'barcode', text: slip.number },
      { block: 'space', height_mm: 2 },
      {
        block: 'table',
        columns: [
          { title: word('return.part'), align: 'left', share: 1 },
          { title: word('return.remainder'), align: 'right', bold: true },
        ],
        rows: slip.lines.map((line) => ({
          cells: [
            line.keptReason === '' ? about(line) : `${about(line)} (${word('return.kept')}: ${line.keptReason})`,
            `${formatQuantity(line.remainder)} ${line.unit}`,
          ],
        })),
        ...sumsBelow(word),
      },
      {
        block: 'fields',
        fields: [
          { label: word('return.value'), text: formatMoney(value) },
          { label: word('return.time'), text: paperTime(slip.createdAt, timeZone) },
        ],
      },
      { block: 'space', height_mm: 4 },
    ],
  };
}
