/** What the hub sends beside a code. */
export type Fact = string | number | boolean | null;
export type Facts = { readonly [name: string]: Fact | undefined };

/** Facts that count thousandths of a unit, by the contracts of the rooms. */
const QUANTITIES: ReadonlySet<string> = new Set([
  'issuable',
  'wanted',
  'quantity',
  'onHand',
  'most',
  'held',
  'asked',
  'named',
]);

/** Facts that are fen. */
const MONEY: ReadonlySet<string> = new Set(['value', 'cap']);

/** Shortest decimal text of thousandths: 1000 → "1", 3420 → "3.42". */
export function quantityText(quantity: number): string {
  const size = Math.abs(quantity);
  const fraction = String(size % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${quantity < 0 ? '-' : ''}${Math.floor(size / 1000)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** "￥1,234.50" of fen. */
export function moneyText(fen: number): string {
  const yuan = new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(Math.abs(fen) / 100);
  return `${fen < 0 ? '-' : ''}￥${yuan}`;
}

/** Money of a text of the screens as a person reads it. */
export function inMoney(facts: Facts): Facts {
  const { value } = facts;
  return typeof value === 'number' ? { ...facts, value: moneyText(value) } : facts;
}

/** Facts as a person reads them: quantities in units, a part with its model and its number. */
export function readable(facts: Facts): Facts {
  const units = Object.entries(facts).map(([name, fact]) => {
    if (typeof fact !== 'number') return [name, fact];
    if (MONEY.has(name)) return [name, moneyText(fact)];
    return [name, QUANTITIES.has(name) ? quantityText(fact) : fact];
  });
  return { ...Object.fromEntries(units), ...partOf(facts) };
}

/** "机油滤清器 迈腾 B8L (OF-B8L)": names alone repeat in a catalogue. Without `part`, a `number` is a document's. */
function partOf({ part, model, number }: Facts): { part?: string } {
  if (typeof part !== 'string' || typeof number !== 'string') return {};
  const name = typeof model === 'string' && model !== '' ? `${part} ${model}` : part;
  return { part: `${name} (${number})` };
}
