import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A font file, and which of its faces: a collection holds several. */
export type Font = { readonly file: string; readonly face: string };

/** Fonts with Chinese whose Latin letters are half as wide, as on paper; where Debian, Arch and Fedora put them. */
const KNOWN: readonly Font[] = [
  { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', face: 'NotoSansMonoCJKsc-Regular' },
  { file: '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc', face: 'NotoSansMonoCJKsc-Regular' },
  { file: '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc', face: 'NotoSansMonoCJKsc-Regular' },
];

/** This machine has no font with Chinese in it; `apt install fonts-noto-cjk` brings one. */
export class NoChineseFont extends Error {
  constructor() {
    super('No Chinese font on this machine: apt install fonts-noto-cjk');
    this.name = 'NoChineseFont';
  }
}

/** What fontconfig would take for simplified Chinese; it always names something, so it says itself whether that speaks Chinese. */
async function matched(): Promise<Font[]> {
  try {
    const { stdout } = await promisify(execFile)('fc-match', [
      '-f',
      '%{file}\n%{postscriptname}\n%{lang}',
      ':lang=zh-cn',
    ]);
    const [file = '', face = '', languages = ''] = stdout.split('\n');
    return languages.split('|').includes('zh-cn') ? [{ file, face }] : [];
  } catch {
    // No fontconfig here.
    return [];
  }
}

export type LoadedFont = { readonly bytes: Buffer; readonly face: string };

/** @throws NoChineseFont */
export async function loadChineseFont(known: readonly Font[] = KNOWN, ask = matched): Promise<LoadedFont> {
  for (const { file, face } of known) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes !== null) return { bytes, face };
  }
  for (const { file, face } of await ask()) {
    const bytes = await readFile(file).catch(() => null);
    if (bytes !== null) return { bytes, face };
  }
  throw new NoChineseFont();
}
