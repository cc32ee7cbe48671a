/**
 * The status lines of a USB printer behind the kernel's usblp driver.
 * Unproved here: this machine has no /dev/usb/lp*. Proved is the call itself (another ioctl through the same function, see
 * test/devices/file-port.test.ts); the meaning of the bits is from a measurement in a virtual machine (0x18 ok, 0x38 paper out,
 * 0x10 error) and from `linux/lp.h`.
 */
import { ioctlInt } from './ioctl.ts';
import type { LineStatus } from './port.ts';

/** `LPGETSTATUS` of `linux/lp.h`. */
const LPGETSTATUS = 0x060b;
const LP_PAPER_OUT = 0x20;
const LP_SELECTED = 0x10;
const LP_NO_ERROR = 0x08;

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
