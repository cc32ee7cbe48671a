import { createRequire } from 'node:module';
import { EscposInterpreter } from '../../devices/emulators/escpos-interpreter.ts';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { loadPrinter } from '../../devices/load-profile.ts';
import { createPrinter } from '../../devices/printers/create-printer.ts';
import { encodePages } from '../../devices/printers/encode-pages.ts';
import { headOf, mediaOf } from '../../devices/printers/head.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { systemClock } from '../../devices/system-clock.ts';
import type { PrintedDocument } from '../../hub/kernel/document.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { quantile } from './numbers.ts';
import type { BenchRow } from './row.ts';

const ROUNDS = 400;
const PRINTERS = 20;
const PROFILE = loadPrinter('esc-pos', 'epson-tm-t88');
const NUMBER = 'LY-20261122-0035';
const PARTS = ['机油滤清器 W719/45', '全合成机油 5W-30', '底护板卡扣', '前刹车片 D1234', '火花塞', '空调滤清器'];

/** One slip for all of them: heading, lines of two columns, a price with ¥, a barcode, a QR code, a cut. */
const DOCUMENT: PrintedDocument = {
  template: 'bench',
  title: NUMBER,
  blocks: [
    { block: 'heading', text: '领用单', align: 'centre' },
    ...PARTS.map((part, index) => ({
      ...({ block: 'columns' } as const),
      columns: [
        { text: part, share: 30, align: 'left' } as const,
        { text: `${index + 1} 个`, share: 10, align: 'right' } as const,
      ],
    })),
    { block: 'text', text: '合计 ¥134.75', align: 'left' },
    { block: 'barcode', text: NUMBER },
    { block: 'qr', text: NUMBER },
  ],
};

type Encode = () => Uint8Array;
const require = createRequire(import.meta.url);

function ours(): Uint8Array {
  return encodePages(layOut(DOCUMENT, mediaOf(headOf(PROFILE))), PROFILE).bytes;
}

/** npm escpos 2.5.2, as its README uses it. */
function byEscpos(): Uint8Array {
  const Printer = require('escpos/printer.js');
  const chunks: Uint8Array[] = [];
  const printer = new Printer({ write: (bytes: Uint8Array) => chunks.push(bytes) }, { encoding: 'GB18030' });
  printer.hardware('init').align('ct').size(1, 1).text('领用单').align('lt').size(0, 0);
  for (const [index, part] of PARTS.entries()) printer.table([part, `${index + 1} 个`]);
  printer.text('合计 ¥134.75').barcode(NUMBER, 'CODE128', { width: 2, height: 80 }).qrcode(NUMBER).cut().flush();
  return Buffer.concat(chunks);
}

/** @point-of-sale/receipt-printer-encoder 4.0.1, as its documentation uses it. */
function byReceiptPrinterEncoder(): Uint8Array {
  const Encoder = require('@point-of-sale/receipt-printer-encoder');
  const encoder = new Encoder({ language: 'esc-pos', columns: 48 });
  encoder.initialize().codepage('auto').align('center').bold(true).line('领用单').bold(false).align('left');
  for (const [index, part] of PARTS.entries()) encoder.line(`${part}  ${index + 1} 个`);
  encoder.line('合计 ¥134.75').barcode(NUMBER, 'code128', { height: 80 }).qrcode(NUMBER).cut();
  return encoder.encode();
}

/** How many of the slip's lines and codes an emulated head puts on paper as they were meant. */
function legible(bytes: Uint8Array): string {
  const quiet = { reply: () => {}, status: () => 0x12, cut: () => {}, drawer: () => {}, defect: () => {} };
  const cuts: string[] = [];
  const codes: string[] = [];
  const keep = {
    ...quiet,
    cut: (sheet: Parameters<typeof sheetLines>[0] & { codes: readonly { text: string }[] }) => {
      cuts.push(...sheetLines(sheet));
      codes.push(...sheet.codes.map(({ text }) => text));
    },
  };
  const head = new EscposInterpreter(PROFILE, keep, true);
  head.feed(bytes);
  cuts.push(...sheetLines(head.paper.sheet));
  codes.push(...head.paper.sheet.codes.map(({ text }) => text));
  const text = cuts.join('\n').replace(/ /g, '');
  const wanted = ['领用单', ...PARTS.map((part) => part.replace(/ /g, '')), '合计￥134.75'];
  const right = wanted.filter((line) => text.includes(line)).length + codes.filter((code) => code === NUMBER).length;
  return `${right} of ${wanted.length + 2} lines and codes right`;
}

function times(encode: Encode): number[] {
  for (let round = 0; round < ROUNDS / 4; round += 1) encode();
  return Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    encode();
    return performance.now() - began;
  });
}

/** A slip of its own on each of so many printers, over TCP to emulated heads, until every head has said that it is on paper. */
async function printOn(count: number): Promise<number> {
  const heads = Array.from({ length: count }, () => new EscposPrinterEmulator({ profile: PROFILE }));
  const addresses = await Promise.all(heads.map((head) => head.start()));
  const pages = layOut(DOCUMENT, mediaOf(headOf(PROFILE)));
  const printers = addresses.map(({ address }, index) =>
    createPrinter({ name: `p${index}`, profile: PROFILE, address, clock: systemClock, timing: { poll_ms: 60_000 } }),
  );
  for (const printer of printers) printer.start();
  while (printers.some(({ state }) => state.state !== 'ready')) await new Promise((resolve) => setTimeout(resolve, 1));
  const began = performance.now();
  const outcomes = await Promise.all(
    printers.map((printer, processId) => printer.print({ jobId: printer.name, processId, pages, cut: true })),
  );
  const took = performance.now() - began;
  await Promise.all([...printers.map((printer) => printer.stop()), ...heads.map((head) => head.stop())]);
  if (outcomes.some(({ outcome }) => outcome !== 'confirmed')) throw new Error('A slip was not confirmed.');
  return took;
}

/** The same slip by us and by two libraries, and twenty printers at once. */
export async function benchReceiptEncoders(): Promise<BenchRow[]> {
  const measured = ours();
  const own = times(ours);
  const rivals: readonly (readonly [string, Encode])[] = [
    ['escpos 2.5.2', byEscpos],
    ['receipt-printer-encoder 4.0.1', byReceiptPrinterEncoder],
  ];
  const rows = rivals.flatMap(([name, encode]) => {
    const theirs = times(encode);
    return [0.5, 0.99].map((share) => ({
      what: `a slip laid out and encoded (${legible(measured)}), p${share * 100} of ${ROUNDS}`,
      value: `${quantile(own, share).toFixed(2)} ms`,
      against: `${quantile(theirs, share).toFixed(2)} ms by ${name} (${legible(encode())})`,
      ratio: (quantile(own, share) / quantile(theirs, share)).toFixed(1),
    }));
  });
  await printOn(1);
  const [one, all] = [await printOn(1), await printOn(PRINTERS)];
  return [
    ...rows,
    {
      what: `a slip on each of ${PRINTERS} printers at once, until all have confirmed it`,
      value: `${all.toFixed(0)} ms`,
      against: `${one.toFixed(0)} ms on one`,
      ratio: (all / one).toFixed(1),
    },
  ];
}
