import { expect, test } from 'vitest';
import { paperRuns, paperText } from '../../kiosk/elements/paper-text.ts';
import type { Sheet } from '../../kiosk/hub/contracts.ts';

function sheet(lines: readonly { text: string; x_mm?: number; y_mm: number; scale?: number }[]): Sheet {
  const glyphs = lines.flatMap(({ text, x_mm: start = 0, y_mm, scale = 1 }) => {
    let x_mm = start;
    return [...text].map((char) => {
      const width_mm = (char.charCodeAt(0) > 0x2e80 ? 3 : 1.5) * scale;
      const glyph = { x_mm, y_mm, width_mm, height_mm: 3, char, bold: false };
      x_mm += width_mm;
      return glyph;
    });
  });
  return { width_mm: 72, height_mm: 40, glyphs, bars: [], codes: [], cuts_mm: [] };
}

test('what stands on the paper is read line by line', () => {
  const paper = sheet([
    { text: '1 个', x_mm: 60, y_mm: 8 },
    { text: '机油滤清器 W719/45', y_mm: 8 },
    { text: '领用单', y_mm: 0 },
  ]);
  expect(paperText(paper)).toBe('领用单\n机油滤清器 W719/45 1 个');
});

test('letters of one line are drawn together, each in its place', () => {
  const [run, ...others] = paperRuns(sheet([{ text: '5W-30油', y_mm: 4 }]));
  expect(others).toEqual([]);
  expect(run).toMatchObject({ text: '5W-30油', xs_mm: [0, 1.5, 3, 4.5, 6, 7.5], stretch: 1, y_mm: 4 });
});

test('double-width letters are stretched, not spaced', () => {
  expect(paperRuns(sheet([{ text: '领A', y_mm: 0, scale: 2 }]))).toMatchObject([{ text: '领A', stretch: 2 }]);
});

test('letters that have a little more room than they need are spaced, not stretched', () => {
  const glyph = { x_mm: 0, y_mm: 0, width_mm: 4.23, height_mm: 3.39, char: '领', bold: false };
  expect(
    paperRuns({ ...sheet([]), glyphs: [glyph, { ...glyph, x_mm: 4.23, width_mm: 1.2, char: '用' }] }),
  ).toMatchObject([
    { text: '领', stretch: 1 },
    { text: '用', stretch: 0.35 },
  ]);
});
