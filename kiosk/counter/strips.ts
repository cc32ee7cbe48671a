import { lampOf } from '../elements/device-lamp-state.ts';
import type { CounterState, Device, DevicesState, PrintJobSummary } from '../hub/contracts.ts';
import type { Key } from '../words/sentences.ts';

/** What a counter must be told besides its slip. */
export type Strip =
  /** The hub cannot keep anything. */
  | { readonly kind: 'store'; readonly store: Exclude<DevicesState['store'], 'ok'> }
  /** Scans beeped and were not kept at once. */
  | { readonly kind: 'lost'; readonly count: number }
  /** Nobody knows whether this slip came out. One question at a time. */
  | { readonly kind: 'question'; readonly job: PrintJobSummary; readonly more: number }
  /** This slip waited too long: nothing of it was printed, and nobody prints it before somebody says so. */
  | { readonly kind: 'stale'; readonly job: PrintJobSummary; readonly more: number }
  /** Slips wait for their printer, or the printer cannot print. `code` is a print code or a device's state; `word` null: the code's. */
  | { readonly kind: 'paper'; readonly word: Key | null; readonly code: string; readonly waiting: readonly string[] }
  /** Scans do not arrive. */
  | { readonly kind: 'scanner'; readonly state: Device['state'] }
  /** Weights do not arrive. */
  | { readonly kind: 'scale'; readonly device: Device };

export type StripFacts = {
  readonly print: CounterState['print'];
  readonly devices: readonly Device[];
  readonly store: DevicesState['store'];
  /** Scans that were not kept and that nobody has read about yet. */
  readonly lost: number;
};

const HELD_UP: ReadonlySet<string> = new Set(['QUEUED', 'FAILED']);

/** Strips for the store, the printer, the scanner and the scales of a station, the most urgent first. */
export function stripsOf({ print, devices, store, lost }: StripFacts): Strip[] {
  const strips: Strip[] = [];
  if (store !== 'ok') strips.push({ kind: 'store', store });
  if (lost > 0) strips.push({ kind: 'lost', count: lost });
  const uncertain = print.filter((job) => job.state === 'UNCERTAIN');
  // The oldest first: the paper lies in the order in which it was printed.
  const job = uncertain.at(-1);
  if (job !== undefined) strips.push({ kind: 'question', job, more: uncertain.length - 1 });
  const stale = print.filter((one) => one.state === 'EXPIRED' && one.code === 'stale');
  const oldest = stale.at(-1);
  if (oldest !== undefined) strips.push({ kind: 'stale', job: oldest, more: stale.length - 1 });
  const paper = paperStrip(print, devices);
  if (paper !== null) strips.push(paper);
  const scanner = devices.find((device) => device.family === 'scanner' && lampOf(device).state === 'stopped');
  if (scanner !== undefined) strips.push({ kind: 'scanner', state: scanner.state });
  const scales = devices.filter((device) => device.family === 'scale' && lampOf(device).state === 'stopped');
  strips.push(...scales.map((device) => ({ kind: 'scale' as const, device })));
  return strips;
}

function paperStrip(print: CounterState['print'], devices: readonly Device[]): Strip | null {
  const printer = devices.find((device) => device.family === 'printer');
  const lamp = printer === undefined ? null : lampOf(printer);
  const held = print.filter((job) => HELD_UP.has(job.state));
  const waiting = held.map((job) => job.document).reverse();
  if (lamp?.state === 'stopped') return { kind: 'paper', word: lamp.word, code: lamp.cause, waiting };
  const cause = held.find((job) => job.code !== '');
  return cause === undefined ? null : { kind: 'paper', word: null, code: cause.code, waiting };
}
