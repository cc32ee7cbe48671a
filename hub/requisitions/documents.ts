import type { Block, Field, PrintedDocument, Table, TableColumn } from '../kernel/document.ts';
import { formatMoney, lineAmount } from '../kernel/money.ts';
import { formatPlate } from '../kernel/plate.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import { type PaperLanguage, type PaperWord, paperLots, paperTime, paperWord } from '../printing/words.ts';
import type { Slip } from './contract.ts';
import type { RequisitionTemplate } from './template-contract.ts';

export type PaperSettings = { readonly paperLanguage: PaperLanguage; readonly timeZone: string };
/** It stands at the head of every page of a form, so it is low. */
const LOGO_MM = { width_mm: 40, height_mm: 12 } as const;
type Word = (name: PaperWord) => string;

/** The slip that the technician signs and the store keeps. */
export function requisitionDocument(
  slip: Slip,
  template: RequisitionTemplate,
  settings: PaperSettings,
): PrintedDocument {
  const word: Word = (name) => paperWord(name, settings.paperLanguage);
  const logo: Block[] =
    template.logo === ''
      ? []
      : [{ block: 'picture', png: template.logo, ...LOGO_MM, align: 'centre', words: word('requisition.logo') }];
  const shop: Block[] =
    template.shopName === '' ? [] : [{ block: 'text', text: template.shopName, align: 'centre', bold: true }];
  const footer: Block[] =
    template.footer === ''
      ? []
      : [
          { block: 'space', height_mm: 2 },
          { block: 'text', text: template.footer, align: 'left' },
        ];
  return {
    template: 'requisition',
    title: `${word('requisition.title')} ${slip.number}`,
    head: [
      ...logo,
      ...shop,
      { block: 'heading', text: word('requisition.title'), align: 'centre' },
      ...voidMark(slip, word),
      { block: 'space', height_mm: 1 },
      { block: 'fields', fields: headFields(slip, template.fields, word) },
      { block: 'space', height_mm: 1 },
    ],
    blocks: [
      linesTable(slip, template.columns, word),
      { block: 'together', blocks: [...footBlocks(slip, settings, word), ...footer] },
      { block: 'space', height_mm: 2 },
      { block: 'barcode', text: slip.number, ifRoom: true },
      { block: 'space', height_mm: 4 },
    ],
    copies: template.copies,
  };
}

/** On every page: what is void must not be taken for an issue, whichever page of it turns up. */
function voidMark({ reversed }: Slip, word: Word): Block[] {
  return reversed === null ? [] : [{ block: 'heading', text: word('requisition.reversed'), align: 'centre' }];
}

function headFields(slip: Slip, wanted: RequisitionTemplate['fields'], word: Word): Field[] {
  const { order, receiver, warehouse } = slip;
  const of: { readonly [name in RequisitionTemplate['fields'][number]]: string } = {
    team: receiver?.team ?? '',
    order: order?.number ?? '',
    plate: order === null ? '' : formatPlate(order.plate),
    vehicle: order?.vehicleModel ?? '',
    bay: order?.bay ?? '',
    warehouse: warehouse.name,
  };
  const fields: Field[] = wanted.map((name) => ({ label: word(`requisition.${name}`), text: of[name] }));
  if (order === null && slip.purpose === 'kit') {
    fields.unshift({ label: word('requisition.purpose'), text: word('requisition.kit') });
  }
  if (receiver !== null) {
    fields.unshift({ label: word('requisition.receiver'), text: `${receiver.name} ${receiver.number}` });
  }
  return [{ label: word('requisition.slip'), text: slip.number }, ...fields.filter(({ text }) => text !== '')];
}

type SlipLine = Slip['lines'][number];
type SlipColumn = {
  readonly column: Omit<TableColumn, 'title'>;
  readonly cell: (line: SlipLine, index: number) => string;
  readonly value?: (line: SlipLine) => number;
};

/** Whole numbers of different units do not add up to anything. */
function quantitySum({ lines }: Slip): Pick<TableColumn, 'sum'> {
  const [first, ...others] = new Set(lines.map(({ unit }) => unit));
  return first === undefined || others.length > 0 ? {} : { sum: { as: 'quantity', unit: first } };
}

function columnsOf(slip: Slip, word: Word): { readonly [name in RequisitionTemplate['columns'][number]]: SlipColumn } {
  return {
    line: { column: { align: 'right', narrow: 'out' }, cell: (_, index) => String(index + 1) },
    number: { column: { align: 'left', narrow: 'below' }, cell: ({ number }) => number },
    part: {
      column: { align: 'left', share: 1 },
      cell: (line) => [line.name, line.model, line.spec, paperLots(line, word)].filter((text) => text !== '').join(' '),
    },
    bin: { column: { align: 'left', narrow: 'below' }, cell: ({ bin }) => bin },
    price: { column: { align: 'right', narrow: 'out' }, cell: ({ price }) => formatMoney(price) },
    quantity: {
      column: { align: 'right', bold: true, ...quantitySum(slip) },
      cell: ({ quantity, unit }) => `${formatQuantity(quantity)} ${unit}`,
      value: ({ quantity }) => quantity,
    },
    amount: {
      column: { align: 'right', narrow: 'out', sum: { as: 'money' } },
      cell: ({ price, quantity }) => formatMoney(lineAmount(price, quantity)),
      value: ({ price, quantity }) => lineAmount(price, quantity),
    },
  };
}

/** 申领 n: what was asked for where less was issued, beside the quantity; its words stand with it, since most lines have none. */
function askedColumn(word: Word): SlipColumn & { readonly title: string } {
  return {
    title: '',
    column: { align: 'right', narrow: 'below' },
    cell: ({ asked }) => (asked === null ? '' : `${word('requisition.asked')} ${formatQuantity(asked)}`),
  };
}

function linesTable(slip: Slip, wanted: RequisitionTemplate['columns'], word: Word): Table {
  const known = columnsOf(slip, word);
  const isShort = slip.lines.some(({ asked }) => asked !== null);
  const chosen = wanted.flatMap((name) => [
    ...(name === 'quantity' && isShort ? [askedColumn(word)] : []),
    { title: word(`requisition.${name}`), ...known[name] },
  ]);
  return {
    block: 'table',
    columns: chosen.map(({ title, column }) => ({ title, ...column })),
    rows: slip.lines.map((line, index) => ({
      cells: chosen.map(({ cell }) => cell(line, index)),
      values: chosen.map(({ value }) => value?.(line) ?? 0),
    })),
    subtotal: `${word('requisition.subtotal')} {n} ${word('requisition.lines')}`,
    total: `${word('requisition.total')} {n} ${word('requisition.lines')}`,
  };
}

function footBlocks(slip: Slip, settings: PaperSettings, word: Word): Block[] {
  const remark: Field[] =
    slip.remark === '' ? [] : [{ label: word('requisition.remark'), text: slip.remark, alone: true }];
  if (slip.decidedAt === null) {
    return [
      { block: 'fields', fields: remark },
      {
        block: 'text',
        text: word(slip.approval === 'SUBMITTED' ? 'requisition.waits' : 'requisition.draft'),
        align: 'centre',
        bold: true,
      },
    ];
  }
  const at = (wall: number): string => paperTime(wall, settings.timeZone);
  const decided: Field[] = [
    ...remark,
    { label: word('requisition.approver'), text: slip.approver ?? '' },
    { label: word('requisition.time'), text: at(slip.decidedAt) },
  ];
  const { reversed } = slip;
  if (reversed !== null) {
    // Nobody signs for what is void.
    const undone: Field[] = [
      { label: word('requisition.reversed-by'), text: `${reversed.by ?? ''} ${at(reversed.at)}`.trim() },
      { label: word('requisition.reason'), text: reversed.reason, alone: true },
    ];
    return [{ block: 'fields', fields: [...decided, ...undone].filter(({ text }) => text !== '') }];
  }
  const signed = slip.signing === 'SIGNED';
  const signature = { label: word('requisition.signature'), text: signed ? (slip.signer ?? '') : '', sign: !signed };
  return [{ block: 'fields', fields: [...decided, signature] }];
}
