import type { Reader, Tx } from '../store/open.ts';
import { ORDINARY_TEMPLATE, type RequisitionTemplate } from './template-contract.ts';

const NAME = 'requisition';

/** How the workshop wants its slips. What an older hub did not know yet is as usual. */
export function readTemplate(reader: Reader): RequisitionTemplate {
  const row = reader.one<{ content: string }>('select content from print_template where template = ?', NAME);
  const chosen = row === undefined ? {} : (JSON.parse(row.content) as Partial<RequisitionTemplate>);
  return { ...ORDINARY_TEMPLATE, ...chosen };
}

export function keepTemplate(tx: Tx, template: RequisitionTemplate): void {
  tx.run(
    'insert into print_template (template, content) values (?, ?) on conflict (template) do update set content = excluded.content',
    NAME,
    JSON.stringify(template),
  );
}
