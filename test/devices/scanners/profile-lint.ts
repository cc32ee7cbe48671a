import { code128Modules } from '../../../devices/printers/symbols.ts';
import type { ScannerProfile } from '../../../devices/profile-scanner.ts';
import { stale, unshown, unsourced } from '../profile-lint.ts';
import { chunksOf, decode, readerOf, scansOf } from './sample-scans.ts';

/** Modules of two dots on 58 mm paper: what is wider is printed as its text, which no scanner reads. */
const WIDEST_CODE = 384 / 2;

/** Everything that makes a profile unsourced, untested, stale or unscannable, one sentence each. */
export function lintScanner(profile: ScannerProfile, newestCheck: string): string[] {
  const { id, sources, samples, setUp = [], checked } = profile;
  const changed = samples.filter((sample) => {
    const scans = scansOf(decode(readerOf(profile, sample), chunksOf(sample)));
    return JSON.stringify(scans) !== JSON.stringify(sample.events.map(({ text, symbology }) => ({ text, symbology })));
  });
  const problems = [
    ...unsourced([...sources, ...[...samples, ...setUp].map(({ source }) => source)]),
    ...untested(profile),
    ...stale(changed, checked, newestCheck),
    ...unscannable(profile),
  ];
  return problems.map((problem) => `${id}: ${problem}`);
}

function untested(profile: ScannerProfile): string[] {
  const { framing, hid, samples } = profile;
  const texts = samples.flatMap(({ events }) => events.map(({ text }) => text));
  return unshown([
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
  ]);
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
