import type { DeviceStateName } from '../device.ts';

/** The named states in which a port can leave a device. */
export type PortFault = Extract<DeviceStateName, 'absent' | 'taken' | 'forbidden' | 'silent' | 'failed'>;

/** Why a port cannot be used (any more). `message` is in the system's own words. */
export class PortError extends Error {
  readonly fault: PortFault;

  constructor(fault: PortFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PortError';
    this.fault = fault;
  }
}

const FAULT_OF_CODE: Readonly<Record<string, PortFault>> = {
  ENOENT: 'absent',
  ENODEV: 'absent',
  ENXIO: 'absent',
  EIO: 'absent', // what a tty or usblp says after its USB plug was pulled
  EBADF: 'absent', // the binding closed the descriptor under us because the device went away
  ECONNREFUSED: 'absent',
  EHOSTUNREACH: 'absent',
  EHOSTDOWN: 'absent',
  ENETUNREACH: 'absent',
  ENOTFOUND: 'absent',
  EAI_AGAIN: 'absent',
  EBUSY: 'taken',
  EADDRINUSE: 'taken',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  ETIMEDOUT: 'silent',
};

/**
 * serialport 13 gives no `code` when it cannot open, only strerror's words (bindings-cpp `serialport_unix.cpp`), and none when a read fails right after
 * a hang-up ("EIO: i/o error, read", measured in 2 of 1,000 unplugs).
 */
const FAULT_OF_WORDS: readonly (readonly [RegExp, PortFault])[] = [
  [/cannot lock port|resource busy|in use/i, 'taken'],
  [/no such (file|device)|file not found|bad file descriptor|disconnected|i\/o error|input\/output error/i, 'absent'],
  [/permission denied|not permitted/i, 'forbidden'],
];

/** The one place where the words of operating system and libraries become a named state. */
export function toPortError(error: unknown): PortError {
  if (error instanceof PortError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault =
    FAULT_OF_CODE[code] ?? FAULT_OF_WORDS.find(([words]) => words.test(message))?.[1] ?? ('failed' satisfies PortFault);
  return new PortError(fault, message, error);
}
