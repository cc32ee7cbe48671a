import { realpath, stat } from 'node:fs/promises';

/** What the path leads to at this moment; null when it leads nowhere. */
export async function identityOf(path: string): Promise<string | null> {
  try {
    const target = await realpath(path);
    const { rdev, ino } = await stat(target);
    return `${target}:${rdev}:${ino}`;
  } catch {
    return null;
  }
}
