/**
 * Part of `npm run screenshots`: every document on every paper as a picture, drawn by the element that draws it on the screens. Looked at by people;
 * what must hold is tested as numbers in test/printing.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { loadProfile } from '../../devices/load-profile.ts';
import { type Head, headOf, mediaOf } from '../../devices/printers/head.ts';
import type { PrintedDocument } from '../../hub/kernel/document.ts';
import { partLabel } from '../../hub/parts/documents.ts';
import { binLabel } from '../../hub/places/documents.ts';
import { MEDIUM_NAMES } from '../../hub/printing/contract.ts';
import { labels } from '../../hub/printing/labels.ts';
import { withMarks } from '../../hub/printing/marks.ts';
import { MEDIA } from '../../hub/printing/media.ts';
import { type Media, previewOf } from '../../hub/printing/preview.ts';
import { selfTestDocument } from '../../hub/printing/self-test.ts';
import { requisitionDocument } from '../../hub/requisitions/documents.ts';
import { ORDINARY_TEMPLATE } from '../../hub/requisitions/template-contract.ts';
import { slipOf } from '../printing/paper.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PICTURES = join(ROOT, 'kiosk', 'screenshots', 'paper');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Pixels of a millimetre of paper. */
const SCALE = 3;

const settings = { paperLanguage: 'zh', timeZone: 'Asia/Shanghai' } as const;
const full = {
  ...ORDINARY_TEMPLATE,
  shopName: '城东汽车维修中心',
  footer: '配件如有疑问, 请于三日内到柜台核对。',
  columns: ['line', 'number', 'part', 'bin', 'price', 'quantity', 'amount'],
} as const;

/** What a kit and a draft look like, with all that a slip can leave out left out. */
const draft = { ...slipOf(2), approval: 'DRAFT', purpose: 'kit', order: null, remark: '', decidedAt: null } as const;

const DOCUMENTS: { readonly [name: string]: PrintedDocument } = {
  requisition: requisitionDocument(slipOf(4), ORDINARY_TEMPLATE, settings),
  'requisition-draft': requisitionDocument({ ...draft, lines: [...draft.lines] }, ORDINARY_TEMPLATE, settings),
  'self-test': selfTestDocument('counter-1-printer', 'zh'),
  'requisition-long': requisitionDocument(slipOf(40), { ...full, columns: [...full.columns] }, settings),
};

/** What hangs on shelves and boxes, on the labels of an ordinary label printer. */
const LABELS: { readonly [name: string]: PrintedDocument } = {
  'label-part': labels(
    'part-label',
    '04E115561H',
    partLabel({
      ...{
        number: '04E115561H',
        name: '机油滤清器',
        model: '迈腾 B8L',
        spec: '1.4T',
        unit: '个',
        code: '6921588800017',
      },
    }),
    1,
  ),
  'label-bin': labels('bin-label', 'A3-07', binLabel({ code: 'A3-07', warehouse: '总仓' }), 1),
};

/** A logo as a shop would have one, in greys. */
const LOGO = `(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 96 });
  const pen = canvas.getContext('2d');
  const shade = pen.createLinearGradient(0, 0, 96, 96);
  shade.addColorStop(0, '#000'); shade.addColorStop(1, '#bbb');
  pen.fillStyle = shade; pen.beginPath(); pen.arc(48, 48, 44, 0, 7); pen.fill();
  pen.fillStyle = '#fff'; pen.font = '700 52px "Noto Sans CJK SC"'; pen.fillText('城', 22, 66);
  pen.fillStyle = '#000'; pen.font = '700 56px "Noto Sans CJK SC"'; pen.fillText('城东汽修', 100, 68);
  return canvas.toDataURL('image/png').split(',')[1];
})()`;

/** The element and what it needs, as one script. */
async function paperElement(): Promise<string> {
  const result = await build({
    root: join(ROOT, 'kiosk'),
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(ROOT, 'kiosk', 'elements', 'wh-paper.ts'), formats: ['es'], fileName: 'paper' },
    },
  });
  const [output] = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  return output?.output[0].code ?? '';
}

mkdirSync(PICTURES, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'zh-CN' });
  await page.setContent(
    '<style>body{margin:24px;background:#ddd}:root{--paper:#fff;--paper-ink:#111;--mono:"Noto Sans Mono CJK SC",monospace}' +
      'main{display:grid;gap:24px;justify-items:start;width:max-content}wh-paper{display:block}</style><main></main>',
  );
  await page.addScriptTag({ content: await paperElement(), type: 'module' });
  const draw = async (name: string, document: PrintedDocument, media: Media, head?: Head): Promise<void> => {
    const sheets = previewOf(document, media, head);
    await page.evaluate(`document.querySelector('main').replaceChildren(...${JSON.stringify(sheets)}.map((sheet) => {
      const paper = Object.assign(document.createElement('wh-paper'), { sheet });
      paper.style.width = (sheet.width_mm + { form: 38, roll: 8, label: 2 }[sheet.medium]) * ${SCALE} + 'px';
      return paper;
    }))`);
    await page.evaluate('document.fonts.ready');
    await page.locator('main').screenshot({ path: join(PICTURES, `${name}.png`) });
    process.stdout.write(`paper/${name}.png\n`);
  };
  const head = headOf(loadProfile('printer', 'generic-tspl-203'));
  for (const [name, document] of Object.entries(LABELS)) await draw(name, document, mediaOf(head), head);
  const logo = await page.evaluate<string>(LOGO);
  const ofShop = { ...ORDINARY_TEMPLATE, shopName: full.shopName, logo };
  const documents = { ...DOCUMENTS, 'requisition-logo': requisitionDocument(slipOf(4), ofShop, settings) };
  for (const [name, document] of Object.entries(documents)) {
    for (const medium of MEDIUM_NAMES) {
      // One of them as it looks when it is printed again.
      const copy = name === 'requisition-long' ? 1 : 0;
      await draw(`${name}-${medium}`, withMarks(document, { copy, demo: false, language: 'zh' }), MEDIA[medium]);
    }
  }
} finally {
  await browser.close();
}
