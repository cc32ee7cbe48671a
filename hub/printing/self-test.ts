import type { Block, PrintedDocument } from '../kernel/document.ts';
import { type PaperLanguage, type PaperWord, paperWord } from './words.ts';

/** Names that real people have, and that a head with few characters prints as boxes. */
const RARE = '犇 赟 昇 喆 堃 𠮷 龘 㛃';
const PUNCTUATION = '，。；：？！（）《》“”‘’…—、·￥％℃';
const PLATES = '京A·D1234  沪A·12345  粤B·D12345';
/** Thirty half-widths and fifteen hanzi: where a hanzi is not exactly two half-widths, one is longer. */
const RULERS = ['1234567890'.repeat(3), '一二三四五六七八九十廿卅百千万'];

/** What a printer can: looked at once, after it was set up or when somebody doubts it. */
export function selfTestDocument(printer: string, language: PaperLanguage): PrintedDocument {
  const word = (name: PaperWord): string => paperWord(name, language);
  const text = (of: string, bold = false): Block => ({ block: 'text', text: of, align: 'left', bold });
  return {
    template: 'self-test',
    title: `${word('self-test.title')} ${printer}`,
    head: [{ block: 'heading', text: word('self-test.title'), align: 'centre' }],
    blocks: [
      { block: 'fields', fields: [{ label: word('self-test.printer'), text: printer }] },
      { block: 'rule' },
      text(word('self-test.rare'), true),
      text(RARE),
      text(word('self-test.punctuation'), true),
      text(PUNCTUATION),
      text(PLATES),
      text(word('self-test.rulers'), true),
      ...RULERS.map((ruler) => text(ruler)),
      {
        block: 'table',
        columns: [
          { title: word('requisition.part'), align: 'left', share: 1 },
          { title: word('requisition.quantity'), align: 'right', sum: { as: 'quantity' } },
          { title: word('requisition.amount'), align: 'right', sum: { as: 'money' } },
        ],
        rows: [
          { cells: ['全合成机油 5W-30', '3.5', '￥134.75'], values: [0, 3_500, 13_475] },
          { cells: ['卡扣', '12', '￥9.60'], values: [0, 12_000, 960] },
        ],
        total: `${word('requisition.total')} {n} ${word('requisition.lines')}`,
      },
      { block: 'space', height_mm: 2 },
      { block: 'barcode', text: 'TEST-12345' },
      { block: 'space', height_mm: 2 },
      { block: 'qr', text: 'TEST-12345 自检' },
      { block: 'rule' },
      text(word('self-test.cut')),
      { block: 'space', height_mm: 4 },
    ],
  };
}
