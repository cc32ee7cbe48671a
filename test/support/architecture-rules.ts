import { posix } from 'node:path';

/** One import of a file: a path from the root of the project, or "npm:<package>". */
export type Import = { readonly target: string; readonly typeOnly: boolean };
export type Source = { readonly path: string; readonly imports: readonly Import[]; readonly lines: number };

/** The line of rooms: a room may use those before it, never those after. */
const ROOMS = [
  'kernel',
  'store',
  'executor',
  'printing',
  'places',
  'people',
  'customers',
  'parts',
  'stock',
  'orders',
  'requisitions',
  'holdings',
  'returns',
  'weighing',
  'labour',
  'bookings',
  'bays',
  'purchasing',
  'settlement',
  'callbacks',
  'performance',
  'reports',
  'stations',
  'sync',
  'server',
  'demo',
] as const;

/** Files directly in `hub/` make up the composition root, but for these two, which rooms may use. */
const SHARED_ROOT_FILES: ReadonlySet<string> = new Set(['hub/config.ts', 'hub/log.ts']);
const ROOMS_WITH_DEVICES: ReadonlySet<string> = new Set(['printing', 'weighing', 'stations', 'bays', 'demo']);
const MOST_LINES = 300;

/** Who may open files; nobody who could come near the store's own. */
const MAY_USE_FILES: ReadonlySet<string> = new Set([
  'hub/config.ts',
  'hub/ensure-installed.mjs',
  'hub/store/open.ts',
  'hub/store/migrate.ts',
  'hub/people/pin.ts',
  'hub/printing/font.ts',
  'hub/sync/keys.ts',
  'hub/server/kiosk-files.ts',
  'hub/stations/frame-files.ts',
  'hub/head-office/app.ts',
]);

const KIOSK_PACKAGES =
  /^npm:(lit|@lit\/localize|@lit\/reactive-element|@fontsource\/|@awesome\.me\/webawesome|@vaadin\/|uuid|vite)/;

const STATEMENT = /^[ \t]*(import|export)\s+(type\s+)?((?:[\w*$\s{},]|\btype\b|\bas\b)*?)\s*from\s*['"]([^'"]+)['"]/gm;
const SIDE_EFFECT = /^[ \t]*import\s*['"]([^'"]+)['"]/gm;
const CALL = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;

function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(path), specifier));
  if (specifier.startsWith('node:')) return `npm:${specifier}`;
  const [scope, name] = specifier.split('/');
  return `npm:${scope?.startsWith('@') ? `${scope}/${name}` : scope}`;
}

function isTypeOnly(keywordType: string | undefined, clause: string): boolean {
  if (keywordType !== undefined) return true;
  const named = /^\{([\s\S]*)\}$/.exec(clause.trim())?.[1];
  if (named === undefined) return false;
  const names = named
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 && names.every((name) => name.startsWith('type '));
}

/** Every import of a source text, in the order in which they stand. */
export function importsOf(path: string, text: string): Import[] {
  const found: { at: number; one: Import }[] = [];
  for (const match of text.matchAll(STATEMENT)) {
    const [, , keywordType, clause = '', specifier = ''] = match;
    found.push({
      at: match.index,
      one: { target: targetOf(path, specifier), typeOnly: isTypeOnly(keywordType, clause) },
    });
  }
  for (const pattern of [SIDE_EFFECT, CALL]) {
    for (const match of text.matchAll(pattern)) {
      found.push({ at: match.index, one: { target: targetOf(path, match[1] ?? ''), typeOnly: false } });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ one }) => one);
}

type Place = { readonly top: string; readonly room: string | null; readonly file: string };

function placeOf(path: string): Place {
  const [top = '', second = '', ...rest] = path.split('/');
  if (top !== 'hub' || rest.length === 0) return { top, room: null, file: path.split('/').at(-1) ?? '' };
  return { top, room: second, file: rest.join('/') };
}

function rank(room: string): number {
  return (ROOMS as readonly string[]).indexOf(room);
}

const isRules = (file: string) => file === 'rules.ts' || file.endsWith('-rules.ts');
const isContract = (file: string) => file === 'contract.ts' || file.endsWith('-contract.ts');
const isStore = (file: string) => file === 'store.ts' || file.endsWith('-store.ts');

/** What is wrong with one import, or null. */
function wrongWith(from: Place, path: string, { target, typeOnly }: Import): string | null {
  if (target.startsWith('test/')) return 'only tests may use tests';
  if (target.startsWith('npm:')) return wrongPackage(from, path, target, typeOnly);
  const to = placeOf(target);
  if (from.top === 'devices') return to.top === 'devices' ? null : 'devices know nothing but themselves';
  if (from.top === 'kiosk') return wrongForKiosk(to, target, typeOnly);
  if (from.top === 'migrations') return 'migrations are SQL';
  if (to.top === 'kiosk') return 'the hub serves pages and never imports them';
  if (from.room === null) return null;
  if (to.top === 'devices') {
    return ROOMS_WITH_DEVICES.has(from.room) ? null : `${from.room} has nothing to do with devices`;
  }
  return wrongBetweenRooms(from, to, target, typeOnly);
}

function wrongForKiosk(to: Place, target: string, typeOnly: boolean): string | null {
  if (to.top === 'kiosk') return null;
  if (to.top !== 'hub' || !isContract(to.file)) return `a page may see contracts of the hub, not ${target}`;
  return typeOnly ? null : 'a page may see contracts as types only';
}

function wrongPackage(from: Place, path: string, target: string, typeOnly: boolean): string | null {
  if (from.top === 'kiosk') {
    const isBuild = /^kiosk\/(vite.config|build-id|vaadin-in-the-house)\.ts$/.test(path);
    const isShape = target === 'npm:typebox' && typeOnly;
    return isBuild || isShape || KIOSK_PACKAGES.test(target) ? null : `${target} is no package for pages`;
  }
  if (from.top !== 'hub') return null;
  if ((target === 'npm:node:fs' || target === 'npm:node:fs/promises') && !MAY_USE_FILES.has(path)) {
    return 'files are opened in few places, so that nobody comes near those of the store';
  }
  if (from.room === 'store') return null;
  if (target === 'npm:better-sqlite3') return 'only hub/store knows the driver';
  if (target === 'npm:knex' && !typeOnly) return 'only hub/store makes a knex';
  if (from.room === null) return null;
  if (isRules(from.file)) return 'rules need no package';
  if (isContract(from.file)) return target === 'npm:typebox' ? null : 'a contract needs typebox only';
  return null;
}

function wrongBetweenRooms(from: Place, to: Place, target: string, typeOnly: boolean): string | null {
  const room = from.room ?? '';
  if (room === 'head-office') {
    const isOwn = to.room === 'head-office' || to.room === 'kernel' || to.room === 'store';
    return isOwn || target === 'hub/sync/contract.ts'
      ? null
      : 'head office shares only the protocol, the kernel and the store';
  }
  if (rank(room) < 0) return `there is no room called ${room}`;
  if (to.room === null) return SHARED_ROOT_FILES.has(target) ? null : 'a room knows nothing of the composition root';
  if (to.room === 'head-office') return 'head office is another process';
  if (rank(to.room) < 0) return `there is no room called ${to.room}`;
  if (rank(to.room) > rank(room)) return `${room} stands before ${to.room}`;
  const isOwn = to.room === room;
  if (to.room === 'kernel' || room === 'kernel') return null;
  if (isRules(from.file)) {
    return isRules(to.file) || (isContract(to.file) && typeOnly)
      ? null
      : 'rules may use rules of earlier rooms and the kernel';
  }
  if (isContract(from.file)) return isContract(to.file) ? null : 'a contract may use contracts only';
  if (isStore(from.file) && room !== 'store') {
    const ownShapes = isOwn && (isRules(to.file) || isContract(to.file) || isStore(to.file));
    return to.room === 'store' || ownShapes ? null : 'a store holds SQL and knows its own shapes only';
  }
  if (from.file === 'documents.ts') {
    const isWords = to.room === 'printing' && to.file === 'words.ts';
    return isWords || (isOwn && isContract(to.file) && typeOnly)
      ? null
      : 'a document is made of facts that it is given';
  }
  return null;
}

function wrongFile({ path, lines }: Source): string | null {
  const name = path.split('/').at(-1) ?? '';
  if (/^(utils?|helpers?|common|misc)\.(ts|mjs)$/.test(name)) return 'a name that says nothing';
  if (name === 'index.ts') return 'a barrel';
  if (lines > MOST_LINES) return `${lines} lines ask for a door to be cut`;
  return null;
}

/** Everything that is not as the house is drawn, one sentence each. */
export function violationsIn(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const from = placeOf(source.path);
    const ofFile = wrongFile(source);
    const ofImports = source.imports.flatMap((one) => {
      const wrong = wrongWith(from, source.path, one);
      return wrong === null ? [] : [`${source.path} imports ${one.target}: ${wrong}`];
    });
    return [...(ofFile === null ? [] : [`${source.path}: ${ofFile}`]), ...ofImports];
  });
}
