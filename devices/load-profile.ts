import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { parseDocument } from 'yaml';
import { type PrinterDialect, type PrinterProfile, printerNonsense, printerSchemaFor } from './profile-printer.ts';
import { type ScaleProfile, scaleNonsense, scaleSchemaFor } from './profile-scale.ts';
import { type ScannerProfile, ScannerProfileSchema, scannerNonsense } from './profile-scanner.ts';

export type ProfileFamily = 'scanner' | 'printer' | 'scale';
type ProfileOf = { scanner: ScannerProfile; printer: PrinterProfile; scale: ScaleProfile };

/** Of a scale or printer, the schema of what it speaks. */
const SCHEMAS: Record<ProfileFamily, (value: unknown) => TSchema> = {
  scanner: () => ScannerProfileSchema,
  printer: printerSchemaFor,
  scale: scaleSchemaFor,
};
export const PROFILE_ROOT = join(import.meta.dirname, '..', 'firmware-profiles');

/** A profile that cannot be used: which file, where in it, and what is wrong there. */
export class ProfileError extends Error {
  readonly file: string;
  readonly path: string;

  constructor(file: string, path: string, problem: string) {
    super(`${file}: ${path}: ${problem}`);
    this.name = 'ProfileError';
    this.file = file;
    this.path = path;
  }
}

/** Names of all profiles of a family, sorted. */
export function listProfiles(family: ProfileFamily, root: string = PROFILE_ROOT): string[] {
  return readdirSync(join(root, family))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * Reads `<root>/<family>/<name>.yaml`, fills it up from the profile it inherits from (one level; samples are never inherited, since
 * they prove one model), checks it and freezes it. Refuses with a ProfileError.
 */
export function loadProfile<F extends ProfileFamily>(
  family: F,
  name: string,
  root: string = PROFILE_ROOT,
): ProfileOf[F] {
  if (!/^[a-z0-9-]+$/.test(name)) throw new ProfileError(name, '/', 'not a profile name (a-z, 0-9 and hyphens)');
  const { inherits, ...own } = readYaml(family, name, root);
  const file = fileOf(family, name, root);
  let merged: Tree = own;
  if (inherits !== undefined) {
    if (typeof inherits !== 'string') throw new ProfileError(file, '/inherits', 'must be the name of a profile');
    const { samples: _, ...base } = readYaml(family, inherits, root);
    if (base.inherits !== undefined) {
      throw new ProfileError(file, '/inherits', `${inherits} inherits itself; one level is allowed`);
    }
    merged = mergeTrees(base, own);
  }
  check(SCHEMAS[family](merged), merged, file);
  const profile = merged as ProfileOf[F];
  checkSense(profile, name, file);
  return freeze(profile);
}

/** A printer profile of one dialect. Refuses another one with a ProfileError. */
export function loadPrinter<D extends PrinterDialect>(
  dialect: D,
  name: string,
  root: string = PROFILE_ROOT,
): Extract<PrinterProfile, { dialect: D }> {
  const profile = loadProfile('printer', name, root);
  if (profile.dialect !== dialect) {
    throw new ProfileError(fileOf('printer', name, root), '/dialect', `is ${profile.dialect}, not ${dialect}`);
  }
  return profile as Extract<PrinterProfile, { dialect: D }>;
}

/**
 * All models of a family that can be used, and what is wrong with the files of the others: one that somebody is editing keeps no other model from being
 * found.
 */
export function loadProfiles<F extends ProfileFamily>(
  family: F,
  root: string = PROFILE_ROOT,
): { readonly profiles: ProfileOf[F][]; readonly problems: ProfileError[] } {
  const profiles: ProfileOf[F][] = [];
  const problems: ProfileError[] = [];
  for (const name of listProfiles(family, root)) {
    try {
      profiles.push(loadProfile(family, name, root));
    } catch (error) {
      if (!(error instanceof ProfileError)) throw error;
      problems.push(error);
    }
  }
  return { profiles, problems };
}

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const fileOf = (family: string, name: string, root: string): string => join(root, family, `${name}.yaml`);

function readYaml(family: string, name: string, root: string): Tree {
  const file = fileOf(family, name, root);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ProfileError(file, '/', error instanceof Error ? error.message : String(error));
  }
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw new ProfileError(file, `line ${fault.linePos?.[0].line ?? '?'}`, fault.message);
  const tree: unknown = document.toJS();
  if (!isTree(tree)) throw new ProfileError(file, '/', 'must be a mapping');
  return tree;
}

/** Mappings are merged key by key, everything else is replaced. */
function mergeTrees(base: Tree, own: Tree): Tree {
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const inherited = base[key];
    merged[key] = isTree(inherited) && isTree(value) ? mergeTrees(inherited, value) : value;
  }
  return merged;
}

/** Names the deepest mistake first: that is the one to mend; the others are what a union of shapes says around it. */
function check(schema: TSchema, value: unknown, file: string): void {
  if (Value.Check(schema, value)) return;
  const [worst] = [...Value.Errors(schema, value)]
    .filter((error) => error.keyword !== 'boolean' && error.keyword !== 'anyOf')
    .sort(
      (a, b) =>
        Number(a.keyword === 'const') - Number(b.keyword === 'const') ||
        depth(b.instancePath) - depth(a.instancePath) ||
        // A misspelt key is unknown and missing at once; the spelling is the mistake.
        Number(b.keyword === 'additionalProperties') - Number(a.keyword === 'additionalProperties'),
    );
  if (worst === undefined) throw new ProfileError(file, '/', 'does not fit the schema');
  const params: Tree = isTree(worst.params) ? worst.params : {};
  if (worst.keyword === 'additionalProperties') {
    throw new ProfileError(
      file,
      worst.instancePath || '/',
      `unknown key ${JSON.stringify(params.additionalProperties)}`,
    );
  }
  const allowed = params.allowedValues === undefined ? '' : `: ${JSON.stringify(params.allowedValues)}`;
  throw new ProfileError(file, worst.instancePath || '/', `${worst.message}${allowed}`);
}

const depth = (path: string): number => path.split('/').length;

/** What a schema cannot say: keys that only make sense together. */
function checkSense(profile: ScannerProfile | PrinterProfile | ScaleProfile, name: string, file: string): void {
  if (profile.id !== name) throw new ProfileError(file, '/id', `is ${profile.id}, but the file is ${name}`);
  const nonsense = nonsenseIn(profile);
  if (nonsense !== null) throw new ProfileError(file, ...nonsense);
}

function nonsenseIn(profile: ScannerProfile | PrinterProfile | ScaleProfile): readonly [string, string] | null {
  if (profile.family === 'printer') return printerNonsense(profile);
  return profile.family === 'scale' ? scaleNonsense(profile) : scannerNonsense(profile);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
