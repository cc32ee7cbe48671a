import { expect, test } from 'vitest';
import { listProfiles, loadPrinter, loadProfile } from '../../devices/load-profile.ts';
import { encodePage } from '../../devices/printers/escpos/encode.ts';
import { headOf } from '../../devices/printers/head.ts';
import type { Page } from '../../devices/printers/page.ts';
import { pageToSheet } from '../../devices/printers/page-to-sheet.ts';
import { sheetLines } from '../../devices/printers/sheet-text.ts';
import type { EscposProfile } from '../../devices/profile-printer.ts';
import { layOut } from '../../hub/printing/layout.ts';
import { PAPER_LANGUAGES, type PaperLanguage } from '../../hub/printing/words.ts';
import { type SetUpFacts, setUpSheet } from '../../hub/stations/documents.ts';
import { read } from '../devices/emulated-head.ts';
import { expectSameSheet } from '../devices/same-sheet.ts';

const scanners = listProfiles('scanner').map((name) => loadProfile('scanner', name));
const withSetUp = scanners.flatMap(({ id, vendor, model, setUp }) =>
  setUp === undefined ? [] : [[id, { vendor, model, setUp }] as const],
);
const printers = ['xprinter-80', 'xprinter-58', 'epson-tm-t88'].map((name) => loadPrinter('esc-pos', name));

function pageFor(facts: SetUpFacts, printer: EscposProfile, paperLanguage: PaperLanguage = 'zh'): Page {
  const { dotsPerMm, printable_dots } = headOf(printer);
  const [page] = layOut(setUpSheet(facts, { paperLanguage }), {
    kind: 'roll',
    width_mm: printable_dots / dotsPerMm,
    column_mm: 12 / dotsPerMm,
  });
  if (page === undefined) throw new Error('A sheet without a page.');
  return page;
}

const gun: SetUpFacts = {
  vendor: 'Maker',
  model: 'M1, M2',
  setUp: [
    {
      to: 'usb-com',
      steps: [
        { name: 'Enter', code: '@A1' },
        { name: 'COM', code: '~B.', fnc3: 'last' },
      ],
    },
    { to: 'hid-pos', steps: [{ manual: 'quick guide p. 3: HID POS' }], unverified: 'Nobody tried it.' },
  ],
};

test('it says whose scanner it is, how to switch it, and what comes then; Chinese first', () => {
  const document = setUpSheet(gun, { paperLanguage: 'zh' });
  expect([document.template, document.title]).toEqual(['set-up-sheet', '扫码枪设置单 Maker']);
  const [xprinter] = printers;
  if (xprinter === undefined) throw new Error('no printer');
  expect(sheetLines(pageToSheet(pageFor(gun, xprinter), headOf(xprinter)))).toEqual([
    '扫码枪设置单',
    '厂家 Maker',
    '型号 M1, M2',
    '选定一项, 只按顺序扫这一项下面的条码; 扫时遮住其',
    '他条码',
    '并非每个型号都试过, 不成功时以厂家手册为准',
    '改为 USB 虚拟串口',
    '1. Enter',
    '@A1',
    '2. COM',
    '~B.',
    '改为 HID-POS',
    '1. 扫厂家手册中的条码: quick guide p. 3: HID POS',
    '扫完后设备会重新插拔识别, 等几秒后在设备页选用;',
    '没有变化就拔下再插上',
  ]);
  const certain = { ...gun, setUp: gun.setUp.slice(0, 1) };
  expect(sheetLines(pageToSheet(pageFor(certain, xprinter), headOf(xprinter))).join()).not.toContain('并非');
  const english = sheetLines(pageToSheet(pageFor(gun, xprinter, 'en'), headOf(xprinter))).join(' ');
  expect(english).toContain('To USB virtual COM port');
  const both = sheetLines(pageToSheet(pageFor(gun, xprinter, 'both'), headOf(xprinter))).join(' ');
  expect(both).toContain('改为 HID-POS To HID-POS');
});

test.each(printers.map((printer) => [printer.id, printer] as const))(
  'every code of every scanner is on the paper of %s',
  (_, printer) => {
    expect(withSetUp.length).toBeGreaterThanOrEqual(9);
    for (const [id, facts] of withSetUp) {
      for (const language of PAPER_LANGUAGES) {
        const page = pageFor(facts, printer, language);
        const { sheet, defects } = read(encodePage(page, printer), printer);
        expect(defects, id).toEqual([]);
        expectSameSheet(sheet, pageToSheet(page, headOf(printer)), headOf(printer));
        const meant = facts.setUp.flatMap(({ steps }) => steps.flatMap((step) => ('code' in step ? [step] : [])));
        expect(
          sheet.codes.map(({ text, fnc3 }) => [text, fnc3]),
          id,
        ).toEqual(meant.map(({ code, fnc3 = null }) => [code, fnc3]));
      }
    }
  },
);

test('codes stand so far apart that a scanner takes the one that it is pointed at', () => {
  for (const [id, facts] of withSetUp) {
    for (const printer of printers) {
      const { codes } = pageToSheet(pageFor(facts, printer), headOf(printer));
      const heights = codes.slice(1).map(({ y_mm }, index) => y_mm - (codes[index]?.y_mm ?? 0));
      // Ten of bars, and more than that of paper.
      for (const height_mm of heights) expect(height_mm, id).toBeGreaterThan(20);
    }
  }
});

test('a code that is too wide for the paper is its text, for a person to look up', () => {
  const wide: SetUpFacts = {
    ...gun,
    setUp: [{ to: 'factory', steps: [{ name: 'Long', code: 'ABCDEFGHIJKLMNOPQR' }] }],
  };
  const small = loadPrinter('esc-pos', 'xprinter-58');
  const { sheet, defects } = read(encodePage(pageFor(wide, small), small), small);
  expect([defects, sheet.codes]).toEqual([[], []]);
  expect(sheetLines(sheet).filter((line) => line === 'ABCDEFGHIJKLMNOPQR')).toHaveLength(1);
});
