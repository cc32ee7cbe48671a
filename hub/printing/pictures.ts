import { type GrayPicture, readPng } from '../../devices/printers/png.ts';

/** What the base64 of a picture block shows; null: nothing that can be printed. */
export const pictureIn = (png: string): GrayPicture | null => readPng(Buffer.from(png, 'base64'));
