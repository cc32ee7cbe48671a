import { type BoundOperation, type BoundQuery, bindOperation, type OperationContext } from '../executor/binding.ts';
import { InvalidRequest } from '../executor/errors.ts';
import type { BoundList } from '../executor/lists.ts';
import { validate, withDefaults } from '../executor/validation.ts';
import { mayAct } from '../kernel/actor.ts';
import { type ListColumn, type ListRequest, MOST_LIST_PAGE } from '../kernel/list.ts';
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts';
import { MOST_PRINTED_ROWS, printList } from './list-contract.ts';
import { listDocument } from './list-document.ts';
import { enqueuePrint } from './queue.ts';
import type { PrintSettings } from './queue-operations.ts';
import { paperTime, paperWord } from './words.ts';

type Settings = Pick<PrintSettings, 'hasPrinter' | 'mediaOf'> & { readonly timeZone: string };

/** Lists of the desk on paper, on any printer with rolls or forms; seen by whoever may ask their query. */
export function listPrintOperations(
  lists: readonly BoundList[],
  queries: readonly BoundQuery[],
  { hasPrinter, mediaOf, timeZone }: Settings,
): BoundOperation[] {
  return [
    bindOperation(printList, async (context, { list: name, asked, columns, language, printer }) => {
      const list = lists.find(({ contract }) => contract.name === name);
      const query = queries.find(({ contract }) => contract.name === name);
      if (list === undefined || query === undefined) return refuse('lists.unknown', { list: name });
      if (!mayAct(context.actor, list.contract.who)) return refuse('lists.not-for-you');
      if (!hasPrinter(context.tx, printer)) return refuse('printing.no-such-printer', { printer });
      if (mediaOf(printer).kind === 'label') return refuse('lists.not-on-labels');
      const rows = await rowsOf(context, query, asked);
      if (isRefusal(rows)) return rows;
      const title = list.title[language];
      const search = typeof asked.search === 'string' ? asked.search.trim() : '';
      const content = listDocument({
        title,
        asked: search === '' ? [] : [{ label: paperWord('list.search', language), text: search }],
        columns: chosenOf(list, columns),
        rows,
        language,
        time: paperTime(context.at, timeZone),
        timeZone,
      });
      const { job } = enqueuePrint(context, {
        ...{ documentKind: 'list', documentId: context.newId(), number: title, printer, copyName: '存根', content },
      });
      return { job };
    }),
  ];
}

function chosenOf({ columns }: BoundList, keys: readonly string[]): ListColumn<unknown>[] {
  const chosen = keys.flatMap((key) => columns.filter((column) => column.key === key));
  return chosen.length === 0 ? [...columns] : chosen;
}

async function rowsOf(context: OperationContext, query: BoundQuery, asked: object): Promise<unknown[] | Refusal> {
  const rows: unknown[] = [];
  for (;;) {
    const page = withDefaults(query.contract.request, { ...asked, offset: rows.length, limit: MOST_LIST_PAGE });
    try {
      validate(query.contract.request, page);
    } catch (error) {
      if (error instanceof InvalidRequest) return refuse('lists.unknown', { list: query.contract.name });
      throw error;
    }
    const reply = (await query.answer(context.tx, page as ListRequest, context.actor)) as {
      count: number;
      rows: unknown[];
    };
    if (reply.count > MOST_PRINTED_ROWS) {
      return refuse('lists.too-long-to-print', { rows: reply.count, limit: MOST_PRINTED_ROWS });
    }
    rows.push(...reply.rows);
    if (rows.length >= reply.count || reply.rows.length === 0) return rows;
  }
}
