/** Micrograms as people read them: grams, and kilograms from one on. */
export function weightText(weight_ug: number): string {
  const isHeavy = Math.abs(weight_ug) >= 1e9;
  const value = weight_ug / (isHeavy ? 1e9 : 1e6);
  return `${Number(value.toFixed(3))} ${isHeavy ? 'kg' : 'g'}`;
}
