import PDFDocument from 'pdfkit';
import type { Static } from 'typebox';
import { MISSING_GLYPH } from '../../devices/printers/glyphs.ts';
import type { SheetShape } from './contract.ts';
import type { LoadedFont } from './font.ts';

type Sheet = Static<typeof SheetShape>;

const POINTS_PER_MM = 72 / 25.4;
/** Blank paper beside what can be printed: 80 mm paper prints 72, 241 mm fan-fold 203 between its holes. */
const SIDE_MM = { roll: 4, form: 19, label: 1 } as const;
const ABOVE_MM = { roll: 4, form: 0, label: 0 } as const;
/** Where letters stand in their cell, from its top. */
const BASELINE = 0.86;
/** A head prints bold by striking twice, a little aside. */
const BOLD_STROKE = 0.03;

/** What pdfkit knows of the face that is chosen, and its types do not. */
type Face = {
  hasGlyphForCodePoint(point: number): boolean;
  glyphForCodePoint(point: number): { readonly advanceWidth: number };
  readonly unitsPerEm: number;
};

/** Sheets as a PDF in their true size, every glyph where the printer would put it. */
export function pdfOf(title: string, sheets: readonly Sheet[], { bytes, face }: LoadedFont): Promise<Buffer> {
  const pdf = new PDFDocument({ autoFirstPage: false, info: { Title: title } });
  pdf.registerFont('paper', bytes, face).font('paper');
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  for (const sheet of sheets) drawSheet(pdf, sheet);
  pdf.end();
  return done;
}

/** Twice as wide is drawn twice as wide; a little more room than a letter needs is air, as heads of forms set it; less squeezes the letter. */
function stretchOf(ratio: number): number {
  return ratio < 1 ? ratio : Math.floor(ratio + 0.01);
}

function drawSheet(pdf: PDFKit.PDFDocument, sheet: Sheet): void {
  const medium = sheet.medium ?? 'roll';
  const side_mm = SIDE_MM[medium];
  const above_mm = ABOVE_MM[medium];
  const size: [number, number] = [
    (sheet.width_mm + 2 * side_mm) * POINTS_PER_MM,
    (sheet.height_mm + 2 * above_mm) * POINTS_PER_MM,
  ];
  pdf.addPage({ size, margin: 0 });
  const x = (x_mm: number): number => (x_mm + side_mm) * POINTS_PER_MM;
  const y = (y_mm: number): number => (y_mm + above_mm) * POINTS_PER_MM;
  for (const bar of sheet.bars) {
    pdf.rect(x(bar.x_mm), y(bar.y_mm), bar.width_mm * POINTS_PER_MM, bar.height_mm * POINTS_PER_MM).fill('black');
  }
  for (const { x_mm, y_mm, width_mm, height_mm, png } of sheet.pictures ?? []) {
    const size = { width: width_mm * POINTS_PER_MM, height: height_mm * POINTS_PER_MM };
    pdf.image(Buffer.from(png, 'base64'), x(x_mm), y(y_mm), size);
  }
  const { font } = (pdf as unknown as { readonly _font: { readonly font: Face } })._font;
  for (const glyph of sheet.glyphs) {
    if (glyph.char.trim() === '') continue;
    const point = glyph.char.codePointAt(0) ?? 0;
    const char = font.hasGlyphForCodePoint(point) ? glyph.char : MISSING_GLYPH;
    const { advanceWidth } = font.glyphForCodePoint(char.codePointAt(0) ?? 0);
    const fontSize = glyph.height_mm * POINTS_PER_MM;
    const natural = (advanceWidth / font.unitsPerEm) * fontSize;
    pdf.fontSize(fontSize).lineWidth(fontSize * BOLD_STROKE);
    const options = {
      baseline: 'alphabetic',
      lineBreak: false,
      horizontalScaling: stretchOf((glyph.width_mm * POINTS_PER_MM) / natural) * 100,
      fill: true,
      stroke: glyph.bold,
    } as const;
    pdf.text(char, x(glyph.x_mm), y(glyph.y_mm + glyph.height_mm * BASELINE), options);
  }
}
