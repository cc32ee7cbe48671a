import { expect, test } from 'vitest';
import { readPng, writePng } from '../../devices/printers/png.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import type { Block, PrintedDocument } from '../../hub/kernel/document.ts';
import { MEDIUM_NAMES, type MediumName } from '../../hub/printing/contract.ts';
import { loadChineseFont } from '../../hub/printing/font.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { pdfOf } from '../../hub/printing/pdf.ts';
import { previewOf } from '../../hub/printing/preview.ts';

/** Black above, white below. */
const pngOf = (width: number, height: number): string =>
  Buffer.from(
    writePng(Array.from({ length: height }, (_, y) => Array.from({ length: width }, () => y < height / 2))),
  ).toString('base64');

const picture = (change: Partial<Extract<Block, { block: 'picture' }>> = {}): Block => ({
  ...{ block: 'picture', png: pngOf(60, 30), width_mm: 40, height_mm: 60, align: 'centre', words: '照片: 左前轮' },
  ...change,
});
const documentOf = (...blocks: Block[]): PrintedDocument => ({ template: 'test', title: '照片', blocks });
const ON_ALL_MEDIA = MEDIUM_NAMES.map((name) => [name] as [MediumName]);

test.each(ON_ALL_MEDIA)('on %s a picture stands in the middle, in its shape, and shows what it showed', (name) => {
  const [sheet] = previewOf(documentOf(picture()), MEDIA[name]);
  const [shown, ...others] = sheet?.pictures ?? [];
  if (sheet === undefined || shown === undefined) throw new Error('no picture');
  expect(others).toEqual([]);
  expect(shown.width_mm).toBeCloseTo(40, 0);
  expect(shown.height_mm / shown.width_mm).toBeCloseTo(0.5, 1);
  expect(shown.x_mm + shown.width_mm / 2).toBeCloseTo(sheet.width_mm / 2, 0);
  const read = readPng(Buffer.from(shown.png, 'base64'));
  const { width = 0, height = 0, light = [] } = read ?? {};
  expect([light[0], light[width * Math.floor(height / 4)], light[width * height - 1]]).toEqual([0, 0, 255]);
});

test.each(ON_ALL_MEDIA)('on %s a picture larger than the paper becomes smaller and stays whole', (name) => {
  const media = MEDIA[name];
  const document = documentOf(picture({ png: pngOf(10, 40), width_mm: 900, height_mm: 900 }));
  const sheets = previewOf(document, media);
  expect(sheets).toHaveLength(1);
  const shown = sheets.flatMap(({ pictures = [] }) => pictures);
  expect(shown).toHaveLength(1);
  for (const { x_mm, y_mm, width_mm, height_mm } of shown) {
    expect(x_mm + width_mm).toBeLessThanOrEqual(media.width_mm + 0.001);
    if (media.kind !== 'roll') expect(y_mm + height_mm).toBeLessThanOrEqual(media.height_mm);
    expect(height_mm / width_mm).toBeCloseTo(4, 0);
  }
});

test.each(['', 'bm90IGEgcGljdHVyZQ==', '%%%'])('a picture that cannot be read is told in words: %j', (png) => {
  const sheets = previewOf(documentOf(picture({ png })), MEDIA['roll-58']);
  expect(sheets.flatMap(sheetLines)).toEqual(['照片: 左前轮']);
  expect(sheets[0]?.pictures).toBeUndefined();
});

test('what stands below a picture begins below it', () => {
  const text: Block = { block: 'text', text: '下面', align: 'left' };
  const [sheet] = previewOf(documentOf(picture(), text), MEDIA['roll-80']);
  const [shown] = sheet?.pictures ?? [];
  const [glyph] = sheet?.glyphs ?? [];
  expect(glyph?.y_mm).toBeGreaterThanOrEqual((shown?.y_mm ?? 0) + (shown?.height_mm ?? 0));
});

test('a picture turns the page where it has no room', () => {
  const text: Block = { block: 'text', text: '一行', align: 'left' };
  const lines = Array.from({ length: 12 }, () => text);
  const pages = layOut(documentOf(...lines, picture({ width_mm: 80, height_mm: 40 })), MEDIA['form-241-third']);
  expect(pages.map(({ rows }) => rows.some(({ kind }) => kind === 'picture'))).toEqual([false, true]);
});

test('a PDF has the picture in it', async () => {
  const font = await loadChineseFont();
  const pdf = await pdfOf('照片', previewOf(documentOf(picture()), MEDIA['roll-80']), font);
  expect(pdf.toString('latin1')).toContain('/Subtype /Image');
});
