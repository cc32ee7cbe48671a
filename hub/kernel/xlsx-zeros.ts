import { unzipSync, zipSync } from 'fflate';

const STYLES = 'xl/styles.xml';
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

/**
 * Codes with zeros in front that were typed as numbers: the workbook holds 12 and a format "00000", people see 00012. Such cells become the texts that
 * people see (ECMA-376 18.3.1.4, `t="str"`); everything else stays as it is.
 */
export function withShownZeros(bytes: Uint8Array): Uint8Array {
  const [styles] = Object.values(unzipSync(bytes, { filter: ({ name }) => name === STYLES }));
  const widths = styles === undefined ? new Map<string, number>() : widthsOf(new TextDecoder().decode(styles));
  if (widths.size === 0) return bytes;
  const entries = Object.entries(unzipSync(bytes)).map(([name, content]) => [
    name,
    SHEET.test(name) ? new TextEncoder().encode(asShown(new TextDecoder().decode(content), widths)) : content,
  ]);
  return zipSync(Object.fromEntries(entries), { level: 0 });
}

/** How many digits at least a cell of each style shows; of the styles that are nothing but zeros. */
function widthsOf(styles: string): Map<string, number> {
  const formats = new Map<string, number>();
  for (const [tag] of styles.matchAll(/<numFmt\b[^>]*>/g)) {
    const [id, code] = [attribute(tag, 'numFmtId'), attribute(tag, 'formatCode') ?? ''];
    if (id !== undefined && /^0{2,}$/.test(code)) formats.set(id, code.length);
  }
  const [cells = ''] = /<cellXfs\b[\s\S]*?<\/cellXfs>/.exec(styles) ?? [];
  const widths = new Map<string, number>();
  for (const [style, [tag]] of [...cells.matchAll(/<xf\b[^>]*>/g)].entries()) {
    const width = formats.get(attribute(tag, 'numFmtId') ?? '');
    if (width !== undefined) widths.set(String(style), width);
  }
  return widths;
}

function asShown(sheet: string, widths: ReadonlyMap<string, number>): string {
  return sheet.replace(/<c\b([^>]*)><v>(\d+)<\/v><\/c>/g, (cell, attributes: string, digits: string) => {
    const width = widths.get(attribute(attributes, 's') ?? '');
    if (width === undefined || (attribute(attributes, 't') ?? 'n') !== 'n') return cell;
    return `<c${attributes.replace(/\bt="n"/, '')} t="str"><v>${digits.padStart(width, '0')}</v></c>`;
  });
}
