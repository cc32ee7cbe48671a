import { createHash } from 'node:crypto';

/** The same id for the same name at every start, so that seeding twice is a repeat and changes nothing. */
export function demoId(name: string): string {
  const hex = createHash('sha256').update(`workshop-hub demo ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
