import type { Weighing } from '../hub/contracts.ts';
import { quantityText } from '../words/facts.ts';
import { say } from '../words/say.ts';

/** What a weighing proved, beside its word: a weight, or that the count is what the slip says. */
export function weighedText(weighing: Weighing | null): string {
  if (weighing === null) return '';
  const { code, facts } = weighing;
  const { quantity } = facts;
  return code === 'weighing.agrees' && typeof quantity === 'number'
    ? say('line.verified', { ...facts, quantity: quantityText(quantity) })
    : say('line.weighed', facts);
}
