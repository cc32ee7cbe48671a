import { code128Modules } from '../../../devices/printers/symbols.ts';
import type { ScannerProfile } from '../../../devices/profile-scanner.ts';
import { chunksOf, decode, readerOf, scansOf } from './sample-scans.ts';

/** How much older than the newest check of the folder a check may be. Counted from the data, so that no test turns red by the calendar alone. */
export const STALE_DAYS = 730;
const DAY_MS = 86_400_000;

/** Modules of two dots on 58 mm paper: what is wider is printed as its text, which no scanner reads. */
const WIDEST_CODE = 384 / 2;

/** Everything that makes a profile unsourced, untested, stale or unscannable, one sentence each. See firmware-profiles/README.md. */
export function lintScanner(profile: ScannerProfile, newestCheck: string): string[] {
  return [...unsourced(profile), ...untested(profile), ...stale(profile, newestCheck), ...unscannable(profile)].map(
    (problem) => `${profile.id}: ${problem}`,
  );
}

function unsourced({ sources, samples, setUp = [] }: ScannerProfile): string[] {
  const said = [...sources, ...[...samples, ...setUp].map(({ source }) => source)];
  const empty = said.filter((source) => !/[A-Za-z]{2}/.test(source) || /\b(todo|tbd|unknown|internet)\b/i.test(source));
  return empty.map((source) => `unsourced: ${JSON.stringify(source)} names nothing that anybody could look up`);
}

function untested(profile: ScannerProfile): string[] {
  const { framing, hid, samples } = profile;
  const texts = samples.flatMap(({ events }) => events.map(({ text }) => text));
  const needs: readonly (readonly [boolean, boolean, string])[] = [
    [true, texts.length > 0, 'no sample gives a scan'],
    [
      hid?.layout?.continued !== undefined,
      samples.some(({ reports = [], events }) => events.length > 0 && reports.length > events.length),
      'no sample goes on in a second report',
    ],
    [
      framing.gsSubstitute !== undefined,
      texts.some((text) => text.includes('\x1d')),
      'no sample shows the separator that gsSubstitute stands for',
    ],
    [
      framing.codeIds !== undefined,
      samples.some(({ events }) => events.some(({ symbology }) => symbology !== null)),
      'no sample shows a code id',
    ],
    [
      profile.encoding === 'gb18030',
      texts.some((text) => /[^\0-\x7f]/.test(text)),
      'no sample shows a character outside ASCII, though the encoding claims them',
    ],
  ];
  return needs.filter(([isClaimed, isShown]) => isClaimed && !isShown).map(([, , problem]) => `untested: ${problem}`);
}

function stale(profile: ScannerProfile, newestCheck: string): string[] {
  const changed = profile.samples.filter((sample) => {
    const scans = scansOf(decode(readerOf(profile, sample), chunksOf(sample)));
    return JSON.stringify(scans) !== JSON.stringify(sample.events.map(({ text, symbology }) => ({ text, symbology })));
  });
  const age_days = (Date.parse(newestCheck) - Date.parse(profile.checked)) / DAY_MS;
  return [
    ...changed.map(({ note }) => `stale: the decoder no longer gives what the sample says (${note})`),
    ...(age_days > STALE_DAYS ? [`stale: checked on ${profile.checked}, ${age_days} days before its neighbours`] : []),
  ];
}

function unscannable({ setUp = [] }: ScannerProfile): string[] {
  return setUp.flatMap(({ to, steps }) =>
    steps.flatMap((step) => {
      if ('manual' in step) return [];
      const modules = code128Modules(step.code, step.fnc3);
      const what = `unscannable: ${JSON.stringify(step.code)} on the way to ${to}`;
      if (modules === null) return [`${what} cannot be a CODE128 symbol`];
      return modules.length > WIDEST_CODE ? [`${what} is too wide for 58 mm paper`] : [];
    }),
  );
}
