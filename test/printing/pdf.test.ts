import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MEDIUM_NAMES } from '../../hub/printing/contract.ts';
import { loadChineseFont, NoChineseFont } from '../../hub/printing/font.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { pdfOf } from '../../hub/printing/pdf.ts';
import { previewOf } from '../../hub/printing/preview.ts';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { ORDINARY_TEMPLATE } from '../../hub/requisitions/template-contract.ts';
import { slipOf } from './paper.ts';

const document = requisitionDocument(slipOf(12), ORDINARY_TEMPLATE, {
  paperLanguage: 'zh',
  timeZone: 'Asia/Shanghai',
});

/** Every stream of a PDF that deflate can open. */
function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/Filter \/FlateDecode[\s\S]*?stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(
    ([, body]) => {
      try {
        return [inflateSync(Buffer.from(body ?? '', 'latin1')).toString('latin1')];
      } catch {
        return [];
      }
    },
  );
}

/** The characters that the embedded font says its glyphs stand for, by glyph. */
function unicodeOf(streams: readonly string[]): Map<number, string> {
  const glyphs = new Map<number, string>();
  for (const cmap of streams.filter((stream) => stream.includes('beginbfrange'))) {
    for (const [, from, , list] of cmap.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
      for (const [index, [, hex = '']] of [...(list ?? '').matchAll(/<(\w+)>/g)].entries()) {
        const bytes = Buffer.from(hex, 'hex').swap16();
        glyphs.set(Number.parseInt(from ?? '0', 16) + index, bytes.toString('utf16le'));
      }
    }
  }
  return glyphs;
}

/** What stands on the pages, glyph after glyph, with its place in points from the page's lower left. */
function drawnOn(streams: readonly string[], glyphs: Map<number, string>): { char: string; x: number; y: number }[] {
  const drawn = /1 0 0 1 ([\d.]+) ([\d.]+) Tm[\s\S]*?\[<(\w+)>/g;
  return streams.flatMap((stream) =>
    [...stream.matchAll(drawn)].map(([, x, y, hex]) => ({
      char: glyphs.get(Number.parseInt(hex ?? '', 16)) ?? '?',
      x: Number(x),
      y: Number(y),
    })),
  );
}

test.each(MEDIUM_NAMES)(
  'a PDF on %s has the pages, the size and the characters of the preview, in its places',
  async (medium) => {
    const sheets = previewOf(document, MEDIA[medium]);
    const pdf = await pdfOf('领用单', sheets, await loadChineseFont());
    const text = pdf.toString('latin1');
    const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(boxes).toHaveLength(sheets.length);
    const paper_mm = medium === 'roll-80' ? 80 : medium === 'roll-58' ? 56 : 241.2;
    for (const [, width] of boxes) expect((Number(width) / 72) * 25.4).toBeCloseTo(paper_mm, 1);
    const streams = streamsOf(pdf);
    const glyphs = sheets.flatMap((sheet) => sheet.glyphs.filter(({ char }) => char.trim() !== ''));
    const drawn = drawnOn(streams, unicodeOf(streams));
    expect(drawn.map(({ char }) => char).join('')).toBe(glyphs.map(({ char }) => char).join(''));
    const edge_mm = medium.startsWith('roll') ? 4 : 19;
    for (const [index, { x_mm }] of glyphs.entries()) {
      expect(Math.abs((drawn[index]?.x ?? 0) - ((x_mm + edge_mm) * 72) / 25.4)).toBeLessThan(0.01);
    }
  },
);

test('without a Chinese font that is said, not a page of boxes', async () => {
  await expect(loadChineseFont([{ file: '/nowhere/font.ttc', face: 'x' }], async () => [])).rejects.toThrow(
    NoChineseFont,
  );
});
