import type { Device } from '../hub/contracts.ts';
import type { Key } from '../words/sentences.ts';

export type LampState = 'ready' | 'waiting' | 'stopped';
/** `word` null: nothing needs saying. `cause`: what the printer stands still for, as a print code or a device's state. */
export type Lamp = { readonly state: LampState; readonly word: Key | null; readonly cause: string };

const READY: Lamp = { state: 'ready', word: null, cause: '' };

/** Which of the meanings a device's lamp has, and the word beside it. */
export function lampOf(device: Device): Lamp {
  const { state } = device;
  if (state === 'opening') return { state: 'waiting', word: 'device.opening', cause: state };
  if (state !== 'ready') return { state: 'stopped', word: `device.${state}`, cause: state };
  if (device.family !== 'printer') return READY;
  if (device.coverOpen) return { state: 'stopped', word: 'print-code.cover-open', cause: 'cover-open' };
  if (device.paper === 'out') return { state: 'stopped', word: 'paper.out', cause: 'paper-out' };
  if (!device.online) return { state: 'stopped', word: 'print-code.offline', cause: 'offline' };
  if (device.error !== '' && device.error !== 'none')
    return { state: 'stopped', word: 'print-code.error', cause: 'error' };
  if (device.paper === 'near-end') return { state: 'waiting', word: 'paper.near-end', cause: '' };
  return READY;
}
