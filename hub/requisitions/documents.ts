import type { Block, PrintedDocument } from '../kernel/document.ts';
import { formatPlate } from '../kernel/plate.ts';
import { formatQuantity } from '../kernel/quantity.ts';
import { type PaperLanguage, type PaperWord, paperWord } from '../printing/words.ts';
import type { Slip } from './contract.ts';

export type PaperSettings = { readonly paperLanguage: PaperLanguage; readonly timeZone: string };

/** The slip that the technician signs and the store keeps. */
export function requisitionDocument(slip: Slip, settings: PaperSettings): PrintedDocument {
  const word = (name: PaperWord) => paperWord(name, settings.paperLanguage);
  const blocks: Block[] = [
    { block: 'heading', text: word('requisition.title'), align: 'centre' },
    { block: 'space', height_mm: 1 },
    { block: 'barcode', text: slip.number },
    { block: 'space', height_mm: 1 },
    ...headBlocks(slip, word),
    { block: 'rule' },
    {
      block: 'columns',
      columns: [
        { text: word('requisition.part'), share: 38, align: 'left', bold: true },
        { text: word('requisition.quantity'), share: 9, align: 'right', bold: true },
      ],
    },
    ...slip.lines.flatMap(lineBlocks),
    { block: 'rule' },
    {
      block: 'columns',
      columns: [
        { text: word('requisition.total'), share: 20, align: 'left', bold: true },
        { text: `${slip.lines.length} ${word('requisition.lines')}`, share: 20, align: 'right', bold: true },
      ],
    },
    ...footBlocks(slip, settings, word),
  ];
  return { template: 'requisition', title: `${word('requisition.title')} ${slip.number}`, blocks };
}

function headBlocks(slip: Slip, word: (name: PaperWord) => string): Block[] {
  const rows: [string, string][] = [];
  if (slip.receiver !== null) {
    rows.push([word('requisition.receiver'), `${slip.receiver.name} ${slip.receiver.number}`]);
    if (slip.receiver.team !== '') rows.push([word('requisition.team'), slip.receiver.team]);
  }
  if (slip.order !== null) {
    rows.push([word('requisition.order'), slip.order.number]);
    rows.push([word('requisition.plate'), formatPlate(slip.order.plate)]);
    rows.push([word('requisition.vehicle'), slip.order.vehicleModel]);
  } else if (slip.purpose === 'kit') {
    rows.push([word('requisition.purpose'), word('requisition.kit')]);
  }
  rows.push([word('requisition.warehouse'), slip.warehouse.name]);
  return rows.map(([label, text]) => labelled(label, text));
}

function labelled(label: string, text: string): Block {
  return {
    block: 'columns',
    columns: [
      { text: label, share: 10, align: 'left' },
      { text, share: 30, align: 'left' },
    ],
  };
}

function lineBlocks(line: Slip['lines'][number]): Block[] {
  const name = [line.name, line.model, line.spec].filter((text) => text !== '').join(' ');
  return [
    {
      block: 'columns',
      columns: [
        { text: name, share: 38, align: 'left' },
        { text: `${formatQuantity(line.quantity)} ${line.unit}`, share: 9, align: 'right', bold: true },
      ],
    },
    { block: 'text', text: `  ${line.number}${line.bin === '' ? '' : `  ${line.bin}`}`, align: 'left' },
  ];
}

function footBlocks(slip: Slip, settings: PaperSettings, word: (name: PaperWord) => string): Block[] {
  const blocks: Block[] = [];
  if (slip.remark !== '') blocks.push(labelled(word('requisition.remark'), slip.remark));
  if (slip.decidedAt === null) {
    blocks.push({ block: 'text', text: word('requisition.draft'), align: 'centre', bold: true });
    return blocks;
  }
  blocks.push(labelled(word('requisition.approver'), slip.approver ?? ''));
  blocks.push(labelled(word('requisition.time'), localTime(slip.decidedAt, settings.timeZone)));
  blocks.push({ block: 'signature', label: word('requisition.signature') });
  blocks.push({ block: 'space', height_mm: 4 });
  return blocks;
}

function localTime(wall: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(wall);
}
