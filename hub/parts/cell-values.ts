/**
 * Several values in one cell, separated by "; " or line breaks. One that has a separator in it, spaces around it or a quote before it stands in
 * quotes, with its own quotes doubled, as CSV does it with cells.
 */
const SEPARATOR = '; ';
const NEEDS_QUOTES = /[;；\n]|^["\s]|\s$/;
const VALUE = /\s*(?:"((?:[^"]|"")*)"|([^;；\n]*))\s*(?:[;；\n]|$)/y;

export function joinValues(values: readonly string[]): string {
  return values.map((value) => (NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(SEPARATOR);
}

/** Each value once; what is empty is none. */
export function splitValues(text: string): string[] {
  const values = new Set<string>();
  VALUE.lastIndex = 0;
  while (VALUE.lastIndex < text.length) {
    const [, quoted, plain] = VALUE.exec(text) ?? [];
    values.add(quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"'));
  }
  values.delete('');
  return [...values];
}

/** "6921589800005=10": a name and what belongs to it; null: nothing does. */
export function pairOf(value: string): readonly [string, string | null] {
  const at = value.lastIndexOf('=');
  return at < 0 ? [value, null] : [value.slice(0, at).trim(), value.slice(at + 1).trim()];
}
