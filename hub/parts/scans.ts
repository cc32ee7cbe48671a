import { type Gs1Content, isGs1, parseGs1 } from '../kernel/scanned-code.ts';
import type { Reader } from '../store/open.ts';
import { findPart, partByAnyForm, partByCode } from './store.ts';

export type PartMatch = {
  readonly meaning: 'part';
  readonly part: string;
  readonly packQuantity: number;
  /** The lot or serial number that the label names; it matters where the part is kept by such. */
  readonly lot?: string;
};

/**
 * Any barcode of a part; a GTIN is the same article in each of its lengths. A maker's GS1 label (by its symbology) means the part of its GTIN or of its
 * part number, and both of them when those are two parts. Its serial number or batch is named with it; its count decides nothing here.
 */
export function recognisePart(reader: Reader, text: string, symbology: string | null): PartMatch[] {
  const whole = partByAnyForm(reader, text);
  if (whole !== undefined || !isGs1(symbology)) return whole === undefined ? [] : [{ meaning: 'part', ...whole }];
  const label = parseGs1(text);
  // Half a label is worse than none.
  if ('defect' in label) return [];
  const { gtin, partNumber } = label.content;
  const found = [
    gtin === undefined ? undefined : partByAnyForm(reader, gtin),
    partNumber === undefined ? undefined : partByCode(reader, partNumber),
  ].flatMap((match) =>
    match === undefined ? [] : [{ meaning: 'part' as const, ...match, ...lotOf(reader, match.part, label.content) }],
  );
  return found.filter(({ part }, index) => found.findIndex((other) => other.part === part) === index);
}

/** A maker's label may name a batch and a serial number; which of them is the lot depends on how the part is kept here. */
function lotOf(reader: Reader, id: string, { batch, serial }: Gs1Content): { lot: string } | undefined {
  const part = findPart(reader, id);
  const lot = part?.serialTracked === true ? serial : part?.lotTracked === true ? batch : undefined;
  return lot === undefined ? undefined : { lot };
}
