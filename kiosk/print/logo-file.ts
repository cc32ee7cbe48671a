import type { SlipTemplate } from '../hub/contracts.ts';

/** Of the box on paper: 40 × 12 mm at 8 dots a millimetre. */
const BOX = { width: 320, height: 96 } as const;
/** `MOST_LOGO` of the hub's contract, which a screen knows as types only. */
const MOST_BASE64 = 40_000;
/** A photo has more in it than fits: then it is made smaller until it does. */
const SCALES = [1, 0.75, 0.5, 0.35] as const;

/** A picture file as the logo of a template, in the size in which it is printed; null when the browser cannot read it. */
export async function logoOf(file: Blob): Promise<SlipTemplate['logo'] | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const fit = Math.min(1, BOX.width / picture.width, BOX.height / picture.height);
  for (const scale of SCALES) {
    const png = await drawn(picture, fit * scale);
    if (png !== null && png.length <= MOST_BASE64) return png;
  }
  return null;
}

async function drawn(picture: ImageBitmap, scale: number): Promise<string | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.imageSmoothingQuality = 'high';
  pen.filter = 'grayscale(1)';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1] ?? null;
}
