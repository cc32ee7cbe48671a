import { en } from './en.ts';
import { enAnswers } from './en-answers.ts';
import { enDesk } from './en-desk.ts';
import { enFlow } from './en-flow.ts';
import { enImport } from './en-import.ts';
import { enLists } from './en-lists.ts';
import { enParts } from './en-parts.ts';
import { enPartsFlow } from './en-parts-flow.ts';
import { enPrint } from './en-print.ts';
import { enWeighing } from './en-weighing.ts';
import { zh } from './zh.ts';
import { zhAnswers } from './zh-answers.ts';
import { zhDesk } from './zh-desk.ts';
import { zhFlow } from './zh-flow.ts';
import { zhImport } from './zh-import.ts';
import { zhLists } from './zh-lists.ts';
import { zhParts } from './zh-parts.ts';
import { zhPartsFlow } from './zh-parts-flow.ts';
import { zhPrint } from './zh-print.ts';
import { zhWeighing } from './zh-weighing.ts';

/** Every sentence of the screens, by language; a page and the tests read the same. */
export const CATALOGUES = {
  zh: {
    ...zh,
    ...zhAnswers,
    ...zhDesk,
    ...zhFlow,
    ...zhImport,
    ...zhPartsFlow,
    ...zhLists,
    ...zhParts,
    ...zhPrint,
    ...zhWeighing,
  },
  en: {
    ...en,
    ...enAnswers,
    ...enDesk,
    ...enFlow,
    ...enImport,
    ...enPartsFlow,
    ...enLists,
    ...enParts,
    ...enPrint,
    ...enWeighing,
  },
} as const;
