import type { Device } from '../hub/contracts.ts';

export type LampState = 'ready' | 'waiting' | 'stopped';

/** Which of the meanings a device's lamp has, and the words beside it as (family, state) pairs. Empty: nothing needs saying. */
export function lampOf(device: Device): {
  readonly state: LampState;
  readonly words: readonly (readonly [string, string])[];
} {
  if (device.state === 'opening') return { state: 'waiting', words: [['device', 'opening']] };
  if (device.state !== 'ready') return { state: 'stopped', words: [['device', device.state]] };
  if (device.family === 'scanner') return { state: 'ready', words: [] };
  if (device.coverOpen) return { state: 'stopped', words: [['print-code', 'cover-open']] };
  if (device.paper === 'out') return { state: 'stopped', words: [['paper', 'out']] };
  if (!device.online) return { state: 'stopped', words: [['print-code', 'offline']] };
  if (device.error !== '' && device.error !== 'none') return { state: 'stopped', words: [['print-code', 'error']] };
  if (device.paper === 'near-end') return { state: 'waiting', words: [['paper', 'near-end']] };
  return { state: 'ready', words: [] };
}
