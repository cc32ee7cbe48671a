import { constants } from 'node:os';

type IntAt = (fd: number, request: number, value: Int32Array) => number;
type IntBy = (fd: number, request: number, value: number) => number;
type Calls = { readonly at: IntAt; readonly by: IntBy; readonly errno: () => number };
let calls: Calls | null = null;

/** koffi is loaded at the first call, and only then. The process itself is searched, so that a preloaded stand-in of a test is found too. */
async function load(): Promise<Calls> {
  if (calls !== null) return calls;
  const { default: koffi } = await import('koffi');
  const program = koffi.load(null);
  const at = program.func('int ioctl(int fd, unsigned long request, _Out_ int *value)');
  const by = program.func('int ioctl(int fd, unsigned long request, ...)');
  calls = {
    at: (...parameters) => at(...parameters),
    by: (fd, request, value) => by(fd, request, 'int', value),
    errno: () => koffi.errno(),
  };
  return calls;
}

/** Runs an ioctl that fills one int; null when the system refuses. */
export async function ioctlInt(fd: number, request: number): Promise<number | null> {
  const { at } = await load();
  const value = new Int32Array(1);
  return at(fd, request, value) < 0 ? null : (value[0] ?? null);
}

/** Runs an ioctl that takes one int; the name of the error ("EBUSY") when the system refuses, else null. */
export async function ioctlSet(fd: number, request: number, value: number): Promise<string | null> {
  const { by, errno } = await load();
  if (by(fd, request, value) >= 0) return null;
  const code = errno();
  return Object.entries(constants.errno).find(([, number]) => number === code)?.[0] ?? `errno ${code}`;
}
