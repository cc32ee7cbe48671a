import { parentPort, workerData } from 'node:worker_threads';
import { pdfOf } from './pdf.ts';
import type { PdfWork } from './pdf-thread.ts';

const { title, sheets, font } = workerData as PdfWork;
parentPort?.postMessage(await pdfOf(title, sheets, { ...font, bytes: Buffer.from(font.bytes) }));
