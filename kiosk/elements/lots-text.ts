import type { SlipLine } from '../hub/contracts.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

type Tracked = Pick<SlipLine, 'tracking' | 'lots' | 'unit'> & { readonly quantity: number | null };

function namedQuantity({ lots }: Tracked): number {
  return lots.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** A part that is kept by serial numbers, and not each piece of the line has one yet. */
export function wantsSerials(line: Tracked): boolean {
  return line.tracking === 'serial' && namedQuantity(line) !== (line.quantity ?? 0);
}

/** Which lots or serial numbers a line is about, and how many are not named yet; '' where there is nothing to say. */
export function lotsText(line: Tracked): string {
  const names = line.lots.map(({ lot }) => lot).join(', ');
  const facts = { lots: names, named: quantityText(namedQuantity(line)), wanted: quantityText(line.quantity ?? 0) };
  if (wantsSerials(line)) return `${say('lots.missing', facts)}${names === '' ? '' : ` · ${names}`}`;
  if (names === '') return '';
  return say(line.tracking === 'serial' ? 'lots.serial' : 'lots.lot', facts);
}
