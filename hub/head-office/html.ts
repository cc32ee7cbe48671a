/** Text that is already safe to send as HTML. Only the tag below makes it. */
export type Html = { readonly html: string };
type Part = string | number | null | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
  return 'html' in part ? part.html : part.map(({ html: text }) => text).join('');
}

/** Everything that is put in is escaped, unless this tag made it. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: texts.map((text, index) => (index === 0 ? text : written(parts[index - 1] ?? null) + text)).join('') };
}
