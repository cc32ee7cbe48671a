import { parentPort, workerData } from 'node:worker_threads';
import { readCsv, writeCsv } from '../kernel/csv.ts';
import { MOST_FILE_BYTES, refuseTable } from '../kernel/table-file.ts';
import { readXlsx, writeXlsx } from '../kernel/xlsx.ts';
import type { TableWork } from './table-thread.ts';

/** How a file begins that is an archive (XLSX), and one of the Excel of before 2007. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];

function beginsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}

/** By what is in the file, never by its name. */
function read(bytes: Uint8Array): unknown {
  if (bytes.length > MOST_FILE_BYTES) return refuseTable('tables.too-large', { limit: MOST_FILE_BYTES / 1024 / 1024 });
  if (beginsWith(bytes, OLD_WORKBOOK)) return refuseTable('tables.old-workbook');
  return beginsWith(bytes, ARCHIVE) ? readXlsx(bytes) : readCsv(bytes);
}

const work = workerData as TableWork;
if (work.do === 'read') parentPort?.postMessage(await read(work.bytes));
else if (work.format === 'csv') parentPort?.postMessage(new TextEncoder().encode(writeCsv(work.table)));
else parentPort?.postMessage(await writeXlsx(work.table));
