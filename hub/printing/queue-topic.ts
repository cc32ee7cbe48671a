import { type BoundTopic, bindTopic } from '../executor/binding.ts';
import type { Reader } from '../store/open.ts';
import { canPrint, type Printers } from './printers.ts';
import { printQueueTopic, type QueuePrinter } from './queue-contract.ts';
import { jobsOfQueue, standInOf } from './store.ts';

/** A printer as the list of devices has it. */
export type ListedPrinter = Pick<QueuePrinter, 'printer' | 'label' | 'model' | 'station'>;

/** Enough to find the slip of this morning again. */
const NEWEST_JOBS = 60;

export function printQueueSource(printers: Printers, list: (reader: Reader) => readonly ListedPrinter[]): BoundTopic {
  return bindTopic(printQueueTopic, (reader) => ({
    printers: list(reader).map((listed) => ({
      ...listed,
      ...stateOf(listed.printer, printers),
      fallback: standInOf(reader, listed.printer),
    })),
    jobs: jobsOfQueue(reader, NEWEST_JOBS),
  }));
}

function stateOf(name: string, printers: Printers): Pick<QueuePrinter, 'medium' | 'canPrint' | 'cause'> {
  const media = printers.mediaOf(name);
  const medium = {
    kind: media.kind,
    width_mm: media.width_mm,
    height_mm: media.kind === 'roll' ? null : media.height_mm,
  };
  const printer = printers.find(name);
  if (printer === undefined) return { medium, canPrint: false, cause: 'opening' };
  const able = canPrint(printer);
  return { medium, canPrint: able, cause: able ? '' : causeOf(printer) };
}

function causeOf({ state, status }: Parameters<typeof canPrint>[0]): string {
  if (state.state !== 'ready') return state.state;
  if (status.coverOpen) return 'cover-open';
  return status.paper === 'out' ? 'paper-out' : 'offline';
}
