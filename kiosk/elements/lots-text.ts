import type { SlipLine } from '../hub/contracts.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

type Tracked = Pick<SlipLine, 'tracking' | 'lots' | 'unit'> & { readonly quantity: number | null };

function namedQuantity({ lots }: Tracked): number {
  return lots.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Some of what somebody holds of a part with serial numbers, so that it must be said which. */
export function someOf(held: Pick<Tracked, 'tracking' | 'quantity'>, quantity: number): boolean {
  return held.tracking === 'serial' && quantity > 0 && quantity < (held.quantity ?? 0);
}

/** A part that is kept by serial numbers, and not each piece of the line has one yet. */
export function wantsSerials(line: Tracked): boolean {
  return line.tracking === 'serial' && namedQuantity(line) !== (line.quantity ?? 0);
}

/** Which lots or serial numbers a line is about, and how many are not named yet; '' where there is nothing to say. */
export function lotsText(line: Tracked): string {
  const names = line.lots.map(({ lot }) => lot).join(', ');
  const facts = { named: quantityText(namedQuantity(line)), wanted: quantityText(line.quantity ?? 0) };
  if (wantsSerials(line)) return `${say('lots.missing', facts)}${names === '' ? '' : ` · ${names}`}`;
  return namedText(line);
}

/** Which lots or serial numbers of a line somebody named; '' where nobody had to. */
export function namedText({ tracking, lots }: Pick<Tracked, 'tracking' | 'lots'>): string {
  if (lots.length === 0) return '';
  return say(tracking === 'serial' ? 'lots.serial' : 'lots.lot', { lots: lots.map(({ lot }) => lot).join(', ') });
}
