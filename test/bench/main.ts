// `npm run bench`: everything in one run, against its own floor. `npm run bench -- --write` keeps the table in the README.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { benchCatalogue } from './catalogue.ts';
import { benchFortyDevices } from './forty-devices.ts';
import { benchHeadOffice } from './head-office.ts';
import { describeMachine } from './machine.ts';
import { benchPrinterBytes } from './printer-bytes.ts';
import { benchReceiptEncoders } from './receipt-encoders.ts';
import type { BenchRow } from './row.ts';
import { benchScaleFrames } from './scale-frames.ts';
import { benchScans } from './scan-to-topic.ts';
import { benchScannerFrames } from './scanner-frames.ts';
import { benchStartUp } from './start-up.ts';
import { benchStockIssues } from './stock-issues.ts';
import { keepInReadme, tableOf } from './table.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PARTS: readonly (readonly [string, () => Promise<BenchRow[]>])[] = [
  ['scans', benchScans],
  ['stock issues', benchStockIssues],
  ['catalogue', benchCatalogue],
  ['head office', benchHeadOffice],
  ['scanner frames', benchScannerFrames],
  ['scale frames', benchScaleFrames],
  ['printer bytes', benchPrinterBytes],
  ['receipt encoders', benchReceiptEncoders],
  ['forty devices', benchFortyDevices],
  ['start and memory', benchStartUp],
];

// Beside the checkout, where the hub's own store lies: /tmp is memory on many machines, and there nothing is durable.
const folder = join(ROOT, 'test', 'output');
mkdirSync(folder, { recursive: true });
process.env.TMPDIR = folder;

const rows: BenchRow[] = [];
for (const [name, measure] of PARTS) {
  const began = performance.now();
  rows.push(...(await measure()));
  process.stderr.write(`${name}: ${Math.round((performance.now() - began) / 1000)} s\n`);
}
const table = tableOf(describeMachine(), rows);
process.stdout.write(`\n${table}\n\n`);
if (process.argv.includes('--write')) process.stdout.write(`${keepInReadme(join(ROOT, 'README.md'), table)}\n`);
