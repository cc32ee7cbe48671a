import type { PrintJobSummary, QueuePrinter } from '../hub/contracts.ts';
import { say } from '../words/say.ts';
import { isKey } from '../words/sentences.ts';

/** Nobody but a person can say how it goes on. */
export function wantsAnswer({ state, code }: PrintJobSummary): boolean {
  return state === 'UNCERTAIN' || (state === 'EXPIRED' && code === 'stale');
}

/** Nothing of it has left: it may still be cancelled or moved. */
export function isWaiting({ state }: PrintJobSummary): boolean {
  return state === 'QUEUED' || state === 'FAILED';
}

export function isOver(job: PrintJobSummary): boolean {
  return !wantsAnswer(job) && !isWaiting(job) && job.state !== 'SENDING';
}

/** A station has one printer, so its place names it; elsewhere an unnamed one goes by its model. */
export function printerName({ label, model, station, printer }: QueuePrinter): string {
  const unnamed = station === '' ? model : say('family.printer');
  const name = label === '' ? unnamed : label;
  return [station, name === '' ? printer : name].filter((text) => text !== '').join(' · ');
}

/** Whose copy it is: 存根, 客户, 财务. */
export function copyWord(copyName: string): string {
  const key = `copy-name.${copyName}`;
  return isKey(key) ? say(key) : copyName;
}

/** Why a printer cannot print: a print code, or the state of a device. */
export function causeWord(cause: string): string {
  const key = [`print-code.${cause}`, `device.${cause}`].find(isKey);
  return say(key ?? 'paper.cause-unknown');
}

/** What is in the printer, as one would ask for it in a shop. */
export function mediumWord({ medium }: QueuePrinter): string {
  const facts = { width: Math.round(medium.width_mm), height: Math.round(medium.height_mm ?? 0) };
  return say(`medium.${medium.kind}`, facts);
}
