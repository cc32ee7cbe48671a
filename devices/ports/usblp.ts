/**
 * The status lines of a USB printer behind the kernel's usblp driver.
 * Unproved here: this machine has no /dev/usb/lp*. Proved is the call itself (another ioctl through the same function, see
 * test/devices/file-port.test.ts); the meaning of the bits is from a measurement in a virtual machine (0x18 ok, 0x38 paper out,
 * 0x10 error) and from `linux/lp.h`.
 */
import type { LineStatus } from './port.ts';

/** `LPGETSTATUS` of `linux/lp.h`. */
const LPGETSTATUS = 0x060b;
const LP_PAPER_OUT = 0x20;
const LP_SELECTED = 0x10;
const LP_NO_ERROR = 0x08;

type IoctlInt = (fd: number, request: number, value: Int32Array) => number;
let ioctl: IoctlInt | null = null;

/** Runs an ioctl that fills one int; null when the system refuses. koffi is loaded at the first call, and only then. */
export async function ioctlInt(fd: number, request: number): Promise<number | null> {
  if (ioctl === null) {
    const { default: koffi } = await import('koffi');
    const call = koffi.load('libc.so.6').func('int ioctl(int fd, unsigned long request, _Out_ int *value)');
    ioctl = (...parameters) => call(...parameters);
  }
  const value = new Int32Array(1);
  return ioctl(fd, request, value) < 0 ? null : (value[0] ?? null);
}

export async function readLineStatus(fd: number): Promise<LineStatus | null> {
  const lines = await ioctlInt(fd, LPGETSTATUS);
  return lines === null ? null : lineStatusOf(lines);
}

/** The meaning of the status byte; pure, so that it can be tested. */
export const lineStatusOf = (lines: number): LineStatus => ({
  paperOut: (lines & LP_PAPER_OUT) !== 0,
  selected: (lines & LP_SELECTED) !== 0,
  error: (lines & LP_NO_ERROR) === 0,
});
