import type { OperationContext } from '../executor/binding.ts';
import type { Block, PrintedDocument } from '../kernel/document.ts';
import { enqueuePrint } from './queue.ts';

/** So many of one label as one job, each on a label of its own. */
export function labels(template: string, title: string, blocks: readonly Block[], times: number): PrintedDocument {
  const all = Array.from({ length: times }, (_, index): Block[] =>
    index === 0 ? [...blocks] : [{ block: 'page-break' }, ...blocks],
  );
  return { template, title, blocks: all.flat(), unmarked: true };
}

/** Labels are no copies of each other: every printing is a paper of its own. */
export function enqueueLabels(context: OperationContext, printer: string, content: PrintedDocument): { job: string } {
  const { job } = enqueuePrint(context, {
    ...{ documentKind: 'label', documentId: context.newId(), number: content.title, printer },
    ...{ copyName: '存根', content },
  });
  return { job };
}
