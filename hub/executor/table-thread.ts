import { Worker } from 'node:worker_threads';
import type { Refusal } from '../kernel/refusal.ts';
import type { ReadTable, TableFormat, WrittenTable } from '../kernel/table-file.ts';

export type TableWork =
  | { readonly do: 'read'; readonly bytes: Uint8Array }
  | { readonly do: 'write'; readonly format: TableFormat; readonly table: WrittenTable };

/** A file that makes the thread grow beyond this is given up; the hub itself never grows with it. */
const MOST_HEAP_MB = 512;

/** Table files are read and made in a thread of their own: a workbook of 20,000 rows takes seconds, and a scan is answered in less. */
function inThread<Result>(work: TableWork): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./table-worker.ts', import.meta.url), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    worker.once('message', (result: Result) => {
      resolve(result);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}

export function readTableFile(bytes: Uint8Array): Promise<ReadTable | Refusal> {
  return inThread({ do: 'read', bytes });
}

export function writeTableFile(format: TableFormat, table: WrittenTable): Promise<Uint8Array> {
  return inThread({ do: 'write', format, table });
}
