import type { Page, Row } from '../../devices/printers/page.ts';
import type { PrinterProfile } from '../../devices/profile-printer.ts';

/** The document of a profile's sample, with what a span may leave out. */
export function samplePage(width_mm: number, { document }: PrinterProfile['samples'][number]): Page {
  const rows = document.map((row): Row => {
    if (row.kind !== 'text') return row;
    return { ...row, spans: row.spans.map((span) => ({ scaleX: 1, scaleY: 1, bold: false, ...span })) };
  });
  return { width_mm, rows };
}
