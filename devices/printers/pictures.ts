import type { Head } from './head.ts';
import type { Row } from './page.ts';
import type { GrayPicture } from './png.ts';
import type { ModuleGrid } from './symbols.ts';

type PictureRow = Extract<Row, { kind: 'picture' }>;

/** A picture as it fits on a head, in dots. */
export type FittedPicture = { readonly left_dots: number; readonly dots: ModuleGrid };

/** The picture in the dots of a head; what is wider than the paper becomes smaller, and then moves left. */
export function fitPicture({ x_mm, width_mm, height_mm, picture }: PictureRow, head: Head): FittedPicture {
  const wanted_dots = Math.max(1, Math.round(width_mm * head.dotsPerMm));
  const width_dots = Math.min(wanted_dots, head.printable_dots);
  const height_dots = Math.max(1, Math.round((height_mm * head.dotsPerMm * width_dots) / wanted_dots));
  const left_dots = Math.min(Math.round(x_mm * head.dotsPerMm), head.printable_dots - width_dots);
  return { left_dots, dots: dotsOf(picture, width_dots, height_dots) };
}

/** What a head without raster prints instead: the words for a picture, hyphens for a rule. */
export function withoutRaster(row: Row, { hasRaster, printable_dots, glyph }: Head): Row {
  if (hasRaster || (row.kind !== 'picture' && row.kind !== 'rule')) return row;
  const text = row.kind === 'picture' ? row.words : '-'.repeat(Math.floor(printable_dots / glyph.half_dots));
  const spans = [{ x_mm: 0, text, scaleX: 1, scaleY: 1, bold: false }];
  return { kind: 'text', height_mm: row.kind === 'picture' ? LINE_MM : row.height_mm, spans };
}

const LINE_MM = 4;

/**
 * Grey as scattered dots (Floyd and Steinberg, 1976): what a dot is too dark or too light is made good by its neighbours to the right and below. Black
 * and white stay what they are.
 */
function dotsOf(picture: GrayPicture, width: number, height: number): ModuleGrid {
  const light = resized(picture, width, height);
  const at = (x: number, y: number, more: number): void => {
    if (x >= 0 && x < width && y < height) light[y * width + x] = (light[y * width + x] ?? 0) + more;
  };
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const wanted = light[y * width + x] ?? 0;
      const isBlack = wanted < 128;
      const left = (wanted - (isBlack ? 0 : 255)) / 16;
      at(x + 1, y, left * 7);
      at(x - 1, y + 1, left * 3);
      at(x, y + 1, left * 5);
      at(x + 1, y + 1, left);
      return isBlack;
    }),
  );
}

/** Each dot is as light as the mean of the pixels below it, or as the nearest one where pixels are larger. */
function resized({ width: from, height: fromHigh, light }: GrayPicture, width: number, height: number): Float64Array {
  const result = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * fromHigh) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * fromHigh) / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * from) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * from) / width));
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += light[row * from + column] ?? 0;
      }
      result[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return result;
}
