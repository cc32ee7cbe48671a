/** What the hub sends beside a code. */
export type Fact = string | number | boolean | null;
export type Facts = { readonly [name: string]: Fact | undefined };

/** Facts that count thousandths of a unit, by the contracts of the rooms. */
const QUANTITIES: ReadonlySet<string> = new Set(['issuable', 'wanted', 'quantity', 'onHand', 'most']);

/** Shortest decimal text of thousandths: 1000 → "1", 3420 → "3.42". */
export function quantityText(quantity: number): string {
  const size = Math.abs(quantity);
  const fraction = String(size % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${quantity < 0 ? '-' : ''}${Math.floor(size / 1000)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Facts as a person reads them: quantities in units, the state of a document in words. */
export function readable(facts: Facts, stateWord: (state: string) => string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      if (typeof fact === 'number' && QUANTITIES.has(name)) return [name, quantityText(fact)];
      if (typeof fact === 'string' && name === 'approval') return [name, stateWord(fact)];
      return [name, fact];
    }),
  );
}
