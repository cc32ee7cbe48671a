import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProfile, ProfileError, type ProfileFamily } from './load-profile.ts';

const FAMILIES = ['scanner', 'scale', 'printer'] as const satisfies readonly ProfileFamily[];
/** The first line of a sample that the devices page saved. */
const WHERE = /^# firmware-profiles\/(\w+)\/([a-z0-9-]+)\.yaml\n/;

/** A sample that cannot be added; `message` says why. */
export class SampleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SampleError';
  }
}

/**
 * Puts a sample that the devices page saved at the end of its profile, and takes it back when the profile does not load with it. Answers with the
 * profile's file. As text, because a profile's comments and spelling are its author's.
 * @throws SampleError
 */
export function addSample(sampleFile: string, root: string): string {
  const text = readFileSync(sampleFile, 'utf8');
  const [line, family = '', name = ''] = WHERE.exec(text) ?? [];
  const known = FAMILIES.find((one) => one === family);
  if (line === undefined || known === undefined) {
    throw new SampleError(`${sampleFile} does not begin with the name of its profile, as saved samples do.`);
  }
  const file = join(root, known, `${name}.yaml`);
  const before = readFileSync(file, 'utf8');
  const lastKey = before.match(/^[A-Za-z]\w*(?=:)/gm)?.at(-1);
  if (lastKey !== 'samples')
    throw new SampleError(`${file} does not end with its samples: put this one there by hand.`);
  const entry = text.slice(line.length).trimEnd();
  writeFileSync(file, `${before.trimEnd()}\n${entry}\n`);
  try {
    loadProfile(known, name, root);
  } catch (error) {
    writeFileSync(file, before);
    if (error instanceof ProfileError) throw new SampleError(error.message);
    throw error;
  }
  return file;
}
