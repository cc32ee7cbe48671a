import type { Sheet } from '../../devices/printers/page.ts';

/** So many pixels in a millimetre: four in the narrowest bar that any head draws. */
const PIXELS_PER_MM = 32;
/** Paper around it: a decoder wants to see where a code begins. */
const MARGIN_MM = 4;

/**
 * What is black on a sheet but for its glyphs, as a picture (PGM, netpbm): what a camera would see of its codes. Only the stretch from `from_mm` to
 * `to_mm` below the top.
 */
export function pictureOf({ width_mm, bars }: Sheet, from_mm: number, to_mm: number): Uint8Array {
  const pixels = (mm: number): number => Math.round(mm * PIXELS_PER_MM);
  const width = pixels(width_mm + 2 * MARGIN_MM);
  const height = pixels(to_mm - from_mm + 2 * MARGIN_MM);
  const image = new Uint8Array(width * height).fill(255);
  for (const bar of bars) {
    if (bar.y_mm + bar.height_mm <= from_mm || bar.y_mm >= to_mm) continue;
    const [left, right] = [pixels(bar.x_mm + MARGIN_MM), pixels(bar.x_mm + bar.width_mm + MARGIN_MM)];
    const top = Math.max(0, pixels(bar.y_mm - from_mm + MARGIN_MM));
    const bottom = Math.min(height, pixels(bar.y_mm + bar.height_mm - from_mm + MARGIN_MM));
    for (let y = top; y < bottom; y++) image.fill(0, y * width + left, y * width + right);
  }
  return Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), image]);
}
