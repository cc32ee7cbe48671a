import { lampOf } from '../elements/device-lamp-state.ts';
import type { CounterState, Device, PrintJobSummary } from '../hub/contracts.ts';

/** What a counter must be told besides its slip. */
export type Strip =
  /** Nobody knows whether this slip came out. One question at a time. */
  | { readonly kind: 'question'; readonly job: PrintJobSummary; readonly more: number }
  /** Slips wait for their printer, or the printer cannot print. `code` is a print code or a device state. */
  | {
      readonly kind: 'paper';
      readonly family: 'print-code' | 'device';
      readonly code: string;
      readonly waiting: readonly string[];
    }
  /** Scans do not arrive. */
  | { readonly kind: 'scanner'; readonly code: string };

const HELD_UP: ReadonlySet<string> = new Set(['QUEUED', 'FAILED']);

/** Strips for the printer and the scanner of a station, the most urgent first. */
export function stripsOf(print: CounterState['print'], devices: readonly Device[]): Strip[] {
  const strips: Strip[] = [];
  const uncertain = print.filter((job) => job.state === 'UNCERTAIN');
  // The oldest first: the paper lies in the order in which it was printed.
  const job = uncertain.at(-1);
  if (job !== undefined) strips.push({ kind: 'question', job, more: uncertain.length - 1 });
  const paper = paperStrip(print, devices);
  if (paper !== null) strips.push(paper);
  const scanner = devices.find((device) => device.family === 'scanner' && lampOf(device).state === 'stopped');
  if (scanner !== undefined) strips.push({ kind: 'scanner', code: scanner.state });
  return strips;
}

function paperStrip(print: CounterState['print'], devices: readonly Device[]): Strip | null {
  const printer = devices.find((device) => device.family === 'printer');
  const lamp = printer === undefined ? null : lampOf(printer);
  const held = print.filter((job) => HELD_UP.has(job.state));
  const waiting = held.map((job) => job.document).reverse();
  if (lamp?.state === 'stopped' && printer !== undefined) {
    const word = lamp.words[0];
    if (word?.[0] === 'device') return { kind: 'paper', family: 'device', code: printer.state, waiting };
    const code = word?.[0] === 'paper' ? 'paper-out' : (word?.[1] ?? 'error');
    return { kind: 'paper', family: 'print-code', code, waiting };
  }
  const cause = held.find((job) => job.code !== '');
  return cause === undefined ? null : { kind: 'paper', family: 'print-code', code: cause.code, waiting };
}
