import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpreterFor } from '../../devices/emulators/page-printer.ts';
import { listProfiles, loadProfile } from '../../devices/load-profile.ts';
import { encodePages } from '../../devices/printers/encode-pages.ts';
import { type Head, headOf } from '../../devices/printers/head.ts';
import type { Page, Sheet } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import { hexBytes } from '../../devices/profile.ts';
import type { PrinterProfile } from '../../devices/profile-printer.ts';
import { anyPage, anyText } from './any-page.ts';
import { line } from './emulated-head.ts';
import { expectSameInk } from './same-sheet.ts';
import { samplePage } from './sample-page.ts';

type PageProfile = Exclude<PrinterProfile, { dialect: 'esc-pos' }>;
const profiles = listProfiles('printer')
  .map((name) => loadProfile('printer', name))
  .filter((profile): profile is PageProfile => profile.dialect !== 'esc-pos');

/** What an emulated head makes of bytes that come to it in pieces. */
function read(bytes: Uint8Array, profile: PrinterProfile, piece = 64): { sheets: Sheet[]; defects: string[] } {
  const sheets: Sheet[] = [];
  const defects: string[] = [];
  const head = interpreterFor(profile, { sheet: (sheet) => sheets.push(sheet), defect: (what) => defects.push(what) });
  for (let at = 0; at < bytes.length; at += piece) head.feed(bytes.subarray(at, at + piece));
  if (!head.isBetweenCommands) defects.push('an unfinished command');
  if (!head.isPageBlank) defects.push('a page that never came out');
  return { sheets, defects };
}

/** A picture does not say what it means, its dots do; what a head draws itself is what the page says there. */
function expectPage(sheet: Sheet | undefined, page: Page, head: Head): void {
  if (sheet === undefined) throw new Error('no page came out');
  const wanted = pageToSheet(page, head);
  const told = ({ codes }: Sheet): string[] =>
    codes.map(({ y_mm, ...code }) => JSON.stringify({ ...code, y_dots: Math.round(y_mm * head.dotsPerMm) }));
  expect(told(wanted)).toEqual(expect.arrayContaining(told(sheet)));
  expectSameInk({ ...sheet, codes: wanted.codes }, wanted, page, head);
}

/** The forms that a profile can be told to print on. */
const formsOf = (profile: PageProfile): (string | undefined)[] =>
  profile.dialect === 'esc-p' ? profile.media.forms.map(({ name }) => name) : [undefined];

const charsOf = (sheet: Sheet | undefined): string => (sheet?.glyphs ?? []).map(({ char }) => char).join('');

describe.each(profiles.map((profile) => [profile.id, profile] as const))('%s', (_, profile) => {
  const head = headOf(profile);
  const { dotsPerMm, printable_dots, length_dots } = head;
  const width_mm = printable_dots / dotsPerMm;

  test.each(profile.samples.map((sample) => [sample.note, sample] as const))('sample: %s', (_note, sample) => {
    const page = samplePage(width_mm, sample);
    const bytes = hexBytes(sample.bytes);
    expect(Buffer.from(encodePages([page], profile).bytes).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
    for (const piece of [1, bytes.length]) {
      const { sheets, defects } = read(bytes, profile, piece);
      expect(defects).toEqual([]);
      expect(sheets.length).toBe(1);
      expectPage(sheets[0], page, head);
    }
  });

  test('any pages come out one by one as the preview shows them, within one dot, and nothing was misunderstood', () => {
    const pages = fc.array(anyPage({ width_mm, height_mm: 40 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        pages,
        fc.constantFrom(...formsOf(profile)),
        fc.integer({ min: 1, max: 3000 }),
        (some, form, piece) => {
          const { sheets, defects } = read(encodePages(some, profile, { form }).bytes, profile, piece);
          expect(defects).toEqual([]);
          expect(sheets.length).toBe(some.length);
          for (const [index, page] of some.entries()) expectPage(sheets[index], page, headOf(profile, { form }));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('no text is a command', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { sheets, defects } = read(encodePages([line(text)], profile).bytes, profile);
        expect(defects).toEqual([]);
        expectPage(sheets[0], line(text), head);
      }),
      { numRuns: 100 },
    );
  });

  test('without a font, what the head lacks is a 〓', () => {
    const options = { font: null };
    const { sheets, defects } = read(encodePages([line('A𠮷B')], profile, options).bytes, profile);
    expect(defects).toEqual([]);
    expectSameInk(
      sheets[0] ?? pageToSheet(line(''), head),
      pageToSheet(line('A𠮷B'), headOf(profile, options)),
      line('A〓B'),
      headOf(profile, options),
    );
    expect(charsOf(sheets[0])).toMatch(/^A〓?B$/);
  });

  test('a page too high loses what does not fit, and the next one begins at its top', () => {
    const rows = Array.from({ length: 200 }, (_, index) => line(`${index}`).rows).flat();
    const { sheets, defects } = read(encodePages([{ width_mm, rows }, line('next')], profile).bytes, profile);
    expect(defects).toEqual([]);
    expect(sheetLines(sheets[0] ?? pageToSheet(line(''), head)).length).toBe(
      Math.floor((length_dots - 24) / (4 * dotsPerMm)) + 1,
    );
    expect(sheets[1]?.glyphs[0]?.y_mm).toBe(0);
  });
});
