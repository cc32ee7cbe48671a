import { type BoundOperation, type BoundQuery, bindOperation, bindQuery } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { withMarks } from '../printing/marks.ts';
import { MEDIA } from '../printing/media.ts';
import { pictureIn } from '../printing/pictures.ts';
import { previewOf } from '../printing/preview.ts';
import { requisitionDocument } from './documents.ts';
import type { RequisitionSettings } from './issue.ts';
import { sampleSlip } from './sample.ts';
import { previewRequisitionTemplate, setRequisitionTemplate, showRequisitionTemplate } from './template-contract.ts';
import { keepTemplate, readTemplate } from './template-store.ts';

/** 2026-01-01 09:00 in China: the day on the made-up slip. */
const SAMPLE_TIME = Date.UTC(2026, 0, 1, 1);

export const templateOperations: readonly BoundOperation[] = [
  bindOperation(setRequisitionTemplate, ({ tx, actor, emit }, { template }) => {
    const { logo } = template;
    if (logo !== '' && pictureIn(logo) === null) return refuse('requisitions.no-picture');
    keepTemplate(tx, template);
    emit('requisition.template-set', { by: actor.person, columns: template.columns, copies: template.copies });
    return {};
  }),
];

export function templateQueries(settings: RequisitionSettings): BoundQuery[] {
  return [
    bindQuery(showRequisitionTemplate, (reader) => ({ template: readTemplate(reader) })),
    bindQuery(previewRequisitionTemplate, (_reader, { template, medium }) => {
      const document = requisitionDocument(sampleSlip(SAMPLE_TIME), template, settings);
      const marks = {
        copy: 0,
        copyName: template.copies[0] ?? '',
        demo: settings.demo,
        language: settings.paperLanguage,
      };
      return { sheets: previewOf(withMarks(document, marks), MEDIA[medium]) };
    }),
  ];
}
